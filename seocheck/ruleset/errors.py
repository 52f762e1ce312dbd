"""What is wrong with a rules file, in words for the person who wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

Path = tuple[str | int, ...]
"""Keys and list indexes from the top of a rules file down to a value."""


class Complaint(NamedTuple):
    """One thing wrong with a rules file.

    file: its name as the user knows it. line, column: 1-based; 0 when the file as a whole is meant.
    path: the keys that lead there. message: what is wrong and what was expected.
    """

    file: str
    line: int
    column: int
    path: Path
    message: str

    def __str__(self) -> str:
        place = f"{shown(self.file, 300)}:{self.line}:{self.column}" if self.line else shown(self.file, 300)
        steps = [shown(key) if isinstance(key, str) else f"item {key + 1}" for key in self.path]
        return ": ".join([place, *([" > ".join(steps)] if steps else []), shown(self.message, 2000)])


class RulesetError(ValueError):
    """A rules file that cannot be used; its text is every complaint, one a line."""

    def __init__(self, complaints: Iterable[Complaint]) -> None:
        self.complaints = in_order(complaints)
        super().__init__("\n".join(map(str, self.complaints)))


class SelectionError(ValueError):
    """A selector that names no rule, group or source; its text names the nearest one."""


def in_order(complaints: Iterable[Complaint]) -> tuple[Complaint, ...]:
    """Complaints sorted by place, at most one for each place: the first given."""
    first: dict[tuple[str, int, int, str], Complaint] = {}
    for complaint in complaints:
        # what is said of a whole file shares no place with anything else
        apart = "" if complaint.line else complaint.message
        first.setdefault((complaint.file, complaint.line, complaint.column, apart), complaint)
    return tuple(first[key] for key in sorted(first))


def shown(text: str, most: int = 60) -> str:
    """`text` fit to print in one line: what cannot be seen is escaped, what is too long is cut."""
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return cut if cut.isprintable() else "".join(char if char.isprintable() else ascii(char)[1:-1] for char in cut)


def nearest(name: str, names: Iterable[str]) -> str:
    """`; did you mean “…”?` with the one of `names` most like `name`, or nothing."""
    # rapidfuzz, not difflib: 5,000 misspelt keys against 100 names take 0.1 s instead of 10
    from rapidfuzz import fuzz, process

    found = process.extractOne(name[:100].lower(), list(names), scorer=fuzz.ratio, score_cutoff=60)
    return f"; did you mean “{shown(found[0])}”?" if found else ""


def listed(words: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""
