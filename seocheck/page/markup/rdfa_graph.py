"""RDFa: from the things pyRdfa tells of to things within things, in page order, each value with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from seocheck.page.markup.microdata import MAX_DEPTH, Described, Written

if TYPE_CHECKING:
    from turbohtml import Element

    from seocheck.page.markup.copies import Copy
    from seocheck.page.markup.rdfa import Copyist

MARK = "urn:seocheck:"
"""Begins the names that stand for an element by its number; `_` and a name follow for a name of the page's own."""

_USES = "http://www.w3.org/ns/rdfa#usesVocabulary"


class Builder:
    """Puts the things of the graph into each other, in page order, with their places."""

    def __init__(self, graph: list[dict[str, Any]], copies: Sequence[Copy], copyist: Copyist) -> None:
        self._copies, self._copyist = copies, copyist
        self._things = {thing["@id"]: thing for thing in graph if thing.get("@type") or set(thing) - {"@id", _USES}}
        self._subjects, self._sayers = self._find_subjects(), self._find_sayers()
        self._built: dict[str, Described | None] = {}

    def items(self, *, typed: bool = True) -> Iterator[Described]:
        """The things that no other holds; `typed`: only those with a type."""
        for name in sorted(self._things, key=self._place):
            if name not in self._built and (self._things[name].get("@type") or not typed):
                yield self._build(name, 1)

    def _find_subjects(self) -> dict[str, int]:
        """The first element that describes each thing with an address, one that says its type before any other."""
        found: dict[str, int] = {}
        for with_type in (True, False):
            for number, copy in enumerate(self._copies):
                if with_type is (copy.given.get("typeof") is not None):
                    for attribute in ("about", "resource", "href"):
                        value = copy.given.get(attribute)
                        for address in () if value is None else (value, self._copyist.join(value)):
                            found.setdefault(address or self._copyist.base, number)
        return found

    def _place(self, name: str) -> tuple[int, str]:
        number = _number(name)
        if number is None:
            number = self._subjects.get(name)
        if number is None:
            values = (item for key, found in self._things[name].items() if key[0] != "@" for item in found)
            known = [number for number in map(_written_by, values) if number is not None]
            number = min(known, default=len(self._copies))
        return number, "" if name.startswith("_:") else name

    def _build(self, name: str, depth: int) -> Described:
        thing, number = self._things[name], min(self._place(name)[0], len(self._copies) - 1)
        element = self._copies[number].element
        self._built[name] = None
        item = Described(element)
        if types := thing.get("@type"):
            order = {_tail(token): rank for rank, token in enumerate(reversed((element.attr("typeof") or "").split()))}
            types = sorted(types, key=lambda kind: (-order.get(_tail(kind), -1), kind))
            item.data["@type"] = types[0] if len(types) == 1 else types
            item.places["@type"] = [Written(element, "typeof")] * len(types)
        if public := self._public(name):
            item.data["@id"] = public
            named = (key for key in ("about", "resource", "href", "src") if element.attr(key) is not None)
            item.places["@id"] = [Written(element, next(named, None))]
        for found in sorted(self._values(thing, number), key=lambda found: (found[0], found[1], str(found[2]))):
            self._add(item, *found, depth)
        self._built[name] = item
        return item

    def _public(self, name: str) -> str | None:
        """The address of a thing as the page gives it, None for one without."""
        number = _number(name)
        if number is not None:
            address = self._copyist.addresses.get(number)
            return address if address is None else self._copyist.join(address) or address
        if name.startswith(MARK):
            return name.replace(f"{MARK}_", "_:", 1)
        return None if name.startswith("_:") else name or None

    def _values(self, thing: Mapping[str, Any], owner: int) -> Iterator[tuple[int, str, Mapping[str, Any]]]:
        for key, values in thing.items():
            if key[0] != "@" and key != _USES:
                for value in values:
                    number = _written_by(value)
                    yield self._saying(key, value, owner) if number is None else number, key, value

    def _find_sayers(self) -> dict[tuple[str, str | None], int]:
        """The first copy with a property and an address, whole or its last word, and the first with the property."""
        found: dict[tuple[str, str | None], int] = {}
        for number, copy in enumerate(self._copies):
            tokens = f"{copy.given.get('property', '')} {copy.given.get('rel', '')} {copy.given.get('rev', '')}".split()
            address = copy.given.get("resource") or copy.given.get("href") or ""
            for token in tokens:
                for known in (address, self._copyist.join(address), f"…{_tail(address.rstrip(']'))}", None):
                    found.setdefault((_tail(token), known), number)
        return found

    def _saying(self, key: str, value: Mapping[str, Any], owner: int) -> int:
        """The copy behind a value that names none: with that property and address, or that property; else its owner."""
        tail, address = _tail(key), value.get("@id", "")
        found = (self._sayers.get((tail, known)) for known in (address, f"…{_tail(address)}", None))
        return next((number for number in found if number is not None), owner)

    def _add(self, item: Described, number: int, key: str, value: Mapping[str, Any], depth: int) -> None:
        element = self._copies[number].element
        attribute = self._copyist.attribute.get(number)
        name = value.get("@id")
        if name is None:
            item.add(key, value.get("@value", ""), Written(element, attribute))
        elif name not in self._things:
            address = self._public(name)
            if address is not None:
                item.add(key, address, Written(element, attribute or "resource"))
        else:
            self._add_thing(item, key, name, element, depth)

    def _add_thing(self, item: Described, key: str, name: str, element: Element, depth: int) -> None:
        """A thing inside another: itself at the first place that names it, a reference at the others."""
        public = self._public(name)
        inner = self._built.get(name)
        if name not in self._built and depth < MAX_DEPTH - 1:
            inner = self._build(name, depth + 1)
        elif public is not None:
            item.add(key, {"@id": public}, Written(element, None, Described(element, {"@id": public})))
            return
        if inner is not None:
            item.add(key, inner.data, Written(element, None, inner))


def _number(name: str) -> int | None:
    digits = name.removeprefix(MARK)
    return int(digits) if name.startswith(MARK) and digits.isdecimal() and len(digits) < 7 else None


def _written_by(value: Mapping[str, Any]) -> int | None:
    """The number of the copy a value came from, where it says so."""
    return _number(value.get("@type") or value.get("@id") or "")


def _tail(name: str) -> str:
    return re.split(r"[:/#]", name.rstrip(":/#"))[-1]
