"""All nodes of the subject say the same in these properties: as `text` (tidied, one may hold the other) or as `day`."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.moment import Moment, parse_moment
from seocheck.page.markup.nodes import Node, Value, is_empty
from seocheck.tidy import contained, same, tidy, without_site

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"in": {"type": "object", "additionalProperties": {"enum": ["text", "day"]}}},
    "required": ["in"],
    "additionalProperties": False,
}
SHORTHAND = None
FIELDS = ("property", "other_value", "syntax")
ABSENCE = False

_CUT = 20
"""So many letters of a headline are enough to know it by, when the rest was cut off."""
_MOST = 20
"""So many values of one property of a node are compared with those of the next."""


def prepare(options: Mapping[str, Any]) -> Mapping[str, str]:
    """The properties, each with how it is compared."""
    return dict(options["in"])


def looks_at(options: Any) -> tuple[str, ...]:
    """The names of the site, which a headline may end in."""
    return ("site.names",)


def check(view: View, prepared: Mapping[str, str], look: Look) -> list[Problem] | None:
    """One problem a property, at the first node that contradicts the first; fewer than two nodes are not judged."""
    nodes = [fact.value for fact in view.facts if isinstance(fact.value, Node)]
    if len(nodes) < 2:
        return None
    sites = [str(fact.value) for fact in look("site.names").facts]
    problems = []
    for name, kind in prepared.items():
        first, *others = [(node, values) for node in nodes if (values := _plain(node, name))] or [(nodes[0], [])]
        for node, values in others:
            if not any(_agree(str(one.value), str(other.value), kind, sites) for one in first[1] for other in values):
                here, there = values[0], first[1][0]
                fields = {
                    "value": here.value,
                    "other_value": there.value,
                    "property": name,
                    "syntax": node.origin.syntax,
                }
                problems.append(Problem(here.spot, fields, related=((f"the other says “{there.value}”", there.spot),)))
                break
    return problems


def _plain(node: Node, name: str) -> list[Value]:
    found = (value for value in node.values(name) if not is_empty(value.value) and not isinstance(value.value, Node))
    return list(islice(found, _MOST))


def _agree(one: str, other: str, kind: str, sites: list[str]) -> bool:
    if kind == "text":
        first, second = without_site(one, sites), without_site(other, sites)
        return same(first, second) or contained(first, second) or _is_cut(first, second)
    begun, again = _moment(one), _moment(other)
    # a day apart is one day in another time zone
    return begun is None or again is None or abs((begun.day - again.day).days) <= 1


def _moment(text: str) -> Moment | None:
    """What a date means; of one that is written wrong, the day it begins with."""
    return parse_moment(text) or parse_moment(text.strip()[: len("2026-11-22")])


def _is_cut(one: str, other: str) -> bool:
    """Whether the shorter text is the beginning of the longer, cut anywhere, with or without dots."""
    shorter, longer = sorted((tidy(text).rstrip(". ") for text in (one, other)), key=len)
    return len(shorter) >= _CUT and longer.startswith(shorter)
