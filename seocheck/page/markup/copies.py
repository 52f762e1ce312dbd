"""A small tree for RDFa's reader, copied from the tree the page was already parsed into.

One parser decides what the page is: the reader never sees its bytes. Only the elements that carry markup are copied,
each under its nearest copied ancestor, so a copy is as deep as its markup and not as deep as the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, ClassVar

from turbohtml import Element

from seocheck.page.markup.texts import plain

if TYPE_CHECKING:
    from seocheck.page.page import Page


@dataclass(slots=True, eq=False)
class Copy:
    """A copied element. It answers what pyRdfa asks of a DOM's nodes, in a fraction of the time that lxml's take.

    element: the page's own.
    given: its attributes. There are none of namespaces, for which alone pyRdfa looks through `attributes`; and no text.
    parent: the copy it stands in; None for the root.
    childNodes: the copies right below it.
    """

    element: Element
    given: dict[str, str]
    parent: Copy | None
    childNodes: list[Copy] = field(default_factory=list)  # noqa: N815

    nodeType: ClassVar = 1  # noqa: N815
    ELEMENT_NODE: ClassVar = 1
    nodeName: ClassVar = "span"  # noqa: N815  RDFa looks at no tag
    attributes: ClassVar = SimpleNamespace(length=0)

    def getAttribute(self, name: str) -> str | None:  # noqa: N802
        """The value of an attribute."""
        return self.given.get(name)

    def hasAttribute(self, name: str) -> bool:  # noqa: N802
        """Whether there is such an attribute."""
        return name in self.given

    def setAttribute(self, name: str, value: str) -> None:  # noqa: N802
        """Give it an attribute."""
        self.given[name] = value


def copied(
    page: Page,
    elements: Iterable[Element],
    attributes: Callable[[Element, int], Mapping[str, str]],
    *,
    between: tuple[str, ...] = (),
) -> list[Copy]:
    """Copies of the html element, which is the root of the others, and of `elements`; in page order.

    attributes: what a copy carries, given its element and its number.
    between: ancestors of `elements` with one of these attributes are copied too.
    """
    top = page.tree.root
    assert top is not None  # the parser always makes an html element
    copies: list[Copy] = []
    nearest: dict[Element, Copy] = {}  # each element that was passed on the way up: its nearest copy, itself included

    def add(element: Element, parent: Copy | None) -> Copy:
        given = {name: plain(value) for name, value in attributes(element, len(copies)).items()}
        copy = nearest[element] = Copy(element, given, parent)
        copies.append(copy)
        if parent is not None:
            parent.childNodes.append(copy)
        return copy

    root = add(top, None)
    for element in in_page_order(page, elements):
        if element in nearest:
            continue
        passed = []
        above: object = element
        while isinstance(above, Element) and above not in nearest:
            passed.append(above)
            above = above.parent
        copy = nearest[above] if isinstance(above, Element) else root
        for step in reversed(passed):
            if step is element or any(step.attr(name) is not None for name in between):
                copy = add(step, copy)
            else:
                nearest[step] = copy
    return copies


def in_page_order(page: Page, elements: Iterable[Element]) -> list[Element]:
    """The given elements as they follow each other in the tree; their offsets would not do, tables move content."""
    wanted, top = set(elements), page.tree.root
    if len(wanted) < 2 or top is None:
        return list(wanted)
    return [element for element in (top, *top.iter_elements()) if element in wanted]
