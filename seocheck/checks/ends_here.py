"""The trail leads to this page or to a section it is in, by the names of its steps or by their addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from seocheck.checks import Look
from seocheck.model import Fact, Problem, View
from seocheck.page.address import Address
from seocheck.tidy import compact, contained, shared

OPTIONS: Mapping[str, Any] = {"const": True}
SHORTHAND = None
FIELDS = ("last",)
ABSENCE = False

_HERE = ("article.headline", "h1", "title", "og:title", "article.name", "article.alternativeHeadline")
_SECTIONS = ("article.articleSection", "article:section")
_TOPICS = (*_SECTIONS, "visible.trail.last", "article.keywords", "article:tag")
_ADDRESSES = ("url", "canonical")
_LIKE = 0.5
_NO_SECTIONS = frozenset({
    "actualidad", "actualite", "actualites", "aktuell", "archiv", "archive", "archives", "art", "article",
    "articles", "articleshow", "articolo", "articulo", "artigo", "artikel", "arts", "author", "authors", "autor",
    "autoren", "beitrag", "blog", "blogs", "contenido", "content", "detail", "doc", "entry", "gallery", "home",
    "html", "id", "index", "item", "live", "meldung", "nachricht", "nachrichten", "news", "newsdetail", "nota",
    "noticia", "noticias", "notizie", "page", "permalink", "post", "posts", "read", "show", "site", "stories",
    "story", "storys", "text", "topic", "users", "video", "videos", "view", "web", "wiadomosci", "xml",
})  # fmt: skip
"""First folders of addresses that say what a page is, not which section it is in."""


def prepare(options: Any) -> None:
    """`true` is the only option there is."""


def looks_at(options: Any) -> tuple[str, ...]:
    """What names this page and its section."""
    return (*_HERE, *_TOPICS, *_ADDRESSES)


def check(view: View, prepared: None, look: Look) -> list[Problem] | None:
    """One problem for each trail that surely leads elsewhere; a trail of one step is another rule's business."""
    trails = [fact for fact in view.facts if fact.fields.get("last") and len(_tuple(fact.fields.get("names"))) > 1]
    titles = [str(fact.value) for named in _HERE for fact in look(named).facts if fact.value]
    topics = [word for named in _TOPICS for fact in look(named).facts if (word := compact(str(fact.value or "")))][:200]
    page = next(
        (found for name in _ADDRESSES for fact in look(name).facts if (found := Address.parse(str(fact.value)))), None
    )
    has_section = any(fact.value for named in _SECTIONS for fact in look(named).facts)
    verdicts = [(fact, _leads_here(fact, titles, topics, page, has_section)) for fact in trails]
    if all(verdict is None for _, verdict in verdicts):
        return None
    return [
        Problem(fact.spot, {**fact.fields, "value": fact.value, "last": fact.fields["last"]})
        for fact, verdict in verdicts
        if verdict is False
    ]


def _leads_here(
    trail: Fact, titles: list[str], topics: list[str], page: Address | None, has_section: bool
) -> bool | None:
    """Whether a trail leads to this page; None when nothing tells, where neither markup nor address has a section."""
    last = str(trail.fields["last"]).rstrip("… .")
    if any(contained(last, title) or contained(title, last) or shared(last, title) >= _LIKE for title in titles):
        return True
    steps = [word for name in _tuple(trail.fields.get("names")) if (word := compact(str(name)))]
    if any(step in topic or topic in step for step in steps for topic in topics):
        return True
    if page is None:
        return False if has_section else None
    addresses = [found for href in _tuple(trail.fields.get("addresses")) if (found := Address.parse(str(href), page))]
    if any(address.key == page.key or address.host != page.host for address in addresses):
        return True
    own, theirs = _folders(page), [folder for address in addresses for folder in _folders(address)]
    if any(_alike(folder, other) for folder in own for other in (*theirs, *steps)):
        return True
    return False if has_section or (theirs and _has_section(page)) else None


def _tuple(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _folders(address: Address) -> list[str]:
    """The words of an address's path (`politics` and `mayor` of /politics/mayor.html), numbers aside."""
    parts = [compact(unquote(part).partition(".")[0]) for part in address.path.split("/")]
    return [part for part in parts if part and not part.isdigit()]


def _alike(one: str, other: str) -> bool:
    """Whether two words are one, in another number or form (Tipp, Tipps)."""
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) > 3 and longer.startswith(shorter[:-1]))


def _has_section(address: Address) -> bool:
    """Whether an address lies in a folder that a section may be called by."""
    folder, slash, _ = address.path.strip("/").partition("/")
    word = compact(unquote(folder))
    return bool(slash) and len(word) > 2 and word.isalpha() and word not in _NO_SECTIONS
