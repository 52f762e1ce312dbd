"""Text that promises something to follow (“see our related articles on …”) holds the link it promises.

patterns: RE2 patterns, case ignored, of the words that promise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.checks.matches import joinable, union
from seocheck.model import Problem, View

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "patterns": {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": 1000}, "minItems": 1}
    },
    "required": ["patterns"],
    "additionalProperties": False,
}
SHORTHAND = "patterns"
FIELDS = ("found",)
ABSENCE = True


def prepare(options: Mapping[str, Any]) -> Any:
    """One pattern for all."""
    return union([(("patterns", index), f"(?i:{text})") for index, text in enumerate(options["patterns"])])


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: Any, look: Look) -> list[Problem] | None:
    """One problem for each text that promises and has no link; nothing to judge where nothing is promised."""
    texts = [(fact, fact.value) for fact in view.facts if isinstance(fact.value, str)]
    if joinable(prepared) and not prepared.search("\n".join([text for _, text in texts])):
        return None
    problems = []
    promised = False
    for fact, text in texts:
        match = prepared.search(text)
        promised = promised or bool(match)
        if match and not fact.fields.get("links"):
            whole = match[0].strip()
            found = whole.lstrip(".!?… ") or whole  # a pattern may begin with the end of the sentence before
            problems.append(Problem(fact.spot, {**fact.fields, "value": text, "found": found}, quote=found))
    return problems if promised else None
