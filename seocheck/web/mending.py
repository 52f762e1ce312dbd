"""Mended blocks for people: JSON laid out, what was changed marked in it and numbered as in the list of changes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from seocheck.mend import ABSENT
from seocheck.report.html_report.words import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seocheck.mend import Change, Mended

_Path = tuple[str | int, ...]
_WIDE = 160  # characters of a value in the list of changes


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a block; number: of the change it shows; last: whether that ends here."""

    text: str
    number: int | None = None
    last: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A block: in parts to look at, and as the element to copy."""

    parts: tuple[Part, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A change in words. before, after: None where there is, or was, nothing."""

    number: int
    change: Change
    before: str | None
    after: str | None


def blocks(mended: Mended) -> tuple[Block, ...]:
    """The blocks that were changed or added, with the changes marked in them."""
    values = [json.loads(text) for text in mended.blocks]
    marks: list[dict[_Path, int]] = [{} for _ in values]
    for number, change in enumerate(mended.changes, 1):
        if change.path and change.after is not ABSENT:
            _note(marks, values, change, number)
    return tuple(_block(value, noted) for value, noted in zip(values, marks, strict=True))


def changed(mended: Mended) -> tuple[Changed, ...]:
    """The changes, numbered as in the blocks."""
    return tuple(
        Changed(number, change, _value(change.before), _value(change.after))
        for number, change in enumerate(mended.changes, 1)
    )


def _value(value: Any) -> str | None:
    return None if value is ABSENT else shown(json.dumps(value, ensure_ascii=False), _WIDE)


def _note(marks: list[dict[_Path, int]], values: Sequence[Any], change: Change, number: int) -> None:
    """Find the place of a change: the first node that has its value at its path."""
    steps = change.path.split("/")
    wanted = _same(change.after)
    for noted, value in zip(marks, values, strict=True):
        for path, node in _nodes(value, ()):
            at = _walked(node, steps)
            if at is not None and _same(at[1]) == wanted and (*path, *at[0]) not in noted:
                noted[*path, *at[0]] = number
                return


def _same(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _nodes(value: Any, path: _Path) -> Iterator[tuple[_Path, Any]]:
    if isinstance(value, dict):
        yield path, value
        for key, item in value.items():
            yield from _nodes(item, (*path, key))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _nodes(item, (*path, at))


def _walked(value: Any, steps: Sequence[str]) -> tuple[_Path, Any] | None:
    """The value at a path of keys and numbers below `value`, and the path; None when there is none."""
    path: list[str | int] = []
    for step in steps:
        if isinstance(value, dict) and step in value:
            path.append(step)
            value = value[step]
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            path.append(int(step))
            value = value[int(step)]
        else:
            return None
    return tuple(path), value


def _block(value: Any, marks: dict[_Path, int]) -> Block:
    joined: list[tuple[str, int | None]] = []
    for text, number in _written(value, (), marks, ""):
        if joined and joined[-1][1] == number:
            joined[-1] = (joined[-1][0] + text, number)
        else:
            joined.append((text, number))
    ends = {number: at for at, (_, number) in enumerate(joined)}
    parts = tuple(Part(text, number, ends[number] == at) for at, (text, number) in enumerate(joined))
    laid_out = "".join(part.text for part in parts)
    return Block(parts, f'<script type="application/ld+json">\n{laid_out}\n</script>\n')


def _written(
    value: Any, path: _Path, marks: dict[_Path, int], indent: str, within: int | None = None
) -> Iterator[tuple[str, int | None]]:
    """JSON of two spaces' indent, in stretches; the outermost mark counts, and indents are never marked."""
    number = marks.get(path) if within is None else within
    inner = f"{indent}  "
    if not value or not isinstance(value, dict | list):
        yield _text(value), number
        return
    opened, closed = "{}" if isinstance(value, dict) else "[]"
    yield opened, number
    rows: list[tuple[str | int, Any]] = list(value.items() if isinstance(value, dict) else enumerate(value))
    for at, (key, item) in enumerate(rows):
        yield "," if at else "", number
        yield f"\n{inner}", None
        yield f"{_text(key)}: " if isinstance(key, str) else "", number
        yield from _written(item, (*path, key), marks, inner, number)
    yield f"\n{indent}", None
    yield closed, number


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")  # so that it cannot end its element
