"""Heading levels go down one at a time: no heading is more than one level below the one before it.

Headings without words are passed over: they have a fault of their own, and are gone once it is mended.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View

OPTIONS: Mapping[str, Any] = {"const": True}
SHORTHAND = None
FIELDS = ("level", "before", "missing")
ABSENCE = False


def prepare(options: Any) -> None:
    """`true` is the only option there is."""


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: None, look: Look) -> list[Problem] | None:
    """One problem for each skip. The first heading skips nothing: where it starts is another rule's business."""
    said = (fact for fact in view.facts if str(fact.value).strip())
    levels = [(fact, level) for fact in said if isinstance(level := fact.fields.get("level"), int)]
    if not levels:
        return None
    problems = []
    for (_, before), (fact, level) in pairwise(levels):
        if level > before + 1:
            first, last = before + 1, level - 1
            gap = f"h{first}" if first == last else f"h{first} {'and' if last == first + 1 else 'to'} h{last}"
            problems.append(Problem(fact.spot, {**fact.fields, "value": fact.value, "before": before, "missing": gap}))
    return problems
