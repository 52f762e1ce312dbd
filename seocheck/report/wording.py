"""How reports speak of numbers and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seocheck.model import SEVERITIES
from seocheck.report.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seocheck.model import PageReport, Severity

_LONGEST = 1000  # characters of a reason
_SEVERAL = {"info": "info", "entry": "entries"}  # words whose plural is not plus s


def many(number: int, noun: str) -> str:
    """`1 page`, `2 pages`, `12,345 pages`."""
    return f"{number:,} {noun if number == 1 else _SEVERAL.get(noun, noun + 's')}"


def severities(counts: dict[Severity, int]) -> str:
    """`2 errors, 1 warning`: only what there is."""
    return ", ".join(many(counts[severity], severity) for severity in SEVERITIES if counts[severity])


def some(names: Iterable[str], most: int) -> str:
    """`a, b and 3 more`: the first `most` of sorted `names`."""
    ordered = sorted(names)
    rest = len(ordered) - most
    return ", ".join(ordered[:most]) + (f" and {rest:,} more" if rest > 0 else "")


def unread(page: PageReport) -> str | None:
    """Why a page counts as not read whole, for formats that have no place for a status; None when it was read."""
    if page.status == "audited":
        return None
    said = {
        "partial": "This page was read only in part",
        "failed": "This page could not be read",
        "refused": "This page was refused",
        "skipped": "This page was skipped",
    }[page.status]
    return clean(f"{said}: {page.reason}" if page.reason else f"{said}.", _LONGEST)
