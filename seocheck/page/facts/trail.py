"""The breadcrumb trail readers see, told by names, marks and links: no markup says for sure which it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from turbohtml import Element, Text

from seocheck.model import Fact, View
from seocheck.page.address import ANY_PAGE, Address
from seocheck.page.facts.hosts import site_of
from seocheck.page.subjects import subject
from seocheck.page.wording import accessible_name, collapse, is_hidden, visible_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.page.page import Page

_TRAIL = (
    ("class", ("crumb", "pathway", "brotkrum", "migas", "kruimel")),
    ("id", ("crumb",)),
    ("itemtype", ("breadcrumblist",)),
    ("typeof", ("breadcrumblist",)),
    ("aria-label", ("breadcrumb", "fil d", "brotkr", "brödsmul", "kruimel", "migas", "ścieżka", "you are here")),
)
_ARROWS = "»›>→❯⟩▸▶➔❱⟫"
_POINTING = frozenset(_ARROWS)
_MARKS = _ARROWS + "/|\\•·∙:–—-"  # what stands between the steps of a trail
_SKIPPED = frozenset({"script", "style", "template", "noscript", "svg", "button", "select"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NO_TRAIL = frozenset(
    [
        "html",
        "body",
        "head",
        "main",
        "article",
        "a",
        "li",
        "meta",
        "link",
        "script",
        "style",
        "svg",
        "span",
        "h1",
        "input",
        "button",
        "form",
    ]
)
_CLOSING_MARK = re.compile(rf"\s+[{re.escape(_MARKS)}]+$")
_BACK = re.compile(
    r"^\W*(?:back|return|zurück|retour|indietro|volver|voltar|tilbage|tillbaka|terug|takaisin|wróć|zpět|назад)\W*$",
    re.IGNORECASE,
)
_MENU = re.compile("dropdown|sub-?menu|flyout", re.IGNORECASE)
_MOST_STEPS = 15  # more is a menu
_MOST_SITES = 2


def trail_steps(container: Element) -> list[tuple[str, str | None]]:
    """The steps of a visible trail: name and href, in order; separators and labels (“You are here:”) left out."""
    pieces = list(_pieces(container))
    split = _splitter(pieces)
    steps: list[tuple[str, str | None]] = []
    last_link: Element | None = None
    for text, link in pieces:
        if link is None:
            last_link = None
            if not steps and _is_label(text):
                continue
            names = [name.strip(_MARKS + " ") if split else name for name in (split.split(text) if split else [text])]
            steps += [(name, None) for name in names if _says_something(name)]
            continue
        name = _without_marks(text)
        href = link.attr("href")
        if link is last_link:
            steps[-1] = (f"{steps[-1][0]} {name}".strip(), steps[-1][1])
        elif _says_something(name) and not _leads_back(name) and (steps or href != "#"):
            if steps and _is_same_step(steps[-1], name, href):
                steps.pop()  # an icon, then the word, both to the front page
            steps.append((name, href))
            last_link = link
    return steps


def _is_label(text: str) -> bool:
    return text.endswith((":", "：", "?"))


def _says_something(name: str) -> bool:
    return any(map(str.isalnum, name))


def _without_marks(text: str) -> str:
    """A link's words without the separator written into it; the closing quote of «a name» stays."""
    name = _CLOSING_MARK.sub("", text).strip(" ")
    return name if name.endswith("»") and "«" in name else name.strip(_ARROWS + " ")


def _leads_back(name: str) -> bool:
    """Whether a link goes back in the browser's history instead of up in the site."""
    return _BACK.match(name) is not None


def _is_same_step(step: tuple[str, str | None], name: str, href: str | None) -> bool:
    return href is not None and step[1] == href and step[0].casefold() == name.casefold()


def _splitter(pieces: list[tuple[str, Element | None]]) -> re.Pattern[str] | None:
    """What parts the steps: marks found at an edge of text outside links. None: the markup alone parts them.

    Where an arrow or a slash parts them, a dash or a colon belongs to a name.
    """
    edges = {mark for text, link in pieces if link is None for mark in (text[:1], text[-1:]) if mark in _MARKS}
    if ":" in edges and not any(link is None and text.startswith(":") for text, link in pieces):
        edges.remove(":")  # “SKU:” is a label
    for kind in (_ARROWS, "/|\\•·∙", "–—-:"):
        if marks := edges & set(kind):
            between = "".join(map(re.escape, sorted(marks)))
            return re.compile(rf"\s*[{between}]+\s*" if kind == _ARROWS else rf"(?:^|\s+)[{between}]+(?:\s+|$)")
    return None


def _pieces(container: Element) -> Iterator[tuple[str, Element | None]]:
    """Runs of text with the link they stand in; text outside links is joined within one parent."""
    stack: list[tuple[object, Element | None]] = [(node, None) for node in reversed(container.children)]
    begun = False
    while stack:
        node, link = stack.pop()
        if isinstance(node, Text):
            if text := collapse(node.data):
                begun = begun or _says_something(text)
                yield text, link
        elif isinstance(node, Element):
            if node.tag in _SKIPPED or is_hidden(node) or _is_menu(node, container):
                continue
            if node.tag == "a" and node.attr("aria-haspopup") and (node.attr("href") or "#").startswith("#"):
                continue  # it opens a menu
            if node.tag in _HEADINGS and not begun and node.select_one("a") is None:
                continue  # the name of the trail: “Breadcrumb”, “You are here”
            if node.tag == "h1":
                stack = []  # the article begins, in an element called like the trail
            inside = node if node.tag == "a" and node.attr("href") is not None else link
            if inside is node and not visible_text(node):
                if label := collapse(node.text) or accessible_name(node):
                    begun = True
                    yield label, inside
                continue
            stack.extend((child, inside) for child in reversed(node.children))


def _is_menu(element: Element, container: Element) -> bool:
    """Whether a list stands inside a step of the trail: a menu of its neighbours."""
    if element.tag not in ("ul", "ol"):
        return False
    if _MENU.search(element.attr("class") or ""):
        return True
    if sum(isinstance(item, Element) for item in element.children) == 1:
        return False  # each step holds the next one
    outer = element.parent
    while isinstance(outer, Element) and outer != container:
        if outer.tag == "li":
            return True
        outer = outer.parent
    return False


def _containers(page: Page) -> list[Element]:
    marked = [item for item in page.holding(*_TRAIL) if item.tag not in _NO_TRAIL]
    outermost = [item for item in marked if not any(outer != item and outer in marked for outer in item.ancestors)]
    return outermost or _arrowed(page)


def _arrowed(page: Page) -> list[Element]:
    """Unnamed trails: links above the headline with an arrow between them."""
    headline = page.headline
    if headline is None:
        return []
    limit = headline.position or (0, 0)
    found: list[Element] = []
    for link in page.select("a"):
        if (link.position or (0, 0)) >= limit:
            break
        after = link.next_sibling
        if not isinstance(after, Text) or after.data.lstrip()[:1] not in _POINTING:
            continue
        parent = link.parent
        if isinstance(parent, Element) and parent.tag not in ("body", "nav") and parent not in found:
            found.append(parent)
    return found


@subject("visible.trail", "the breadcrumb trail readers see: its names joined by ›", ("names", "last"))
def trail(page: Page) -> View:
    headline = page.headline
    if headline is None:
        headline = _first_paragraph(page)
    facts = []
    for container in _containers(page):
        if is_hidden(container) or container.closest("footer") is not None:
            continue
        steps = trail_steps(container)
        if (
            2 <= len(steps) <= _MOST_STEPS
            and any(href for _, href in steps)
            and (_above(container, headline) or _leads_home(page, steps[0][1]))
            and not _leads_away(steps)
        ):
            names = tuple(name for name, _ in steps)
            facts.append(Fact(" › ".join(names), page.spot(container), {"names": names, "last": names[-1]}))
    return View(tuple(facts[:3]), anchor=page.body, unknown=page.view("headings").unknown)


def _first_paragraph(page: Page) -> Element | None:
    """Where the story begins on a page without a headline."""
    facts = page.view("body.paragraphs").facts
    return facts[0].spot.element if facts else None  # type: ignore[attr-defined]


def _above(container: Element, headline: Element | None) -> bool:
    return headline is None or (container.position or (0, 0)) < (headline.position or (0, 0))


def _leads_home(page: Page, href: str | None) -> bool:
    """Whether an address is the site's front page: below the headline only a trail begins there."""
    address = Address.parse(href, page.base or ANY_PAGE) if href else None
    return address is not None and address.path in ("/", "") and not address.query


def _leads_away(steps: list[tuple[str, str | None]]) -> bool:
    """Whether the steps lead to many sites, as a row of social networks does; a publisher may have a second one."""
    found = (Address.parse(href) for _, href in steps if href)
    return len({site_of(address.host) for address in found if address and address.is_web}) > _MOST_SITES


@subject("visible.trail.last", "the last step of the trail readers see")
def trail_last(page: Page) -> View:
    return View(tuple(Fact(fact.fields["last"], fact.spot) for fact in page.view("visible.trail").facts))
