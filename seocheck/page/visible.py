"""Facts a reader sees but no markup says for sure: the trail, the byline, the date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from turbohtml import Element, Text

from seocheck.model import Fact, View
from seocheck.page.address import ANY_PAGE, Address
from seocheck.page.body import headline_element, is_beside
from seocheck.page.subjects import subject
from seocheck.page.wording import collapse, is_hidden, visible_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.page.page import Page

_TRAIL = (
    '[class*="breadcrumb" i],[id*="breadcrumb" i],[aria-label*="breadcrumb" i],[class*="crumb" i],[id*="crumb" i],'
    '[itemtype*="BreadcrumbList"],[typeof*="BreadcrumbList"],[aria-label*="fil d" i],[aria-label*="brotkr" i],'
    '[aria-label*="brödsmul" i],[aria-label*="kruimel" i],[aria-label*="migas" i],[aria-label*="ścieżka" i],'
    '[aria-label*="you are here" i],[class*="pathway" i],[class*="brotkrum" i]'
)
_ARROWS = "»›>→❯⟩▸▶➔❱⟫"
_MARKS = _ARROWS + "/|\\•·∙:–—-"  # what stands between the steps of a trail
_SKIPPED = frozenset({"script", "style", "template", "noscript", "svg", "button", "select", "h2", "h3", "h4", "h5", "h6"})
_NO_TRAIL = frozenset("html body head main article a li meta link script style svg span h1 h2 h3 input button form".split())
_NEAR = 3_000  # elements from the top of the page in which a byline or date is looked for by its words alone
_FEW = 6
_MOST_STEPS = 15  # more is a menu


def trail_steps(container: Element) -> list[tuple[str, str | None]]:
    """The steps of a visible trail: name and href, in order; separators and labels (“You are here:”) left out."""
    pieces = list(_pieces(container))
    split = _splitter(pieces)
    steps: list[tuple[str, str | None]] = []
    last_link: Element | None = None
    for text, link in pieces:
        if link is None:
            last_link = None
            names = [name.strip(_MARKS + " ") if split else name for name in (split.split(text) if split else [text])]
            steps += [(name, None) for name in names if _is_step(name, first=not steps)]
            continue
        name = text.strip(_ARROWS + " ")
        if link is last_link:
            steps[-1] = (f"{steps[-1][0]} {name}".strip(), steps[-1][1])
        elif _is_step(name, first=False):
            steps.append((name, link.attr("href")))
            last_link = link
    return steps


def _splitter(pieces: list[tuple[str, Element | None]]) -> re.Pattern[str] | None:
    """What parts the steps: marks found at an edge of text outside links. None: the markup alone parts them.

    Where an arrow or a slash parts them, a dash or a colon belongs to a name.
    """
    edges = {mark for text, link in pieces if link is None for mark in (text[:1], text[-1:]) if mark in _MARKS}
    for kind in (_ARROWS, "/|\\•·∙", "–—-:"):
        if marks := edges & set(kind):
            between = "".join(map(re.escape, sorted(marks)))
            return re.compile(rf"\s*[{between}]+\s*" if kind == _ARROWS else rf"(?:^|\s+)[{between}]+(?:\s+|$)")
    return None


def _is_step(name: str, *, first: bool) -> bool:
    """Whether a text is a step: it has letters or digits, and is no label such as “You are here:”."""
    return any(map(str.isalnum, name)) and not (first and name.endswith((":", "：", "?")))


def _pieces(container: Element) -> Iterator[tuple[str, Element | None]]:
    """Runs of text with the link they stand in; text outside links is joined within one parent."""
    stack: list[tuple[object, Element | None]] = [(node, None) for node in reversed(container.children)]
    while stack:
        node, link = stack.pop()
        if isinstance(node, Text):
            if text := collapse(node.data):
                yield text, link
        elif isinstance(node, Element):
            if node.tag in _SKIPPED or is_hidden(node) or _is_menu(node, container):
                continue
            inside = node if node.tag == "a" and node.attr("href") is not None else link
            if inside is node and not node.text.strip():
                label = node.attr("aria-label") or node.attr("title") or next((i.attr("alt") for i in node.select("img[alt]")), "")
                if label:
                    yield collapse(label), inside
                continue
            stack.extend((child, inside) for child in reversed(node.children))


def _is_menu(element: Element, container: Element) -> bool:
    """Whether a list stands inside a step of the trail: a menu of its neighbours."""
    if element.tag not in ("ul", "ol"):
        return False
    outer = element.parent
    while isinstance(outer, Element) and outer != container:
        if outer.tag == "li":
            return True
        outer = outer.parent
    return False


def _containers(page: Page) -> list[Element]:
    marked = [item for item in page.select(_TRAIL) if item.tag not in _NO_TRAIL]
    outermost = [item for item in marked if not any(outer != item and outer in marked for outer in item.ancestors)]
    return outermost or _arrowed(page)


def _arrowed(page: Page) -> list[Element]:
    """Unnamed trails: links above the headline with an arrow between them."""
    headline = headline_element(page)
    if headline is None or not any(arrow in page.text for arrow in ("»", "›", "&raquo;", "&rsaquo;", "→", "&gt;")):
        return []
    limit = headline.position or (0, 0)
    found: list[Element] = []
    for link in page.select("a"):
        if (link.position or (0, 0)) >= limit:
            break
        after = link.next_sibling
        parent = link.parent
        if (
            isinstance(after, Text)
            and after.data.strip()[:1] in tuple(_ARROWS)
            and isinstance(parent, Element)
            and parent.tag not in ("body", "nav")
            and parent not in found
        ):
            found.append(parent)
    return found


@subject("visible.trail", "the breadcrumb trail readers see: its names joined by ›", ("names", "last"))
def trail(page: Page) -> View:
    headline = headline_element(page)
    facts = []
    for container in _containers(page):
        if is_hidden(container) or container.closest("footer") is not None:
            continue
        steps = trail_steps(container)
        if (
            2 <= len(steps) <= _MOST_STEPS
            and any(href for _, href in steps)
            and (_above(container, headline) or _leads_home(page, steps[0][1]))
        ):
            names = tuple(name for name, _ in steps)
            facts.append(Fact(" › ".join(names), page.spot(container), {"names": names, "last": names[-1]}))
    return View(tuple(facts[:3]), anchor=page.body)


def _above(container: Element, headline: Element | None) -> bool:
    return headline is None or (container.position or (0, 0)) < (headline.position or (0, 0))


def _leads_home(page: Page, href: str | None) -> bool:
    """Whether an address is the site's front page: below the headline, only a trail begins there, a list of topics does not."""
    address = Address.parse(href, page.base or ANY_PAGE) if href else None
    return address is not None and address.path in ("/", "") and not address.query


_BYLINE = (
    '[rel~="author" i],[itemprop~="author" i],[class*="byline" i],[class*="author" i],[class*="autor" i],[class*="auteur" i],'
    '[class*="writer" i],[class*="reporter" i],[class*="redact" i],[class*="redakt" i],[class*="schreiber" i],'
    '[data-testid*="byline" i],[data-testid*="author" i],[class*="contributor" i],[class*="giornalista" i],[class*="firma" i],'
    '[class*="journalist" i],[class*="signature" i],[class*="credit" i][class*="article" i],[href*="/author/" i],[href*="/authors/" i],'
    '[href*="/autor/" i],[href*="/auteur/" i],[href*="/redaktion/" i],[href*="/profile/" i],[href*="/people/" i],[href*="/staff/" i],'
    '[href*="/journalist" i],[href*="/by/" i]'
)
_BY = re.compile(
    r"^(?:by|von|par|por|di|door|av|af|przez|autor(?:a|in|en|es)?|auteur|text|texto|testo|tekst|written by|posted by|"
    r"reported by|reporting by|words by|story by|redaktion|foto und text|da redação|redacción|redazione|rédaction)\b[\s:.]*(?=\S)",
    re.IGNORECASE,
)
_CJK_BY = re.compile(r"(?:記者|기자|记者|作者|責任編集|文・|文／|文:|編輯|编辑|撰文|특파원)")


@subject("visible.byline", "who wrote the article, as readers see it near the headline")
def byline(page: Page) -> View:
    headline = headline_element(page)
    facts = [
        Fact(text[:120], page.spot(element, whole=True))
        for element in page.select(_BYLINE)
        if element.tag not in ("body", "html", "head", "main", "article", "link", "meta", "img", "figure", "figcaption", "section", "form")
        and not _elsewhere(element, headline)
        and 1 < len(text := visible_text(element)) <= 300
        and any(char.isalpha() for char in text)
    ]
    if not facts:
        facts = [
            Fact(text, page.spot(element, whole=True))
            for element in _short(page, "p", "span", "div", "address", "cite", "em", "strong", "small", "b", "i", "li", "h2", "h3", "h4", "h5", "h6")
            if 4 < len(raw := element.text.strip()) <= 120
            and (_BY.match(raw) or _CJK_BY.search(raw))
            and not _elsewhere(element, headline)
            and (text := visible_text(element))
        ]
    return View(tuple(facts[:5]), anchor=page.body)


_MONTHS = (
    "jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|déc|"
    "janv|févr|fév|mars|avr|juin|juil|août|ene|abr|mayo|ago|dic|gen|mag|giu|lug|set|ott|fev|out|mrt|mei|maj|kwi|cze|lip|sie|wrz|paź|"
    "lis|gru|sty|lut|янв|фев|мар|апр|мая|май|июн|июл|авг|сен|окт|ноя|дек|ιαν|φεβ|μαρ|απρ|μαΐ|ιουν|ιουλ|αυγ|σεπ|οκτ|νοε|δεκ|"
    "oca|şub|nis|haz|tem|ağu|eyl|eki|kas|ara|يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|"
    "जनवरी|फरवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|अक्टूबर|नवंबर|दिसंबर|tháng|januari|februari"
)
DATE = re.compile(
    rf"\b\d{{1,2}}[./-]\s?\d{{1,2}}[./-]\s?(?:\d{{4}}|\d{{2}})\b|\b(?:19|20)\d\d[-./]\d{{1,2}}[-./]\d{{1,2}}|"
    rf"(?:19|20)\d\d\s?[年년]\s?\d{{1,2}}\s?[月월]|\d{{1,2}}[月월]\s?\d{{1,2}}[日일]|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th|er|º|ª)?\.?\s?(?:de\s|of\s)?(?:{_MONTHS})\w*\.?,?\s?(?:de\s|del\s)?(?:(?:19|20)\d\d)?|"
    rf"(?:{_MONTHS})\w*\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:(?:19|20)\d\d)?|"
    r"\b\d+\s(?:minutes?|hours?|days?|weeks?|months?|years?)\sago\b|\bvor\s\d+\s(?:Minuten?|Stunden?|Tagen?)|\bil y a \d+|\bhace \d+",
    re.IGNORECASE,
)
_DATED = (
    'time,[itemprop*="date" i],[class*="date" i],[class*="time" i],[class*="publish" i],[class*="datum" i],[class*="fecha" i],'
    '[class*="posted" i],[class*="meta" i],[class*="byline" i],[class*="info" i],[data-testid*="date" i],[datetime],[class*="data" i],'
    '[class*="updated" i],[class*="stamp" i],[class*="zeit" i],[class*="fech" i]'
)


@subject("visible.dates", "when the article was published or changed, as readers see it near the headline", ("datetime",))
def dates(page: Page) -> View:
    headline = headline_element(page)
    facts = []
    for element in page.select(_DATED):
        if element.tag in ("body", "html", "head", "main", "article", "meta", "link", "script") or _elsewhere(element, headline):
            continue
        text = visible_text(element)
        stamp = element.attr("datetime") or ""
        if (stamp and text) or (0 < len(text) <= 300 and DATE.search(text)):
            facts.append(Fact(text[:120], page.spot(element, whole=True), {"datetime": stamp}))
    if not facts:
        facts = [
            Fact(match[0].strip(), page.spot(element, whole=True), {"datetime": ""})
            for element in _short(page, "p", "span", "div", "small", "em", "b", "strong", "li", "td", "font", "h2", "h3", "h4", "h5", "h6")
            if 5 < len(raw := element.text.strip()) <= 100
            and (match := DATE.search(raw))
            and len(match[0].strip()) > 5
            and not _elsewhere(element, headline)
            and visible_text(element)
        ]
    return View(tuple(facts[:10]), anchor=page.body)


def _short(page: Page, *tags: str) -> Iterator[Element]:
    """Elements with few children among the first of the page: a byline or date without a telling name is one of them."""
    for element in page.ordered(*tags)[:_NEAR]:
        if len(element.children) <= _FEW:
            yield element


def _elsewhere(element: Element, headline: Element | None) -> bool:
    """Whether an element speaks of another article: a teaser, a comment, a list of most read."""
    if is_beside(element, headline):
        return True
    outer = element.closest("article")
    return outer is not None and headline is not None and not any(node == outer for node in headline.ancestors) and bool(
        outer.select("h2,h3,h4") and not outer.select("p ~ p ~ p")
    )


@subject("visible.trail.last", "the last step of the trail readers see")
def trail_last(page: Page) -> View:
    facts = tuple(Fact(fact.fields["last"], fact.spot) for fact in page.view("visible.trail").facts)
    return View(facts)
