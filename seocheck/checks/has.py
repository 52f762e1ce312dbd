"""Every node has properties with something in them: `any_of` these (`has: [name, item.name]`), or `all_of` them.

Values that are no nodes are not judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.page.markup.nodes import Node, is_empty

_PATHS = {
    "type": "array",
    "items": {"type": "string", "minLength": 1},
    "minItems": 1,
    "description": "dotted paths of properties",
}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"any_of": _PATHS, "all_of": _PATHS},
    "minProperties": 1,
    "additionalProperties": False,
}
SHORTHAND = "any_of"
FIELDS = ("properties", "kind")
ABSENCE = True


def prepare(options: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    """Groups of paths; of each group one must say something."""
    anyone = tuple(options.get("any_of", ()))
    return (*((anyone,) if anyone else ()), *((path,) for path in options.get("all_of", ())))


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: tuple[tuple[str, ...], ...], look: Look) -> list[Problem] | None:
    """One problem a node, at the empty value that stands there or at the node.

    Not judged: dangling references, and {}, which is no more than an empty value.
    """
    found = ((fact, fact.value) for fact in view.facts if isinstance(fact.value, Node))
    nodes = [(fact, node) for fact, node in found if node.data and not node.is_pointer]
    if not nodes:
        return None
    problems = []
    for fact, node in nodes:
        given = {paths: [value for path in paths for value in node.follow(path)] for paths in prepared}
        lacking = [paths for paths in prepared if all(is_empty(value.value) for value in given[paths])]
        if lacking:
            blank = given[lacking[0]]
            spot = blank[0].spot if blank and len(lacking) == 1 else fact.spot
            properties = " and ".join(" or ".join(paths) for paths in lacking)
            kind = "/".join(node.types) or "object"
            problems.append(Problem(spot, {**fact.fields, "value": node, "properties": properties, "kind": kind}))
    return problems
