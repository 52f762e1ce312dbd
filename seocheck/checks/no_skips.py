"""Heading levels go down one at a time: no heading is more than one level below the one before it.

One without words that skips a level is passed over: it has a fault of its own, and is gone once that is mended.
"""

from __future__ import annotations

from collections.abc import Mapping
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
    levels = [(fact, level) for fact in view.facts if isinstance(level := fact.fields.get("level"), int)]
    if not levels:
        return None
    problems = []
    before = levels[0][1]
    for fact, level in levels[1:]:
        if level > before + 1:
            if not str(fact.value).strip():
                continue
            first, last = before + 1, level - 1
            gap = f"h{first}" if first == last else f"h{first} {'and' if last == first + 1 else 'to'} h{last}"
            problems.append(Problem(fact.spot, {**fact.fields, "value": fact.value, "before": before, "missing": gap}))
        before = level
    return problems
