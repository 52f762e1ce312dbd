"""The text holds none of these phrases or patterns.

phrases: whole words, case ignored unless the phrase is written in capitals (`TK`); starts: only at the beginning of the
text; patterns: RE2. Each kind is compiled into one automaton, which finds the leftmost in one pass.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import re2

from seocheck.checks import Look
from seocheck.checks.matches import joinable, union
from seocheck.model import Problem, View
from seocheck.page.wording import collapse

_TEXTS = {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": 1000}, "minItems": 1}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "phrases": {**_TEXTS, "description": "whole words, case ignored unless all capitals"},
        "starts": {**_TEXTS, "description": "words the text must not begin with"},
        "patterns": {**_TEXTS, "description": "RE2 patterns"},
    },
    "minProperties": 1,
    "additionalProperties": False,
}
SHORTHAND = "phrases"
FIELDS = ("found",)
ABSENCE = False


class _Prepared(NamedTuple):
    """What is searched; joinable: whether in all texts at once."""

    words: Any
    patterns: Any
    joinable: bool

    def search(self, text: str) -> Any:
        found = [match for match in (self._words(text), self.patterns and self.patterns.search(text)) if match]
        return min(found, key=lambda match: int(match.start()), default=None)

    def _words(self, text: str) -> Any:
        """The first match that does not begin or end inside a word: RE2's \\b knows ASCII letters only."""
        for match in self.words.finditer(text) if self.words else ():
            if not _inside(text, match.start()) and not _inside(text, match.end()):
                return match
        return None

    def suspects(self, texts: _Texts) -> Sequence[int]:
        """Which of the texts may hold something: one search in all, nearly always none, instead of hundreds."""
        if not self.joinable:
            return range(len(texts.tidied))
        lines: set[int] = set()
        for part in (self.words, self.patterns):
            line = at = 0
            for match in part.finditer(texts.joined) if part else ():
                line += texts.joined.count(b"\n", at, match.start())
                at = match.start()
                lines.update(range(line, line + texts.joined.count(b"\n", at, match.end()) + 1))
        return sorted(lines)


class _Texts(NamedTuple):
    """Texts with their white space collapsed, and all of them as lines of one text, as RE2 reads it."""

    tidied: Sequence[str]
    joined: bytes


def _tidied(texts: Sequence[str]) -> _Texts:
    tidied = texts if _are_tidy(texts) else list(map(collapse, texts))
    return _Texts(tidied, "\n".join(tidied).encode("utf-8", "replace"))


def _are_tidy(texts: Sequence[str]) -> bool:
    """Whether the texts have single spaces only, none at their ends, as most have: told in a tenth of the time."""
    spaced = f" {' '.join(texts)} "
    return spaced.isprintable() and "  " not in spaced  # the only white space that is printable is the space


def _inside(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def prepare(options: Mapping[str, Any]) -> _Prepared:
    """One pattern for all phrases, and one for all patterns."""
    phrases: list[tuple[tuple[str | int, ...], str]] = [
        (("phrases", index), _phrase(text)) for index, text in enumerate(options.get("phrases", ()))
    ]
    patterns = [(("patterns", index), text) for index, text in enumerate(options.get("patterns", ()))]
    if options.get("starts"):  # behind one beginning: RE2 needs 60 ms to build a pattern that repeats it
        starts = "|".join(map(_phrase, options["starts"]))
        phrases.insert(0, (("starts",), rf"^[^\pL\pN]*(?:{starts})"))
    words, rest = (union(parts) if parts else None for parts in (phrases, patterns))
    return _Prepared(words, rest, all(joinable(pattern) for pattern in (words, rest) if pattern))


def _phrase(text: str) -> str:
    words = " ".join(re2.escape(word) for word in text.split())
    left = r"\b" if text[:1].isascii() and text[:1].isalnum() else ""
    right = r"\b" if text[-1:].isascii() and text[-1:].isalnum() else ""
    return f"{left}{words}{right}" if text.isupper() else f"(?i:{left}{words}{right})"


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: _Prepared, look: Look) -> list[Problem] | None:
    """One problem for each text that holds something it must not, at the words themselves."""
    given = list({value for value in view.values if isinstance(value, str)})  # a third of links and headings repeat
    if not given:
        return None
    texts = _tidied(given)
    found = {
        given[number]: (text, match[0].strip())
        for number in prepared.suspects(texts)
        if (match := prepared.search(text := texts.tidied[number]))
    }
    problems = []
    for index, value in enumerate(view.values if found else ()):
        if isinstance(value, str) and value in found:
            fact, (text, words) = view.facts[index], found[value]
            fields = {**fact.fields, "value": text, "found": words}
            problems.append(Problem(fact.spot, fields, quote=words))
    return problems
