"""The value is a date machines can read (ISO 8601), or has the part asked for.

is: `iso8601` a date or date-time at all; `zoned` a date-time with an offset from UTC; `timed` not a date alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.moment import parse_moment, what_it_is

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"is": {"enum": ["iso8601", "zoned", "timed"]}},
    "required": ["is"],
    "additionalProperties": False,
}
SHORTHAND = "is"
FIELDS = ("instead",)
ABSENCE = False


def prepare(options: Mapping[str, Any]) -> str:
    """What is asked of the date."""
    return str(options["is"])


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: str, look: Look) -> list[Problem] | None:
    """One problem for each value that is not so; `zoned` and `timed` leave unreadable dates to `iso8601`."""
    judged = 0
    problems = []
    for fact in view.facts:
        written = isinstance(fact.value, str | int | float) and not isinstance(fact.value, bool)
        text = str(fact.value).strip() if written else ""
        if not text:
            continue
        moment = parse_moment(text)
        if prepared == "iso8601":
            judged += 1
            if moment is None:
                problems.append(Problem(fact.spot, {"value": fact.value, "instead": what_it_is(text)}))
        elif moment is not None and (prepared == "timed" or moment.has_time):
            judged += 1
            if not (moment.has_time if prepared == "timed" else moment.zoned):
                problems.append(Problem(fact.spot, {"value": fact.value, "instead": ""}))
    return problems if judged else None
