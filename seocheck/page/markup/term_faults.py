"""One pass over the nodes of a page: what the schema.org vocabulary objects to.

Only what is certainly schema.org's is judged (see `scope`). One fault is one fact: of two things that could be said of
the same value the more specific one is, and what rules of their own look after (see `own_rules`) is left to them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from seocheck.model import Fact, Spot
from seocheck.page.address import Address
from seocheck.page.markup.nodes import Node, are_known, escaped, types_of
from seocheck.page.markup.own_rules import OwnRules
from seocheck.page.markup.scope import ITEMS, SCHEMA, Scope
from seocheck.vocabulary import vocabulary
from seocheck.vocabulary.kinds import Use, Uses, Values, fits, said, uses_on

if TYPE_CHECKING:
    from seocheck.page.page import Page

Fault = Literal["unknown type", "unknown property", "misplaced", "superseded", "wrong value", "empty", "dangling"]

_REFERRING = frozenset({"author", "publisher", "image", "breadcrumb", "mainEntity", "isPartOf"})
_GOOGLES_OWN = frozenset({"xPath"})  # Google's page on speakable spells schema.org's xpath so
_IN_OUT = ("-input", "-output")  # https://schema.org/docs/actions.html: what an action needs, what it gives
_HELPED = 200  # faults of a page
_SHOWN = 200  # characters of a value
_WRAPPERS = ("@list", "@set", "@value")


def schema_types(node: Node, scope: Scope) -> list[tuple[str, str]]:
    """The schema.org names among a node's types, existing or not, and the steps that lead to them from the node."""
    raw = node.data.get("@type")
    pairs = [(item, f"/@type/{at}") for at, item in enumerate(raw)] if isinstance(raw, list) else [(raw, "/@type")]
    return [
        (name, step)
        for item, step in pairs
        if isinstance(item, str) and (scope is not ITEMS or ":" in item)  # where types are whole addresses
        if (name := scope.name(item.strip()))
    ]


class _Object(NamedTuple):
    """An object whose properties are looked at: a node, or one without a type inside `node`."""

    node: Node
    data: Mapping[str, Any]
    pointer: str
    scope: Scope
    uses: Uses
    label: str

    def spot(self, key: str, *, name: bool = False) -> Spot:
        """Where a property's value stands, or its name."""
        return self.node.origin.spot(f"{self.pointer}/{escaped(key)}", key=name)


class TermFaults:
    """The pass. Equal faults (the same property on the same type) are one fact, which counts them."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._data = page.structured
        self._known = vocabulary()
        self._scopes = page.structured.scopes
        self._own_rules = OwnRules(page)
        self._found: dict[tuple[str, ...], tuple[Fact, dict[str, object]]] = {}
        self._waiting: list[_Object] = []

    def facts(self) -> tuple[Fact, ...]:
        """All faults, in page order. Fields: `fault`, a Fault; `count`; `more`, words for the other places; details."""
        for node in self._data.nodes:
            scope = self._scopes.of(node)
            if node.is_reference:
                self._reference(node)
            else:
                self._node(node, scope)
        return tuple(fact for fact, _ in self._found.values())

    def _add(self, fault: Fault, value: str, spot: Spot, same: tuple[str, ...], fields: Mapping[str, object]) -> None:
        key = (fault, *same)
        if key in self._found:
            details = self._found[key][1]
            count = details["count"]
            assert isinstance(count, int)
            details["count"] = count + 1
            details["more"] = f", here and in {count} more place{'s' if count > 1 else ''}"
        else:
            details = {"fault": fault, "count": 1, "more": "", **fields}
            self._found[key] = (Fact(value, spot, details), details)

    def _node(self, node: Node, scope: Scope) -> None:
        types: tuple[str, ...] = node.types
        certain = (scope is SCHEMA or scope is ITEMS) and are_known(types)
        if not certain:
            types = tuple(name for name, _ in schema_types(node, scope))
            if node.types and not types:
                return  # another vocabulary's
            certain = len(types) == len(node.types) and are_known(types)
        if not certain or not self._known.superseded.keys().isdisjoint(types):
            self._types(node, schema_types(node, scope))
        if not types:
            types = tuple(name for name in self._data.resolve(node).types if name in self._known.types)
        if certain and "additionalType" in node.data:
            types = (*types, *self._additional(node.data))
        label = "/".join(node.types) or "an object without a type"
        self._waiting.append(_Object(node, node.data, node.pointer, scope, uses_on(types if certain else ()), label))
        while self._waiting:
            self._properties(self._waiting.pop())

    def _additional(self, data: Mapping[str, Any]) -> tuple[str, ...]:
        """More types of schema.org, as `additionalType` gives them."""
        raw = data.get("additionalType")
        named = (
            item.get("@id") if isinstance(item, Mapping) else item for item in (raw if isinstance(raw, list) else [raw])
        )
        found = types_of({"@type": [item for item in named if isinstance(item, str)]})
        return tuple(name for name in found if name in self._known.types)

    def _types(self, node: Node, types: Iterable[tuple[str, str]]) -> None:
        for name, step in types:
            spot = node.origin.spot(node.pointer + step)
            if name in self._known.superseded:
                self._superseded(name, spot)
            elif name not in self._known.types and not self._own_rules.judge_type(node):
                nearest = self._nearest(partial(self._known.nearest_type, name))
                self._add("unknown type", name, spot, (name,), nearest)

    def _nearest(self, ask: Callable[[], str | None]) -> Mapping[str, object]:
        """The name probably meant, as fields; a page full of nonsense is not helped with every word of it."""
        name = ask() if len(self._found) < _HELPED else None
        return {"nearest": name or "", "hint": f"; the nearest is “{name}”" if name else ""}

    def _superseded(self, term: str, spot: Spot) -> None:
        self._add("superseded", term, spot, (term,), {"successor": said(self._known.superseded_by(term))})

    def _properties(self, part: _Object) -> None:
        known, scope = part.uses.known, part.scope
        usual = scope is SCHEMA or scope is ITEMS
        for key, raw in part.data.items():
            use = known.get(key) if usual else None
            if use is None:
                if key.startswith("@"):
                    continue
                name = scope.name(key)
                if name is None:
                    continue
                use = part.uses.of(name)
                if use is None:
                    self._unknown(part, key, name)
                    continue
            else:
                name = key
            if type(raw) is str and raw and not raw.isspace() and use.standing == "fine":
                continue  # nearly always
            if _says_nothing(raw):
                self._empty(part, name, raw, part.spot(key))
            elif use.standing == "fine":
                self._value(part, name, use, raw, f"{part.pointer}/{escaped(key)}")
            else:
                self._stands_wrong(part, key, name, use)

    def _unknown(self, part: _Object, key: str, name: str) -> None:
        stem = next((name.removesuffix(end) for end in _IN_OUT if name.endswith(end)), name)
        if name in _GOOGLES_OWN or (stem != name and self._known.is_property(stem)):
            return
        kind = next(iter(part.node.types), None) if part.data is part.node.data else None
        if kind is not None and not any(self._known.is_type(name) for name in part.node.types):
            kind = self._known.nearest_type(kind) if "/" not in kind else None
            if kind is None:
                return  # a thing of its own with properties of its own, it seems: its type has been reported
        fields = {"type": part.label, **self._nearest(partial(self._known.nearest_property, name, kind))}
        self._add("unknown property", name, part.spot(key, name=True), (name, part.label), fields)

    def _stands_wrong(self, part: _Object, key: str, name: str, use: Use) -> None:
        spot = part.spot(key, name=True)
        if use.standing == "superseded":
            self._superseded(name, spot)
        elif not (part.node.via[-1:] == (name,) and self._is_role(part.node)) and self._is_of_a_fitting_type(part.node):
            domains = said(self._known.domains(name))
            self._add("misplaced", name, spot, (name, part.label), {"type": part.label, "domains": domains})

    def _is_of_a_fitting_type(self, node: Node) -> bool:
        """Whether a node may stand where it does: else its type is the fault, not the properties it has."""
        owner = node.via[-1] if node.via else None
        if owner is None or not node.types or not self._known.is_property(owner):
            return True
        return fits(owner, node.types)

    def _is_role(self, node: Node) -> bool:
        """Whether it is a Role, which repeats the property that leads to it: https://schema.org/docs/roles"""
        return any(self._known.is_subtype(kind, "Role") for kind in node.types)

    def _empty(self, part: _Object, name: str, raw: Any, spot: Spot, *, among: bool = False) -> None:
        """among: whether other values of the property say something, so that no rule of its own says it is empty."""
        if among or not (part.data is part.node.data and self._own_rules.judge_emptiness(part.node, name)):
            shown = ('""' if isinstance(raw, str) else json.dumps(raw)) + (" in one of its values" if among else "")
            self._add("empty", shown, spot, (name, part.label), {"type": part.label, "property": name})

    def _value(self, part: _Object, name: str, use: Use, raw: Any, pointer: str) -> None:
        """Judge a value by what the property may have; lists and @list taken apart."""
        if isinstance(raw, str) and raw and not raw.isspace():
            return
        if isinstance(raw, dict):
            for wrapper in _WRAPPERS:
                if wrapper in raw:
                    self._value(part, name, use, raw[wrapper], f"{pointer}/{wrapper}")
                    return
            self._object(part, name, use.values, raw, pointer)
        elif isinstance(raw, list):
            speaks = not all(map(_says_nothing, raw))
            for at, item in enumerate(raw):
                if _says_nothing(item):
                    self._empty(part, name, item, part.node.origin.spot(f"{pointer}/{at}"), among=speaks)
                else:
                    self._value(part, name, use, item, f"{pointer}/{at}")
        elif _says_nothing(raw):  # "@value": ""
            self._empty(part, name, raw, part.node.origin.spot(pointer))
        elif not _takes(use.values, raw):
            kind = "a yes/no value" if isinstance(raw, bool) else "a number"
            self._wrong(part, name, use.values, (json.dumps(raw), kind, pointer), is_object=False)

    def _object(self, part: _Object, name: str, values: Values, raw: Mapping[str, Any], pointer: str) -> None:
        kind = raw.get("@type")
        types = (kind,) if type(kind) is str and kind in self._known.types else types_of(raw)
        if not types and "@id" not in raw:
            if not values.things:
                seen = (json.dumps(raw)[:_SHOWN], "an object without a type", pointer)
                self._wrong(part, name, values, seen, is_object=True)
            elif part.data is part.node.data and self._own_rules.want_text(part.node, name):
                return
            elif part.scope is not ITEMS:  # an item of microdata without a type has names of nobody's
                label = f"an object without a type ({name})"
                self._waiting.append(_Object(part.node, raw, pointer, part.scope, uses_on(()), label))
            return
        types = types or self._data.resolve(Node(types, raw, pointer, part.node.origin, (), self._data)).types
        if not types or fits(name, types) or fits(name, self._additional(raw)):
            return
        if all(kind in self._known.types and kind not in part.scope.defined for kind in types):
            shown = str(Node(types, raw, pointer, part.node.origin, (), self._data))
            self._wrong(part, name, values, (shown, f"of type {'/'.join(types)}", pointer), is_object=True)

    def _wrong(self, part: _Object, name: str, values: Values, seen: tuple[str, str, str], *, is_object: bool) -> None:
        value, kind, pointer = seen
        if part.data is part.node.data and self._own_rules.judge_kind(part.node, name, is_object=is_object):
            return
        fields = {"type": part.label, "property": name, "kind": kind, "expected": said(sorted(values.ranges))}
        self._add("wrong value", value, part.node.origin.spot(pointer), (name, part.label, kind), fields)

    def _reference(self, node: Node) -> None:
        name = node.via[-1] if node.via else ""
        if name not in _REFERRING or node.id is None or self._data.unread or self._data.resolve(node) is not node:
            return
        if (name == "image" and "#" not in node.id) or self._described_elsewhere(node.id):
            return  # the address of an image is as good as an image
        self._add("dangling", node.id, node.spot, (node.id, name), {"property": name})

    def _described_elsewhere(self, name: str) -> bool:
        """Whether a node of the page has this @id in another spelling: relative, or with other letters escaped."""
        wanted = Address.parse(name, self._page.base)
        return wanted is not None and wanted.href in self._described

    @cached_property
    def _described(self) -> frozenset[str]:
        """The addresses that described nodes have for @id, in one spelling."""
        ids = {node.id for node in self._data.nodes if node.id and not node.is_reference}
        return frozenset(found.href for item in ids if (found := Address.parse(item, self._page.base)))


def _says_nothing(raw: Any) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip()) or raw in ([], {})


def _takes(values: Values, raw: Any) -> bool:
    return values.truths if isinstance(raw, bool) else not isinstance(raw, int | float) or values.take_number(raw)
