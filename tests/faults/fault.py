"""What a fault is: edits of a page's text, and the places where a finding may stand; and the table of all kinds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .patient import Patient

MARK = "▶"
"""In the new text of an edit: here a finding may start. It is no part of the page."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in place of page[start:end]."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """edits: in any order, not overlapping.

    at: offsets in the untouched page where a finding may stand too. anywhere: it has no place of its own.
    """

    edits: tuple[Edit, ...]
    at: tuple[int, ...] = ()
    anywhere: bool = False


How = Callable[["Patient"], Fault | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fault.

    name: in words. rule: the rule that must speak. how: None where the page gives no occasion.
    also: rules that may speak as well, because the fault really is theirs too (no author at all: no byline either).
    """

    name: str
    rule: str
    how: How
    also: frozenset[str] = frozenset()


KINDS: dict[str, Kind] = {}


def kind(name: str, rule: str, *, also: tuple[str, ...] = ()) -> Callable[[How], How]:
    """Register a function as a kind of fault."""

    def register(how: How) -> How:
        assert name not in KINDS, f"two kinds are called {name}"
        KINDS[name] = Kind(name, rule, how, frozenset(also))
        return how

    return register


def outermost(edits: Iterable[Edit]) -> list[Edit]:
    """Edits in order, without those inside another."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda item: (item.start, -item.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


class Injected:
    """A page with a fault in it: the new text, the lines where a finding may stand, and what moved where."""

    def __init__(self, text: str, fault: Fault) -> None:
        self.before = text
        self._edits = sorted(fault.edits, key=lambda edit: edit.start)
        pieces: list[str] = []
        marks: list[int] = []
        self._new: list[tuple[int, int]] = []
        length = last = 0
        for edit in self._edits:
            assert edit.start >= last, "edits overlap"
            parts = edit.text.split(MARK)
            length += edit.start - last
            marks += [length + sum(map(len, parts[:index])) for index in range(1, len(parts))]
            clean = "".join(parts)
            pieces += [text[last : edit.start], clean]
            self._new.append((length, length + len(clean)))
            length += len(clean)
            last = edit.end
        self.text = "".join((*pieces, text[last:]))
        self.put_in = " … ".join(edit.text.strip() for edit in self._edits if edit.text.strip())[:160]
        marks += [self._moved(offset) for offset in fault.at]
        self._marks = marks
        self._anywhere = fault.anywhere

    @cached_property
    def lines(self) -> frozenset[int]:
        """Where a finding may stand."""
        return frozenset(self.text.count("\n", 0, offset) + 1 for offset in self._marks)

    def allows(self, line: int) -> bool:
        """Whether a finding may stand there."""
        return self._anywhere or line in self.lines

    def _moved(self, offset: int) -> int:
        shift = 0
        for edit, (start, end) in zip(self._edits, self._new, strict=True):
            if offset < edit.end:
                return start if offset >= edit.start else offset + shift
            shift = end - edit.end
        return offset + shift

    def key_before(self, offset: int) -> tuple[str, int]:
        """What tells a place of the untouched page from others: its offset, or the edit it falls into."""
        for number, edit in enumerate(self._edits):
            if edit.start <= offset < edit.end:
                return "edit", number
        return "at", offset

    def key_after(self, offset: int) -> tuple[str, int]:
        """The same for a place of the page with the fault, so that what only moved has the same key."""
        number = bisect_right([start for start, _ in self._new], offset) - 1
        if number < 0:
            return "at", offset
        edit, (_, end) = self._edits[number], self._new[number]
        return ("edit", number) if offset < end else ("at", offset - end + edit.end)
