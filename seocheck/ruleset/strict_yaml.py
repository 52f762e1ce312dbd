"""YAML text → plain data in which every value and key knows its place.

Only what a rules file needs: mappings with text keys, lists, and scalars read as YAML 1.2 does (`off`, `yes`, `1:30`,
`017` and dates stay text). Duplicate keys, anchors, aliases, merge keys, tags and further documents are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from seocheck.ruleset.errors import Complaint, shown
from seocheck.ruleset.node import MAX_BYTES, Node, Scalar, Yaml, kind, number
from seocheck.ruleset.yaml_faults import explain

MAX_DEPTH = 20
MAX_NODES = 20_000

# PyYAML without its C library reads the same, only twenty times slower.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
_MAY_BE_NUMBER = frozenset("+-.0123456789")


def read_yaml(content: bytes | str, file: str) -> Yaml:
    """Read YAML; never raises. `file` is the name used in complaints."""
    try:
        text = _text(content, file)
        return _Composer(text, file).document()
    except _UnreadableError as unreadable:
        return Yaml(None, (unreadable.complaint,))


class _UnreadableError(Exception):
    def __init__(self, file: str, line: int, column: int, message: str) -> None:
        self.complaint = Complaint(file, line, column, (), message)
        super().__init__(message)


def _text(content: bytes | str, file: str) -> str:
    size = len(content) if isinstance(content, bytes) else len(content.encode("utf-8", "replace"))
    if size > MAX_BYTES:
        raise _UnreadableError(file, 1, 1, f"the file is larger than {MAX_BYTES // 1024} KiB, the most it may be")
    if isinstance(content, bytes):
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            before = content[: error.start].decode("utf-8")
            line, column = _place(before, len(before))
            seen = f"the byte 0x{content[error.start]:02X} is not UTF-8"
            raise _UnreadableError(file, line, column, f"{seen}; save the file as UTF-8") from None
    else:
        text = content
    text = text.removeprefix("\ufeff")
    unseen = _UNSEEN.search(text)
    if unseen:
        line, column = _place(text, unseen.start())
        code = f"U+{ord(unseen.group()):04X}"
        raise _UnreadableError(file, line, column, f"the invisible character {code} is not allowed here; remove it")
    return text


def _place(text: str, offset: int) -> tuple[int, int]:
    before = re.split(r"\r\n|\r|\n", text[:offset])
    return len(before), len(before[-1]) + 1


class _Composer:
    """Turns the parser's events into Nodes, without recursion deeper than MAX_DEPTH."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.faults: list[Complaint] = []
        self.nodes = 0
        self.events: Iterator[Any] = iter(())
        self.last: Any = None

    def document(self) -> Yaml:
        root: Node | None = None
        try:
            self.events = yaml.parse(self.text, Loader=LOADER)
            root = self._documents()
        except yaml.YAMLError as error:
            line, column, message = explain(error, self.text)
            raise _UnreadableError(self.file, line, column, message) from None
        except (ValueError, OverflowError, LookupError, AttributeError, TypeError, RecursionError):
            # PyYAML lets some of Python's own exceptions through (an escape beyond the last character, …)
            line, column = (self.last.end_mark.line + 1, self.last.end_mark.column + 1) if self.last else (1, 1)
            raise _UnreadableError(self.file, line, column, "this is not valid YAML") from None
        # an empty file is a null, as YAML has it
        return Yaml(root or Node(None, 1, 1, 1, 1, self.file, ""), tuple(self.faults))

    def _documents(self) -> Node | None:
        root: Node | None = None
        for event in self.events:
            self.last = event
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self._complain(event, "a second document starts here; a rules file is one document: remove “---”")
                    break
                if event.tags:
                    self._complain(event, "%TAG is not used in rules files; remove that line")
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, 1, None)
        return root

    def _next(self) -> Any:
        self.last = next(self.events)
        return self.last

    def _node(self, event: Any, depth: int, key: Any) -> Node:
        self.nodes += 1
        mark = event.start_mark
        if self.nodes > MAX_NODES:
            raise self._stop(mark, f"the file holds more than {MAX_NODES:,} values, the most a rules file may have")
        if isinstance(event, yaml.AliasEvent):
            words = "refers to another value, which rules files do not do; put quotes around it if it is text"
            self._complain(event, f"“*{shown(event.anchor or '')}” {words}")
            return self._made(None, mark, key, "*")
        if event.anchor is not None:
            words = "names a value for reuse, which rules files do not do; remove it"
            self._complain(event, f"“&{shown(event.anchor)}” {words}")
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            words = "is not allowed; remove it, or put quotes around a text that starts with “!”"
            self._complain(event, f"the tag “{shown(tag)}” {words}")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, key)
        if depth > MAX_DEPTH:
            raise self._stop(mark, f"values stand more than {MAX_DEPTH} levels deep here, the most a rules file may go")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._made(self._items(depth), mark, key, None)
        in_braces = self.text[mark.index : mark.index + 1] == "{"
        return self._made(self._pairs(depth), mark, key, "{" if in_braces else None)

    def _items(self, depth: int) -> list[Node]:
        items: list[Node] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1, None))
        return items

    def _pairs(self, depth: int) -> dict[str, Node]:
        pairs: dict[str, Node] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            name = self._key(event, depth)
            value = self._node(self._next(), depth + 1, event.start_mark)
            if name is None:
                continue
            if name in pairs:
                first = pairs[name]
                at = f"line {first.key_line}" if first.key_line != value.key_line else f"column {first.key_column}"
                self._complain(event, f"“{shown(name)}” is written twice (first at {at}); keep one of them")
            else:
                pairs[name] = value
        return pairs

    def _key(self, event: Any, depth: int) -> str | None:
        node = self._node(event, depth + 1, None)
        if node.value == "<<" and node.written:
            self._complain(event, "“<<” merges mappings, which rules files do not do; use “extends”")
            return None
        if isinstance(node.value, str):
            return node.value
        if isinstance(node.value, dict | list):
            self._complain(event, "a key must be text, not a list or a mapping; put quotes around it if it is text")
            return None
        if node.written != "*":  # an alias has had its complaint
            seen = f"YAML reads {node.written} as {kind(node.value)}; put quotes around it"
            self._complain(event, f"a key must be text; {seen if node.written else 'it is empty'}")
        return node.written or None

    def _scalar(self, event: Any, key: Any) -> Node:
        text: str = event.value
        if not event.implicit[0] or event.style:
            if _SURROGATE.search(text):
                self._complain(event, "half a character (\\ud800 to \\udfff) stands here; write the whole character")
                text = ""
            return self._made(text, event.start_mark, key, None)
        value: Scalar = text
        if text in _WORDS:
            value = _WORDS[text]
        elif text[0] in _MAY_BE_NUMBER:
            value = number(text)
            if value is None:
                self._complain(event, f"the number {shown(text, 30)} is too large; put quotes around it if it is text")
                value = 0
        return self._made(value, event.start_mark, key, text)

    def _made(self, value: Scalar | dict[str, Node] | list[Node], mark: Any, key: Any, written: str | None) -> Node:
        above = key or mark
        return Node(value, mark.line + 1, mark.column + 1, above.line + 1, above.column + 1, self.file, written)

    def _complain(self, event: Any, message: str) -> None:
        mark = event.start_mark
        self.faults.append(Complaint(self.file, mark.line + 1, mark.column + 1, (), message))

    def _stop(self, mark: Any, message: str) -> _UnreadableError:
        return _UnreadableError(self.file, mark.line + 1, mark.column + 1, message)
