"""The trail leads to this page or to a section it is in, by the names of its steps or by their addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Fact, Problem, View
from seocheck.page.address import Address
from seocheck.tidy import compact, contained, shared

OPTIONS: Mapping[str, Any] = {"const": True}
SHORTHAND = None
FIELDS = ("last",)
ABSENCE = False

_HERE = ("article.headline", "h1", "title", "og:title", "article.name", "article.alternativeHeadline")
_SECTIONS = ("article.articleSection", "article:section", "visible.trail.last", "article.keywords", "article:tag")
_ADDRESSES = ("url", "canonical")
_LIKE = 0.5


def prepare(options: Any) -> None:
    """`true` is the only option there is."""


def looks_at(options: Any) -> tuple[str, ...]:
    """What names this page and its section."""
    return (*_HERE, *_SECTIONS, *_ADDRESSES)


def check(view: View, prepared: None, look: Look) -> list[Problem] | None:
    """One problem for each trail that surely leads elsewhere; nothing to judge where neither section nor address tells."""
    trails = [fact for fact in view.facts if fact.fields.get("last")]
    titles = [str(fact.value) for name in _HERE for fact in look(name).facts if fact.value]
    sections = [str(fact.value) for name in _SECTIONS for fact in look(name).facts if fact.value]
    page = next(
        (found for name in _ADDRESSES for fact in look(name).facts if (found := Address.parse(str(fact.value)))), None
    )
    verdicts = [(fact, _leads_here(fact, titles, sections, page)) for fact in trails]
    if all(verdict is None for _, verdict in verdicts):
        return None
    return [
        Problem(fact.spot, {**fact.fields, "value": fact.value, "last": fact.fields["last"]})
        for fact, verdict in verdicts
        if verdict is False
    ]


def _leads_here(trail: Fact, titles: list[str], sections: list[str], page: Address | None) -> bool | None:
    """Whether a trail leads to this page; None when nothing tells."""
    last = str(trail.fields["last"]).rstrip("… .")
    if any(contained(last, title) or contained(title, last) or shared(last, title) >= _LIKE for title in titles):
        return True
    steps = [compact(str(name)) for name in _tuple(trail.fields.get("names")) if compact(str(name))]
    known = [compact(section) for section in sections if compact(section)]
    if any(step in section or section in step for step in steps for section in known):
        return True
    if page is None:
        return False if known else None
    hrefs = [address for href in _tuple(trail.fields.get("addresses")) if (address := Address.parse(str(href), page))]
    own = _first_folder(page)
    if any(
        address.key == page.key or address.host != page.host or _first_folder(address) == own != "" for address in hrefs
    ):
        return True
    return False if known or (own and own.isalpha() and hrefs) else None


def _tuple(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _first_folder(address: Address) -> str:
    """The first folder of an address's path (`politics` of /politics/mayor.html); empty for a page at the top."""
    parts = [part for part in address.path.split("/") if part]
    if not parts or (len(parts) == 1 and "." in parts[0]):
        return ""
    return parts[0].lower()
