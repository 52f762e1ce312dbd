"""Nodes: the things structured data describes, in one shape whatever the syntax.

A node keeps the JSON shape of its description and an origin that knows where each value stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from seocheck.model import Spot
from seocheck.page.wording import collapse
from seocheck.vocabulary import is_misspelt, vocabulary

_PREFIX = re.compile(r"^(?:https?://(?:www\.)?schema\.org[/#]|schema:)", re.IGNORECASE)
# What Google demands: a page without it must not pass by having it misspelt, which is a lesser fault.
_NEEDED = frozenset({"headline", "itemListElement", "item", "position", "thumbnailUrl", "uploadDate"})
_OF_ARTICLES = frozenset({"datePublished", "articleBody", "author"})  # beside a headline
_NAMING = ("name", "headline", "@id", "url", "contentUrl")
_WRAPPERS = ("@list", "@set", "@value")
_BLANKS: tuple[object, ...] = ("", None, [], {})
_KEYWORDS = frozenset({"@type", "@id", "@context"})


class Origin(Protocol):
    """Where a node was written: which syntax, and where each of its values stands."""

    syntax: str

    def spot(self, pointer: str, *, key: bool = False) -> Spot:
        """Where the value at a JSON Pointer stands; `key` asks for its name instead."""
        ...


class Table(Protocol):
    """What a node asks of the table it belongs to."""

    def resolve(self, node: Node) -> Node:
        """The node with all that is said of it elsewhere."""
        ...


@dataclass(slots=True, eq=False)
class Node:
    """One thing the structured data describes. Not frozen, as it might be: it is made in a fifth of the time so.

    types: schema.org names without prefix, as written otherwise.
    data: its properties in JSON shape.
    via: the properties that lead to it from the top of its block or item.
    also: other descriptions of the same @id; they say what this one leaves out.
    """

    types: tuple[str, ...]
    data: Mapping[str, Any]
    pointer: str
    origin: Origin
    via: tuple[str, ...]
    table: Table
    also: tuple[Node, ...] = ()
    _known: dict[str, Sequence[Value]] = field(default_factory=dict, init=False, repr=False)
    _spot: Spot | None = field(default=None, init=False, repr=False)

    @property
    def spot(self) -> Spot:
        """Where the node stands."""
        if self._spot is None:
            self._spot = self.origin.spot(self.pointer)
        return self._spot

    @property
    def id(self) -> str | None:
        """Its @id."""
        value = self.data.get("@id")
        return value if isinstance(value, str) else None

    @property
    def is_reference(self) -> bool:
        """Whether it only points at a node described elsewhere, or nowhere."""
        return "@id" in self.data and len(self.data) == 1

    @property
    def is_pointer(self) -> bool:
        """Whether it only says which thing is meant (`{"@type": "Person", "@id": …}`); the rest stands elsewhere."""
        return self.id is not None and self.data.keys() <= {"@id", "@type", "@context"}

    def __str__(self) -> str:
        for node in (self, *self.also):
            for name in _NAMING:
                value = node.data.get(name)
                for word in value if isinstance(value, list) else [value]:
                    if isinstance(word, str) and word.strip():
                        return collapse(word)
        return "/".join(self.types) or "an object without a type"

    def is_a(self, name: str) -> bool:
        """Whether one of its types is `name` or a subtype of it."""
        return name in self.kinds

    @property
    def kinds(self) -> frozenset[str]:
        """Its types and all above them.

        A misspelt type counts as the one meant: that it is misspelt is a fault of its own, not that the thing is gone.
        """
        kinds, known = _kinds(self.types)
        return kinds if known else kinds.union(*map(vocabulary().ancestors, self._meant()))

    def _meant(self) -> Iterator[str]:
        """What types that schema.org does not have stand for: by their spelling, else by what the node says."""
        known = vocabulary()
        for kind in self.types:
            if kind in known.types or not kind.replace(" ", "").isidentifier() or len(self.data) < 2:
                continue  # another vocabulary's, or no more than a name
            respelt = known.respelt_type(kind)
            if respelt is not None:
                yield respelt
            elif "headline" in self.data and not _OF_ARTICLES.isdisjoint(self.data):
                yield "Article"
            elif "itemListElement" in self.data and "crumb" in kind.lower():
                yield "BreadcrumbList"

    @property
    def shape(self) -> Any:
        """Its data with schema.org names in their short form, as a JSON Schema knows them."""
        return _shortened(self.data) if self.origin.syntax == "rdfa" else self.data

    def pointer_to(self, path: Iterable[str | int]) -> str:
        """The JSON Pointer of what stands at a path of the node's `shape`, as its origin knows it."""
        pointer = self.pointer
        data: Any = self.data
        for step in path:
            key = _key(data, str(step)) if isinstance(data, Mapping) else None
            data = data[step if key is None else key]
            pointer += f"/{escaped(str(step) if key is None else key)}"
        return pointer

    def values(self, name: str) -> Sequence[Value]:
        """The values of a property: arrays, @list and @value taken apart, references resolved.

        Kept: five subjects ask every step of a trail for its name.
        """
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = tuple(self._read(name))
        return found

    def _read(self, name: str) -> Iterable[Value]:
        key = name if name in self.data else _key(self.data, name)
        if key is None:
            other = next((node for node in self.also if _key(node.data, name) is not None), None)
            return () if other is None else replace(other, also=()).values(name)
        raw, pointer = self.data[key], f"{self.pointer}/{escaped(key)}"
        return self._parts(name, raw, pointer) if isinstance(raw, (dict, list)) else (self._plain(raw, pointer),)

    def _plain(self, raw: object, pointer: str) -> Value:
        return Value(raw, self.origin.spot(pointer))

    def _parts(self, name: str, raw: object, pointer: str) -> Iterator[Value]:
        stack: list[tuple[Any, str]] = [(raw, pointer)]
        while stack:
            raw, pointer = stack.pop()
            if isinstance(raw, list) and raw:
                stack.extend((item, f"{pointer}/{index}") for index, item in reversed(list(enumerate(raw))))
            elif isinstance(raw, dict):
                wrapper = next((word for word in _WRAPPERS if word in raw), None)
                if wrapper:
                    stack.append((raw[wrapper], f"{pointer}/{wrapper}"))
                else:
                    inner = Node(types_of(raw), raw, pointer, self.origin, (*self.via, name), self.table)
                    described = self.table.resolve(inner)
                    # a reference that leads somewhere stands where it leads: there its fault is mended
                    yield Value(described, described.spot)
            else:
                yield self._plain(None if raw == [] else raw, pointer)  # an empty list says as little as null

    def follow(self, path: str) -> Iterator[Value]:
        """The values at the end of a dotted path of properties, e.g. `item.name`."""
        first, _, rest = path.partition(".")
        for value in self.values(first):
            if not rest:
                yield value
            elif isinstance(value.value, Node):
                yield from value.value.follow(rest)


class Value(NamedTuple):
    """One value of a property, arrays taken apart: plain (text, number, truth, None) or a node."""

    value: object
    spot: Spot


@lru_cache(maxsize=1024)
def _kinds(types: tuple[str, ...]) -> tuple[frozenset[str], bool]:
    """These types and all above them, and whether all are of schema.org."""
    return frozenset(types).union(*map(vocabulary().ancestors, types)), are_known(types)


@lru_cache(maxsize=1024)
def are_known(types: tuple[str, ...]) -> bool:
    """Whether all of these are types of schema.org."""
    return all(kind in vocabulary().types for kind in types)


def is_empty(value: object) -> bool:
    """Whether a value says nothing: blank text, null, or a node with nothing but a type."""
    if isinstance(value, str):
        return not value or value.isspace()
    if isinstance(value, Node):
        return not any(_says_something(node.data) for node in (value, *value.also))
    return value is None


def _says_something(data: Mapping[str, Any]) -> bool:
    return any((item or item not in _BLANKS) and name not in ("@type", "@context") for name, item in data.items())


def escaped(token: str) -> str:
    """A key as a JSON Pointer token (RFC 6901)."""
    return token.replace("~", "~0").replace("/", "~1") if "/" in token or "~" in token else token


def short(name: str) -> str:
    """A schema.org name without its prefix; any other name as it is."""
    return _PREFIX.sub("", name) if ":" in name else name


def types_of(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The types a JSON object names, schema.org prefixes taken off."""
    raw = data.get("@type")
    if type(raw) is str and raw.isalnum():
        return (raw,)  # nearly always
    listed = raw if isinstance(raw, list) else (raw,)
    return tuple([short(item.strip()) for item in listed if isinstance(item, str) and item.strip()])


def _key(data: Mapping[str, Any], name: str) -> str | None:
    """The key a property stands under: its name, with a prefix, or misspelt, which is a fault of its own."""
    if name in data:
        return name
    strange = set(data).difference(vocabulary().properties, _KEYWORDS)
    if not strange:
        return None
    ordered = [key for key in data if key in strange]
    prefixed = next((key for key in ordered if ":" in key and short(key) == name), None)
    if prefixed is not None or name in _NEEDED:
        return prefixed
    return next((key for key in ordered if is_misspelt(key, name)), None)


def _shortened(data: Any) -> Any:
    """A copy with short names; recursion is safe, for a reader of such data has a depth limit."""
    if isinstance(data, Mapping):
        return {short(key): _shortened(item) for key, item in data.items()}
    return [_shortened(item) for item in data] if isinstance(data, list) else data


def walk(table: Table, origin: Origin, top: Any, limit: int) -> Iterator[Node]:
    """Every node described in a block or item, at most `limit`, in the order written; without recursion."""
    stack: list[tuple[Any, str, tuple[str, ...]]] = [(top, "", ())]
    while stack and limit > 0:
        raw, pointer, via = stack.pop()
        if isinstance(raw, list):
            items = [(item, f"{pointer}/{i}", via) for i, item in enumerate(raw) if isinstance(item, (dict, list))]
            stack.extend(reversed(items))
        elif isinstance(raw, dict) and "@value" not in raw:
            types = types_of(raw)
            if types or "@id" in raw:
                limit -= 1
                yield Node(types, raw, pointer, origin, via, table)
            for key, item in reversed(raw.items()):
                if isinstance(item, (dict, list)) and key != "@context":
                    step = via if key.startswith("@") else (*via, short(key))
                    stack.append((item, f"{pointer}/{escaped(key)}", step))
