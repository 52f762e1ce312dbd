"""Looking for what a reader finds near the headline: candidates in the order of their distance to it."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from turbohtml import Element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from turbohtml import Node

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

_PICTURES = (
    'figure,figcaption,[class~="caption" i],[class*="wp-caption" i],[class*="image-caption" i],[class*="carousel" i]'
)
_MASTHEAD = re.compile("header|masthead|top-?(?:bar|menu|nav)|brand", re.IGNORECASE)
_OWN = re.compile("article|story|post|entry|content|detail|meta|byline|author|date", re.IGNORECASE)


def by_nearness(page: Page, elements: Iterable[Element]) -> Iterator[Element]:
    """Elements that speak of this article: those below the headline first, then those above it, nearest first."""
    headline = page.headline
    around = frozenset(headline.ancestors if headline is not None else ())
    start = (headline.position if headline is not None else None) or (0, 0)
    for item in _downwards_then_up(elements, start):
        if item not in page.beside and not _elsewhere(item, around):
            yield item


def _downwards_then_up(elements: Iterable[Element], start: tuple[int, int]) -> Iterator[Element]:
    """Elements in page order from a position on, then those above it, from there upwards."""
    above = []
    for item in elements:
        if (item.position or (0, 0)) < start:
            above.append(item)
        else:
            yield item
    yield from reversed(above)


def in_side_column(page: Page, elements: Iterable[Element]) -> list[Element]:
    """When nothing speaks of this article: the next elements below the headline, though their place is doubtful."""
    headline = page.headline
    start = (headline.position if headline else None) or (0, 0)
    below = (item for item in elements if (item.position or (0, 0)) > start)
    found = (item for item in below if item not in page.beside.surely or _in_own_column(item, headline))
    around = frozenset(headline.ancestors if headline is not None else ())
    return [item for item in found if not _elsewhere(item, around)][:_FALLBACK]


def _in_own_column(element: Element, headline: Element | None) -> bool:
    """Whether it stands in the footer of the article round the headline, or in an aside named as part of an article."""
    column = element.closest("aside,footer")
    article = headline.closest("article") if headline is not None else None
    if column is None or (article is not None and article not in column.ancestors):
        return False
    if column.tag == "footer":
        return article is not None
    return _OWN.search(column.attr("class") or "") is not None


def in_masthead(page: Page, element: Element) -> bool:
    """Whether an element stands in the page's own header, above that of the article: the date there is today's."""
    headline = page.headline
    if headline is None or (element.position or (0, 0)) > (headline.position or (0, 0)):
        return False
    around = frozenset(headline.ancestors)
    for outer in (element, *element.ancestors):
        if not isinstance(outer, Element) or outer in around:
            return False
        names = f"{outer.attr('class') or ''} {outer.attr('id') or ''}"
        if (outer.tag == "header" or _MASTHEAD.search(names)) and not _OWN.search(names):
            return True
    return False


def pictured(page: Page, element: Element) -> bool:
    """Whether an element belongs to a picture: its caption or its credit."""
    holder = element.closest(_PICTURES)
    headline = page.headline
    return holder is not None and (headline is None or holder not in headline.ancestors)


def short(page: Page, longest: int, *tags: str) -> list[tuple[Element, str]]:
    """Elements with few children and few letters among the first of the page, not surely beside, and their text.

    Such as a byline or date without a telling name. longest: how long the text may be.
    """
    found = []
    told = page.beside.told
    around_long: set[Node] = set()
    # inner ones first: what holds a long text is not asked for its own
    for element in reversed(page.ordered(*tags)[:_NEAR]):
        if element in told or len(element) > _FEW or element in around_long:
            continue
        text = element.text.strip()
        if len(text) <= longest:
            found.append((element, text))
        else:
            around_long.update(takewhile(lambda outer: outer not in around_long, element.ancestors))
    return found[::-1]


def _elsewhere(element: Element, around: Set[Node]) -> bool:
    """Whether an element speaks of another article: a teaser among others. around: what holds the headline, if any."""
    if element.tag in _NEVER:
        return True
    outer = element.closest("article")
    if outer is None or not around or outer in around:
        return False
    return outer.select_one("h2,h3,h4") is not None and outer.select_one("p ~ p ~ p") is None
