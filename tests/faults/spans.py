"""JSON with the place of every value: what is needed to change one value and leave every other character as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_SPACE = re.compile(r"\s*")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null")
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Member:
    """One key of an object with its value; start and end take in the key, the colon and the value."""

    key: str
    start: int
    end: int
    value: Value


@dataclass(frozen=True, slots=True)
class Value:
    """One value. start and end are offsets in the whole page; data is what it means."""

    start: int
    end: int
    data: object
    members: tuple[Member, ...] = ()
    items: tuple[Value, ...] = field(default=())

    def get(self, key: str) -> Value | None:
        """The value of a key, or None."""
        return next((member.value for member in self.members if member.key == key), None)

    def member(self, key: str) -> Member | None:
        """The key with its value, or None."""
        return next((member for member in self.members if member.key == key), None)

    @property
    def text(self) -> str | None:
        """The value when it is text with something in it."""
        return self.data if isinstance(self.data, str) and self.data.strip() else None

    @property
    def is_object(self) -> bool:
        """Whether it is an object."""
        return isinstance(self.data, dict)

    @property
    def types(self) -> tuple[str, ...]:
        """The types an object names."""
        raw = self.data.get("@type") if isinstance(self.data, dict) else None
        listed = raw if isinstance(raw, list) else [raw]
        return tuple(item for item in listed if isinstance(item, str))

    def walk(self) -> Iterator[Value]:
        """This value and every one inside it."""
        yield self
        for inner in (*(member.value for member in self.members), *self.items):
            yield from inner.walk()

    def each(self) -> tuple[Value, ...]:
        """The items of an array, or the value itself."""
        return self.items if isinstance(self.data, list) else (self,)


def read_spans(page: str, start: int, end: int) -> Value | None:
    """The JSON in page[start:end] with offsets in the page; None unless it is strict JSON, not too deep."""
    try:
        value, after = _value(page, _skip(page, start), 0)
        if _skip(page, after) < end or json.loads(page[start:end]) != value.data:
            return None
    except (ValueError, RecursionError):
        return None
    return value


def _skip(page: str, at: int) -> int:
    match = _SPACE.match(page, at)
    return match.end() if match else at


def _value(page: str, at: int, depth: int) -> tuple[Value, int]:
    if depth > _DEEPEST:
        raise ValueError("too deep")
    opening = page[at : at + 1]
    if opening == "{":
        return _object(page, at, depth)
    if opening == "[":
        return _array(page, at, depth)
    match = (_STRING if opening == '"' else _PLAIN).match(page, at)
    if match is None:
        raise ValueError(f"no value at {at}")
    return Value(at, match.end(), json.loads(match[0])), match.end()


def _object(page: str, start: int, depth: int) -> tuple[Value, int]:
    members: list[Member] = []
    at = _skip(page, start + 1)
    while page[at : at + 1] != "}":
        match = _STRING.match(page, at)
        if match is None:
            raise ValueError(f"no key at {at}")
        colon = _skip(page, match.end())
        if page[colon : colon + 1] != ":":
            raise ValueError(f"no colon at {colon}")
        value, end = _value(page, _skip(page, colon + 1), depth + 1)
        members.append(Member(str(json.loads(match[0])), at, end, value))
        at = _comma(page, end, "}")
    return Value(start, at + 1, {member.key: member.value.data for member in members}, tuple(members)), at + 1


def _array(page: str, start: int, depth: int) -> tuple[Value, int]:
    items: list[Value] = []
    at = _skip(page, start + 1)
    while page[at : at + 1] != "]":
        value, end = _value(page, at, depth + 1)
        items.append(value)
        at = _comma(page, end, "]")
    return Value(start, at + 1, [item.data for item in items], items=tuple(items)), at + 1


def _comma(page: str, at: int, closing: str) -> int:
    at = _skip(page, at)
    if page[at : at + 1] == closing:
        return at
    if page[at : at + 1] != ",":
        raise ValueError(f"no comma at {at}")
    return _skip(page, at + 1)
