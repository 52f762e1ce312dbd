"""The value is an address: `web` one a browser can go to; `absolute` a whole one with http(s) and host."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.page.address import ANY_PAGE, Address, malformed

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"is": {"enum": ["resolvable", "web", "absolute"]}},
    "required": ["is"],
    "additionalProperties": False,
}
SHORTHAND = "is"
FIELDS = ("reason",)
ABSENCE = False


def prepare(options: Mapping[str, Any]) -> str:
    """What is asked of the address."""
    return str(options["is"])


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: str, look: Look) -> list[Problem] | None:
    """One problem for each value that is no such address; empty ones are another rule's business."""
    texts = {value for value in view.values if isinstance(value, str)}  # a third of a page's links repeat another
    if not any(map(str.strip, texts)):
        return None
    reasons = malformed(texts)
    if why_not := _WHY_NOT.get(prepared):
        others = [text for text in texts if text.strip() and text not in reasons]
        reasons |= {text: reason for text in others if (reason := why_not(text))}
    found = [
        (view.facts[index], reasons[value])
        for index, value in enumerate(view.values if reasons else ())
        if isinstance(value, str) and value in reasons
    ]
    return [Problem(fact.spot, {**fact.fields, "value": fact.value, "reason": reason}) for fact, reason in found]


def _why_not_web(text: str) -> str | None:
    address = Address.parse(text, ANY_PAGE)
    return None if address is None or address.is_web else f"it is a {address.scheme}: address"


def _why_not_absolute(text: str) -> str | None:
    address = Address.parse(text)
    if address is None:
        return "it is relative: JSON-LD has no page to resolve it against"
    return None if address.is_web else f"it is a {address.scheme}: address"


_WHY_NOT: Mapping[str, Callable[[str], str | None]] = {
    "web": _why_not_web,
    "absolute": _why_not_absolute,
}
