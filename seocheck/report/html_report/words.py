"""What a page says, made fit to stand in an HTML report: autoescaping makes it text, this makes all of it visible."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seocheck.model import Place

LONGEST = 600  # characters of a sentence, a name, an address
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional marks, embeddings, overrides, isolates
    "\u2028\u2029\ufeff"  # separators of lines and paragraphs, byte-order mark
    "\ud800-\udfff\ufffe\uffff]"  # lone surrogates, and what is no character
)
_WEB = re.compile(r"https?://[^\s/?#\"'<>\\@]+(?:[/?#][^\s\"'<>\\]*)?", re.IGNORECASE)


def shown(text: object, limit: int = LONGEST) -> str:
    r"""A text on one line, with what cannot be seen written out (`\u202e`), cut to `limit` characters (0: not cut)."""
    line = _SPACES.sub(" ", str(text)).strip(" ")
    return _visible(line if not 0 < limit < len(line) else line[: limit - 1].rstrip() + "…")


def source(text: str) -> str:
    """Page source, its spaces kept; a line end is shown as ↵."""
    return _visible(text.replace("\n", "↵").replace("\t", " "))


def href(address: str | None) -> str | None:
    """An address that a link may have: http or https, with a host and nothing odd in it; None for any other."""
    return address if address and _WEB.fullmatch(address) and not _UNSEEN.search(address) else None


def day(iso: str) -> str:
    """`2 March 2026`."""
    moment = date.fromisoformat(iso)
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"  # strftime would ask the machine's locale


def spot(place: Place) -> str:
    """`12:5`."""
    return f"{place.line}:{place.column}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _visible(text: str) -> str:
    return text if text.isprintable() else _UNSEEN.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
