"""Bytes to text, as a browser decides it, with what was declared and what had to be mended.

Order: byte-order mark, HTTP charset, meta charset, sniffing (https://encoding.spec.whatwg.org/). One deliberate
difference: bytes that are valid UTF-8 and hold a character beyond ASCII are UTF-8 whatever is declared. A page in a
legacy encoding is practically never valid UTF-8 by chance, while pages stored or proxied as UTF-8 under an old label
are common.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from functools import lru_cache
from io import IncrementalNewlineDecoder
from typing import NamedTuple

from turbohtml import parse
from turbohtml.detect import detect  # also registers the whatwg-* codecs

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))
_HTTP_CHARSET = re.compile(r"(?:^|[;\s])charset\s*=\s*[\"']?\s*([^\s\"';]+)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!(?=--)(?:.*?-->|.*)", re.DOTALL)  # the two hyphens may open and close: <!-->
_META = re.compile(rb"<meta[\s/]([^>]{1,1000})", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"([^\s/=\"']+)\s*=\s*(?:\"([^\"]*)\"?|'([^']*)'?|([^\s\"']+))")
_CONTENT_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([^\s;\"']+)", re.IGNORECASE)
_META_WINDOW = 4096  # HTML asks for the first 1,024 bytes; browsers and real pages need more
_LATE_WINDOW = 256 * 1024  # the parser changes its mind at a late meta element; only bytes that are not UTF-8 need that
_ESCAPED = re.compile(rb"\x1b[$(]")  # ISO-2022-JP is made of ASCII bytes, so it is valid UTF-8 too

# What the first bytes of files that are not pages look like: a saved image named .html must not be "audited".
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"RIFF", "an image, audio or video file"),
    (b"\x7fELF", "a program"),
    (b"\x00\x00\x00\x1cftyp", "a video"),
    (b"\x00\x00\x00\x20ftyp", "a video"),
    (b"SQLite format 3", "a database"),
)

_BLANK = re.compile(rb"[ \t\r\n\f\x00\xef\xbb\xbf]*")


class Decoded(NamedTuple):
    """A page's text and how it was got.

    text: newlines normalised to LF, no byte-order mark.
    encoding: WHATWG name of the encoding used, lower case.
    http, meta: the labels declared in the HTTP header and the markup, as written, or None.
    damaged: how many byte sequences the encoding could not explain (shown as U+FFFD).
    """

    text: str
    encoding: str
    http: str | None
    meta: str | None
    damaged: int = 0

    @property
    def mislabelled(self) -> bool:
        """Whether the bytes are UTF-8 although something else is declared."""
        declared = self.http or self.meta
        if declared is None or self.encoding != "utf-8" or self.text.isascii():
            return False
        return whatwg_name(declared) not in (None, "utf-8")


class NoPage(NamedTuple):
    """Why bytes are no HTML page at all: as a code and in words."""

    code: str
    reason: str


def not_html(content: bytes) -> NoPage | None:
    """Why `content` is no HTML page at all, or None when it may be one."""
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return NoPage("TYPE.not-html", f"not HTML: the bytes are {kind}")
    if _BLANK.fullmatch(content):
        return NoPage("TYPE.empty", "empty: there is nothing in it")
    if b"<" not in content:
        return NoPage("TYPE.not-html", "not HTML: there is not one tag in it")
    return None


def decode(content: bytes, headers: Mapping[str, str]) -> Decoded:
    """The text of a page's bytes; `headers` may carry a Content-Type with a charset. Never raises."""
    http = _http_label(headers)
    meta = _meta_label(content, _META_WINDOW)
    for bom, name in _BOMS:
        if content.startswith(bom):
            return _decoded(content[len(bom) :], name, http, meta)
    if wide := _unmarked_utf16(content):
        return _decoded(content, wide, http, meta)
    text, broken = _as_utf8(content)
    if text is not None and not (b"\x1b" in content and _ESCAPED.search(content)):
        return Decoded(_normalised(text), "utf-8", http, meta, broken)
    meta = meta or _meta_label(content, _LATE_WINDOW)
    return _decoded(content, _legacy_name(content, http, meta), http, meta)


def _as_utf8(content: bytes) -> tuple[str | None, int]:
    """The text of bytes that are UTF-8 and what is broken; a page cut in the middle of its last character is UTF-8."""
    try:
        return content.decode("utf-8"), 0
    except UnicodeDecodeError as error:
        cut = error.reason == "unexpected end of data" and not content[: error.start].isascii()
        return (content.decode("utf-8", "replace"), 1) if cut else (None, 0)


def _unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without a byte-order mark, told by its first tag: the letters of HTML itself are ASCII."""
    start = content[:256].lstrip(b" \t\r\n\f\x00")
    if not start.startswith(b"<"):
        return None
    at = content.find(b"<")
    before, after = content[at - 1 : at] if at else b"", content[at + 1 : at + 2]
    if after == b"\x00" and at % 2 == 0 and content[at + 3 : at + 4] == b"\x00":
        return "utf-16le"
    return "utf-16be" if before == b"\x00" and at % 2 == 1 and content[at + 1 : at + 2] == b"\x00" else None


def _legacy_name(content: bytes, http: str | None, meta: str | None) -> str:
    if http and (name := whatwg_name(http)):
        return name
    if meta and (name := whatwg_name(meta)):
        # HTML: a meta element cannot tell of UTF-16, it was read as ASCII to be found
        return {"utf-16le": "utf-8", "utf-16be": "utf-8", "x-user-defined": "windows-1252"}.get(name, name)
    return "utf-8" if _mostly_utf8(content) else (detect(content).encoding or "windows-1252").lower()


def _mostly_utf8(content: bytes) -> bool:
    """Whether a few broken bytes stand in what is UTF-8 otherwise."""
    text = content.decode("utf-8", "replace")
    return sum(char > "\x7f" for char in text) > 4 * text.count("\ufffd")


def _decoded(content: bytes, name: str, http: str | None, meta: str | None) -> Decoded:
    text = content.decode(f"whatwg-{name}", "replace")
    damaged = text.count("\ufffd") - (content.count("\ufffd".encode()) if name == "utf-8" else 0)
    return Decoded(_normalised(text.removeprefix("\ufeff")), name, http, meta, max(damaged, 0))


def _normalised(text: str) -> str:
    """With one LF for each CR LF and CR: cheaper than two replaces, and no list of pieces as an expression makes."""
    return IncrementalNewlineDecoder(None, translate=True).decode(text, final=True) if "\r" in text else text


def _http_label(headers: Mapping[str, str]) -> str | None:
    for name, value in headers.items():
        if name.lower() == "content-type":
            match = _HTTP_CHARSET.search(value)
            return match[1] if match else None
    return None


def _meta_label(content: bytes, window: int) -> str | None:
    """The label a meta element declares: the first one that names an encoding, else the first one."""
    first = None
    for meta in _META.finditer(_COMMENT.sub(b"", content[:window])):
        if b"charset" not in meta[1].lower():
            continue
        label = _declared(meta[1])
        if label and whatwg_name(label):
            return label
        first = first or label
    return first


def _declared(attributes: bytes) -> str | None:
    found: dict[bytes, bytes] = {}
    for match in _ATTRIBUTE.finditer(attributes):
        found.setdefault(match[1].lower(), match[2] or match[3] or match[4] or b"")
    label = found.get(b"charset", b"")
    if not label and found.get(b"http-equiv", b"").strip().lower() == b"content-type":
        inside = _CONTENT_CHARSET.search(found.get(b"content", b""))
        label = inside[1] if inside else b""
    return label.strip().decode("ascii", "replace")[:40] or None


@lru_cache(maxsize=256)
def whatwg_name(label: str) -> str | None:
    """The WHATWG encoding of a label, or None when the standard knows none (utf-7, base64 …: never a Python codec)."""
    try:
        name = parse(b"", encoding=label.strip()).encoding
    except (LookupError, UnicodeError):
        return None
    return name.lower() if name and name != "replacement" else None
