"""The subject is there and says something.

`present: true` fails once, where the subject would stand, when the page gives occasion for it and no value of it
says anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.page.markup.nodes import is_empty

OPTIONS: Mapping[str, Any] = {"const": True}
SHORTHAND = None
FIELDS: tuple[str, ...] = ()
ABSENCE = True


def prepare(options: Any) -> None:
    """`true` is the only option there is."""


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: None, look: Look) -> list[Problem] | None:
    """One problem at the anchor, or at the empty value that stands there."""
    if any(not is_empty(fact.value) for fact in view.facts):
        return []
    if view.facts:
        return [Problem(view.facts[0].spot, {"value": "empty"})]
    return None if view.anchor is None else [Problem(view.anchor, {"value": "missing"})]
