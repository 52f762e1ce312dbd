"""The page's source, to stand beside its findings: lines, what is marked in them, and the way back to each finding."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seocheck.model import SEVERITIES
from seocheck.report.html_report.words import source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seocheck.model import Place, Severity
    from seocheck.report.html_report.cards import Card

_MOST_LINES = 2_500  # shown whole; of a longer page what stands round the findings
_AROUND = 12  # lines
_LONG = 900  # characters of a line, or of a mark, that are shown whole
_ENDS = 240  # … of a longer stretch, at each end
_MARKED = 4_000  # characters of one line that marks and their surroundings may add up to: no browser lays out more well


@dataclass(frozen=True, slots=True)
class Flag:
    """The way back: the finding's card, and what it says. column: where its place begins."""

    column: int
    card: str
    rule: str
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line. id: of the place that begins here. flags: of the findings that end here.

    mark: how severe the finding that marks it is, `also` for places a finding names besides; cut: characters left out.
    """

    text: str = ""
    id: str | None = None
    mark: Severity | str | None = None
    flags: tuple[Flag, ...] = ()
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page."""

    number: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Lines that are not shown."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Spot:
    start: int
    end: int
    mark: Severity | str
    flag: Flag | None


def beside(text: str, cards: Sequence[Card]) -> list[Line | Gap]:
    """The lines of the page. Ids are `at-12-5` for line 12, column 5."""
    lines = text.split("\n")
    spots = _spots(cards, lines)
    shown = range(1, len(lines) + 1) if len(lines) <= _MOST_LINES else sorted(_near(spots, len(lines)))
    found: list[Line | Gap] = []
    last = 0
    for number in shown:
        if number > last + 1:
            found.append(Gap(last + 1, number - 1))
        found.append(Line(number, tuple(_pieces(number, lines[number - 1], spots.get(number, [])))))
        last = number
    if last < len(lines):
        found.append(Gap(last + 1, len(lines)))
    return found


def _near(spots: dict[int, list[_Spot]], count: int) -> set[int]:
    wanted = {1, *spots}
    return {line for spot in wanted for line in range(max(1, spot - _AROUND), min(count, spot + _AROUND) + 1)}


def _spots(cards: Sequence[Card], lines: list[str]) -> dict[int, list[_Spot]]:
    found: dict[int, list[_Spot]] = defaultdict(list)
    for card in cards:
        for item in card.items:
            finding = item.finding
            flag = Flag(finding.place.column, card.id, card.rule, card.severity, finding.message)
            _put(found, finding.place, lines, card.severity, flag)
            for other in finding.related:
                _put(found, other.place, lines, "also", None)
    return found


def _put(
    found: dict[int, list[_Spot]], place: Place, lines: list[str], mark: Severity | str, flag: Flag | None
) -> None:
    """Note a place; of one that spans lines the first is marked."""
    if place.line > len(lines):
        return
    length = len(lines[place.line - 1])
    start = min(place.column - 1, length)
    end = min(place.end_column - 1, length) if place.end_line == place.line else length
    found[place.line].append(_Spot(start, max(start, end), mark, flag))


def _pieces(number: int, line: str, spots: list[_Spot]) -> Iterator[Piece]:
    """A line from edge to edge of its spots, in one go however many there are."""
    begins: dict[int, list[_Spot]] = defaultdict(list)
    ends: dict[int, list[_Spot]] = defaultdict(list)
    for spot in spots:
        begins[spot.start].append(spot)
        ends[spot.end].append(spot)
    edges = sorted({0, len(line), *begins, *ends})
    over: Counter[str] = Counter()
    whole = len(line) <= _LONG
    left = _MARKED
    for start, end in zip(edges, [*edges[1:], None], strict=True):
        if flags := tuple(dict.fromkeys(spot.flag for spot in ends[start] if spot.flag)):
            yield Piece(flags=flags)
        if start in begins:
            yield Piece(id=f"at-{number}-{start + 1}")
        over.update(spot.mark for spot in begins[start])
        over.subtract(spot.mark for spot in ends[start])
        if end is None:
            return
        mark = next((mark for mark in (*SEVERITIES, "also") if over[mark]), None)
        for piece in _stretch(line[start:end], mark, whole=whole or (mark is not None and end - start <= left)):
            left -= len(piece.text) if mark else 0
            yield piece


def _stretch(text: str, mark: Severity | str | None, *, whole: bool) -> Iterator[Piece]:
    if whole or len(text) <= 2 * _ENDS + 20:
        yield Piece(source(text), mark=mark)
    else:
        yield Piece(source(text[:_ENDS]), mark=mark)
        yield Piece(cut=len(text) - 2 * _ENDS)
        yield Piece(source(text[-_ENDS:]), mark=mark)
