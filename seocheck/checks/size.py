"""One image is declared large enough: `pixels` in all, `width` across. What is not declared is not judged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.page.markup.nodes import Node, is_empty

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

_LENGTH = re.compile(r"(\d{1,6}|\d{1,3},\d{3})(?:\.0+)?(?:\s*(?:px|pixels?))?", re.IGNORECASE)


def prepare(options: Mapping[str, Any]) -> Mapping[str, Any]:
    """The limits as they are."""
    return options


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: Mapping[str, Any], look: Look) -> list[Problem] | None:
    """One problem at the largest image when all are too small; an image of unknown size may be large enough."""
    declared = []
    for fact in view.facts:
        if is_empty(fact.value):
            continue
        width = _number(fact.value, "width") if isinstance(fact.value, Node) else None
        if width is None:
            return None
        assert isinstance(fact.value, Node)
        height = _number(fact.value, "height")
        declared.append((fact, width, height, _too_small(width, height, prepared)))
    if not declared:
        return None
    if any(reason is None for *_, reason in declared):
        return []
    fact, width, height, reason = max(declared, key=lambda item: (item[1] * (item[2] or 1), item[1]))
    shown = "?" if height is None else height
    return [Problem(fact.spot, {**fact.fields, "value": fact.value, "width": width, "height": shown, "reason": reason})]


def _too_small(width: int, height: int | None, limits: Mapping[str, Any]) -> str | None:
    if height and "pixels" in limits and width * height < limits["pixels"]:
        return f"{width * height:,} pixels in all, under {limits['pixels']:,}"
    if "width" in limits and width < limits["width"]:
        return f"under {limits['width']} pixels wide"
    return None


def _number(node: Node, name: str) -> int | None:
    """A length in pixels: a number, text with or without px, or a QuantitativeValue; 0 says nothing."""
    for value in node.values(name):
        inner = next(iter(value.value.values("value")), value) if isinstance(value.value, Node) else value
        match = _LENGTH.fullmatch(str(inner.value).strip())
        if match:
            return int(match[1].replace(",", "")) or None
    return None
