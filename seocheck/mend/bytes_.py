"""Edits in the bytes of a page: its own encoding, its own line ends, everything else byte for byte."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from seocheck.mend.nouns import Edit, Unmendable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seocheck.page.decode import Decoded

# Encodings that Python knows by another name than the WHATWG, or reads more narrowly.
_PYTHON = {"gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949", "big5": "big5hkscs", "iso-8859-8-i": "iso-8859-8"}
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def edited(content: bytes, decoded: Decoded, edits: Sequence[Edit]) -> bytes:
    """The page with the edits made; their offsets count characters of `decoded.text`. Unmendable when it is unsafe."""
    if not edits:
        return content
    mark = next((mark for mark in _MARKS if content.startswith(mark)), b"")
    encoding = _PYTHON.get(decoded.encoding, decoded.encoding)
    text = _as_written(content[len(mark) :], encoding)
    returns = [match.start() for match in re.finditer("\r\n", text)]  # the decoded text has one character for these
    shifted = [at - number for number, at in enumerate(returns)]
    line_end = "\r\n" if returns else "\n"
    # of a page that is all ASCII, or under a wrong label, browsers may take another encoding
    safe = "ascii" if content.isascii() or decoded.mislabelled else encoding
    pieces = []
    done = 0
    for edit in edits:
        start = edit.start + bisect_left(shifted, edit.start)
        end = edit.end + bisect_left(shifted, edit.end)
        pieces += [text[done:start], _writable(edit.text, safe).replace("\n", line_end)]
        done = end
    return mark + "".join([*pieces, text[done:]]).encode(encoding)


def _as_written(content: bytes, encoding: str) -> str:
    """The text with its own line ends, when it can be written back as the very same bytes."""
    try:
        text = content.decode(encoding)
        if text.encode(encoding) == content:
            return text
    except (LookupError, UnicodeError):
        pass
    raise Unmendable(f"its bytes cannot be written back unchanged as {encoding}: save the page as UTF-8 first")


def _writable(text: str, encoding: str) -> str:
    """JSON with escapes for what the encoding lacks."""
    try:
        text.encode(encoding)
    except UnicodeError:
        return re.sub(r"[^\x00-\x7f]", lambda match: _escaped(match[0]), text)
    return text


def _escaped(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))
