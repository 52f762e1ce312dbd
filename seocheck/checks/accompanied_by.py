"""Where the subject is there, another subject is there too (a visible trail comes with a marked-up one)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.page.markup.nodes import Node, is_empty

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"subject": {"type": "string", "minLength": 1}},
    "required": ["subject"],
    "additionalProperties": False,
}
SHORTHAND = "subject"
FIELDS = ("other",)
ABSENCE = True


def prepare(options: Mapping[str, Any]) -> str:
    """The other subject."""
    return str(options["subject"])


def looks_at(options: Mapping[str, Any]) -> tuple[str, ...]:
    """The other subject."""
    return (options["subject"],) if isinstance(options.get("subject"), str) else ()


def check(view: View, prepared: str, look: Look) -> list[Problem] | None:
    """One problem, at the first fact, when the other subject is missing; nothing to judge when that cannot be known."""
    if not view.facts:
        return None
    other = look(prepared)
    # a node is there even when it says nothing: what it lacks is other rules' business
    if any(isinstance(fact.value, Node) or not is_empty(fact.value) for fact in other.facts):
        return []
    if other.unknown:
        return None
    fact = view.facts[0]
    return [Problem(fact.spot, {**fact.fields, "value": fact.value, "other": prepared})]
