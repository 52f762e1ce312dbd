"""One forgiving pass over a broken JSON text: what to change so that it becomes the JSON that was meant.

No recursion and no second look: at each point the reader knows what should come, and where something else comes that
has an obvious remedy, it notes an edit. Whether the edited text is JSON is for the strict reader to say.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Literal

from seocheck.page.jsonld.rewrite import Edit
from seocheck.page.jsonld.scene import (
    CDATA,
    COMMENT,
    ESCAPED_SPACE,
    LITERALS,
    MEMBER,
    NEXT_OBJECT,
    ODD_SPACE,
    WORD,
    after_space,
    bare_name_ahead,
    is_stray,
    lacks_quote,
    name_ahead,
    runs_into_name,
)

_SPACE = re.compile(r"[ \t\n\r]*+")
_SCALAR = re.compile(
    r"(?:true|false|null|-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+)(?=[\s,}\]/#<;\\]|$)"
)
_PLAIN = re.compile(r"""(?:[^"'\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+""")
_OPENS = re.compile(r"\s*+[{\[]")
_COMMENT_OPENS = ("/*", "<!--")

State = Literal["value", "name", "colon", "after", "done"]


class _GiveUpError(Exception):
    """No remedy is obvious."""


class Repair:
    """One pass over a text; fills `edits`, `notes` (what was done, how often) and `certain`."""

    __slots__ = ("at", "certain", "comma", "edits", "first", "looked", "notes", "roots", "stack", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.edits: list[Edit] = []
        self.notes: Counter[str] = Counter()
        self.certain = True
        self.stack: list[str] = []
        self.comma: int | None = None  # the comma just read, while nothing has followed it
        self.first = False  # whether a bracket has just opened
        self.roots: list[int] = []  # where each document of the block begins
        self.looked = 0  # white space inside a string is looked through only once, up to here

    def run(self) -> bool:
        """Read to the end; False when it cannot be done."""
        steps: dict[State, Callable[[], State]] = {
            "value": self._value,
            "name": self._name,
            "colon": self._colon,
            "after": self._after,
        }
        state: State = "value"
        try:
            while state != "done":
                self._skip()
                state = steps[state]()
        except _GiveUpError:
            return False
        if len(self.roots) > 1:
            self._edit(self.roots[0], self.roots[0], "[")
            self._edit(len(self.text), len(self.text), "]")
        return True

    def _edit(self, start: int, end: int, part: str, note: str = "", certain: bool = True) -> None:
        self.edits.append((start, end, part))
        if note:
            self.notes[note] += 1
        self.certain = self.certain and certain

    def _mark(self) -> str:
        return self.text[self.at : self.at + 1]

    def _skip(self) -> None:
        """Step over white space and over all that stands in for it."""
        text = self.text
        while True:
            space = _SPACE.match(text, self.at)
            self.at = space.end() if space else self.at
            mark = self._mark()
            if not mark or mark in '"{}[],:':  # nearly always: nothing to skip
                if found := CDATA.match(text, self.at) if mark == "]" else None:
                    self._cut(found.end(), "CDATA marker skipped")
                    continue
                return
            if found := CDATA.match(text, self.at):
                self._cut(found.end(), "CDATA marker skipped")
            elif text.startswith("-->", self.at):
                self._cut(self.at + 3, "comment skipped")
            elif not self.roots and text.startswith("<!--", self.at) and _OPENS.match(text, self.at + 4):
                self._cut(self.at + 4, "comment skipped")  # the old way to hide a script: the JSON is inside
            elif found := COMMENT.match(text, self.at):
                self._cut(found.end(), "comment skipped")
            elif text.startswith(_COMMENT_OPENS, self.at):
                raise _GiveUpError  # it never ends
            elif found := ODD_SPACE.match(text, self.at):
                self._cut(found.end(), "odd white space skipped")
            elif found := ESCAPED_SPACE.match(text, self.at):
                self._cut(found.end(), "backslash escape outside of strings skipped")
            else:
                return

    def _cut(self, end: int, note: str, certain: bool = True) -> None:
        self._edit(self.at, end, " ", note, certain)
        self.at = end

    def _drop_comma(self) -> None:
        if self.comma is not None:
            self._edit(self.comma, self.comma + 1, " ", "extra comma skipped")
            self.comma = None

    def _value(self) -> State:
        mark = self._mark()
        in_list = bool(self.stack) and self.stack[-1] == "["
        if not self.stack:
            if not mark or mark not in "{[":
                raise _GiveUpError
            self.roots.append(self.at)
        if mark and mark in "{[":
            self.stack.append(mark)
            self.at += 1
            self.comma, self.first = None, True
            return "name" if mark == "{" else "value"
        if in_list and mark in ("]", ""):
            self._drop_comma()
            return "after"
        if in_list and mark == ",":
            self._cut(self.at + 1, "extra comma skipped")
            return "value"
        self.comma, self.first = None, False
        if mark and mark in "\"'":
            self._string(mark, is_name=False)
        elif scalar := _SCALAR.match(self.text, self.at):
            self.at = scalar.end()
        elif not in_list and mark in (",", "}", ";", ""):
            self._edit(self.at, self.at, "null", "missing value read as null", certain=False)
        else:
            self._word()
        return "after"

    def _word(self) -> None:
        found = WORD.match(self.text, self.at)
        if not found:
            raise _GiveUpError
        word = found[0].rstrip()
        literal = "null" if word in ("NaN", "Infinity", "-Infinity") else LITERALS.get(word.lower())
        self._edit(
            self.at, self.at + len(word), literal or json.dumps(word), "value without quotes read", certain=False
        )
        self.at += len(word)

    def _name(self) -> State:
        mark = self._mark()
        if mark in ("}", ""):
            self._drop_comma()
            return "after"
        if mark == ",":
            self._cut(self.at + 1, "extra comma skipped")
            return "name"
        self.comma, self.first = None, False
        if mark in "\"'":
            self._string(mark, is_name=True)
        elif found := bare_name_ahead(self.text, self.at):
            name = found[0][:-1].rstrip()
            self._edit(self.at, self.at + len(name), json.dumps(name), "name without quotes read")
            self.at += len(name)
        else:
            raise _GiveUpError
        return "colon"

    def _colon(self) -> State:
        if self._mark() == ":":
            self.at += 1
        elif self._mark() and self._mark() in "\"'{[":
            self._edit(self.at, self.at, ":", "missing colon added", certain=False)
        else:
            raise _GiveUpError
        return "value"

    def _after(self) -> State:
        if not self.stack:
            return self._end()
        mark, in_object = self._mark(), self.stack[-1] == "{"
        following: State = "name" if in_object else "value"
        if mark == ("}" if in_object else "]"):
            self.stack.pop()
            self.at += 1
            return "after"
        if mark == ",":
            self.comma = self.at
            self.at += 1
        elif mark == ";":
            self._edit(self.at, self.at + 1, ",", "semicolon read as a comma", certain=False)
            self.at += 1
        elif not mark:
            closers = "".join("}" if opener == "{" else "]" for opener in reversed(self.stack))
            self._edit(self.at, self.at, closers, "missing closing bracket added", certain=False)
            self.stack.clear()
            return "done"
        elif name_ahead(self.text, self.at) if in_object else mark in '{["':
            self._edit(self.at, self.at, ",", "missing comma added", certain=mark != '"' or in_object)
        else:
            raise _GiveUpError
        return following

    def _end(self) -> State:
        mark = self._mark()
        if not mark:
            return "done"
        if mark == ";" or mark in "}]":
            self._cut(self.at + 1, "semicolon skipped" if mark == ";" else "extra bracket skipped")
            return "after"
        if found := NEXT_OBJECT.match(self.text, self.at):
            self._edit(self.at, found.start(1), ",", "further object beside the first read")
            self.at = found.start(1)
            return "value"
        # Loose words are no data; a name and a colon are, and who can tell where they belonged?
        self._cut(len(self.text), "text after the end skipped", certain=not MEMBER.search(self.text, self.at))
        return "done"

    def _string(self, mark: str, is_name: bool) -> None:
        """Read a string that opens with `mark`, up to the quote that looks like its end."""
        text, start = self.text, self.at
        if mark == "'":
            self._edit(start, start + 1, '"', "text in single quotes read")
        self.at += 1
        while True:
            plain = _PLAIN.match(text, self.at)
            self.at = plain.end() if plain else self.at
            seen = self._mark()
            if seen == mark and self._closes(start, is_name):
                if mark == "'":
                    self._edit(self.at, self.at + 1, '"')
                self.at += 1
                return
            if not seen or self._lacks_quote():
                self._edit(self.at, self.at, '"', "missing double quote added", certain=False)
                return
            self._mend(mark, seen)

    def _mend(self, mark: str, seen: str) -> None:
        """Make the character `seen`, at the point, fit for a string that opened with `mark`."""
        at = self.at
        self.at += 1
        if seen == "'":
            # An apostrophe: harmless between double quotes, a guess between single ones.
            self.certain = self.certain and mark == '"'
        elif seen == '"':
            # Between single quotes a double quote is an ordinary character; between double quotes it is a guess.
            note = "double quote inside a text read" if mark == '"' else ""
            self._edit(at, at + 1, '\\"', note, certain=mark == "'")
        elif seen == "\\":
            if self._mark() == "'":
                self._edit(at, at + 1, "", "needless backslash skipped")
                self.at += 1
            else:
                self._edit(at, at + 1, "\\\\", "backslash read as a character", certain=False)
        else:
            self._edit(at, at + 1, json.dumps(seen)[1:-1], "control character inside a text read")

    def _closes(self, start: int, is_name: bool) -> bool:
        end = self.at + 1
        if self._mark() == "'":
            after = after_space(self.text, end)
            return after == len(self.text) or self.text[after] in ",:}]"
        if is_name or not is_stray(self.text, end):
            return True
        if runs_into_name(self.text, start, end):
            raise _GiveUpError
        return False

    def _lacks_quote(self) -> bool:
        if self.at < self.looked or self._mark() not in ("\n", "\r"):
            return False
        self.looked = after_space(self.text, self.at)
        return lacks_quote(self.text, self.at)
