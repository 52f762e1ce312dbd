"""Strict JSON for one JSON-LD block: the value, the place of every part of it, or the one fault that breaks it.

`json.loads` is too kind (NaN, deep nesting until it crashes, silently lost duplicate keys) and knows no places.
Here its C scanner still reads the good text; places are found when asked for, by a module of their own, and faults by
a scanner of our own, which runs only where there is one.
All offsets count characters of the block's text; ends are exclusive.
"""

from __future__ import annotations

import json
import re
from itertools import accumulate
from math import isfinite
from typing import Any, NamedTuple, NoReturn

from seocheck.page.jsonld.places import Part, whole
from seocheck.page.jsonld.scan import MAX_DEPTH, DuplicateKey, Expected, Span, StuckError, clean, scan

__all__ = ["MAX_DEPTH", "DuplicateKey", "Expected", "JsonFault", "JsonText", "Span", "read_json"]


class JsonFault(NamedTuple):
    """What breaks a block: `cause` is a stable id, `message` and `fix` are for an editor, start and end mark it."""

    cause: str
    message: str
    fix: str
    start: int
    end: int


class JsonText:
    """One block as read. `value` is None when there is a `fault`; `duplicates` are known only without one."""

    __slots__ = ("_root", "duplicates", "fault", "text", "value")

    def __init__(
        self, text: str, value: Any = None, fault: JsonFault | None = None, duplicates: tuple[DuplicateKey, ...] = ()
    ) -> None:
        self.text = text
        self.value: Any = value
        self.fault = fault
        self.duplicates = duplicates
        self._root: Part | None = None

    def span(self, pointer: str) -> Span:
        """Where the value at a JSON Pointer ("" is the whole document) stands; KeyError when there is none."""
        part = self._find(pointer)
        return part.start, part.end

    def key_span(self, pointer: str) -> Span | None:
        """Where the key of that value stands, quotes included; None for array items and the whole document."""
        return self._find(pointer).key

    def _find(self, pointer: str) -> Part:
        if self.fault is not None:
            raise KeyError(pointer)
        if self._root is None:
            self._root = whole(self.text)
        part = self._root
        # Without a leading slash it is no JSON Pointer: the part before the first slash must be empty.
        first, *steps = pointer.split("/")
        try:
            if first:
                raise KeyError
            for step in steps:
                part = part.child(step)
        except KeyError:
            raise KeyError(pointer) from None
        return part


def read_json(text: str) -> JsonText:
    """Read a block's text by RFC 8259, nothing forgiven. Never raises: what is wrong is in `fault`.

    Two departures in the value, none in validity: a number no float or int can hold stays text, and a lone
    surrogate becomes U+FFFD, so that the value can always be printed and stored.
    """
    brackets = text.count("{") + text.count("[")
    if brackets > _MANY and _text_is_deep(text):
        fault = _find_fault(text)
        if fault is not None:
            return JsonText(text, fault=fault)
    duplicates: tuple[DuplicateKey, ...] = ()
    try:
        try:
            value = _UNIQUE.decode(text)
        except _RepeatedKeyError:
            value = _LAST_WINS.decode(text)
            duplicates = scan(text)
    except (StuckError, ValueError):
        return JsonText(text, fault=_find_fault(text) or _UNREAD)
    if brackets > MAX_DEPTH and _value_is_deep(value):
        return JsonText(text, fault=_find_fault(text) or _UNREAD)
    if _may_hold_surrogates(text):
        value = _without_surrogates(value)
    return JsonText(text, value, duplicates=duplicates)


# --- the fast reading ---------------------------------------------------------------------------------------------


class _RepeatedKeyError(Exception):
    """Says only that some object repeats a key; an exception, so that the shared decoder needs no state."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _RepeatedKeyError
    return members


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _int_or_text(digits: str) -> int | str:
    try:
        return int(digits)
    except ValueError:  # more digits than Python converts
        return digits


def _float_or_text(number: str) -> float | str:
    value = float(number)
    return value if isfinite(value) else number


_UNIQUE = json.JSONDecoder(
    object_pairs_hook=_unique,
    parse_constant=_refuse_constant,
    parse_int=_int_or_text,
    parse_float=_float_or_text,
)
_LAST_WINS = json.JSONDecoder(parse_constant=_refuse_constant, parse_int=_int_or_text, parse_float=_float_or_text)

# The closing quote is optional so that every match succeeds and hostile text stays linear.
_NO_BRACKETS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[^]\[{}"]++', re.DOTALL)
_STEP = {"{": 1, "[": 1, "}": -1, "]": -1}
_MANY = 500  # brackets; fewer cannot hurt the recursive C scanner


def _text_is_deep(text: str) -> bool:
    """Whether brackets nest too deep; may be wrong (True) only where the text is broken."""
    steps = map(_STEP.__getitem__, _NO_BRACKETS.sub("", text))
    return max(accumulate(steps), default=0) > MAX_DEPTH


def _value_is_deep(value: Any) -> bool:
    """The same of a value, level by level: far cheaper than looking through the text."""
    level, depth = [value] if isinstance(value, (dict, list)) else [], 0
    while level:
        depth += 1
        level = [
            part
            for holder in level
            for part in (holder.values() if type(holder) is dict else holder)
            if type(part) is dict or type(part) is list
        ]
    return depth > MAX_DEPTH


_ESCAPED_SURROGATE = re.compile(r"\\u[dD]")


def _may_hold_surrogates(text: str) -> bool:
    if "\\" in text and _ESCAPED_SURROGATE.search(text):  # the first test is a memchr, the second is not
        return True
    if text.isascii():
        return False
    try:
        text.encode("utf-16-le")  # the quickest of the codecs that refuse surrogates
    except UnicodeEncodeError:
        return True
    return False


def _without_surrogates(value: Any) -> Any:
    """The value with every lone surrogate replaced, in place where it can be."""
    box = [value]
    todo: list[Any] = [box]
    while todo:
        holder = todo.pop()
        if isinstance(holder, dict):
            members = [(clean(key), part) for key, part in holder.items()]
            holder.clear()
            holder.update(members)
            places: Any = holder.items()
        else:
            places = enumerate(holder)
        for place, part in list(places):
            if isinstance(part, str):
                holder[place] = clean(part)
            elif isinstance(part, (dict, list)):
                todo.append(part)
    return box[0]


# --- the fault -------------------------------------------------------------------------------------------------------

# Both readers follow one grammar, so this is never seen; but a reader of hostile text must not crash.
_UNREAD = JsonFault("not-json", "The block cannot be read as JSON.", "Put valid JSON into the block.", 0, 0)


def _find_fault(text: str) -> JsonFault | None:
    from seocheck.page.jsonld.faults import diagnose  # only broken blocks pay for it

    try:
        scan(text)
    except StuckError as stuck:
        return diagnose(text, stuck.offset, stuck.expected)
    return None
