"""Every value of the subject says something: text that is not blank, a node with properties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.page.markup.nodes import is_empty

OPTIONS: Mapping[str, Any] = {"const": True}
SHORTHAND = None
FIELDS: tuple[str, ...] = ()
ABSENCE = True  # text below the depth limit is lost: an element may only seem empty


def prepare(options: Any) -> None:
    """`true` is the only option there is."""


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: None, look: Look) -> list[Problem] | None:
    """One problem for each empty value."""
    if not view.facts:
        return None
    empty = [
        view.facts[index]
        for index, value in enumerate(view.values)
        if not (isinstance(value, str) and value.strip()) and is_empty(value)  # mostly text that says something
    ]
    return [Problem(fact.spot, {"value": "empty", **fact.fields}) for fact in empty]
