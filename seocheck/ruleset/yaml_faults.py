"""What the YAML parser's errors mean, in plain words and at the place where the hand goes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import yaml

from seocheck.ruleset.errors import shown

_BRACES_THEN_TEXT = re.compile(r"""(?:^|[:\-\s])(\{[^{}"']*\}[^#]*\S)""")


class _Fault(NamedTuple):
    problem: str
    context: str
    line: int  # where the parser gave up
    column: int
    from_line: int  # where the thing it was reading began
    from_column: int
    lines: list[str]

    @property
    def text(self) -> str:
        return self.lines[self.line - 1] if self.line <= len(self.lines) else ""

    @property
    def char(self) -> str:
        return self.text[self.column - 1 : self.column]

    @property
    def opener(self) -> str:
        line = self.lines[self.from_line - 1] if self.from_line <= len(self.lines) else ""
        return line[self.from_column - 1 : self.from_column]

    def here(self, message: str) -> tuple[int, int, str]:
        return self.line, self.column, message

    def there(self, message: str) -> tuple[int, int, str]:
        return self.from_line, self.from_column, message


def explain(error: yaml.YAMLError, text: str) -> tuple[int, int, str]:
    """Line, column and sentence for what PyYAML could not read in `text`."""
    lines = re.split(r"\r\n|\r|\n", text)
    mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None) or mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    from_line, from_column = (context_mark.line + 1, context_mark.column + 1) if context_mark else (line, column)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
    fault = _Fault(problem, str(getattr(error, "context", None) or ""), line, column, from_line, from_column, lines)
    for pattern, sentence in _SENTENCES:
        if re.search(pattern, f"{fault.context}; {fault.problem}"):
            return sentence(fault)
    return fault.here(f"this is not valid YAML ({shown(problem)})" if problem else "this is not valid YAML")


def _bracket(fault: _Fault) -> tuple[int, int, str]:
    close = {"[": "]", "{": "}"}.get(fault.opener, "]")
    if not fault.text[fault.column - 1 :].strip():
        return fault.there(f"the “{fault.opener}” that opens here is not closed; add “{close}”")
    return fault.here(f"“,” or “{close}” is expected here, after the “{fault.opener}” in line {fault.from_line}")


def _colon_in_list(fault: _Fault) -> tuple[int, int, str]:
    end = fault.column if fault.line == fault.from_line else None
    word = shown(fault.lines[fault.from_line - 1][fault.from_column - 1 : end].rstrip(":"))
    return fault.there(f'YAML reads “{word}:” as a key; put quotes around it: "{word}:"')


def _cannot_start(fault: _Fault) -> tuple[int, int, str]:
    if fault.char == "\t":
        return fault.here("a tab stands here; indent with spaces only")
    return fault.here(f"a text cannot start with “{fault.char}” unless it stands in quotes; put quotes around it")


def _out_of_line(fault: _Fault) -> tuple[int, int, str]:
    before = fault.text[: fault.column - 1].rstrip()
    braces = _BRACES_THEN_TEXT.search(fault.text)
    if before.endswith("}") and braces:
        words = shown(braces.group(1))
        return fault.here(f'a text that starts with “{{” needs quotes; put quotes around it: "{words}"')
    if before.endswith(('"', "'")):
        return fault.here("nothing may follow the closing quote; put the whole text in one pair of quotes")
    if fault.char == ":":
        return fault.here("a key is missing before this “:”")
    if fault.char == "-":
        return fault.here("a list item stands here where a “key: value” of the mapping above is expected")
    return fault.here("this line does not fit those above it; check its indentation, and that it reads “key: value”")


def _begin(message: str) -> Callable[[_Fault], tuple[int, int, str]]:
    return lambda fault: fault.there(message)


def _here(message: str) -> Callable[[_Fault], tuple[int, int, str]]:
    return lambda fault: fault.here(message)


# The first whose pattern occurs in “context; problem” speaks. The C parser and the Python one differ in wording.
_SENTENCES: tuple[tuple[str, Callable[[_Fault], tuple[int, int, str]]], ...] = (
    (r"quoted scalar; found unexpected (end of stream|document)", _begin("the quote that opens here is not closed")),
    (r"flow (sequence|mapping); .*(',' or)", _bracket),
    (r"unexpected ':'", _colon_in_list),
    (r"tab character", _here("a tab stands here; indent with spaces only")),
    (
        r"mapping values are not allowed",
        _here("a “:” is not expected here; put quotes around a text with “: ” in it, or check this line's indentation"),
    ),
    (r"mapping keys are not allowed", _here("a text that starts with “? ” needs quotes; put quotes around it")),
    (r"cannot start any token", _cannot_start),
    (
        r"scanning an (alias|anchor)",
        _begin('a text that starts with “*” or “&” needs quotes; put quotes around it, like "**/opinion/**"'),
    ),
    (
        r"quoted scalar; .*escape|expected escape",
        _here("an unknown escape in double quotes; write \\\\ for each backslash, or use single quotes"),
    ),
    (
        r"(find expected|expected) '-' indicator|block collection",
        _here("a list item, “- …”, is expected here at the indentation of those above"),
    ),
    (r"find expected key|block mapping; expected <block end>", _out_of_line),
    (r"(find expected|the) node content", _here("a value is expected here")),
    (r"sequence entries are not allowed", _here("a list with “- ” starts on a line of its own, below its key")),
    (r"could not find expected ':'", _begin("this is neither “key: value” nor “- item”; is a “:” missing?")),
    (r"<?document start>?", _here("the document has ended above; remove “...”")),
    (r"a tag|tag handle|tag prefix", _begin("a text that starts with “!” needs quotes; put quotes around it")),
    (r"block scalar", _here("after “|” or “>” the text starts on the next line")),
    (r"directive", _here("a line that starts with “%” is not used in rules files; remove it")),
)
