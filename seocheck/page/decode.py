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
from dataclasses import dataclass

from turbohtml import parse
from turbohtml.detect import detect  # also registers the whatwg-* codecs

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))
_HTTP_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';]+)", re.I)
_META_CHARSET = re.compile(rb"<meta[^>]{0,512}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_META_WINDOW = 4096  # HTML asks for the first 1,024 bytes; browsers and real pages need more

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


@dataclass(frozen=True, slots=True)
class Decoded:
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
        return _whatwg_name(declared) not in (None, "utf-8")


def not_html(content: bytes) -> str | None:
    """Why `content` is no HTML page at all, in words, or None when it may be one."""
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return f"not HTML: the bytes are {kind}"
    if not content.strip(b" \t\r\n\f\x00\xef\xbb\xbf"):
        return "empty: there is nothing in it"
    if b"<" not in content:
        return "not HTML: there is not one tag in it"
    return None


def decode(content: bytes, headers: Mapping[str, str]) -> Decoded:
    """The text of a page's bytes; `headers` may carry a Content-Type with a charset. Never raises."""
    http = _http_label(headers)
    for bom, name in _BOMS:
        if content.startswith(bom):
            return _decoded(content[len(bom) :], name, http, _meta_label(content))
    meta = _meta_label(content)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        escaped = "\x1b" in text or "\x00" in text  # ISO-2022-JP and UTF-16 without a mark are ASCII bytes too
        if not escaped:
            return Decoded(_normalised(text), "utf-8", http, meta)
    return _decoded(content, _legacy_name(content, http, meta), http, meta)


def _legacy_name(content: bytes, http: str | None, meta: str | None) -> str:
    start = content[:512]
    if start.count(b"\x00") > len(start) // 4:  # every second byte of Latin text in UTF-16
        return "utf-16be" if start[:1] == b"\x00" else "utf-16le"
    for label, from_meta in ((http, False), (meta, True)):
        name = _whatwg_name(label) if label else None
        if name:
            # HTML: a meta element cannot tell of UTF-16, it was read as ASCII to be found
            return "utf-8" if from_meta and name.startswith("utf-16") else name
    return (detect(content).encoding or "windows-1252").lower()


def _decoded(content: bytes, name: str, http: str | None, meta: str | None) -> Decoded:
    text = content.decode(f"whatwg-{name}", "replace")
    damaged = text.count("\ufffd") - (content.count("\ufffd".encode()) if name == "utf-8" else 0)
    return Decoded(_normalised(text.removeprefix("\ufeff")), name, http, meta, max(damaged, 0))


def _normalised(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _http_label(headers: Mapping[str, str]) -> str | None:
    for name, value in headers.items():
        if name.lower() == "content-type":
            match = _HTTP_CHARSET.search(value)
            return match[1] if match else None
    return None


def _meta_label(content: bytes) -> str | None:
    match = _META_CHARSET.search(_COMMENT.sub(b"", content[:_META_WINDOW]))
    return match[1].decode("ascii", "replace") if match else None


def _whatwg_name(label: str) -> str | None:
    """The WHATWG encoding of a label, or None when the standard knows none (utf-7, base64 …: never a Python codec)."""
    try:
        name = parse(b"", encoding=label.strip()).encoding
    except LookupError:
        return None
    return name.lower() if name and name != "replacement" else None
