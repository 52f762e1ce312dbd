"""All nodes of the subject say the same in these properties: as `text` (tidied, one may hold the other) or as `day`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.moment import parse_moment
from seocheck.page.nodes import Node, Value, is_empty
from seocheck.tidy import contained, same

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"in": {"type": "object", "additionalProperties": {"enum": ["text", "day"]}, "minProperties": 1}},
    "required": ["in"],
    "additionalProperties": False,
}
SHORTHAND = None
FIELDS = ("property", "other_value", "syntax")
ABSENCE = False


def prepare(options: Mapping[str, Any]) -> Mapping[str, str]:
    """The properties, each with how it is compared."""
    return dict(options["in"])


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: Mapping[str, str], look: Look) -> list[Problem] | None:
    """One problem a property, at the first node that contradicts the first; nothing to judge with fewer than two nodes."""
    nodes = [fact.value for fact in view.facts if isinstance(fact.value, Node)]
    if len(nodes) < 2:
        return None
    problems = []
    for name, kind in prepared.items():
        said = [(node, value) for node in nodes if (value := _first(node, name)) is not None]
        for node, value in said[1:]:
            first = said[0][1]
            if not _agree(str(first.value), str(value.value), kind):
                fields = {
                    "value": value.value,
                    "other_value": first.value,
                    "property": name,
                    "syntax": node.origin.syntax,
                }
                problems.append(Problem(value.spot, fields, related=((f"the other says “{first.value}”", first.spot),)))
                break
    return problems


def _first(node: Node, name: str) -> Value | None:
    return next(
        (value for value in node.values(name) if not is_empty(value.value) and not isinstance(value.value, Node)), None
    )


def _agree(one: str, other: str, kind: str) -> bool:
    if kind == "text":
        return same(one, other) or contained(one, other)
    first, second = parse_moment(one), parse_moment(other)
    # a day apart is one day in another time zone
    return first is None or second is None or abs((first.day - second.day).days) <= 1
