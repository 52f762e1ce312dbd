"""Dates machines can read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]


def article(**properties: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", **{name.replace("at_", "@"): value for name, value in properties.items()}}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param((article(),), None, id="no date"),
        pytest.param((article(datePublished=""),), None, id="blank is another rule's business"),
        pytest.param((article(datePublished="2026-11-22"),), [], id="a day"),
        pytest.param((article(datePublished="2026-11-22T09:30+01:00"),), [], id="minutes and offset"),
        pytest.param((article(datePublished="2026-11-22T09:30:00.123Z"),), [], id="milliseconds and Z"),
        pytest.param((article(datePublished="2026-11-22T09:30:00+0100"),), [], id="offset without colon"),
        pytest.param(
            (article(datePublished="22.11.2026 09:30"),), ["a date with the day or month first"], id="day first"
        ),
        pytest.param(
            (article(datePublished="2026-11-22 09:30:00"),),
            ["a date-time with a space where ISO 8601 has a T"],
            id="a space for the T",
        ),
        pytest.param(
            (article(datePublished="2026-02-30"),),
            ["a date with a part that does not exist or lacks its leading zero"],
            id="a day that does not exist",
        ),
        pytest.param((article(datePublished=1700000000),), ["a count of seconds or milliseconds"], id="a number"),
        pytest.param((article(datePublished="2026"),), ["a year or month without a day"], id="a year"),
        pytest.param((article(datePublished="{{ date }}"),), ["a template that was not filled in"], id="a template"),
        pytest.param((article(datePublished="yesterday"),), ["no date at all"], id="words"),
        pytest.param((article(datePublished=True),), None, id="true is the schema's business"),
        pytest.param((article(datePublished={"a": "b"}),), None, id="an object is the schema's business"),
    ],
)
def test_date(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert judge("date", {"is": "iso8601"}, "article.datePublished", *parts, show="instead") == expected


@pytest.mark.parametrize(
    ("kind", "text", "wrong"),
    [
        ("zoned", "2026-11-22", None),
        ("zoned", "2026-11-22T09:30:00", True),
        ("zoned", "2026-11-22T09:30:00-05:00", False),
        ("zoned", "22.11.2026", None),
        ("timed", "2026-11-22", True),
        ("timed", "2026-11-22T09:30", False),
        ("timed", "yesterday", None),
    ],
)
def test_the_part_asked_for(judge: Judge, kind: str, text: str, wrong: bool | None) -> None:
    expected = None if wrong is None else [text] if wrong else []
    assert judge("date", {"is": kind}, "article.datePublished", article(datePublished=text)) == expected
