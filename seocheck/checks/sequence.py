"""Numbers run 1, 2, 3 …, each once, whatever order they are written in; judged within each node by `of`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.page.facts.paths import position
from seocheck.page.markup.nodes import Node

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "of": {"type": "string", "minLength": 1, "description": "the property that holds the numbered items"},
        "starts": {"type": "integer"},
    },
    "required": ["of"],
    "additionalProperties": False,
}
SHORTHAND = "of"
FIELDS = ("found", "expected", "hint")
ABSENCE = False


def prepare(options: Mapping[str, Any]) -> tuple[str, int]:
    """The property and the first number."""
    return str(options["of"]), int(options.get("starts", 1))


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: tuple[str, int], look: Look) -> list[Problem] | None:
    """One problem a list, at the first item out of line; a list with a missing number is another rule's business."""
    path, first = prepared
    judged = 0
    problems = []
    for fact in view.facts:
        if not isinstance(fact.value, Node):
            continue
        values = [item.value for item in fact.value.follow(path)]
        items = [item for item in values if isinstance(item, Node)]
        numbers = [number for item in items if (number := position(item)) is not None]
        if not items or len(numbers) != len(values):
            continue
        judged += 1
        wanted = list(range(first, first + len(items)))
        if sorted(numbers) != wanted:
            stray = next(
                item
                for item, number in zip(items, numbers, strict=True)
                if number not in wanted or numbers.count(number) > 1
            )
            spot = next(iter(stray.values("position"))).spot
            fields = {
                "value": fact.value,
                "found": _joined(numbers),
                "expected": _joined(wanted),
                "hint": _hint(numbers, first),
            }
            problems.append(Problem(spot, fields))
    return problems if judged else None


def _joined(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:12]))
    return shown + (" …" if len(numbers) > 12 else "")


def _hint(numbers: list[int], first: int) -> str:
    if sorted(numbers) == list(range(first - 1, first - 1 + len(numbers))):
        return f"counting starts at {first - 1}, one too low"
    if len(set(numbers)) < len(numbers):
        return "a number stands more than once"
    return "a number is left out"
