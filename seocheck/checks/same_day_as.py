"""The day is named by another subject too, give or take one (time zones); only where that subject names days at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.moment import parse_moment
from seocheck.page.days import days_in

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"to": {"type": "string", "minLength": 1}},
    "required": ["to"],
    "additionalProperties": False,
}
SHORTHAND = "to"
FIELDS = ("day", "other", "other_value")
ABSENCE = False


def prepare(options: Mapping[str, Any]) -> str:
    """The subject compared with."""
    return str(options["to"])


def looks_at(options: Mapping[str, Any]) -> tuple[str, ...]:
    """The subject compared with."""
    return (options["to"],) if isinstance(options.get("to"), str) else ()


def check(view: View, prepared: str, look: Look) -> list[Problem] | None:
    """One problem when none of the days agrees; none to judge where a date is in words that cannot be read for sure."""
    mine = [
        (fact, moment.day)
        for fact in view.facts
        if isinstance(fact.value, str) and (moment := parse_moment(fact.value))
    ]
    others = look(prepared).facts
    if not mine or not others:
        return None
    seen = []
    for other in others:
        found = days_in(str(other.value), str(other.fields.get("datetime") or ""), mine[0][1])
        if not found:
            return None
        seen += found
    if any(abs((day - other).days) <= 1 for _, day in mine for other in seen):
        return []
    fact, day = mine[0]
    fields = {
        **fact.fields,
        "value": fact.value,
        "day": day.isoformat(),
        "other": prepared,
        "other_value": others[0].value,
    }
    return [Problem(fact.spot, fields, related=((f"readers see {others[0].value}", others[0].spot),))]
