"""The address is of the same page as another subject's: scheme, `www.`, tracking parameters and fragment do not count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.page.address import Address

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"to": {"type": "string", "minLength": 1}},
    "required": ["to"],
    "additionalProperties": False,
}
SHORTHAND = "to"
FIELDS = ("other", "other_value")
ABSENCE = False


def prepare(options: Mapping[str, Any]) -> str:
    """The subject compared with."""
    return str(options["to"])


def looks_at(options: Mapping[str, Any]) -> tuple[str, ...]:
    """The subject compared with."""
    return (options["to"],) if isinstance(options.get("to"), str) else ()


def check(view: View, prepared: str, look: Look) -> list[Problem] | None:
    """One problem for each address that agrees with none of the others; what is no address is another rule's business."""
    others = [(fact, address) for fact in look(prepared).facts if (address := Address.parse(str(fact.value)))]
    if not others:
        return None
    base = others[0][1]
    mine = [
        (fact, address) for fact in view.facts if (address := Address.parse(str(fact.value), base)) and address.is_web
    ]
    if not mine:
        return None
    keys = {address.key for _, address in others}
    first = others[0][0]
    return [
        Problem(
            fact.spot,
            {**fact.fields, "value": fact.value, "other": prepared, "other_value": first.value},
            related=((f"{prepared} is {first.value}", first.spot),),
        )
        for fact, address in mine
        if address.key not in keys
    ]
