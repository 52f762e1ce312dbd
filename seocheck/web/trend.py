"""How the findings of one page went from audit to audit: a small chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seocheck.model import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seocheck.model import Severity
    from seocheck.web.archive import Row

MOST = 40  # audits in the chart
_HEIGHT, _WIDTH, _STEP = 96.0, 14.0, 22.0


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of a column."""

    severity: Severity
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """One audit."""

    row: Row
    x: float
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """The chart, oldest audit first. most: findings of the highest column."""

    columns: tuple[Column, ...]
    width: float
    height: float
    column: float
    most: int


def trend(rows: Sequence[Row]) -> Trend | None:
    """The chart of these audits, given latest first; None when there are too few to compare."""
    if len(rows) < 2:
        return None
    most = max(sum(row.counts.values()) for row in rows) or 1
    columns = tuple(_column(row, at * _STEP, _HEIGHT / most) for at, row in enumerate(reversed(rows)))
    return Trend(columns, len(rows) * _STEP - (_STEP - _WIDTH), _HEIGHT, _WIDTH, most)


def _column(row: Row, x: float, unit: float) -> Column:
    boxes = []
    y = _HEIGHT
    for severity in reversed(SEVERITIES):  # the most severe on top
        height = row.counts[severity] * unit
        y -= height
        if height:
            boxes.append(Box(severity, round(y, 2), round(height, 2)))
    return Column(row, x, tuple(boxes))
