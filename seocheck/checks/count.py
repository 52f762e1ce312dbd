"""The subject occurs so many times: exactly, at least, at most.

With `of`, counts the values of a property within each node instead (`count: {of: itemListElement, at_least: 2}`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.page.markup.nodes import Node, is_empty

_NUMBER = {"type": "integer", "minimum": 0}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "exactly": _NUMBER,
        "at_least": _NUMBER,
        "at_most": _NUMBER,
        "of": {"type": "string", "minLength": 1, "description": "a property (dotted path) counted within each node"},
    },
    "additionalProperties": False,
}
SHORTHAND = "exactly"
FIELDS = ("exactly", "at_least", "at_most")
ABSENCE = True


def prepare(options: Mapping[str, Any]) -> Mapping[str, Any]:
    """The limits as they are."""
    return options


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: Mapping[str, Any], look: Look) -> list[Problem] | None:
    """One problem for the whole subject, or one for each node with `of`."""
    path = prepared.get("of")
    if path is None:
        if not view.facts and view.anchor is None:
            return None
        facts = view.facts
        if "at_most" in prepared:  # an empty one is no second of anything: that it is empty is another rule's business
            facts = tuple(fact for fact in facts if not is_empty(fact.value))
        number = len(facts)
        if _within(number, prepared):
            return []
        most = prepared.get("exactly", prepared.get("at_most"))
        extra = facts[most:] if most is not None and number > most else ()
        spot = extra[0].spot if extra else view.facts[0].spot if view.facts else view.anchor
        assert spot is not None
        value = extra[0].value if extra else "missing"
        others = tuple(("another one", fact.spot) for fact in facts if fact.spot is not spot)
        return [Problem(spot, {"value": value, "count": number, **prepared}, related=others)]
    nodes = [fact for fact in view.facts if isinstance(fact.value, Node)]
    if not nodes:
        return None
    problems = []
    for fact in nodes:
        assert isinstance(fact.value, Node)
        number = sum(value.value is not None for value in fact.value.follow(path))
        if not _within(number, prepared):
            problems.append(Problem(fact.spot, {"value": fact.value, "count": number, **prepared}))
    return problems


def _within(number: int, limits: Mapping[str, Any]) -> bool:
    low = limits.get("exactly", limits.get("at_least", 0))
    high = limits.get("exactly", limits.get("at_most", number))
    return bool(low <= number <= high)
