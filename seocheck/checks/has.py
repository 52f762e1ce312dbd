"""Every node has at least one of these properties with something in it (`has: [name, item.name]`).

Values that are no nodes are not judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.page.structured import Node, is_empty

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "any_of": {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1, "description": "dotted paths of properties"}
    },
    "required": ["any_of"],
    "additionalProperties": False,
}
SHORTHAND = "any_of"
FIELDS = ("properties", "kind")
ABSENCE = True


def prepare(options: Mapping[str, Any]) -> tuple[str, ...]:
    """The paths."""
    return tuple(options["any_of"])


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: tuple[str, ...], look: Look) -> list[Problem] | None:
    """One problem a node, at the empty value that stands there or at the node. Dangling references are not judged."""
    nodes = [fact for fact in view.facts if isinstance(fact.value, Node) and not fact.value.is_reference]
    if not nodes:
        return None
    problems = []
    for fact in nodes:
        assert isinstance(fact.value, Node)
        found = [value for path in prepared for value in fact.value.follow(path)]
        if not any(not is_empty(value.value) for value in found):
            spot = found[0].spot if found else fact.spot
            kind = "/".join(fact.value.types) or "object"
            problems.append(Problem(spot, {**fact.fields, "value": fact.value, "properties": " or ".join(prepared), "kind": kind}))
    return problems
