"""Nothing near the headline sets up a second, different headline.

labels: words that announce one (`Headline`), found at the start of a block and followed by a colon.
like: a heading directly under the headline, about as long, that shares at least this part of its words without saying
the same, is a rewritten headline.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.checks.matches import compiled
from seocheck.model import Problem, View
from seocheck.tidy import contained, shared, words

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "to": {"type": "string", "minLength": 1, "description": "the headline"},
        "labels": {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1},
        "like": {"type": "number", "minimum": 0, "maximum": 1},
    },
    "required": ["to", "labels", "like"],
    "additionalProperties": False,
}
SHORTHAND = None
FIELDS = ("other_value", "rival")
ABSENCE = False

_FEWEST_WORDS = 4  # shorter headings share words by chance
_MUCH_SHORTER = 0.6


def prepare(options: Mapping[str, Any]) -> tuple[str, Any, float]:
    """The headline's subject, the compiled labels, the likeness."""
    from re2 import escape

    labels = "|".join(escape(label) for label in options["labels"])
    return options["to"], compiled(rf"(?i)^\W{{0,3}}(?:{labels})\s*[:：]\s*(.+)$", ("labels",)), options["like"]


def looks_at(options: Mapping[str, Any]) -> tuple[str, ...]:
    """The headline."""
    return (options["to"],) if isinstance(options.get("to"), str) else ()


def check(view: View, prepared: tuple[str, Any, float], look: Look) -> list[Problem] | None:
    """One problem for each rival."""
    name, label, like = prepared
    headlines = [fact for fact in look(name).facts if isinstance(fact.value, str) and fact.value.strip()]
    if not view.facts or not headlines:
        return None
    headline = str(headlines[0].value)
    problems = []
    for index, fact in enumerate(view.facts):
        text = str(fact.value)
        match = label.search(text) if ":" in text or "：" in text else None
        rival = match[1].strip() if match else text
        if match:
            differs = not contained(rival, headline)
        else:
            heading = index == 0 and fact.fields.get("tag") in ("h1", "h2")
            differs = heading and _rewrites(rival, headline, like)
        if differs:
            fields = {**fact.fields, "value": text, "rival": rival, "other_value": headline}
            problems.append(
                Problem(fact.spot, fields, quote=text, related=((f"the headline is “{headline}”", headlines[0].spot),))
            )
    return problems


def _rewrites(rival: str, headline: str, like: float) -> bool:
    shorter, longer = sorted((len(words(rival)), len(words(headline))))
    if shorter < _FEWEST_WORDS or shorter < _MUCH_SHORTER * longer or rival.rstrip().endswith((".", "。")):
        return False  # a standfirst, a sentence or a mere subheading
    return not contained(rival, headline) and shared(rival, headline) >= like
