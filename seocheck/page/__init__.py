"""Bytes to Page: decoding, parsing, and the facts rules look at."""

from __future__ import annotations

from collections.abc import Sequence

from turbohtml import Element, parse

from seocheck.model import Document
from seocheck.page.decode import decode, not_html
from seocheck.page.page import Page

__all__ = ["Page", "read_page", "why_not_html"]

MAX_DEPTH = 500
"""Levels of nesting that are read; the parser loses the text of elements beyond about 510."""

_TOO_DEEP = " > ".join(["*"] * MAX_DEPTH)
_STRIDE = 200

why_not_html = not_html


def read_page(document: Document) -> Page:
    """Decode and parse a page. Never raises for any bytes; what could not be read is said in `Page.unread`."""
    decoded = decode(document.content, document.headers)
    tree = parse(decoded.text, scripting=True, source_locations=True)
    elements = tree.select("*")
    unread = document.cut
    if unread is None and _is_near_limit(elements) and tree.select_one(_TOO_DEEP) is not None:
        unread = f"elements are nested deeper than {MAX_DEPTH} levels; text beyond that is lost"
    return Page(document, decoded, tree, elements, unread)


def _is_near_limit(elements: Sequence[Element]) -> bool:
    """Whether elements may be nested too deep: each is at most one level below the one before it in page order, so
    that a few, far apart, tell for nearly all pages that none is (in a tenth of the selector's time).
    """
    return any(len(list(element.ancestors)) >= MAX_DEPTH - _STRIDE - 2 for element in elements[::_STRIDE])
