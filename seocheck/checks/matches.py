"""The text matches a pattern (RE2 syntax, anywhere in the text unless anchored with ^ and $)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import re2

from seocheck.checks import Look, OptionError
from seocheck.model import Problem, View
from seocheck.page.markup.nodes import Node

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "pattern": {"type": "string", "minLength": 1, "maxLength": 1000},
        "of": {"type": "string", "minLength": 1, "description": "a property (dotted path) looked at within each node"},
        "field": {
            "type": "string",
            "minLength": 1,
            "description": "a detail of the subject looked at instead of its value",
        },
    },
    "required": ["pattern"],
    "additionalProperties": False,
}
SHORTHAND = "pattern"
FIELDS = ("pattern",)
ABSENCE = False


def prepare(options: Mapping[str, Any]) -> tuple[Any, Mapping[str, Any]]:
    """The compiled pattern and the options."""
    return compiled(options["pattern"], ("pattern",)), options


def compiled(pattern: str, path: tuple[str | int, ...]) -> Any:
    """A pattern compiled by RE2, which takes linear time on any text; OptionError when RE2 refuses it."""
    try:
        return re2.compile(pattern, _OPTIONS)
    except re2.error as error:
        reason = (
            error.args[0].decode("utf-8", "replace") if error.args and isinstance(error.args[0], bytes) else str(error)
        )
        hint = "; look-around and back-references do not exist in RE2" if "(?" in pattern or "\\" in pattern else ""
        raise OptionError(path, f"is no pattern RE2 can compile: {reason}{hint}") from None


def union(parts: Sequence[tuple[tuple[str | int, ...], str]]) -> Any:
    """One pattern that finds the leftmost of several, lines apart; OptionError names the part RE2 refuses."""
    try:
        return compiled("(?m)" + "|".join(f"(?:{text})" for _, text in parts), ())
    except OptionError:
        for path, text in parts:
            compiled(text, path)
        raise


_OPTIONS = re2.Options()
_OPTIONS.log_errors = False
_OPTIONS.max_mem = 8 << 20


def joinable(pattern: Any) -> bool:
    """Whether a text that matches still does as a line among others: the pattern does not ask for the very edge."""
    text = pattern.pattern
    return not any(mark in text for mark in (r"\A", r"\z", "(?-", "-m"))


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: tuple[Any, Mapping[str, Any]], look: Look) -> list[Problem] | None:
    """One problem for each value that does not match; values that are no text are not judged."""
    pattern, options = prepared
    judged = 0
    problems = []
    for fact in view.facts:
        if "of" in options:
            found = list(fact.value.follow(options["of"])) if isinstance(fact.value, Node) else []
            pairs = [(item.value, item.spot) for item in found]
        else:
            pairs = [(fact.fields.get(options["field"]) if "field" in options else fact.value, fact.spot)]
        for value, spot in pairs:
            if isinstance(value, str | int | float) and str(value).strip():
                judged += 1
                if not pattern.search(str(value).encode()):  # in bytes nobody counts at which character it matches
                    problems.append(Problem(spot, {**fact.fields, "value": value, "pattern": options["pattern"]}))
    return problems if judged else None
