"""Small lxml trees for extruct, copied from the tree the page was already parsed into.

One parser decides what the page is: lxml never sees its bytes. Only the elements that carry markup are copied, each
under its nearest copied ancestor, so a copy is as deep as its markup and not as deep as the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from turbohtml import Element

from seocheck.page.markup.texts import plain

if TYPE_CHECKING:
    from seocheck.page.page import Page

_NAME = re.compile(r"^[a-z][a-z0-9-]*$")


@dataclass(slots=True)
class Skeleton:
    """A copied tree.

    root: stands for the page's html element.
    copies: the copies in page order.
    element: the page's element behind each copy.
    order: the number of each copy in page order.
    """

    root: Any
    copies: list[Any] = field(default_factory=list)
    element: dict[Any, Element] = field(default_factory=dict)
    order: dict[Any, int] = field(default_factory=dict)


def skeleton(
    page: Page,
    elements: Iterable[Element],
    attributes: Callable[[Element, int], Mapping[str, str]],
    *,
    make: Callable[[str], Any] | None = None,
    between: tuple[str, ...] = (),
) -> Skeleton:
    """Copy `elements` and the html element.

    attributes: what a copy carries, given its element and its number.
    make: makes an lxml element of a tag; without it, an ordinary HTML one.
    between: ancestors of `elements` with one of these attributes are copied too.
    """
    from lxml import html

    make = make or html.Element
    top = page.tree.root
    assert top is not None  # the parser always makes an html element
    tree = Skeleton(make("html"))
    nearest: dict[Element, Any] = {}  # each element that was passed on the way up: its nearest copy, itself included

    def add(element: Element, copy: Any) -> Any:
        number = len(tree.copies)
        for name, value in attributes(element, number).items():
            copy.set(name, plain(value))
        tree.copies.append(copy)
        tree.element[copy], tree.order[copy], nearest[element] = element, number, copy
        return copy

    add(top, tree.root)
    for element in in_page_order(page, elements):
        if element in nearest:
            continue
        passed = []
        above: object = element
        while isinstance(above, Element) and above not in nearest:
            passed.append(above)
            above = above.parent
        copy = nearest[above] if isinstance(above, Element) else tree.root
        for step in reversed(passed):
            if step is element or any(step.attr(name) is not None for name in between):
                child = make(step.tag if _NAME.match(step.tag) else "span")
                copy.append(child)
                copy = add(step, child)
            else:
                nearest[step] = copy
    return tree


def in_page_order(page: Page, elements: Iterable[Element]) -> list[Element]:
    """The given elements as they follow each other in the tree; their offsets would not do, tables move content."""
    wanted, top = set(elements), page.tree.root
    if len(wanted) < 2 or top is None:
        return list(wanted)
    return [element for element in (top, *top.iter_elements()) if element in wanted]
