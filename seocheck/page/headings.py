"""Facts of the headings, with the level a reader's software computes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seocheck.model import Fact, View
from seocheck.page.subjects import subject
from seocheck.page.wording import accessible_name, is_hidden

if TYPE_CHECKING:
    from turbohtml import Element

    from seocheck.page.page import Page

_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DEEPEST = 9  # HTML: the computed level is capped
_ROLES = ("heading",)


def _elements(page: Page) -> list[Element]:
    found = [(element.position or (0, 0), element) for element in page.ordered(*_TAGS)]
    if "heading" in page.text and 'role' in page.text:
        found += [
            (element.position or (0, 0), element)
            for element in page.select('[role="heading" i]')
            if element.tag not in _TAGS
        ]
        found.sort(key=lambda pair: pair[0])
    return [element for _, element in found if _is_heading(element) and not is_hidden(element)]


def _is_heading(element: Element) -> bool:
    role = (element.attr("role") or "").strip().lower()
    return role in ("", *_ROLES) or element.tag not in _TAGS


def level(element: Element, *, offsets: bool) -> int:
    """The computed level: aria-level, else the tag's number plus the headingoffset of its ancestors.

    offsets: whether the page uses headingoffset at all.
    Source: https://html.spec.whatwg.org/multipage/sections.html#headings-and-outlines
    """
    spoken = (element.attr("aria-level") or "").strip()
    if spoken.isascii() and spoken.isdigit() and int(spoken[:4]) >= 1:
        return int(spoken[:4])
    if element.tag not in _TAGS:
        return 2  # WAI-ARIA: a heading without a usable aria-level counts as level 2
    own = int(element.tag[1])
    return min(own + _offset(element), _DEEPEST) if offsets else own


def _offset(element: Element) -> int:
    total = 0
    node: Element | None = element
    while node is not None:
        value = (node.attr("headingoffset") or "").strip()
        if value.isascii() and value.isdigit():
            total += min(int(value[:4]), 8)
        if node.attr("headingreset") is not None:
            break
        parent = node.parent
        node = parent if parent is not None and hasattr(parent, "tag") else None  # type: ignore[assignment]
    return total


def _facts(page: Page) -> tuple[Fact, ...]:
    offsets = "headingoffset" in page.text
    return tuple(
        Fact(
            accessible_name(element),
            page.spot(element, whole=True),
            {"level": level(element, offsets=offsets), "tag": element.tag},
        )
        for element in _elements(page)
    )


@subject("headings", "all headings that are not hidden, with their computed level", ("level", "tag"))
def headings(page: Page) -> View:
    return View(_facts(page), anchor=page.body)


@subject("h1", "the headings of level 1", ("level", "tag"))
def h1(page: Page) -> View:
    return View(tuple(fact for fact in page.view("headings").facts if fact.fields["level"] == 1), anchor=page.body)


@subject("headings.lower", "the headings below level 1", ("level", "tag"))
def lower(page: Page) -> View:
    return View(tuple(fact for fact in page.view("headings").facts if fact.fields["level"] != 1), anchor=page.body)


@subject("headings.first", "the first heading of the page", ("level", "tag"))
def first(page: Page) -> View:
    return View(page.view("headings").facts[:1], anchor=None)
