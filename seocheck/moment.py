"""Dates and times of structured data: ISO 8601 as schema.org uses it, and what else people write instead.

Source: https://schema.org/DateTime ; Google reads the extended format with an offset from UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple

_ISO = re.compile(
    r"^(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:T(?P<time>[0-9]{2}(?::[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?)?)(?P<zone>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?$"
)
_BASIC = re.compile(r"^[0-9]{8}(?:T[0-9]{4}(?:[0-9]{2})?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?$")
_MIDNIGHT = re.compile(r"^24(?::00(?::00(?:[.,]0+)?)?)?$")  # the end of the day: ISO 8601 allows it
_WIDEST = timedelta(hours=14)  # how far local time is from UTC at most

# Compiled when a date cannot be read, which is seldom: it takes half of the time to import this module.
_INSTEAD = (
    (r"^\w{3}, \d{1,2} \w{3} \d{4} \d{2}:\d{2}", "the e-mail format RFC 2822"),
    (
        r"^\w{3} \w{3} \d{1,2} \d{2}:\d{2}:\d{2} .*\d{4}$",
        "a date as a program prints it (Java, JavaScript or C)",
    ),
    (r"^\w{3} \w{3} \d{1,2} \d{4} \d{2}:\d{2}", "a date as JavaScript prints it"),
    (r"^[0-9]{4}-[0-9]{2}-[0-9]{2} +[0-9]{2}:[0-9]{2}", "a date-time with a space where ISO 8601 has a T"),
    (r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+ +[+-]", "a date-time with a space before the offset"),
    (
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+[+-](?![0-9]{2}:[0-9]{2}$)[0-9]{1,2}[.:][0-9]{1,2}$",
        "a date-time whose offset is not hh:mm",
    ),
    (
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+ ?[A-Za-z]{2,5}$",
        "a date-time with a zone's name where ISO 8601 has an offset",
    ),
    (r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:t|T[0-9:.]+z)", "a date-time with a small t or z"),
    (r"^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b", "a date with the day or month first"),
    (r"^\d{4}/\d{1,2}/\d{1,2}", "a date with slashes"),
    (
        r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}",
        "a date with a part that does not exist or lacks its leading zero",
    ),
    (r"^[0-9]{4}(?:-[0-9]{2})?$", "a year or month without a day"),
    (r"^[0-9]{9,13}$", "a count of seconds or milliseconds"),
    (r"^\d{1,2}:\d{2}", "a time without a date"),
    (r"(?i)^(?:\{|%|\[|<)|undefined|null|invalid", "a template that was not filled in"),
    (r"\d", "a date in words"),
)


class Moment(NamedTuple):
    """A day, perhaps with a time, perhaps with an offset from UTC."""

    day: date
    time: time | None
    zone: timezone | None

    @property
    def has_time(self) -> bool:
        """Whether a time of day is given."""
        return self.time is not None

    @property
    def zoned(self) -> bool:
        """Whether the instant is known for certain."""
        return self.zone is not None

    def surely_before(self, other: Moment) -> bool:
        """Whether this is earlier than `other` under every reading of what the two leave open."""
        return (
            self._latest() < other._earliest()
            if self._comparable(other)
            else self._latest_utc() < other._earliest_utc()
        )

    def later(self, days: int) -> Moment:
        """The same time so many days later."""
        return Moment(self.day + timedelta(days=days), self.time, self.zone)

    def _comparable(self, other: Moment) -> bool:
        return not self.zoned and not other.zoned  # both local to the same newsroom

    def _earliest(self) -> datetime:
        return datetime.combine(self.day, self.time or time.min)

    def _latest(self) -> datetime:
        return datetime.combine(self.day, self.time or time.max)

    def _earliest_utc(self) -> float:
        shift = self.zone.utcoffset(None) if self.zone else _WIDEST
        return _seconds(self._earliest()) - shift.total_seconds()

    def _latest_utc(self) -> float:
        shift = self.zone.utcoffset(None) if self.zone else -_WIDEST
        return _seconds(self._latest()) - shift.total_seconds()


def _seconds(moment: datetime) -> float:
    return (moment - datetime(1, 1, 1)).total_seconds()  # noqa: DTZ001  both are naive on purpose


@lru_cache(maxsize=256)  # several rules look at the same few dates
def parse_moment(text: str) -> Moment | None:
    """Read an ISO 8601 date or date-time; None when it is anything else, or a day that does not exist."""
    stripped = text.strip()
    match = _ISO.match(stripped)
    if match is None:
        return _basic(stripped)
    try:
        day = date.fromisoformat(match["day"])
        zone = _zone(match["zone"]) if match["zone"] else None
        if match["time"] and _MIDNIGHT.match(match["time"]):
            return Moment(day + timedelta(days=1), time.min, zone)
        return Moment(day, time.fromisoformat(_clock(match["time"])) if match["time"] else None, zone)
    except (ValueError, OverflowError):
        return None


def _basic(text: str) -> Moment | None:
    """The basic format without hyphens and colons, which ISO 8601 allows and Google reads."""
    if not _BASIC.match(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    has_time = "T" in text
    zone = moment.tzinfo if isinstance(moment.tzinfo, timezone) else None
    return Moment(moment.date(), moment.time() if has_time else None, zone)


def _clock(text: str) -> str:
    whole, _, fraction = text.replace(",", ".").partition(".")
    whole = whole.removesuffix(":60") + ":59" if whole.endswith(":60") else whole  # a leap second
    return f"{whole}.{fraction[:6]:0<6}" if fraction else whole


def _zone(text: str) -> timezone:
    if text == "Z":
        return UTC
    sign = -1 if text[0] == "-" else 1
    hours, minutes = int(text[1:3]), int(text[-2:]) if len(text) > 3 else 0
    if minutes > 59:
        raise ValueError(text)
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def what_it_is(text: str) -> str:
    """What a text that is no ISO 8601 date is instead, in words."""
    stripped = text.strip()
    return next((name for pattern, name in _INSTEAD if re.search(pattern, stripped[:100])), "no date at all")
