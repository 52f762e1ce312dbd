"""The value is one of those listed (case ignored for text)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "values": {"type": "array", "items": {"type": ["string", "number", "boolean"]}, "minItems": 1},
        "field": {
            "type": "string",
            "minLength": 1,
            "description": "a detail of the subject looked at instead of its value",
        },
    },
    "required": ["values"],
    "additionalProperties": False,
}
SHORTHAND = "values"
FIELDS = ("allowed", "seen")
ABSENCE = False


def prepare(options: Mapping[str, Any]) -> tuple[frozenset[str], str | None, str]:
    """The allowed values folded, the field, and the list for the message."""
    values = options["values"]
    return frozenset(_fold(value) for value in values), options.get("field"), ", ".join(map(str, values))


def _fold(value: object) -> str:
    return str(value).strip().casefold()


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: tuple[frozenset[str], str | None, str], look: Look) -> list[Problem] | None:
    """One problem for each value that is not listed."""
    if not view.facts:
        return None
    allowed, field, listed = prepared
    problems = []
    for fact in view.facts:
        seen = fact.fields.get(field) if field else fact.value
        if _fold(seen) not in allowed:
            problems.append(Problem(fact.spot, {**fact.fields, "value": fact.value, "seen": seen, "allowed": listed}))
    return problems
