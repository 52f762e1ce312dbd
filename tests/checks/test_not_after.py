"""One moment is not later than another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]


def article(start: Any, end: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", "datePublished": start, "dateModified": end}


@pytest.mark.parametrize(
    ("start", "end", "days", "late"),
    [
        pytest.param("2026-11-22", "2026-11-22", 0, False, id="the same day"),
        pytest.param("2026-11-23", "2026-11-22", 0, True, id="the next day"),
        pytest.param("2026-11-25", "2026-11-22", 0, True, id="days later"),
        pytest.param("2026-11-22T09:30:01Z", "2026-11-22T09:30:00Z", 0, True, id="a second later"),
        pytest.param("2026-11-22T10:30:00+01:00", "2026-11-22T09:30:00Z", 0, False, id="one instant, two offsets"),
        pytest.param("2026-11-23T09:30:00Z", "2026-11-22T09:30:00Z", 1, False, id="within the days allowed"),
        pytest.param("2026-11-23T09:30:01Z", "2026-11-22T09:30:00Z", 1, True, id="a second more"),
        pytest.param("2026-11-23T20:00:00", "2026-11-22T09:30:00Z", 1, False, id="without an offset it is not sure"),
        pytest.param("2026-11-22", "9999-12-31", 5, False, id="nothing is after the end of the calendar"),
        pytest.param("9999-12-31", "2026-11-22", 0, True, id="the end of the calendar"),
    ],
)
def test_not_after(judge: Judge, start: str, end: str, days: int, late: bool) -> None:
    options = {"to": "article.dateModified", "days": days}
    found = judge("not_after", options, "article.datePublished", article(start, end), show="value other other_value")
    assert found == ([f"{start} | article.dateModified | {end}"] if late else [])


@pytest.mark.parametrize(
    ("start", "end"),
    [("2026-11-22", None), (None, "2026-11-22"), ("tomorrow", "2026-11-22"), ("2026-11-22", "today"), (20261122, "x")],
)
def test_what_is_no_moment_is_not_judged(judge: Judge, start: Any, end: Any) -> None:
    assert judge("not_after", {"to": "article.dateModified"}, "article.datePublished", article(start, end)) is None


def test_the_time_of_reading_is_not_known_here(judge: Judge) -> None:
    assert judge("not_after", {"to": "now"}, "article.datePublished", article("2999-01-01", None)) is None
