"""Not earlier than the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]


def article(**properties: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", **{name.replace("at_", "@"): value for name, value in properties.items()}}


def dates(published: str, modified: str) -> dict[str, Any]:
    return article(datePublished=published, dateModified=modified)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param((article(dateModified="2026-01-01"),), None, id="no other"),
        pytest.param((dates("2026-01-01", "2026-01-02"),), [], id="later"),
        pytest.param(
            (dates("2026-01-01T09:30:00+01:00", "2026-01-01T08:30:00Z"),), [], id="the same instant in two zones"
        ),
        pytest.param(
            (dates("2026-01-01T09:30:01Z", "2026-01-01T09:30:00Z"),), ["2026-01-01T09:30:00Z"], id="earlier by a second"
        ),
        pytest.param((dates("2026-01-01T09:00:00+01:00", "2026-01-01T08:30:00Z"),), [], id="earlier only on the clock"),
        pytest.param((dates("2026-01-01T23:00:00Z", "2026-01-01"),), [], id="a day alone is its whole day"),
        pytest.param(
            (dates("2026-01-02T05:00:00Z", "2026-01-01"),), [], id="the day before may be the same day elsewhere"
        ),
        pytest.param(
            (dates("2026-01-03T15:00:00Z", "2026-01-01"),), ["2026-01-01"], id="two days before is earlier anywhere"
        ),
        pytest.param(
            (dates("2026-01-01T09:30:00", "2026-01-01T09:00:00"),),
            ["2026-01-01T09:00:00"],
            id="both without zone are of one newsroom",
        ),
        pytest.param(
            (dates("2026-01-01T09:30:00Z", "2026-01-01T01:00:00"),), [], id="one without zone may be hours away"
        ),
        pytest.param((dates("1.1.2026", "2025-01-01"),), None, id="unreadable is another rule's business"),
        pytest.param(
            (dates("9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"),),
            ["0001-01-01T00:00:00+14:00"],
            id="the year 1 breaks nothing",
        ),
    ],
)
def test_not_before(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert judge("not_before", {"to": "article.datePublished"}, "article.dateModified", *parts) == expected
