"""The text is one of the steps or values of other subjects (a section that stands in the trail)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.tidy import compact, contained

_SUBJECT = {"type": "string", "minLength": 1}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"of": {"type": "array", "items": _SUBJECT, "minItems": 1}},
    "required": ["of"],
    "additionalProperties": False,
}
SHORTHAND = "of"
FIELDS = ("other_value",)
ABSENCE = False


def prepare(options: Mapping[str, Any]) -> tuple[str, ...]:
    """The subjects looked among."""
    return tuple(options["of"])


def looks_at(options: Mapping[str, Any]) -> tuple[str, ...]:
    """The subjects looked among."""
    named = options.get("of", ())
    return tuple(named) if isinstance(named, list) else ()


def check(view: View, prepared: tuple[str, ...], look: Look) -> list[Problem] | None:
    """One problem when none of the texts is among the others; nothing to judge when there are no others."""
    texts = [(fact, fact.value) for fact in view.facts if isinstance(fact.value, str) and fact.value.strip()]
    others = [fact for name in prepared for fact in look(name).facts]
    names = [str(name) for fact in others for name in _names(fact.fields.get("names"), fact.value) if name]
    if not texts or not names:
        return None
    if any(_alike(text, name) for _, text in texts for name in names):
        return []
    fact, text = texts[0]
    fields = {**fact.fields, "value": text, "other_value": others[0].value}
    return [Problem(fact.spot, fields, related=((f"the trail is {others[0].value}", others[0].spot),))]


def _names(names: object, value: object) -> tuple[object, ...]:
    return names if isinstance(names, tuple) else (value,)


def _alike(one: str, other: str) -> bool:
    first, second = compact(one), compact(other)
    return (
        first == second
        or contained(one, other)
        or (min(len(first), len(second)) > 3 and (first in second or second in first))
    )
