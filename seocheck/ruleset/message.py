"""Message templates: text with `{name}` fields, checked when the ruleset loads and filled for each finding.

Never `str.format`: a template can reach no attribute, index or width of what is put into it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from seocheck.ruleset.errors import shown

_PART = re.compile(r"\{\{|\}\}|\{([A-Za-z_][A-Za-z0-9_]*)\}|\{[^{}]*\}?")


class TemplateError(ValueError):
    """A brace that opens no field."""


class Message(NamedTuple):
    """A compiled template. parts: literal texts at even places, field names at odd ones."""

    template: str
    parts: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The names it uses, in order."""
        return self.parts[1::2]

    def render(self, fields: Mapping[str, str]) -> str:
        """The text with every `{name}` replaced; what is not given is left out."""
        pieces = list(self.parts)
        pieces[1::2] = [fields.get(name, "") for name in self.fields]
        return "".join(pieces)


def compile_message(template: str) -> Message:
    """A Message from its template; TemplateError when a `{` is neither doubled nor part of a `{name}`."""
    parts, literal, end = [], "", 0
    for match in _PART.finditer(template):
        literal += template[end : match.start()]
        end = match.end()
        if match[0] in ("{{", "}}"):
            literal += match[0][0]
        elif match[1] is None:
            raise TemplateError(f"“{shown(match[0])}” is no field; write {{name}}, or {{{{ for a brace")
        else:
            parts += [literal, match[1]]
            literal = ""
    return Message(template, (*parts, literal + template[end:]))
