"""The subject is there and says something.

`present: true` fails once, where the subject would stand, when the page gives occasion for it and no value of it
says anything. `present: {even_empty: true}` is content with an object that names its type and says no more, where other
rules ask for what it lacks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.page.markup.nodes import Node, is_empty

OPTIONS: Mapping[str, Any] = {
    "anyOf": [
        {"const": True},
        {
            "type": "object",
            "properties": {"even_empty": {"type": "boolean"}},
            "required": ["even_empty"],
            "additionalProperties": False,
        },
    ]
}
SHORTHAND = None
FIELDS: tuple[str, ...] = ()
ABSENCE = True


def prepare(options: Any) -> bool:
    """Whether an object with nothing but a type will do."""
    return isinstance(options, Mapping) and bool(options["even_empty"])


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: bool, look: Look) -> list[Problem] | None:
    """One problem at the anchor, or at the empty value that stands there."""
    for value in view.values:
        if not is_empty(value) or (prepared and _has_type(value)):
            return []
    if view.facts:
        first = view.facts[0]
        return [Problem(first.spot, {"value": first.fields.get("blank", "empty")})]
    return None if view.anchor is None else [Problem(view.anchor, {"value": "missing"})]


def _has_type(value: object) -> bool:
    return isinstance(value, Node) and bool(value.types)
