"""The value is a CSS class selector (`.paywall`) and an element of the page has that class."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View

OPTIONS: Mapping[str, Any] = {"const": True}
SHORTHAND = None
FIELDS = ("reason",)
ABSENCE = True

_PART = r"\.(?:[a-z0-9_-]|[^\x00-\x7f]|\\[0-9a-f]{1,6}\s?|\\[^0-9a-f\n])++"  # `++` never goes back
# … compiled where a page names classes, as few do
_SELECTOR = rf"(?:{_PART})+"
_ESCAPE = r"\\(?:([0-9a-f]{1,6})\s?|(.))"


def prepare(options: Any) -> None:
    """`true` is the only option there is."""


def looks_at(options: Any) -> tuple[str, ...]:
    """The classes of the page; scripts and styles, which take four times as long, only where no element tells."""
    return ("classes.of_elements", "classes")


def check(view: View, prepared: None, look: Look) -> list[Problem] | None:
    """One problem for each selector that is none, or selects nothing. A list of class selectors is one too."""
    texts = [(fact, fact.value) for fact in view.facts if isinstance(fact.value, str) and fact.value.strip()]
    if not texts:
        return None
    problems: list[Problem] = []
    for name in looks_at(prepared):
        classes = set(look(name).values)
        problems = [
            Problem(fact.spot, {**fact.fields, "value": text, "reason": reason})
            for fact, text in texts
            if (reason := _why_not(text, classes))
        ]
        if not problems:
            break
    return problems


def _why_not(text: str, classes: set[object]) -> str | None:
    """Several classes of one element (`.story.paid`) count as class selectors too."""
    selectors = [part.strip() for part in text.split(",") if part.strip()]
    if not selectors or not all(re.fullmatch(_SELECTOR, selector, re.IGNORECASE) for selector in selectors):
        return "it is no class selector: Google wants a dot and one class name"
    named = [[_plain(name) for name in re.findall(_PART, selector, re.IGNORECASE)] for selector in selectors]
    if not any(all(name in classes for name in names) for names in named):
        return "no element of the page has this class"
    return None


def _plain(name: str) -> str:
    """A class name as it stands in HTML, CSS escapes undone (`.md\\:paid`, `.\\31 st`)."""
    bare = name.removeprefix(".")
    return re.sub(_ESCAPE, lambda match: _character(match[1]) if match[1] else match[2], bare, flags=re.IGNORECASE)


def _character(digits: str) -> str:
    number = int(digits, 16)
    return chr(number) if 0 < number < 0x110000 else "\ufffd"
