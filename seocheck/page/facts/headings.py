"""Facts of the headings, with the level a reader's software computes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from turbohtml import Element

from seocheck.model import Fact, View
from seocheck.page.facts.body import unrendered
from seocheck.page.subjects import subject
from seocheck.page.wording import accessible_name

if TYPE_CHECKING:
    from seocheck.page.page import Page

_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DEEPEST = 9  # HTML: the computed level is capped
# Roles that take a heading's meaning from it; a role nobody knows leaves it.
_OTHER_ROLES = frozenset(
    [
        "none",
        "presentation",
        "button",
        "link",
        "tab",
        "treeitem",
        "menuitem",
        "option",
        "listitem",
        "cell",
        "columnheader",
        "rowheader",
        "row",
        "banner",
        "navigation",
        "region",
        "group",
        "img",
        "figure",
        "paragraph",
        "generic",
        "alert",
        "status",
        "note",
        "term",
        "definition",
        "article",
        "document",
        "dialog",
        "tooltip",
        "separator",
        "switch",
        "checkbox",
        "radio",
        "doc-subtitle",
    ]
)


def _elements(page: Page) -> list[Element]:
    found = page.ordered(*_TAGS)
    if spoken := [item for item in page.having("role") if item.tag not in _TAGS and _role(item) == "heading"]:
        found = sorted([*found, *spoken], key=lambda element: element.position or (0, 0))
    return [element for element in found if element not in page.hidden and _role(element) == "heading"]


def _role(element: Element) -> str:
    """What an element counts as: the first of its roles that is known, else what its tag says."""
    given = element.attr("role")
    for role in given.lower().split() if given else ():
        if role == "heading" or role in _OTHER_ROLES:
            return role
    return "heading" if element.tag in _TAGS else ""


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
        value = (node.attr("headingoffset") or "").strip().removeprefix("+")
        digits = value[: len(value) - len(value.lstrip("0123456789"))]  # HTML: what follows the digits is ignored
        if digits:
            total += min(int(digits[:9]), 8)
        if node.attr("headingreset") is not None:
            break
        parent = node.parent
        node = parent if isinstance(parent, Element) else None
    return total


def _facts(page: Page) -> tuple[Fact, ...]:
    offsets = bool(page.attributes.having("headingoffset"))
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
    facts = _facts(page)
    return View(facts, anchor=page.body, unknown=None if facts else unrendered(page))


@subject("h1", "the headings of level 1", ("level", "tag"))
def h1(page: Page) -> View:
    every = page.view("headings")
    facts = tuple(fact for fact in every.facts if fact.fields["level"] == 1)
    return View(facts, anchor=page.body, unknown=every.unknown)


@subject("headings.lower", "the headings below level 1", ("level", "tag"))
def lower(page: Page) -> View:
    return View(tuple(fact for fact in page.view("headings").facts if fact.fields["level"] != 1), anchor=page.body)


@subject("headings.first", "the first heading of the page that has words", ("level", "tag"))
def first(page: Page) -> View:
    return View(tuple(fact for fact in page.view("headings").facts if fact.value)[:1], anchor=None)
