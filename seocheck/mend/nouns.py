"""The nouns of mending."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from seocheck.model import Place


class Absent(Enum):
    """In place of a value that is not there."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT

Object = dict[str, Any]
"""A JSON object that is being mended."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Something the page shows or says of itself: a JSON value, the words it was read from, what they are, where."""

    value: Any
    words: str
    what: str
    place: Place


@dataclass(frozen=True, slots=True)
class Change:
    """One value that was changed. path: from the node (`author/name`); before: ABSENT when nothing was there.

    shown: where on the page the value stands; None where only the form was changed. why: the reason in words.
    """

    node: str
    path: str
    before: Any
    after: Any
    shown: Shown | None
    why: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is wanted and stands nowhere on the page for certain: only the newsroom knows it."""

    node: str
    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Left:
    """An error that is still there after mending."""

    rule: str
    message: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a page.

    content: its bytes, mended. blocks: the JSON-LD blocks that were changed or added, as text to copy.
    errors: how many errors the structured data of its article and trail had; left: those it still has.
    """

    content: bytes
    blocks: tuple[str, ...]
    changes: tuple[Change, ...]
    missing: tuple[Missing, ...]
    errors: int
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters of the page's text to be replaced; start and end are equal for what is put in."""

    start: int
    end: int
    text: str


class Unmendable(Exception):  # noqa: N818  no error of ours
    """Why a page cannot be mended, in words for its editor."""


def is_blank(value: Any) -> bool:
    """Whether a JSON value says nothing."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):
        return all(is_blank(item) for key, item in value.items() if key not in ("@type", "@context"))
    if isinstance(value, list):
        return all(map(is_blank, value))
    return value is None or value is ABSENT
