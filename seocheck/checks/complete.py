"""All of these subjects are there and say something; one problem names those that do not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.page.nodes import is_empty

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"with": {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1}},
    "required": ["with"],
    "additionalProperties": False,
}
SHORTHAND = "with"
FIELDS = ("missing",)
ABSENCE = True


def prepare(options: Mapping[str, Any]) -> tuple[str, ...]:
    """The subjects asked for."""
    return tuple(options["with"])


def looks_at(options: Any) -> tuple[str, ...]:
    """The subjects asked for."""
    named = options.get("with", ()) if isinstance(options, Mapping) else ()
    return tuple(name for name in named if isinstance(name, str))


def check(view: View, prepared: tuple[str, ...], look: Look) -> list[Problem] | None:
    """One problem where the rule's subject would stand; nothing to judge while what is missing may be unread."""
    missing = [name for name in prepared if all(is_empty(fact.value) for fact in look(name).facts)]
    if not missing:
        return []
    spot = view.anchor or (view.facts[0].spot if view.facts else None)
    if spot is None or any(look(name).unknown for name in missing):
        return None
    listed = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
    return [Problem(spot, {"value": "missing", "missing": listed})]
