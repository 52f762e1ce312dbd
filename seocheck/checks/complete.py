"""All of these subjects are there and say something; one problem names those that do not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.page.markup.nodes import is_empty

_SUBJECTS = {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "with": _SUBJECTS,
        "even_empty": {**_SUBJECTS, "description": "of these, an empty one is another rule's business"},
    },
    "required": ["with"],
    "additionalProperties": False,
}
SHORTHAND = "with"
FIELDS = ("missing",)
ABSENCE = True


def prepare(options: Mapping[str, Any]) -> Mapping[str, bool]:
    """The subjects asked for, and whether an empty one counts as there."""
    return {name: name in options.get("even_empty", ()) for name in options["with"]}


def looks_at(options: Any) -> tuple[str, ...]:
    """The subjects asked for."""
    named = options.get("with", ()) if isinstance(options, Mapping) else ()
    return tuple(name for name in named if isinstance(name, str))


def check(view: View, prepared: Mapping[str, bool], look: Look) -> list[Problem] | None:
    """One problem where the rule's subject would stand; nothing to judge while what is missing may be unread."""
    missing = [name for name, even_empty in prepared.items() if not _is_there(look(name), even_empty=even_empty)]
    if not missing:
        return []
    spot = view.anchor or (view.facts[0].spot if view.facts else None)
    if spot is None or any(look(name).unknown for name in missing):
        return None
    listed = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
    return [Problem(spot, {"value": "missing", "missing": listed})]


def _is_there(view: View, *, even_empty: bool) -> bool:
    return any(even_empty or not is_empty(fact.value) for fact in view.facts)
