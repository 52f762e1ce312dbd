"""Microdata: the items of a page, read through extruct, each value with the element that carries it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from seocheck.page.markup.marks import Mark
from seocheck.page.markup.texts import TooMuch
from seocheck.page.source import TagSpot

if TYPE_CHECKING:
    from turbohtml import Element

    from seocheck.model import Spot
    from seocheck.page.page import Page
    from seocheck.page.source import Source

MAX_DEPTH = 32
MAX_ITEMS = 5_000
MAX_PROPERTIES = 5_000
MAX_VALUES = 50_000
"""Values of a page with shared items written out: two names for one item on every level double them each time."""

TOO_DEEP = f"its items are nested more than {MAX_DEPTH} deep"


class Reading(NamedTuple):
    """What was read of one syntax on one page.

    unread: why that is not all there is, in plain words, or None.
    """

    items: tuple[Item, ...] = ()
    unread: str | None = None


@dataclass(slots=True)
class Written:
    """Where one value was written: in an attribute of an element, or in its text, or as an item of its own."""

    element: Element
    attribute: str | None
    inner: Described | None = None


@dataclass(slots=True)
class Described:
    """Where an item was written, and each of its values.

    size: its values and those of the items in it, an item that hangs on several properties counted each time.
    depth: how many items deep it is.
    """

    element: Element
    data: dict[str, Any] = field(default_factory=dict)
    places: dict[str, list[Written]] = field(default_factory=dict)
    size: int = 1
    depth: int = 1

    def add(self, name: str, value: object, written: Written) -> None:
        """Add a value to a property. Raises TooMuch when the item has grown too many values, or too deep."""
        self.size += written.inner.size if written.inner else 1
        self.depth = max(self.depth, written.inner.depth + 1 if written.inner else 1)
        if self.depth > MAX_DEPTH:
            raise TooMuch(TOO_DEEP)
        if self.size > MAX_VALUES:
            raise TooMuch(f"its items hold more than {MAX_VALUES} values, the same items again and again")
        there = self.places.setdefault(name, [])
        there.append(written)
        if len(there) == 1:
            self.data[name] = value
        elif len(there) == 2:
            self.data[name] = [self.data[name], value]
        else:
            self.data[name].append(value)


class Item:
    """One top-level item, in JSON shape. It is an `Origin` of the table of nodes.

    data: `@type` (text or a list), `@id`, and its properties under their names as written; one value or a list.
    """

    __slots__ = ("_described", "_source", "data", "element", "syntax")

    def __init__(self, syntax: str, source: Source, described: Described) -> None:
        self.syntax, self._source, self._described = syntax, source, described
        self.data: Mapping[str, Any] = described.data
        self.element = described.element

    def spot(self, pointer: str, *, key: bool = False) -> Spot:
        """Where the value at a JSON Pointer into `data` stands; for what is not there, where its item does.

        A value in an attribute stands there; one in text is the whole element; an item is its start tag.
        key: the attribute that names the property instead.
        """
        here, spot = self._described, TagSpot(self._source, self.element)
        tokens = pointer.split("/")[1:]
        if "~" in pointer:
            tokens = [token.replace("~1", "/").replace("~0", "~") for token in tokens]
        while tokens:
            written = here.places.get(tokens[0])
            if not written:
                return spot
            in_list = len(written) > 1 and len(tokens) > 1 and tokens[1].isdecimal() and int(tokens[1]) < len(written)
            found = written[int(tokens[1])] if in_list else written[0]
            tokens = tokens[2 if in_list else 1 :]
            if key and not tokens:
                name = "itemprop" if self.syntax == "microdata" else "property"
                return TagSpot(self._source, found.element, name)
            in_text = found.attribute is None and found.inner is None
            spot = TagSpot(self._source, found.element, found.attribute, whole=in_text)
            if found.inner is None:
                return spot
            here = found.inner
        return spot


def read_microdata(page: Page) -> Reading:
    """The microdata of a page: its top-level items in page order. Never raises, and ends soon on any page."""
    try:
        return _read(page)
    except TooMuch as limit:
        return Reading(unread=f"the microdata was not read: {limit}")
    except Exception as error:  # noqa: BLE001  whatever extruct, lxml or html_text do costs the microdata, not the page
        return Reading(unread=f"the microdata could not be read ({type(error).__name__})")


def _read(page: Page) -> Reading:
    marks = page.structured.marks
    if not any(mark.is_scope for mark in marks):
        return Reading()
    _check_limits(marks)
    from seocheck.page.markup.extruct_microdata import Extractor, carrier

    base = page.base or page.address
    extractor = Extractor()
    raw = extractor.extract_items(marks, base.href if base else None)
    known: dict[int, Described] = {}
    found = [_described(item, known, carrier) for item in raw]
    if sum(item.size for item in found) > MAX_VALUES:
        raise TooMuch(f"its items hold more than {MAX_VALUES} values, the same items again and again")
    unread = "microdata items refer to each other in a circle (itemref), which was cut" if extractor.circle else None
    return Reading(tuple(Item("microdata", page.source, item) for item in found), unread)


def _check_limits(marks: Sequence[Mark]) -> None:
    items = sum(mark.is_scope for mark in marks)
    if items > MAX_ITEMS:
        raise TooMuch(f"there are {items} items, more than {MAX_ITEMS}")
    carried = [names.split() for mark in marks if (names := mark.get("itemprop")) is not None]
    properties = max(len(carried), sum(map(len, carried)))
    if properties > MAX_PROPERTIES:
        raise TooMuch(f"there are {properties} properties, more than {MAX_PROPERTIES}")
    if any(mark.depth > MAX_DEPTH for mark in marks):
        raise TooMuch(TOO_DEEP)


def _described(raw: Mapping[str, Any], known: dict[int, Described], carrier: Callable[[Mark], str | None]) -> Described:
    """An item of extruct in JSON shape; recursive, but no deeper than MAX_DEPTH."""
    element = raw["htmlNode"].element
    item = known[id(raw)] = Described(element)
    if "type" in raw:
        types = raw["type"]
        item.data["@type"] = types[0] if len(types) == 1 else types
        item.places["@type"] = [Written(element, "itemtype")] * len(types)
    if "id" in raw:
        item.data["@id"] = raw["id"]
        item.places["@id"] = [Written(element, "itemid")]
    for name, values in raw.get("properties", {}).items():
        for mark, value in values:
            if isinstance(value, dict) and "htmlNode" in value:
                inner = known.get(id(value)) or _described(value, known, carrier)
                item.add(name, inner.data, Written(inner.element, None, inner))
            else:
                item.add(name, value, Written(mark.element, carrier(mark)))
    return item


def orphans(page: Page) -> list[Element]:
    """Elements whose microdata reaches no item: itemprop outside any itemscope, itemtype without itemscope."""
    return [mark.element for mark in page.structured.marks if _is_lost(mark)]


def _is_lost(mark: Mark) -> bool:
    if "itemtype" in mark.attrib and not mark.is_scope:
        return True
    return "itemprop" in mark.attrib and mark.depth == mark.is_scope and not mark.referred
