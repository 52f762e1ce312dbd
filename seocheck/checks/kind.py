"""The value is of this kind of JSON: `boolean`, `number`, `text`. Microdata and RDFa have text only: not judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View

_KINDS: Mapping[str, tuple[type, ...]] = {"boolean": (bool,), "number": (int, float), "text": (str,)}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"is": {"enum": list(_KINDS)}},
    "required": ["is"],
    "additionalProperties": False,
}
SHORTHAND = "is"
FIELDS = ("expected", "kind")
ABSENCE = False


def prepare(options: Mapping[str, Any]) -> str:
    """The kind."""
    return str(options["is"])


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: str, look: Look) -> list[Problem] | None:
    """One problem for each plain value of another kind; nodes and null are other rules' business."""
    judged = [
        fact
        for fact in view.facts
        if fact.fields.get("syntax") == "json-ld" and isinstance(fact.value, str | int | float)
    ]
    if not judged:
        return None
    return [
        Problem(fact.spot, {**fact.fields, "value": fact.value, "expected": prepared, "kind": _kind(fact.value)})
        for fact in judged
        if not _is(fact.value, prepared)
    ]


def _is(value: object, kind: str) -> bool:
    if kind == "number" and isinstance(value, bool):
        return False
    return isinstance(value, _KINDS[kind])


def _kind(value: object) -> str:
    return next(kind for kind in _KINDS if _is(value, kind))
