"""Dates and times: what is ISO 8601, what else it is, and which is surely earlier."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seocheck.moment import parse_moment, what_it_is


@pytest.mark.parametrize(
    ("text", "has_time", "zoned"),
    [
        ("2024-02-29", False, False),
        (" 2024-01-01 ", False, False),
        ("0001-01-01", False, False),
        ("20240101", False, False),
        ("2024-01-01T10:00", True, False),
        ("2024-01-01T10Z", True, True),
        ("2024-01-01T10:00:00.123456789Z", True, True),
        ("2024-01-01T10:00:00,5+05", True, True),
        ("2024-01-01T10:00+0530", True, True),
        ("2024-01-01T10:00-14:00", True, True),
        ("2016-12-31T23:59:60Z", True, True),
        ("20240101T100000Z", True, True),
    ],
)
def test_iso_8601_is_read(text: str, has_time: bool, zoned: bool) -> None:
    moment = parse_moment(text)
    assert moment
    assert (moment.has_time, moment.zoned) == (has_time, zoned)


def test_the_end_of_a_day_is_the_beginning_of_the_next() -> None:
    moment = parse_moment("2024-02-28T24:00:00Z")
    assert moment
    assert (moment.day, moment.time) == (date(2024, 2, 29), time(0))
    assert parse_moment("9999-12-31T24:00") is None


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("2024-02-30", "does not exist"),
        ("2023-02-29T10:00Z", "does not exist"),
        ("0000-01-01", "does not exist"),
        ("2024-01-01T24:01", "does not exist"),
        ("2024-1-5", "leading zero"),
        ("2024-01-01T10:00+24:00", "does not exist"),
        ("2024-02-30T10:00+01:00", "does not exist"),
        ("2016-05-14T16:34+5.30", "offset"),
        ("2024-01-01 10:00", "space where"),
        ("2024-01-01T10:00:00 +0100", "space before the offset"),
        ("2024-01-01T10:00 CET", "zone's name"),
        ("2024-01-01t10:00:00z", "small t"),
        ("Fri, 05 Jan 2024 10:00:00 GMT", "RFC 2822"),
        ("Fri Apr 28 19:20:36 CEST 2023", "program"),
        ("22.11.2026 09:30", "day or month first"),
        ("2024/01/05", "slashes"),
        ("2024-05", "without a day"),
        ("1700000000", "count of seconds"),
        ("9:14 AM", "time without a date"),
        ("{{ date }}", "template"),
        ("5 January 2024", "in words"),
        ("２０２４-01-01", "in words"),
        ("yesterday", "no date"),
        ("", "no date"),
    ],
)
def test_anything_else_is_named(text: str, instead: str) -> None:
    assert parse_moment(text) is None
    assert instead in what_it_is(text)


@given(st.text(max_size=40))
def test_no_text_makes_it_fail(text: str) -> None:
    assert parse_moment(text) is not None or what_it_is(text)


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2024-01-01", "2024-01-02", True),
        ("2024-01-01", "2024-01-01T23:00", False),
        ("2024-01-01T10:00", "2024-01-01T11:00", True),
        ("2024-01-01T10:00+02:00", "2024-01-01T09:00Z", True),
        ("2024-01-01T10:00Z", "2024-01-01T11:00+02:00", False),
        ("2024-01-01T10:00Z", "2024-01-01T11:00", False),
        ("2024-01-01T10:00Z", "2024-01-03T11:00", True),
        ("2024-01-01", "2024-01-02T00:00Z", False),
        ("2024-01-01", "2024-01-03T00:00Z", True),
        ("0001-01-01T00:00+14:00", "0001-01-01", False),
        ("9999-12-31", "9999-12-31T00:00-14:00", False),
    ],
)
def test_surely_before_holds_under_every_reading(one: str, other: str, before: bool) -> None:
    first, second = parse_moment(one), parse_moment(other)
    assert first
    assert second
    assert first.surely_before(second) is before
    assert not (before and second.surely_before(first))
