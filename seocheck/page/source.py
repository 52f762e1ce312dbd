"""Places: from elements and offsets to lines, columns and the page's own text."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from turbohtml import Element

from seocheck.model import Place

if TYPE_CHECKING:
    from seocheck.page.json_text import JsonText

_REACH = 20_000  # how far beyond its start tag the words of an unclosed element are looked for
_BETWEEN_WORDS = r"(?:\s|&nbsp;|&#160;|<[^<>]{0,200}>)+"
_VISIBLE = {'"': r"(?:\"|&quot;|&#34;)", "'": r"(?:'|&apos;|&#0?39;)", "&": "&(?:amp;)?", "<": "(?:<|&lt;)", ">": "(?:>|&gt;)"}


class Source:
    """The decoded text of a page and its line ends."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] | None = None

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a character offset."""
        if self._starts is None:
            self._starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The character offset of a line and column."""
        if self._starts is None:
            self.line_column(0)
        assert self._starts is not None
        return self._starts[line - 1] + column - 1

    def place(self, start: int, end: int, pointer: str | None = None) -> Place:
        """The place of the characters from `start` up to, not including, `end`."""
        return Place(*self.line_column(start), *self.line_column(end), pointer)

    def slice(self, place: Place) -> str:
        """The text at a place."""
        return self.text[self.offset(place.line, place.column) : self.offset(place.end_line, place.end_column)]


class TextSpot:
    """A stretch of the page's text by offsets; (0, 0) is the page as a whole."""

    __slots__ = ("_source", "end", "start")

    def __init__(self, source: Source, start: int = 0, end: int = 0) -> None:
        self._source, self.start, self.end = source, start, end

    def place(self, quote: str | None = None) -> Place:
        """See `model.Spot`."""
        return self._source.place(*_narrow(self._source.text, self.start, self.end, quote))

    def source(self, place: Place) -> str:
        """See `model.Spot`."""
        return self._source.slice(place)


class TagSpot:
    """An element, or one attribute of it; `whole` marks the element up to its end tag, not just its start tag."""

    __slots__ = ("_source", "attribute", "element", "whole")

    def __init__(self, source: Source, element: Element, attribute: str | None = None, *, whole: bool = False) -> None:
        self._source, self.element, self.attribute, self.whole = source, element, attribute, whole

    def place(self, quote: str | None = None) -> Place:
        """See `model.Spot`. An element the parser made up stands where its parent stands."""
        element = self.element
        location = element.source_location
        while location is None:
            parent = element.parent
            if not isinstance(parent, Element):
                return self._source.place(0, 0)
            element, location = parent, parent.source_location
        tag = location.start_tag
        start, end = tag.start_offset, tag.end_offset
        if self.attribute and self.attribute in location.attrs:
            span = location.attrs[self.attribute]
            return self._source.place(*_narrow(self._source.text, span.start_offset, span.end_offset, quote))
        close = location.end_tag.end_offset if location.end_tag else None
        if quote:
            begin, stop = _narrow(self._source.text, end, close or end + _REACH, quote)
            if (begin, stop) != (end, close or end + _REACH):
                return self._source.place(begin, stop)
        if self.whole and close is not None:
            end = close
        return self._source.place(start, end)

    def source(self, place: Place) -> str:
        """See `model.Spot`."""
        return self._source.slice(place)


class JsonSpot:
    """A value inside a JSON-LD block, by its JSON Pointer; `key` marks the name that introduces it instead."""

    __slots__ = ("_base", "_json", "_source", "key", "pointer")

    def __init__(self, source: Source, base: int, json: JsonText, pointer: str, *, key: bool = False) -> None:
        self._source, self._base, self._json, self.pointer, self.key = source, base, json, pointer, key

    def place(self, quote: str | None = None) -> Place:
        """See `model.Spot`."""
        span = self._json.key_span(self.pointer) if self.key else None
        start, end = span or self._json.span(self.pointer)
        start, end = _narrow(self._source.text, self._base + start, self._base + end, quote)
        return self._source.place(start, end, self.pointer)

    def source(self, place: Place) -> str:
        """See `model.Spot`."""
        return self._source.slice(place)


def _narrow(text: str, start: int, end: int, quote: str | None) -> tuple[int, int]:
    """The span of `quote` within [start, end), allowing for markup and entities between words; else the whole."""
    if not quote:
        return start, end
    found = text.find(quote, start, end)
    if found >= 0:
        return found, found + len(quote)
    words = html.unescape(quote)[:200].split()
    pattern = _BETWEEN_WORDS.join("".join(_VISIBLE.get(char) or re.escape(char) for char in word) for word in words)
    match = re.compile(pattern).search(text, start, min(end, start + _REACH)) if pattern else None
    return match.span() if match else (start, end)
