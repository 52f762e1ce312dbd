"""The text says more than one of these phrases, listed by language (a link is called more than “read more”).

The phrases of the page's language count, and the English ones on every page; where the page does not say its
language, all do. Case, punctuation and arrows around the words do not matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from seocheck.checks import Look
from seocheck.model import Problem, View

_PHRASES = {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": 100}, "minItems": 1}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "propertyNames": {"pattern": "^[a-z]{2,3}$"},
    "additionalProperties": _PHRASES,
    "minProperties": 1,
}
SHORTHAND = None
FIELDS = ("found",)
ABSENCE = False

_AROUND = " \t\n\r\f\xa0.,:;!?…-–—_>»›→▸▶⟩<«‹←|()[]+*\"'’“”„➔➜\u200b\u00ad"


class _Prepared(NamedTuple):
    by_language: Mapping[str, frozenset[str]]
    all: frozenset[str]
    longest: int


def prepare(options: Mapping[str, Any]) -> _Prepared:
    """The phrases folded, by language and together."""
    folded = {language: frozenset(map(_fold, phrases)) for language, phrases in options.items()}
    every = frozenset().union(*folded.values())
    english = folded.get("en", frozenset())
    return _Prepared({name: own | english for name, own in folded.items()}, every, max(map(len, every)) + 12)


def _fold(text: str) -> str:
    folded = text.casefold().strip(_AROUND)
    return folded if folded.isascii() else folded.replace("’", "'").replace("\xa0", " ")


def looks_at(options: Any) -> tuple[str, ...]:
    """The language of the page."""
    return ("html.lang",)


def check(view: View, prepared: _Prepared, look: Look) -> list[Problem] | None:
    """One problem for each text that says nothing else."""
    if not view.facts:
        return None
    phrases, longest = _of_page(prepared, look("html.lang")), prepared.longest
    values = view.values
    texts = {text for text in values if isinstance(text, str)}  # half of a page's links are named as others are
    mere = {text for text in texts if 0 < len(text) <= longest and _fold(text) in phrases}
    found = [
        (view.facts[index], text)
        for index, text in enumerate(values if mere else ())
        if isinstance(text, str) and text in mere
    ]
    return [Problem(fact.spot, {**fact.fields, "value": text, "found": text}) for fact, text in found]


def _of_page(prepared: _Prepared, language: View) -> frozenset[str]:
    declared = str(language.facts[0].value).strip().lower() if language.facts else ""
    if not declared:
        return prepared.all
    primary = declared.replace("_", "-").partition("-")[0]
    return prepared.by_language.get(primary) or prepared.by_language.get("en", frozenset())
