"""The trail leads to this page or to a section it is in, by the names of its steps or by their addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
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
    "actu", "actualidad", "actualite", "actualites", "aihe", "aiheet", "aktuell", "archiv", "archive", "archives",
    "art", "article", "articles", "articleshow", "articolo", "articulo", "artigo", "artikel", "arts", "author",
    "authors", "autor", "autoren", "beitrag", "blog", "blogs", "categoria", "categories", "category", "contenido",
    "content", "detail", "doc", "entry", "gallery", "home", "html", "id", "index", "item", "kategorie", "live",
    "meldung", "nachricht", "nachrichten", "news", "newsdetail", "nota", "noticia", "noticias", "notizie", "p",
    "page", "people", "permalink", "post", "posts", "read", "rubrik", "seccion", "section", "show", "site",
    "stories", "story", "storys", "sujet", "sujets", "tag", "tags", "tema", "temas", "text", "thema", "themen",
    "topic", "topics", "types", "users", "video", "videos", "view", "web", "wiadomosci", "writer", "writers", "xml",
})  # fmt: skip
"""First folders of addresses that say what a page is, not which section it is in."""


def prepare(options: Any) -> None:
    """`true` is the only option there is."""


def looks_at(options: Any) -> tuple[str, ...]:
    """What names this page and its section."""
    return (*_HERE, *_TOPICS, *_ADDRESSES)


class _Here(NamedTuple):
    """What is known of this page: what it is called, what it is about, its address, whether it names its section."""

    titles: list[str]
    topics: list[str]
    address: Address | None
    has_section: bool


def check(view: View, prepared: None, look: Look) -> list[Problem] | None:
    """One problem for each trail that surely leads elsewhere; a trail of one step is another rule's business."""
    trails = [fact for fact in view.facts if fact.fields.get("last") and len(_tuple(fact.fields.get("names"))) > 1]
    if not trails:
        return None
    here = _Here(
        [str(fact.value) for name in _HERE for fact in look(name).facts if fact.value],
        [word for name in _TOPICS for fact in look(name).facts if (word := compact(str(fact.value or "")))][:200],
        next(
            (url for name in _ADDRESSES for fact in look(name).facts if (url := Address.parse(str(fact.value)))), None
        ),
        any(fact.value for name in _SECTIONS for fact in look(name).facts),
    )
    verdicts = [(fact, _leads_here(fact, here)) for fact in trails]
    if all(verdict is None for _, verdict in verdicts):
        return None
    return [
        Problem(fact.spot, {**fact.fields, "value": fact.value, "last": fact.fields["last"]})
        for fact, verdict in verdicts
        if verdict is False
    ]


def _leads_here(trail: Fact, here: _Here) -> bool | None:
    """Whether a trail leads to this page; None when nothing tells, where neither markup nor address has a section."""
    last = str(trail.fields["last"]).rstrip("… .")
    if any(contained(last, title) or contained(title, last) or shared(last, title) >= _LIKE for title in here.titles):
        return True
    names = [compact(str(name)) for name in _tuple(trail.fields.get("names"))]
    found = [Address.parse(str(href), here.address) for href in _tuple(trail.fields.get("addresses"))]
    addresses = [address for address in found if address]
    own = _section(here.address) if here.address else None
    if not _fits(names, addresses, here):
        return False if here.has_section or (own and addresses) else None
    if len(addresses) == len(names) and not _fits(names[-1:], addresses[-1:], here):
        other = _section(addresses[-1], front=True)  # Fashion › Horoscope
        before = {_section(address, front=True) for address in addresses[:-1]}
        return not (other and other not in before and (own or here.has_section))
    return True


def _fits(names: list[str], addresses: list[Address], here: _Here) -> bool:
    """Whether one of these steps is this page, its section, or anywhere on another host."""
    if any(name and (name in topic or topic in name) for name in names for topic in here.topics):
        return True
    page = here.address
    if page is None:
        return False
    if any(address.key == page.key or address.host != page.host for address in addresses):
        return True
    theirs = [*names, *(folder for address in addresses for folder in _folders(address))]
    return any(_alike(folder, other) for folder in _folders(page) for other in theirs if other)


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


def _section(address: Address, *, front: bool = False) -> str | None:
    """The first folder of an address when a section may be called so; front: the address may be the section's own."""
    folder, slash, _ = address.path.strip("/").partition("/")
    word = compact(unquote(folder))
    may_be = len(word) > 2 and word.isalpha() and word not in _NO_SECTIONS
    return word if may_be and (slash or front) else None
