"""Lists of inputs (`--from`): one address, file, folder or glob a line; a line that begins with `#` is a comment.

Read a line at a time, so a list may be of any length, and standard input may never end.
"""

from __future__ import annotations

import codecs
import re
import stat
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from seocheck.model import PageReport
from seocheck.sources import addresses

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

STDIN = "-"
LONGEST = 2 * addresses.LONGEST
"""Characters of a line; what is longer is no input."""

_SHOWN = 120  # characters of a broken line that stand for it in reports
_ENDLESS = 64 << 20  # characters of a line after which nothing sensible follows
_CELLS = re.compile(r"[,;\t]")
_HEADING = re.compile(
    r"\W?(?:urls?|uri|address(?:es)?|adresse|links?|loc|page|landing page|top pages)\W?(?:[,;\t].*)?", re.IGNORECASE
)


def lines(name: str) -> Iterator[tuple[str, str] | PageReport]:
    """The inputs in a list, each with where it stands (`urls.txt:12`), read as they are asked for.

    name: the list's path, or `-` for standard input. A line that is no input comes as the report that says why, as
    does a list that cannot be read or holds nothing.
    """
    try:
        if name == STDIN:
            if sys.stdin is None or sys.stdin.closed:
                yield _unread(name, "standard input is closed")
                return
            yield from _inputs(sys.stdin.buffer, "standard input")  # type: ignore[arg-type]
            return
        if stat.S_ISDIR(Path(name).stat().st_mode):
            yield _unread(name, "the list is a folder; to audit the pages in it give it without --from")
            return
        with Path(name).open("rb") as file:
            yield from _inputs(file, name)
    except OSError as error:
        yield _unread(name, f"the list cannot be read: {error.strerror or error}")
    except ValueError:
        yield _unread(name, "the list cannot be read: this is no possible file name")


def _inputs(file: BufferedReader, name: str) -> Iterator[tuple[str, str] | PageReport]:
    head = file.peek(4)
    if why := _why_no_list(head):
        yield _unread(name, why)
        return
    empty, table = True, False
    for number, line in _numbered(file, _encoding(head)):
        text = _unquoted(line.strip(" \t\n\f"))
        if not text or text.startswith("#"):
            continue
        origin = f"{name}:{number}"
        if empty and _HEADING.fullmatch(text):
            table = True
            yield PageReport(_shown(text), None, "skipped", f"{origin}: the heading of a table, no input", None)
        elif words := _why_no_input(text, table=table):
            yield PageReport(_shown(text), None, "failed", f"{origin}: {words}", None, code="INP.line")
        else:
            yield text, origin
        empty = False
    if empty:
        yield _unread(name, "there is no input in this list", "INP.list-empty")


def _numbered(file: BinaryIO, encoding: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers. Of one that is too long only the beginning comes: enough to see that it is."""
    # A file's name may be of bytes that are no text; UTF-16 has no way to carry them.
    errors = "replace" if encoding == "utf-16" else "surrogateescape"
    text = TextIOWrapper(file, encoding, errors=errors, newline=None)
    number = 0
    try:
        while line := text.readline(LONGEST + 2):
            number += 1
            rest, length = line, 0
            while rest and not rest.endswith("\n"):
                rest = text.readline(LONGEST)
                length += len(rest)
                if length > _ENDLESS:
                    raise OSError(0, f"line {number} does not end; this is no list")
            yield number, line
    finally:
        text.detach()  # whoever opened the file closes it


def _encoding(head: bytes) -> str:
    return "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"


def _why_no_list(head: bytes) -> str | None:
    if head.startswith(b"\x1f\x8b"):
        return "the list is packed with gzip; unpack it, or give a sitemap without --from"
    if head.startswith(b"PK\x03\x04"):
        return "this is a spreadsheet or a ZIP file; save the column of addresses as plain text"
    if head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        return "this is XML or HTML, not a list; give a sitemap or a page without --from"
    return None


def _why_no_input(text: str, *, table: bool) -> str | None:
    """Why a line cannot be an input, with the mend. table: it stands in a table saved as CSV."""
    if len(text) > LONGEST:
        return f"the line is longer than {LONGEST:,} characters"
    if "\0" in text:
        return "the line holds NUL bytes; save the list as UTF-8 text"
    if "\ufffd" in text or (addresses.is_meant(text) and any("\ud800" <= letter <= "\udfff" for letter in text)):
        return "the line is not UTF-8; save the list as UTF-8 text"
    first = _first_cell(text)
    if first is not None and (table or '"' in text or re.search(r"\s", text)):
        return f"this is a row of a table, not one address; keep only the column of addresses: {_shown(first)}"
    return None


def _first_cell(text: str) -> str | None:
    """The first cell of a row of several that is an address."""
    cells = [cell.strip(' "') for cell in _CELLS.split(text)]
    return next((cell for cell in cells if addresses.is_meant(cell)), None) if len(cells) > 1 else None


def _unquoted(text: str) -> str:
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if quoted else text


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _unread(name: str, words: str, code: str = "INP.list-unreadable") -> PageReport:
    return PageReport(name, None, "failed", words, None, code=code)
