"""The moment is not later than that of another subject by more than so many days; `now` is the time of reading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.moment import parse_moment

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"to": {"type": "string", "minLength": 1}, "days": {"type": "integer", "minimum": 0}},
    "required": ["to"],
    "additionalProperties": False,
}
SHORTHAND = "to"
FIELDS = ("other", "other_value")
ABSENCE = False


def prepare(options: Mapping[str, Any]) -> tuple[str, int]:
    """The subject compared with, and the days allowed."""
    return str(options["to"]), int(options.get("days", 0))


def looks_at(options: Mapping[str, Any]) -> tuple[str, ...]:
    """The subject compared with."""
    return (options["to"],) if isinstance(options.get("to"), str) else ()


def check(view: View, prepared: tuple[str, int], look: Look) -> list[Problem] | None:
    """One problem for each moment that is surely later; silent when the other is not known."""
    name, days = prepared
    limits = [(fact, moment) for fact in look(name).facts if (moment := parse_moment(str(fact.value)))]
    mine = [
        (fact, moment) for fact in view.facts if isinstance(fact.value, str) and (moment := parse_moment(fact.value))
    ]
    if not limits or not mine:
        return None
    limit, latest = limits[0]
    try:
        shifted = latest.later(days)
    except OverflowError:
        return []  # nothing is later than the end of the calendar
    return [
        Problem(fact.spot, {**fact.fields, "value": fact.value, "other": name, "other_value": limit.value})
        for fact, moment in mine
        if shifted.surely_before(moment)
    ]
