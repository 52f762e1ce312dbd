"""The text holds none of these phrases or patterns.

phrases: whole words, case ignored unless the phrase is written in capitals (`TK`); starts: only at the beginning of the
text; patterns: RE2. All are compiled into one automaton, which finds the leftmost of them in one pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import re2

from seocheck.checks import Look
from seocheck.checks.matches import union
from seocheck.model import Problem, View

_TEXTS = {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": 1000}, "minItems": 1}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "phrases": {**_TEXTS, "description": "whole words, case ignored unless all capitals"},
        "starts": {**_TEXTS, "description": "words the text must not begin with"},
        "patterns": {**_TEXTS, "description": "RE2 patterns"},
    },
    "minProperties": 1,
    "additionalProperties": False,
}
SHORTHAND = "phrases"
FIELDS = ("found",)
ABSENCE = False


def prepare(options: Mapping[str, Any]) -> Any:
    """One pattern for all."""
    parts = [(("phrases", index), _phrase(text)) for index, text in enumerate(options.get("phrases", ()))]
    parts += [
        (("starts", index), rf"^\W{{0,3}}{_phrase(text)}") for index, text in enumerate(options.get("starts", ()))
    ]
    parts += [(("patterns", index), text) for index, text in enumerate(options.get("patterns", ()))]
    return union(parts)


def _phrase(text: str) -> str:
    words = " ".join(re2.escape(word) for word in text.split())
    left = r"\b" if text[:1].isascii() and text[:1].isalnum() else ""
    right = r"\b" if text[-1:].isascii() and text[-1:].isalnum() else ""
    return f"{left}{words}{right}" if text.isupper() else f"(?i:{left}{words}{right})"


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: Any, look: Look) -> list[Problem] | None:
    """One problem for each text that holds something it must not, at the words themselves."""
    texts = [(fact, " ".join(fact.value.split())) for fact in view.facts if isinstance(fact.value, str)]
    if not texts:
        return None
    if not prepared.search("\n".join(text for _, text in texts)):  # nearly always: one search instead of hundreds
        return []
    problems = []
    for fact, text in texts:
        match = prepared.search(text)
        if match:
            found = match[0].strip()
            problems.append(Problem(fact.spot, {**fact.fields, "value": text, "found": found}, quote=found))
    return problems
