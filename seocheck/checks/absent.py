"""Nothing of the subject is there; each one that is there is a problem of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View

OPTIONS: Mapping[str, Any] = {"const": True}
SHORTHAND = None
FIELDS: tuple[str, ...] = ()
ABSENCE = False


def prepare(options: Any) -> None:
    """`true` is the only option there is."""


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: None, look: Look) -> list[Problem] | None:
    """One problem a fact; nothing to judge where the page gives no occasion for the subject."""
    if not view.facts:
        return None if view.anchor is None else []
    return [Problem(fact.spot, {"value": fact.value, **fact.fields}) for fact in view.facts]
