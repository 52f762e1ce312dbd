"""Every value is a node of one of these schema.org types, or of a subtype of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.page.markup.nodes import Node, is_empty

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "types": {"type": "array", "items": {"type": "string", "pattern": "^[A-Z][A-Za-z0-9]*$"}, "minItems": 1}
    },
    "required": ["types"],
    "additionalProperties": False,
}
SHORTHAND = "types"
FIELDS = ("kind", "expected")
ABSENCE = False


def prepare(options: Mapping[str, Any]) -> tuple[str, ...]:
    """The type names."""
    return tuple(options["types"])


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: tuple[str, ...], look: Look) -> list[Problem] | None:
    """One problem for each value of another kind. References that lead nowhere and empty values are not judged."""
    judged = [
        fact
        for fact in view.facts
        if not is_empty(fact.value) and not (isinstance(fact.value, Node) and fact.value.is_reference)
    ]
    if not judged:
        return None
    return [
        Problem(fact.spot, {**fact.fields, "value": fact.value, "kind": kind, "expected": " or ".join(prepared)})
        for fact in judged
        if (kind := _other_kind(fact.value, prepared)) is not None
    ]


def _other_kind(value: object, expected: tuple[str, ...]) -> str | None:
    if not isinstance(value, Node):
        return "plain text" if isinstance(value, str) else "a plain value"
    if any(value.is_a(name) for name in expected):
        return None
    return f"of type {'/'.join(value.types)}" if value.types else "an object without a type"
