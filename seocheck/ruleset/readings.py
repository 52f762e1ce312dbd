"""Wrong types in a rules file, with both readings where YAML takes something for what the writer did not mean."""

from __future__ import annotations

from collections.abc import Sequence

from seocheck.ruleset.errors import listed, shown
from seocheck.ruleset.node import Node, kind, number

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "a mapping (“key: value”)",
    "array": "a list",
    "null": "nothing",
}
_YES = frozenset(("yes", "on", "y"))
_NO = frozenset(("no", "off", "n"))


def wrong_type(wanted: Sequence[str], node: Node) -> str:
    """“must be …”, with both readings where YAML reads something else than was meant."""
    expected = listed([_TYPES[name] for name in wanted], "or")
    if "string" in wanted:
        return _text_wanted(expected, node)
    value = node.value
    if isinstance(value, str) and node.written is None:
        if "boolean" in wanted and value in ("true", "false"):
            return f"must be {expected}; in quotes “{value}” is text. Write {value} without them"
        if {"integer", "number"} & set(wanted) and isinstance(number(value or "x"), int | float):
            return f"must be {expected}; in quotes “{shown(value)}” is text. Write {shown(value)} without them"
    if list(wanted) == ["array"] and not isinstance(value, dict):
        item = shown(node.written) if node.written else f'"{shown(value)}"' if isinstance(value, str) else None
        return f"must be {expected}, not {value_words(node)}{f'. Write [{item}]' if item else ''}"
    if isinstance(value, str) and node.written:
        meant = _meant(value, wanted)
        return f"must be {expected}; YAML reads {shown(value)} as text{f'. Write {meant}' if meant else ''}"
    return f"must be {expected}, not {value_words(node)}"


def _text_wanted(expected: str, node: Node) -> str:
    value = node.value
    if isinstance(value, dict):
        meant = _mapping_as_text(node)
        return f"must be {expected}, not a mapping" + (f'; put quotes around it: "{meant}"' if meant else "")
    if isinstance(value, list):
        return f"must be {expected}, not a list"
    if not node.written:
        return f"must be {expected}, but nothing stands here"
    written = shown(node.written)
    return f'must be {expected}; YAML reads {written} as {kind(value)}. Put quotes around it: "{written}"'


def _meant(value: str, wanted: Sequence[str]) -> str | None:
    if "boolean" in wanted:
        return "true" if value.lower() in _YES else "false" if value.lower() in _NO else None
    digits = value.replace("_", "").lstrip("+0") or "0"
    if digits.isdecimal() and digits.isascii() and len(digits) < 15 and value[0] in "+0123456789":
        return digits
    return None


def _mapping_as_text(node: Node) -> str | None:
    """What was probably meant by a mapping of one key: `Headline:` or `{value}` without quotes."""
    if not isinstance(node.value, dict) or len(node.value) != 1:
        return None
    ((key, item),) = node.value.items()
    if item.value is None and not item.written:
        return shown(f"{{{key}}}" if node.written == "{" else f"{key}:")
    if node.written != "{" and isinstance(item.value, str):
        return shown(f"{key}: {item.value}")
    return None


def value_words(node: Node) -> str:
    """A value as the user wrote it, short."""
    value = node.value
    if isinstance(value, str):
        return f"“{shown(value)}”"
    if isinstance(value, dict | list):
        return kind(value)
    return shown(node.written) if node.written else "nothing"
