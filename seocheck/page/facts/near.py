"""Looking for what a reader finds near the headline: candidates in the order of their distance to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from turbohtml import Element

from seocheck.page.facts.body import headline_element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seocheck.page.page import Page

_NEAR = 3_000  # elements from the top of the page that are looked at by their words alone
_FEW = 6
_FALLBACK = 3
_NEVER = frozenset(
    [
        "html",
        "head",
        "body",
        "main",
        "article",
        "link",
        "meta",
        "script",
        "style",
        "noscript",
        "template",
        "img",
        "form",
    ]
)


def by_nearness(page: Page, elements: Iterable[Element]) -> list[Element]:
    """Elements that speak of this article: those below the headline first, then those above it, nearest first."""
    headline = headline_element(page)
    own = [item for item in elements if item not in page.beside and not _elsewhere(item, headline)]
    if headline is None:
        return own
    start = headline.position or (0, 0)
    below = [item for item in own if (item.position or (0, 0)) >= start]
    return below + [item for item in reversed(own) if (item.position or (0, 0)) < start]


def in_side_column(page: Page, elements: Iterable[Element]) -> list[Element]:
    """When nothing speaks of this article: the next elements below the headline, though their place is doubtful."""
    headline = headline_element(page)
    start = (headline.position if headline else None) or (0, 0)
    below = (item for item in elements if (item.position or (0, 0)) > start)
    return [item for item in below if not page.beside.surely(item) and not _elsewhere(item, headline)][:_FALLBACK]


def short(page: Page, *tags: str) -> Iterator[Element]:
    """Elements with few children among the first of the page, such as a byline or date without a telling name."""
    for element in page.ordered(*tags)[:_NEAR]:
        if len(element.children) <= _FEW:
            yield element


def _elsewhere(element: Element, headline: Element | None) -> bool:
    """Whether an element speaks of another article: a teaser among others."""
    if element.tag in _NEVER:
        return True
    outer = element.closest("article")
    if outer is None or headline is None or any(node == outer for node in headline.ancestors):
        return False
    return outer.select_one("h2,h3,h4") is not None and outer.select_one("p ~ p ~ p") is None
