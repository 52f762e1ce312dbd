"""The day is named by another subject too, give or take one (time zones); only where that subject surely names one."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.moment import parse_moment
from seocheck.page.facts.days import days_in

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
    """The subject compared with, and the day of reading, which many pages show."""
    return (options["to"], "now") if isinstance(options.get("to"), str) else ()


def check(view: View, prepared: str, look: Look) -> list[Problem] | None:
    """One problem when none of the days agrees.

    Nothing to judge unless all the others say one and the same day; nor where one of the days cannot be read or they
    are out of order: then it is not known which of them readers should see.
    """
    given = [fact for fact in view.facts if isinstance(fact.value, str) and fact.value.strip()]
    moments = [moment for fact in given if (moment := parse_moment(str(fact.value)))]
    others = look(prepared).facts
    if not moments or not others or len(moments) < len(given):
        return None
    if any(later.surely_before(earlier) for earlier, later in pairwise(moments)):
        return None
    mine = [(fact, moment.day) for fact, moment in zip(given, moments, strict=True)]
    near = mine[0][1]
    seen = []
    for other in others:
        days = days_in(str(other.value), str(other.fields.get("datetime") or ""), near)
        if any(abs((day - found).days) <= 1 for _, day in mine for found in days):
            return []
        seen.append(days)
    today = {moment.day for fact in look("now").facts if (moment := parse_moment(str(fact.value)))}
    if not set(seen[0]).intersection(*seen[1:]) - today:
        return None  # some cannot be read, or each names another day: a list of other stories
    fact, day = mine[0]
    fields = {
        **fact.fields,
        "value": fact.value,
        "day": day.isoformat(),
        "other": prepared,
        "other_value": others[0].value,
    }
    return [Problem(fact.spot, fields, related=((f"readers see {others[0].value}", others[0].spot),))]
