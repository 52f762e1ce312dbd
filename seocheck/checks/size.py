"""The declared width and height are large enough: `pixels` in all, `width` across. What is not declared is not judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.page.nodes import Node

_NUMBER = {"type": "integer", "minimum": 1}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"pixels": _NUMBER, "width": _NUMBER},
    "minProperties": 1,
    "additionalProperties": False,
}
SHORTHAND = "width"
FIELDS = ("width", "height", "reason")
ABSENCE = False


def prepare(options: Mapping[str, Any]) -> Mapping[str, Any]:
    """The limits as they are."""
    return options


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: Mapping[str, Any], look: Look) -> list[Problem] | None:
    """One problem for each image that is too small, unless another image of the subject is large enough."""
    judged = []
    for fact in view.facts:
        if isinstance(fact.value, Node):
            width, height = _number(fact.value, "width"), _number(fact.value, "height")
            if width:
                judged.append((fact, width, height, _too_small(width, height, prepared)))
    if not judged:
        return None
    if any(reason is None for *_, reason in judged):
        return []
    return [
        Problem(
            fact.spot, {**fact.fields, "value": fact.value, "width": width, "height": height or "?", "reason": reason}
        )
        for fact, width, height, reason in judged
    ]


def _too_small(width: int, height: int | None, limits: Mapping[str, Any]) -> str | None:
    if height and "pixels" in limits and width * height < limits["pixels"]:
        return f"{width * height:,} pixels in all, under {limits['pixels']:,}"
    if "width" in limits and width < limits["width"]:
        return f"under {limits['width']} pixels wide"
    return None


def _number(node: Node, name: str) -> int | None:
    for value in node.values(name):
        inner = next(iter(value.value.values("value")), value) if isinstance(value.value, Node) else value
        digits = str(inner.value).strip().lower().removesuffix("px").strip()
        if digits.isdecimal() and len(digits) < 7:
            return int(digits) or None
    return None
