"""The elements of a page that carry microdata, nested as they stand, without those between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from seocheck.page.markup.copies import in_page_order
from seocheck.page.markup.texts import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from turbohtml import Element, Node

    from seocheck.page.page import Page

_READ = frozenset({
    "itemscope", "itemprop", "itemtype", "itemid", "content", "src", "href", "data", "value", "datetime",
    "required", "name",  # of a search box that is a property: schema.org's actions, which extruct knows
})  # fmt: skip


@dataclass(slots=True, eq=False)
class Mark:
    """An element that opens an item, names its type, carries a property, or that an item refers to.

    It answers what extruct's reader asks of lxml's elements (`tag`, `attrib`, `get`): copying them into an lxml tree
    took a fifth of the time of reading microdata.

    number: counts the marks in page order.
    depth: how many items it is in, its own included.
    referred: whether it or a mark around it is what an itemref leads to.
    children: the marks right below it.
    refs: the marks an item refers to.
    """

    element: Element
    tag: str
    attrib: Mapping[str, str]
    number: int
    depth: int
    referred: bool
    children: list[Mark] = field(default_factory=list)
    refs: Sequence[Mark] = ()

    def get(self, name: str, default: str | None = None) -> str | None:
        """The value of an attribute."""
        return self.attrib.get(name, default)

    @property
    def is_scope(self) -> bool:
        """Whether it opens an item."""
        return "itemscope" in self.attrib


def read_marks(page: Page) -> tuple[Mark, ...]:
    """The marks of a page, in page order. Linear, and no deeper than the calls of a loop, on any page."""
    elements = page.having("itemscope", "itemprop", "itemtype")
    refs = {element: list(dict.fromkeys(ids)) for element in elements if (ids := _references(element))}
    targets = _targets(page, {name for ids in refs.values() for name in ids})
    if targets:
        elements = in_page_order(page, [*elements, *targets.values()])
    marks = _nested(page, elements, set(targets.values()))
    of = {mark.element: mark for mark in marks if refs}
    for scope, ids in refs.items():
        of[scope].refs = [of[targets[name]] for name in ids if name in targets]
    return tuple(marks)


def _references(element: Element) -> list[str]:
    ids = (element.attr("itemref") or "").split()
    return ids if ids and element.attr("itemscope") is not None else []


def _targets(page: Page, wanted: Collection[str]) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for element in page.select("[id]") if wanted else ():
        name = element.attr("id") or ""
        if name in wanted:
            found.setdefault(name, element)
    return found


def _nested(page: Page, elements: Iterable[Element], targets: Collection[Element]) -> list[Mark]:
    marks: list[Mark] = []
    nearest: dict[Node, Mark | None] = {page.tree: None}  # of each element passed on the way up: the mark it stands in
    for element in elements:
        passed: list[Node] = []
        above: Node | None = element.parent
        while above is not None and above not in nearest:
            passed.append(above)
            above = above.parent
        outer = nearest[above] if above is not None else None
        nearest.update(dict.fromkeys(passed, outer))
        attributes = {name: plain(element.attr(name) or "") for name in element.attrs if name in _READ}
        depth = (outer.depth if outer else 0) + ("itemscope" in attributes)
        referred = element in targets or (outer is not None and outer.referred)
        mark = nearest[element] = Mark(element, element.tag, attributes, len(marks), depth, referred)
        marks.append(mark)
        if outer:
            outer.children.append(mark)
    return marks
