"""All values of the subject say the same: as `text` (tidied) or as `address` (of one page)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.page.address import Address
from seocheck.tidy import tidy

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"as": {"enum": ["text", "address"]}},
    "required": ["as"],
    "additionalProperties": False,
}
SHORTHAND = "as"
FIELDS = ("other_value",)
ABSENCE = False


def prepare(options: Mapping[str, Any]) -> str:
    """How values are compared."""
    return str(options["as"])


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: str, look: Look) -> list[Problem] | None:
    """One problem for each value that differs from the first; one value alone agrees with itself."""
    facts = [fact for fact in view.facts if str(fact.value).strip()]
    if not facts:
        return None
    first = facts[0]
    key = _key(str(first.value), prepared)
    return [
        Problem(
            fact.spot,
            {**fact.fields, "value": fact.value, "other_value": first.value},
            related=((f"the first says {first.value}", first.spot),),
        )
        for fact in facts[1:]
        if _key(str(fact.value), prepared) != key
    ]


def _key(value: str, kind: str) -> str:
    address = Address.parse(value) if kind == "address" else None
    return address.href.partition("#")[0] if address else tidy(value)
