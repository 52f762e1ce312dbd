"""Places: from elements and offsets to lines, columns and the page's own text."""

from __future__ import annotations

import html
import json
import re
import sys
from bisect import bisect_right, insort
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from turbohtml import Element

from seocheck.model import Excerpt, Place, Spot

if TYPE_CHECKING:
    from turbohtml import SourceSpan

    from seocheck.page.jsonld.lenient import Lenient
    from seocheck.page.jsonld.text import JsonText

_AROUND = 60  # characters of a line shown before and after the marked ones
_MARKED = 120
_STRETCH = 2000
_REACH = 20_000  # how far beyond its start the words of an element or value are looked for
_ENTITY = r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});?"
_MARKUP = r"<!--.{0,2000}?-->|</?[A-Za-z](?:\"[^\"]*\"|'[^']*'|[^<>\"']){0,200}+>"
_ESCAPE = r"\\(?:u[0-9a-fA-F]{4}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|.)"
# What is read as something else than it is written: in the text of an element, in an attribute, in a JSON string.
_IN_TEXT = re.compile(rf"[^\s&<]+|(?P<nothing>{_MARKUP}|\s+)|(?P<entity>{_ENTITY})|.", re.DOTALL)
_IN_ATTRIBUTE = re.compile(rf"[^\s&]+|(?P<nothing>\s+)|(?P<entity>{_ENTITY})|.", re.DOTALL)
_IN_JSON = re.compile(rf"[^\s&\\]+|(?P<nothing>\s+)|(?P<entity>{_ENTITY})|(?P<escape>{_ESCAPE})|.", re.DOTALL)


class Source:
    """The decoded text of a page and its lines.

    Few places of a page are asked for, and the parser knows the lines of its tags: counting line breaks from a tag up
    to a place takes a tenth of the time of noting all lines.
    """

    __slots__ = ("_known", "_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._known = [(0, 1)]  # offsets in order, each with its line: of some tags, and of each stretch looked at
        self._starts: dict[int, int] = {}  # of lines, as far as known

    def learn(self, span: SourceSpan) -> None:
        """Take over the line on which a tag or attribute begins; places behind are quicker to tell then."""
        insort(self._known, (span.start_offset, span.start_line))

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a character offset."""
        after = bisect_right(self._known, (offset, sys.maxsize))
        known, line = self._known[after - 1]
        for at in range(known + _STRETCH, offset, _STRETCH):
            line += self.text.count("\n", known, at)
            known = at
            self._known.insert(after, (known, line))
            after += 1
        line += self.text.count("\n", known, offset)
        start = self._starts[line] = self.text.rfind("\n", 0, offset) + 1
        return line, offset - start + 1

    def offset(self, line: int, column: int) -> int:
        """The character offset of a line and column; quickest for one that `line_column` gave."""
        start = self._starts.get(line)
        if start is None:
            start = 0 if line == 1 else next(islice(re.finditer("\n", self.text), line - 2, None)).end()
            self._starts[line] = start
        return start + column - 1

    def place(self, start: int, end: int, pointer: str | None = None) -> Place:
        """The place of the characters from `start` up to, not including, `end`."""
        line, column = self.line_column(start)
        if end - start < _STRETCH and self.text.find("\n", start, end) < 0:
            return Place(line, column, line, column + end - start, pointer)
        return Place(line, column, *self.line_column(end), pointer)

    def between(self, first: SourceSpan, last: SourceSpan) -> Place:
        """The place from where one tag or attribute begins to where another, or the same, ends."""
        line, column, end_line, end_column = first.start_line, first.start_col, last.end_line, last.end_col
        self._starts[line] = first.start_offset - column
        self._starts[end_line] = last.end_offset - end_column
        return Place(line, column + 1, end_line, end_column + 1)

    def excerpt(self, place: Place) -> Excerpt | None:
        """The line a place begins on, in three pieces; None for the page as a whole, which has no line of its own."""
        start, end = self.offset(place.line, place.column), self.offset(place.end_line, place.end_column)
        if start == end:
            return None
        head, tail = start - place.column + 1, self.text.find("\n", start, start + _MARKED + _AROUND)
        tail = start + _MARKED + _AROUND if tail < 0 else tail
        end = min(end, tail)
        return Excerpt(
            self.text[max(head, start - _AROUND) : start],
            self.text[start : min(end, start + _MARKED)],
            self.text[end : min(tail, end + _AROUND)] if end <= start + _MARKED else "",
        )

    def slice(self, place: Place) -> str:
        """The text at a place."""
        return self.text[self.offset(place.line, place.column) : self.offset(place.end_line, place.end_column)]


class TextSpot:
    """A stretch of the page's text by offsets; (0, 0) is the page as a whole."""

    __slots__ = ("_source", "end", "start")
    caveat: tuple[str, Spot] | None = None

    def __init__(self, source: Source, start: int = 0, end: int = 0) -> None:
        self._source, self.start, self.end = source, start, end

    def place(self, quote: str | None = None) -> Place:
        """See `model.Spot`."""
        return self._source.place(*_narrow(self._source.text, self.start, self.end, quote, _IN_TEXT))

    def source(self, place: Place) -> str:
        """See `model.Spot`."""
        return self._source.slice(place)


class TagSpot:
    """An element, or one attribute of it; `whole` marks the element up to its end tag, not just its start tag."""

    __slots__ = ("_source", "attribute", "element", "whole")
    caveat: tuple[str, Spot] | None = None

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
        text = self._source.text
        tag = location.start_tag
        if self.attribute and self.attribute in location.attrs:
            span = location.attrs[self.attribute]
            words = _find(text, span.start_offset, span.end_offset, quote, _IN_ATTRIBUTE) if quote else None
            if words:
                self._source.learn(span)
                return self._source.place(*words)
            return self._source.between(span, span)
        if not (quote or self.whole):
            return self._source.between(tag, tag)
        self._source.learn(tag)
        close = location.end_tag.end_offset if location.end_tag else _implied_end(element, text)
        words = _find(text, tag.end_offset, close or tag.end_offset + _REACH, quote, _IN_TEXT) if quote else None
        if words:
            return self._source.place(*words)
        if self.whole and close:
            end_tag = location.end_tag
            return self._source.between(tag, end_tag) if end_tag else self._source.place(tag.start_offset, close)
        return self._source.between(tag, tag)

    def source(self, place: Place) -> str:
        """See `model.Spot`."""
        return self._source.slice(place)


class JsonSpot:
    """A value inside a JSON-LD block, by its JSON Pointer; `key` marks the name that introduces it instead."""

    __slots__ = ("_base", "_json", "_source", "caveat", "key", "pointer")

    def __init__(self, source: Source, base: int, json: JsonText | Lenient, pointer: str, *, key: bool = False) -> None:
        self._source, self._base, self._json, self.pointer, self.key = source, base, json, pointer, key
        self.caveat: tuple[str, Spot] | None = None

    def place(self, quote: str | None = None) -> Place:
        """See `model.Spot`."""
        span = self._json.key_span(self.pointer) if self.key else None
        start, end = span or self._json.span(self.pointer)
        start, end = _narrow(self._source.text, self._base + start, self._base + end, quote, _IN_JSON)
        return self._source.place(start, end, self.pointer)

    def source(self, place: Place) -> str:
        """See `model.Spot`."""
        return self._source.slice(place)


def _implied_end(element: Element, text: str) -> int | None:
    """Where an element without an end tag ends because another begins: `<p>one<p>two`, `<li>`, `<td>` …"""
    if not element.children:
        return None
    follower = next((node for node in element.next_siblings if isinstance(node, Element)), None)
    location = follower.source_location if follower else None
    end_of_own = element.source_location
    if location is None or end_of_own is None or location.start_tag.start_offset < end_of_own.start_tag.end_offset:
        return None
    start = end_of_own.start_tag.start_offset
    return start + len(text[start : location.start_tag.start_offset].rstrip())


def _narrow(text: str, start: int, end: int, quote: str | None, written: re.Pattern[str]) -> tuple[int, int]:
    """The span of `quote` within [start, end); else the whole."""
    return (_find(text, start, end, quote, written) if quote else None) or (start, end)


def _find(text: str, start: int, end: int, quote: str, written: re.Pattern[str]) -> tuple[int, int] | None:
    """Where the words of `quote` stand in [start, end), however they are written there; white space does not count."""
    wanted = "".join(quote.split())
    pieces = [
        (match, match[0] if match.lastgroup is None else _unescaped(match[0], match.lastgroup))
        for match in written.finditer(text, start, min(end, start + _REACH))
        if match.lastgroup != "nothing"
    ]
    at = "".join([shown for _, shown in pieces]).find(wanted) if wanted else -1
    if at < 0:
        return None
    befores = list(accumulate((len(shown) for _, shown in pieces), initial=0))

    def span(index: int) -> tuple[int, int]:
        number = bisect_right(befores, index) - 1
        match, _ = pieces[number]
        first = match.start() + index - befores[number]
        return (first, first + 1) if match.lastgroup is None else match.span()

    return span(at)[0], span(at + len(wanted) - 1)[1]


def _unescaped(written: str, kind: str) -> str:
    if kind == "entity":
        return "".join(html.unescape(written).split())
    try:
        return "".join(str(json.loads(f'"{written}"')).split())
    except ValueError:
        return written
