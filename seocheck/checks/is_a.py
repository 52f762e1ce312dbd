"""Every value is a node of one of these schema.org types, or of a subtype of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.page.markup.nodes import Node, is_empty
from seocheck.vocabulary import vocabulary

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
    """One problem for each text and each node of another type.

    Not judged, for they are other rules' business: references that lead nowhere, empty values, bare numbers and yes/no
    values (`schema`), types that schema.org does not have.
    """
    judged = [fact for fact in view.facts if _may_be_judged(fact.value)]
    if not judged:
        return None
    return [
        Problem(fact.spot, {**fact.fields, "value": fact.value, "kind": kind, "expected": " or ".join(prepared)})
        for fact in judged
        if (kind := _other_kind(fact.value, prepared)) is not None
    ]


def _may_be_judged(value: object) -> bool:
    if is_empty(value):
        return False
    if not isinstance(value, Node):
        return isinstance(value, str)
    known = vocabulary().types
    return not value.is_reference and (not value.types or any(kind in known or ":" in kind for kind in value.types))


def _other_kind(value: object, expected: tuple[str, ...]) -> str | None:
    if not isinstance(value, Node):
        return "plain text"
    if any(value.is_a(name) for name in expected):
        return None
    return f"of type {'/'.join(value.types)}" if value.types else "an object without a type"
