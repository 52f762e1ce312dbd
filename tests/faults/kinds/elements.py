"""Faults of trails and articles marked up in elements: microdata and RDFa, put into pages that have none of it."""

from __future__ import annotations

from ..fault import MARK, Edit, Fault, kind
from ..patient import Patient
from ..words import HOME, TRAIL_STEPS

_SECTION = ("breadcrumb-visible", "article-section", "breadcrumb-last")  # the trail is made up


def _trail(p: Patient, broken: str, *, at_list: bool = False) -> Fault | None:
    """A trail in microdata or RDFa above the headline, its second step broken in one way."""
    if p.h1 is None or "readcrumb" in p.text or p.h1.closest("[itemscope],[typeof],[vocab]") is not None:
        return None
    home, (first, second) = HOME.get(p.language, "Home"), TRAIL_STEPS.get(p.language, TRAIL_STEPS["en"])
    names, hrefs = (home, first, second), ("/", "/news/", "/news/politics/")
    micro = p.pick(True, False)
    make = _micro if micro else _rdfa
    origin = p.origin or "https://www.example.com"
    steps = "\n".join(
        make(number, name, f"{origin}{href}", broken if number == 2 else "")
        for number, (name, href) in enumerate(zip(names, hrefs, strict=True), 1)
    )
    kind_ = "BreadcrumbList"
    opening = (
        f'<ol class="breadcrumb" itemscope itemtype="https://schema.org/{kind_}">'
        if micro
        else f'<ol class="breadcrumb" vocab="https://schema.org/" typeof="{kind_}">'
    )
    at = p.start(p.h1)
    return Fault((Edit(at, at, f"{MARK if at_list else ''}{opening}\n{steps}\n</ol>\n"),))


def _micro(number: int, name: str, href: str, broken: str) -> str:
    mark = MARK if broken else ""
    link = {
        "item": f'{mark}<span itemprop="name">{name}</span>',
        "url": f'<a itemprop="item" {mark}href="http://"><span itemprop="name">{name}</span></a>',
        "name": f'<a itemprop="item" href="{href}">{mark}<span itemprop="name"></span></a>',
    }.get(broken, f'<a itemprop="item" href="{href}"><span itemprop="name">{name}</span></a>')
    position = {"position": "", "text": f'{mark}<meta itemprop="position" content="second">'}.get(
        broken, f'<meta itemprop="position" content="{number}">'
    )
    kind_ = "Listitem" if broken == "type" else "ListItem"
    return f'{mark}<li itemprop="itemListElement" itemscope itemtype="https://schema.org/{kind_}">{link}{position}</li>'


def _rdfa(number: int, name: str, href: str, broken: str) -> str:
    mark = MARK if broken else ""
    link = {
        "item": f'{mark}<span property="name">{name}</span>',
        "url": f'<a property="item" typeof="WebPage" {mark}href="http://"><span property="name">{name}</span></a>',
        "name": f'<a property="item" typeof="WebPage" href="{href}">{mark}<span property="name"></span></a>',
    }.get(broken, f'<a property="item" typeof="WebPage" href="{href}"><span property="name">{name}</span></a>')
    position = {"position": "", "text": f'{mark}<meta property="position" content="second">'}.get(
        broken, f'<meta property="position" content="{number}">'
    )
    kind_ = "Listitem" if broken == "type" else "ListItem"
    return f'{mark}<li property="itemListElement" typeof="{kind_}">{link}{position}</li>'


@kind("step in elements without a name", "breadcrumb-name", also=(*_SECTION, "link-text"))
def name(p: Patient) -> Fault | None:
    return _trail(p, "name")


@kind("step in elements without a position", "breadcrumb-position", also=_SECTION)
def position(p: Patient) -> Fault | None:
    return _trail(p, p.pick("position", "text"))


@kind("step in elements that leads nowhere", "breadcrumb-item", also=_SECTION)
def item(p: Patient) -> Fault | None:
    return _trail(p, "item")


@kind("step in elements of a misspelt type", "breadcrumb-shape", also=_SECTION)
def step_type(p: Patient) -> Fault | None:
    return _trail(p, "type")


_ARTICLE = "NewsArticle"


def _article(p: Patient, broken: str) -> Fault | None:
    """The story described once more, in microdata under the headline, on a page that describes no article at all."""
    if p.h1 is None or any(word in p.text for word in ("Article", "BlogPosting", "itemscope", "typeof")):
        return None
    headline = " ".join(p.h1.text.split()).replace('"', "&quot;")
    if "<" in headline or not p.paragraphs:
        return None
    parts = {
        "headline": f'<meta itemprop="headline" content="{headline}">',
        "date": '<meta itemprop="datePublished" content="2024-05-03T10:00:00+01:00">',
        "author": '<span itemprop="author" itemscope itemtype="https://schema.org/Person"><meta itemprop="name" '
        'content="Ann Lee"><link itemprop="url" href="https://www.example.com/ann"></span>',
        "image": '<link itemprop="image" href="https://www.example.com/a.jpg">',
    }
    wrong = {
        "headline": f'{MARK}<meta itemprop="headline" content="">',
        "date": f'{MARK}<meta itemprop="datePublished" content="3 May 2024">',
        "author": f'{MARK}<meta itemprop="author" content="Ann Lee">',
        "image": f'{MARK}<link itemprop="image" href="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
    }
    inside = "\n".join(wrong[key] if key == broken else text for key, text in parts.items())
    at = p.end(p.h1)
    kind_ = "newsArticle" if broken == "type" else _ARTICLE
    opening = f'<div itemscope {MARK if broken == "type" else ""}itemtype="https://schema.org/{kind_}">'
    return Fault((Edit(at, at, f"\n{MARK}{opening}\n{inside}\n</div>\n"),))


_MORE = (
    *("article-date-visible", "article-date-modified", "article-publisher", "article-url", "article-section"),
    *("headline-facts", "breadcrumb-missing", "article-headline-length", "headline-title"),
)


@kind("article in elements without a headline", "article-headline", also=_MORE)
def no_headline(p: Patient) -> Fault | None:
    return _article(p, "headline")


@kind("article in elements with an odd date", "article-date-format", also=_MORE)
def odd_date(p: Patient) -> Fault | None:
    return _article(p, "date")


@kind("article in elements with its author as text", "article-author-type", also=_MORE)
def text_author(p: Patient) -> Fault | None:
    return _article(p, "author")


@kind("article in elements of a misspelt type", "schema-unknown-type", also=_MORE)
def misspelt(p: Patient) -> Fault | None:
    return _article(p, "type")


@kind("article in elements with an image of no use", "article-image-url", also=_MORE)
def odd_image(p: Patient) -> Fault | None:
    return _article(p, "image")
