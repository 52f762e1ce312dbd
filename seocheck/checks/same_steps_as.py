"""A trail names the same steps as another one.

Not counted: the home page, the article itself as the last step, and a step that only one of the two leaves out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.tidy import compact, contained

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "to": {"type": "string", "minLength": 1},
        "home": {"type": "array", "items": {"type": "string"}, "description": "names of the home page, not compared"},
    },
    "required": ["to"],
    "additionalProperties": False,
}
SHORTHAND = "to"
FIELDS = ("other_value", "missing", "extra")
ABSENCE = True  # a trail that agrees may stand in what was not read


def prepare(options: Mapping[str, Any]) -> tuple[str, frozenset[str]]:
    """The other trail, and the names of home."""
    return str(options["to"]), frozenset(map(compact, options.get("home", ())))


def looks_at(options: Mapping[str, Any]) -> tuple[str, ...]:
    """The other trail."""
    return (options["to"],) if isinstance(options.get("to"), str) else ()


def check(view: View, prepared: tuple[str, frozenset[str]], look: Look) -> list[Problem] | None:
    """One problem when no trail of one side agrees with any of the other; both sides must have one."""
    name, home = prepared
    other_side = look(name)
    others = other_side.facts
    if not view.facts or not others:
        return None
    skipped = home | {compact(str(fact.value)) for fact in look("site.names").facts}
    titles = [
        str(fact.value) for subject in ("h1", "title", "article.headline") for fact in look(subject).facts if fact.value
    ]
    closest: tuple[int, list[str], list[str], Any, Any] | None = None
    for fact in view.facts:
        mine = _steps(fact.fields["names"], skipped, titles)
        for other in others:
            theirs = _steps(other.fields["names"], skipped, titles)
            missing = [step for step in theirs if not any(_alike(step, own) for own in mine)]
            extra = [step for step in mine if not any(_alike(step, own) for own in theirs)]
            if not missing or not extra:
                return []
            if closest is None or len(missing) + len(extra) < closest[0]:
                closest = (len(missing) + len(extra), missing, extra, fact, other)
    assert closest is not None
    _, missing, extra, fact, other = closest
    fields = {"value": fact.value, "other_value": other.value, "missing": ", ".join(missing), "extra": ", ".join(extra)}
    return [Problem(fact.spot, fields, related=((f"the marked-up trail is {other.value}", other.spot),))]


def _steps(names: Any, skipped: frozenset[str] | set[str], titles: list[str]) -> list[str]:
    steps = [name for name in names if name]
    while steps and any(contained(steps[-1].rstrip("… ."), title) or contained(title, steps[-1]) for title in titles):
        steps.pop()  # more than once: a dash in the article's title looks like a separator
    return [step for step in steps if compact(step) and compact(step) not in skipped]


def _alike(one: str, other: str) -> bool:
    first, second = compact(one), compact(other)
    return (
        first == second
        or contained(one, other)
        or (min(len(first), len(second)) > 3 and (first in second or second in first))
    )
