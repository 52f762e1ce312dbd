"""The nouns of a rules file as read: plain data in which every value and key knows its place.

They stand apart from the reader so that a process that finds the built-in policy read already loads no YAML parser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from seocheck.ruleset.errors import Complaint

MAX_BYTES = 256 * 1024
MAX_DIGITS = 15  # every whole number of so many digits is exact as a float too

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")

Scalar = str | int | float | bool | None


class Node(NamedTuple):
    """One value of a YAML file.

    value: a scalar, a dict of Nodes or a list of Nodes.
    line, column: where the value stands; key_line, key_column: where its key does (the value itself in a list).
    written: how a scalar without quotes stands in the file, `{` for a mapping in braces, else None.
    """

    value: Scalar | dict[str, Node] | list[Node]
    line: int
    column: int
    key_line: int
    key_column: int
    file: str
    written: str | None = None


class Yaml(NamedTuple):
    """A YAML file as read: its root (None when it could not be read as YAML) and what is wrong with it.

    judged: whether its shape is known to be right.
    """

    root: Node | None
    faults: tuple[Complaint, ...] = ()
    judged: bool = False

    @property
    def data(self) -> Any:
        """The plain data."""
        return None if self.root is None else plain(self.root)

    def mark(self, path: Sequence[str | int], *, key: bool = False) -> tuple[int, int]:
        """Line and column of the value at `path`, or of its key; of the nearest thing above it when it is not there."""
        if self.root is None:
            return (1, 1)
        node = find(self.root, path)
        return (node.key_line, node.key_column) if key else (node.line, node.column)


def plain(node: Node) -> Any:
    """The data of a node without its places."""
    value = node.value
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def find(node: Node, path: Sequence[str | int]) -> Node:
    """The node at `path`, or the deepest one on the way."""
    for step in path:
        value = node.value
        here = value.get(step) if isinstance(value, dict) and isinstance(step, str) else None
        if isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
            here = value[step]
        if here is None:
            break
        node = here
    return node


def number(text: str) -> Scalar:
    """What an unquoted scalar that starts like a number is: a number, the text itself, or None when it is too large."""
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) <= MAX_DIGITS + 1 else None
    if _FLOAT.fullmatch(text):
        value = float(text) if len(text) <= 40 else float("inf")
        return value if abs(value) != float("inf") else None
    return text


def kind(value: object) -> str:
    """What a plain value is, in words."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "nothing"
