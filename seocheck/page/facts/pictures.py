"""Facts of the pictures of the article, and which part of the page the article is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seocheck.model import Fact, View
from seocheck.page.subjects import subject
from seocheck.page.wording import is_hidden

if TYPE_CHECKING:
    from collections.abc import Collection

    from turbohtml import Element

    from seocheck.page.page import Page

_TINY = frozenset({"0", "1", "2", "0px", "1px", "2px"})
_SOURCES = ("src", "data-src", "srcset", "data-srcset", "data-lazy-src", "data-original")
_SIGN = re.compile(
    r"icon|logo|avatar|emoji|share|social|spinner|loader|loading\b|spacer|pixel|placeholder|\.svg\b", re.IGNORECASE
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:$|[?#])", re.IGNORECASE)


@subject("body.images.bare", "pictures of the article without an alt attribute; the value is the address")
def bare_images(page: Page) -> View:
    bare = {
        element: source
        for element in page.select("img:not([alt])")
        if (source := _source(element)) and not _is_decoration(element, source)
    }
    facts = tuple(Fact(bare[element], page.spot(element)) for element in in_article(page, bare))
    return View(facts, anchor=page.body if page.tree.select_one("img") is not None else None)


def _source(element: Element) -> str:
    return next((found for name in _SOURCES if (found := element.attr(name))), "")


def _is_decoration(element: Element, source: str) -> bool:
    """Whether the image is no picture of the article, nobody is meant to see it, or it has a name all the same."""
    if (element.attr("role") or "").strip().lower() in ("none", "presentation"):
        return True
    if element.attr("aria-label") or element.attr("aria-labelledby") or is_hidden(element):
        return True
    if element.attr("width") in _TINY or element.attr("height") in _TINY:
        return True
    link = element.closest("a[href]")
    if link is not None and not _PICTURE.search(link.attr("href") or ""):
        return True  # it leads to another page: a teaser, or a link without a name
    name = "" if source.startswith("data:") else source.partition("?")[0]
    return _SIGN.search(f"{name} {element.attr('class') or ''}") is not None


def in_article(page: Page, elements: Collection[Element]) -> list[Element]:
    """Those that stand between the headline and the last paragraph, and not beside the article."""
    if not elements:
        return []
    first, last = _span(page)
    return [item for item in elements if first <= (item.position or (0, 0)) <= last and item not in page.beside]


def _span(page: Page) -> tuple[tuple[int, int], tuple[int, int]]:
    """From where to where the article runs: from what holds its headline, or its first paragraph, to its last one."""
    places = [
        fact.spot.element.position or (0, 0)  # type: ignore[attr-defined]
        for fact in page.view("body.paragraphs").facts
    ]
    if not places:
        return (0, 0), (0, 0)
    headline = page.headline
    if headline is not None:
        holder = headline.closest("article") or headline.closest("header") or headline
        places.append(holder.position or (0, 0))
    return min(places), max(places)
