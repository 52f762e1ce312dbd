"""What a forgiving reader would still have read in a broken JSON-LD block, with places in the block as it stands."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from seocheck.page.jsonld.repair import Repair
from seocheck.page.jsonld.rewrite import Edit, Rewrite, rewrite
from seocheck.page.jsonld.text import DuplicateKey, JsonFault, JsonText, Span, read_json


@dataclass(frozen=True, slots=True)
class Lenient:
    """A forgiving reading.

    value: what was read; several objects side by side become a list.
    certain: whether no other reading makes sense; only then may rules judge by it.
    lost: in plain words, what was skipped or changed to get there.
    """

    value: Any
    certain: bool
    lost: tuple[str, ...]
    json: JsonText
    rewrites: tuple[Rewrite, ...]  # from the block's own text to the text of `json`

    def span(self, pointer: str) -> Span:
        """Where the value at a JSON Pointer stands in the block's own text; KeyError when there is none."""
        return self._original(self.json.span(pointer))

    def key_span(self, pointer: str) -> Span | None:
        """Where the key of that value stands in the block's own text; None for list items and the whole."""
        span = self.json.key_span(pointer)
        return span and self._original(span)

    @property
    def duplicates(self) -> tuple[DuplicateKey, ...]:
        """Keys that stand twice in one object, with places in the block's own text."""
        return tuple(
            DuplicateKey(twice.pointer, twice.key, self._original(twice.first), self._original(twice.again))
            for twice in self.json.duplicates
        )

    def _original(self, span: Span) -> Span:
        for step in reversed(self.rewrites):
            span = step.span(span)
        return span


_HOPELESS = frozenset({"empty-block", "not-json", "too-deep", "unfilled-template"})


def lenient(text: str, fault: JsonFault) -> Lenient | None:
    """What can be read of `text` in spite of its `fault` (and others after it); None when nothing can."""
    if fault.cause in _HOPELESS:
        return None
    undone = _UNDO.get(fault.cause)
    # Escaping may have hit the whole block or only what stands outside the strings: the whole is tried first.
    first = _read(text, rewrite(text, undone[1](text)), undone[0]) if undone else None
    if first is not None and first.certain:
        return first
    return _read(text, None, "") or first


def _read(text: str, before: Rewrite | None, lost: str) -> Lenient | None:
    source = before.text if before else text
    repair = Repair(source)
    if not repair.run():
        return None
    after = rewrite(source, repair.edits)
    result = read_json(after.text)
    if result.fault is not None:
        return None
    notes = [f"{words} ({count} times)" if count > 1 else words for words, count in repair.notes.items()]
    if lost:
        notes.insert(0, lost)
    return Lenient(result.value, repair.certain, tuple(notes), result, (before, after) if before else (after,))


# --- escaping of the whole block ----------------------------------------------------------------------------------

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BACKSLASHED = re.compile(r"\\([nrtu\"'\\/])")
_MEANS = {"n": "\n", "r": "\n", "t": "\t", "u": "\\u"}


def _html_edits(text: str) -> list[Edit]:
    return [(*found.span(), html.unescape(found[0])) for found in _ENTITY.finditer(text)]


def _backslash_edits(text: str) -> list[Edit]:
    return [(*found.span(), _MEANS.get(found[1], found[1])) for found in _BACKSLASHED.finditer(text)]


_UNDO: dict[str, tuple[str, Callable[[str], list[Edit]]]] = {
    "html-escaped": ("HTML escaping of the whole block undone", _html_edits),
    "backslash-n-outside": ("backslash escaping of the whole block undone", _backslash_edits),
}
