"""A text changed by edits that still knows the original place of every character."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from seocheck.page.jsonld.scan import Span

Edit = tuple[int, int, str]  # start, end, and what to put there


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A text made from another by edits; knows where in the other each of its characters comes from."""

    text: str
    starts: tuple[int, ...]  # where each piece begins in the new text
    pieces: tuple[tuple[int, int, bool], ...]  # start and end of the piece in the old text, and whether it was kept

    def start(self, offset: int) -> int:
        """Where in the old text something begins that begins at `offset` in the new one."""
        index = max(bisect_right(self.starts, offset) - 1, 0)
        old, _, kept = self.pieces[index]
        return old + offset - self.starts[index] if kept else old

    def end(self, offset: int) -> int:
        """Where in the old text something ends that ends at `offset` in the new one."""
        index = max(bisect_right(self.starts, offset - 1) - 1, 0)
        old, old_end, kept = self.pieces[index]
        return old + offset - self.starts[index] if kept else old_end

    def span(self, span: Span) -> Span:
        """The place in the old text of a span of the new one."""
        return self.start(span[0]), self.end(span[1])


def rewrite(text: str, edits: Iterable[Edit]) -> Rewrite:
    """The text with all edits done; edits may come in any order but must not overlap."""
    parts: list[str] = []
    starts: list[int] = []
    pieces: list[tuple[int, int, bool]] = []
    size = at = 0

    def add(old: int, old_end: int, part: str, kept: bool) -> None:
        nonlocal size
        if part:
            parts.append(part)
            starts.append(size)
            pieces.append((old, old_end, kept))
            size += len(part)

    for start, end, part in sorted(edits, key=lambda edit: edit[:2]):
        add(at, start, text[at:start], True)
        add(start, end, part, False)
        at = end
    add(at, len(text), text[at:], True)
    return Rewrite("".join(parts), tuple(starts) or (0,), tuple(pieces) or ((0, 0, True),))
