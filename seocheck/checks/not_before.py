"""The moment is not earlier than that of another subject; a date without a time counts as its whole day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.moment import Moment, parse_moment

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"to": {"type": "string", "minLength": 1, "description": "the earlier subject"}},
    "required": ["to"],
    "additionalProperties": False,
}
SHORTHAND = "to"
FIELDS = ("other", "other_value")
ABSENCE = False


def prepare(options: Mapping[str, Any]) -> str:
    """The subject compared with."""
    return str(options["to"])


def looks_at(options: Mapping[str, Any]) -> tuple[str, ...]:
    """The subject compared with."""
    return (options["to"],) if isinstance(options.get("to"), str) else ()


def check(view: View, prepared: str, look: Look) -> list[Problem] | None:
    """One problem for each moment that is surely before the other; unreadable dates are another rule's business."""
    earlier = [(fact, moment) for fact in look(prepared).facts if (moment := _moment(fact.value))]
    later = [(fact, moment) for fact in view.facts if (moment := _moment(fact.value))]
    if not earlier or not later:
        return None
    first, start = earlier[0]
    return [
        Problem(
            fact.spot,
            {"value": fact.value, "other": prepared, "other_value": first.value},
            related=((f"{prepared} is {first.value}", first.spot),),
        )
        for fact, moment in later
        if moment.surely_before(start)
    ]


def _moment(value: object) -> Moment | None:
    return parse_moment(value) if isinstance(value, str) else None
