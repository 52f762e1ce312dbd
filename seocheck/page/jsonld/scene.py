"""What stands around the point where a broken JSON-LD block stops being JSON, and signs to judge it by."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass

from seocheck.page.jsonld.text import Expected
from seocheck.page.jsonld.words import QUOTED, name_character, quote

LOOK_AHEAD = 2000  # characters after the point that detectors look at; keeps hostile text cheap


@dataclass(frozen=True, slots=True)
class Scene:
    """The point where reading stopped, and what stands around it."""

    text: str
    at: int
    expected: Expected
    rest: str  # the text from the point on, cut
    open: tuple[int, ...]  # offsets of the brackets that are open here, outermost first
    before: tuple[tuple[int, int], ...]  # the last tokens (start, end) before the point, oldest first

    def token(self, back: int) -> str:
        """The token `back` steps before the point (1 is the last), "" when there is none."""
        if back > len(self.before):
            return ""
        start, end = self.before[-back]
        return self.text[start:end]

    @property
    def follows_closely(self) -> bool:
        """Whether the last token touches the point."""
        return bool(self.before) and self.before[-1][1] == self.at

    def string(self, start: int, end: int) -> str:
        """What to call the string that begins at `start`: by its first words, or by its name when it has none."""
        words = self.text[start + 1 : end].strip().removesuffix('"').rstrip()
        if words:
            return f"the string that begins {quote(words)}"
        names = [token for token in (self.token(3), self.token(2)) if token.startswith('"')]
        return f"the value of {quote(names[0].strip(chr(34)))}" if names else "a string"

    def bracket(self) -> dict[str, str]:
        """Words for the innermost open bracket."""
        start = self.open[-1]
        is_object = self.text[start] == "{"
        what, closer = ("object", "}") if is_object else ("list", "]")
        return {"what": what, "closer": closer, "seen": quote(self.text[start : start + QUOTED * 9])}

    def seen(self) -> str:
        """What stands at the point, for a message."""
        if not self.rest:
            return "the end of the block"
        word = _SEEN.match(self.rest)
        return quote(word[0]) if word else name_character(self.rest[0])


_SEEN = re.compile(r'[{}\[\],:;=]|"[^"\n]*"?|[^\s{}\[\],:;="]+')


_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[]\[{}:,]|[^\s"{}\[\]:,]++', re.DOTALL)


def set_scene(text: str, at: int, expected: Expected) -> Scene:
    """The scene of a text that is JSON up to `at`."""
    brackets: list[int] = []
    before: deque[tuple[int, int]] = deque(maxlen=4)
    for token in _TOKEN.finditer(text, 0, at):
        before.append(token.span())
        if text[token.start()] in "{[":
            brackets.append(token.start())
        elif text[token.start()] in "}]" and brackets:
            brackets.pop()
    return Scene(text, at, expected, text[at : at + LOOK_AHEAD], tuple(brackets), tuple(before))


# --- patterns of what is no JSON, shared with the lenient reader

ODD_SPACE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]++"
)
CDATA = re.compile(r"(?:(?://|/\*|#)[ \t]*+)?(?:<!\[CDATA\[|\]\]>)(?:[ \t]*+\*/)?")
COMMENT = re.compile(r"//[^\n]*+|/\*.*?\*/|<!--.*?-->|#[^\n]*+", re.DOTALL)
NEXT_OBJECT = re.compile(r"(?:[,;]\s*+)?([{\[])")
MEMBER = re.compile(r'"\s*+:')
WORD = re.compile(r'[^\s,{}\[\]":;][^,{}\[\]"\n]*+')
LITERALS = {"true": "true", "false": "false", "none": "null", "undefined": "null", "null": "null", "nil": "null"}
ESCAPED_SPACE = re.compile(r"\\[nrt]")
ESCAPED_QUOTE = re.compile(r"&(?:amp;)?(?:quot|#0*+34|#[xX]0*+22);")


_SPACE = re.compile(r"\s*+")
_KEY_AHEAD = re.compile(r'"[^"\n]*+"\s*+:')
_ITEM_AHEAD = re.compile(r'"[^"\n]*+"\s*+(?:[,\]]|$)')
_NAME_AHEAD = re.compile(r"[\w$@-]++\s*+:")
_END_AHEAD = re.compile(r'[^"\n]*+"\s*+[,}\]]')
_ITEM_START = re.compile(rf"[\"'{{\[}}\],\d/#<\\-]|(?:true|false|null)\b|$|{ODD_SPACE.pattern}")
_STRING_FOLLOWER = re.compile(rf"[:}}\];/#<\\&]|$|{ODD_SPACE.pattern}")


def after_space(text: str, at: int) -> int:
    """The offset of the first character from `at` on that is no white space."""
    found = _SPACE.match(text, at)
    return found.end() if found else at


def name_ahead(text: str, at: int) -> bool:
    """Whether a quoted name and a colon stand at `at`."""
    return _KEY_AHEAD.match(text, at) is not None


def bare_name_ahead(text: str, at: int) -> re.Match[str] | None:
    """A name without quotes and its colon, if they stand at `at`."""
    return _NAME_AHEAD.match(text, at)


def is_stray(text: str, end: int) -> bool:
    """Whether the quote that ends at `end`, and seems to close a string, stands inside it unescaped instead.

    What follows decides: after the end of a string comes a comma and a next item, a bracket, or (the comma being
    forgotten) a next name; after a stray quote the sentence goes on.
    """
    after = after_space(text, end)
    if text.startswith(",", after):
        item = after_space(text, after + 1)
        if _ITEM_START.match(text, item) or _NAME_AHEAD.match(text, item):
            return False
        return _END_AHEAD.match(text, item) is not None
    if text.startswith('"', after):
        return not (name_ahead(text, after) or (after > end and _ITEM_AHEAD.match(text, after)))
    if after > end and text.startswith(("{", "["), after):
        return False
    return not _STRING_FOLLOWER.match(text, after)


def runs_into_name(text: str, start: int, end: int) -> bool:
    """Whether the string from start to end lacks its own closing quote and ends at the first quote of a name."""
    return text[max(start, end - LOOK_AHEAD) : end - 1].rstrip().endswith(",") and name_ahead(text, end - 1)


def lacks_quote(text: str, at: int) -> bool:
    """Whether the line break at `at` inside a string shows a forgotten closing quote: the next line is a name."""
    return text.startswith(("\n", "\r"), at) and name_ahead(text, after_space(text, at))
