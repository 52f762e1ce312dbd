"""The value is a language code: by BCP 47, as HTML has it in lang, or one that search engines take in hreflang."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.page.facts.languages import why_not_bcp47, why_not_hreflang

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"as": {"enum": ["bcp47", "hreflang"]}},
    "required": ["as"],
    "additionalProperties": False,
}
SHORTHAND = "as"
FIELDS = ("reason",)
ABSENCE = False

_WHY_NOT: Mapping[str, Callable[[str], str | None]] = {"bcp47": why_not_bcp47, "hreflang": why_not_hreflang}


def prepare(options: Mapping[str, Any]) -> Callable[[str], str | None]:
    """What says why a code is none."""
    return _WHY_NOT[options["as"]]


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: Callable[[str], str | None], look: Look) -> list[Problem] | None:
    """One problem for each value that is no such code; empty ones are another verb's business."""
    texts = [(fact, fact.value) for fact in view.facts if isinstance(fact.value, str) and fact.value.strip()]
    if not texts:
        return None
    return [
        Problem(fact.spot, {**fact.fields, "value": text, "reason": reason})
        for fact, text in texts
        if (reason := prepared(text))
    ]
