"""The trail ends at this page or at the section it is in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
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
    """One problem for each trail whose last step is neither by its name nor by its address this page or above it."""
    trails = [fact for fact in view.facts if fact.fields.get("last")]
    titles = [str(fact.value) for name in _HERE for fact in look(name).facts if fact.value]
    sections = [str(fact.value) for name in _SECTIONS for fact in look(name).facts if fact.value]
    pages = [address for name in _ADDRESSES for fact in look(name).facts if (address := Address.parse(str(fact.value)))]
    if not trails or not (titles or pages):
        return None
    return [
        Problem(fact.spot, {**fact.fields, "value": fact.value, "last": fact.fields["last"]})
        for fact in trails
        if not _names_here(str(fact.fields["last"]), titles, sections)
        and not _leads_here(str(fact.fields.get("address") or ""), pages)
    ]


def _names_here(last: str, titles: list[str], sections: list[str]) -> bool:
    bare = last.rstrip("… .")
    if any(contained(bare, title) or contained(title, bare) or shared(bare, title) >= _LIKE for title in titles):
        return True
    return any(
        compact(last) in compact(section) or compact(section) in compact(last)
        for section in sections
        if compact(section)
    )


def _leads_here(href: str, pages: list[Address]) -> bool:
    if not pages:
        return not href  # without the page's address only a step that names one can be judged wrong
    address = Address.parse(href, pages[0]) if href else None
    if address is None:
        return False
    key = address.key
    return any(page.key == key or page.key.startswith(key + "/") for page in pages) or address.host != pages[0].host
