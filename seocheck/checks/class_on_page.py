"""The value is a CSS class selector (`.paywall`) and an element of the page has that class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View

OPTIONS: Mapping[str, Any] = {"const": True}
SHORTHAND = None
FIELDS = ("reason",)
ABSENCE = True


def prepare(options: Any) -> None:
    """`true` is the only option there is."""


def looks_at(options: Any) -> tuple[str, ...]:
    """The classes of the page."""
    return ("classes",)


def check(view: View, prepared: None, look: Look) -> list[Problem] | None:
    """One problem for each selector that is none, or selects nothing. A list of class selectors is one too."""
    texts = [(fact, fact.value) for fact in view.facts if isinstance(fact.value, str) and fact.value.strip()]
    if not texts:
        return None
    classes = {fact.value for fact in look("classes").facts}
    return [
        Problem(fact.spot, {**fact.fields, "value": text, "reason": reason})
        for fact, text in texts
        if (reason := _why_not(text, classes))
    ]


def _why_not(text: str, classes: set[object]) -> str | None:
    selectors = [part.strip() for part in text.split(",")]
    for selector in selectors:
        if not selector.startswith(".") or len(selector) < 2 or any(char in selector[1:] for char in " .#>+~[:*"):
            return "it is no class selector: Google wants a dot and one class name"
    if not any(selector[1:] in classes for selector in selectors):
        return "no element of the page has this class"
    return None
