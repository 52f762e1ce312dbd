"""The text is neither too short nor too long, counted in characters as readers see them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View

_NUMBER = {"type": "integer", "minimum": 0}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"at_least": _NUMBER, "at_most": _NUMBER},
    "additionalProperties": False,
    "minProperties": 1,
}
SHORTHAND = "at_most"
FIELDS = ("length", "at_least", "at_most")
ABSENCE = False


def prepare(options: Mapping[str, Any]) -> Mapping[str, Any]:
    """The limits as they are."""
    return options


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: Mapping[str, Any], look: Look) -> list[Problem] | None:
    """One problem for each text outside the limits."""
    texts = [(fact, fact.value) for fact in view.facts if isinstance(fact.value, str)]
    if not texts:
        return None
    low, high = prepared.get("at_least", 0), prepared.get("at_most")
    return [
        Problem(fact.spot, {**fact.fields, "value": text, "length": len(text), **prepared})
        for fact, text in texts
        if len(text) < low or (high is not None and len(text) > high)
    ]
