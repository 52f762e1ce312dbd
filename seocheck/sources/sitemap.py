"""Sitemaps, indexes of them, news sitemaps, feeds and text files as sources: the addresses they list, gzipped or not.

A sitemap is read as strictly as search engines read it: at the first fault of its XML reading ends, what stood whole
before it is used, and the reading says so. No entity is resolved, no DTD is read, nothing is looked up elsewhere.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any

from seocheck.page.address import Address
from seocheck.sources import addresses, gzipped
from seocheck.sources.reading import Listed, SitemapReading

MAX_ADDRESSES = 50_000
"""Addresses read from one sitemap; the protocol allows no more."""
MAX_BYTES = 50 * 1024 * 1024
"""Bytes read of one sitemap once it is unpacked; the protocol allows no more."""
MAX_DEPTH = 3
"""How deep indexes may name other indexes."""
MAX_PROBLEMS = 1_000
"""Problems of one sitemap that are told one by one."""

_HEAD = 4096  # bytes that show what a file is
_SHOWN = 120  # characters of an address at fault
_MOST_ELEMENTS = 2_000_000  # of 50 MiB of ordinary entries, each with its pictures, there are half as many
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ROOTS = frozenset({"urlset", "sitemapindex", "rss", "feed", "rdf"})
_ENTRIES = frozenset({"url", "sitemap", "item", "entry"})
_NEWS = ("name", "language", "publication_date", "title")  # all are required of a news entry


def looks_like_sitemap(content: bytes) -> bool:
    """Whether these bytes are a sitemap, an index of sitemaps, a feed, or a text file of addresses, gzipped or not."""
    head = content[:_HEAD]
    if head.startswith(gzipped.MAGIC):
        head, _, _ = gzipped.unpack(head, _HEAD)
    text = _text(head).lstrip()
    return _root(text) in _ROOTS or (re.match(r"https?://\S+\s*(?:\n|$)", text) is not None and "<" not in text)


def read(content: bytes, base: str | None = None) -> SitemapReading:
    """The addresses in a sitemap, of any bytes at all. Pure. base: its own address, if known."""
    cut = None
    if content.startswith(gzipped.MAGIC):
        content, ending, damage = gzipped.unpack(content, MAX_BYTES)
        cut = {
            "whole": None,
            "too large": _too_large(),
            "damaged": f"the gzip data is damaged ({damage})",
            "cut": "the gzip file ends in the middle",
        }[ending]
        if content.startswith(gzipped.MAGIC):
            return SitemapReading(cut="it is packed with gzip twice")
    elif len(content) > MAX_BYTES:
        content, cut = content[:MAX_BYTES], _too_large()
    notes = _Notes(Address.parse(base) if base else None)
    text = _text(content[:_HEAD])
    root = _root(text.lstrip())
    if root is None and re.match(r"\s*https?://", text):
        ended = _read_text(_text(content), notes)
    elif root == "html" or not text.strip():
        ended = "this is a web page, not a sitemap" if text.strip() else cut or "it is empty"
    else:
        ended = _read_xml(content, notes)
    return notes.reading(cut or ended)


def _too_large() -> str:
    return f"it is larger than {MAX_BYTES >> 20} MiB"


class _Notes:
    """What was found so far."""

    def __init__(self, base: Address | None) -> None:
        self._base = base
        self._entries: list[Listed] = []
        self._sitemaps: list[str] = []
        self._problems: list[tuple[int, str]] = []

    @property
    def full(self) -> bool:
        return len(self._entries) + len(self._sitemaps) >= MAX_ADDRESSES

    def problem(self, line: int, words: str) -> None:
        self._problems.append((line, words))

    def sitemap(self, text: str, line: int) -> None:
        if (url := self._url(text, line)) is not None:
            self._sitemaps.append(url)

    def page(self, text: str, line: int, lacking: Iterable[str] = ()) -> None:
        url = self._url(text, line)
        if url is None:
            return
        if missing := ", ".join(lacking):
            self.problem(line, f"the news entry of {url[:_SHOWN]} lacks {missing}")
        self._entries.append(Listed(url, line))

    def _url(self, text: str, line: int) -> str | None:
        text = " ".join(text.split()) if "\n" in text else text.strip()
        relative = text.startswith("/") and self._base is not None
        found = addresses.read(text, self._base if relative else None)
        if isinstance(found, addresses.Fault):
            self.problem(line, f"“{text[:_SHOWN]}”: {found.words}" if text else "an entry without an address")
            return None
        if relative:
            self.problem(line, f"“{text[:_SHOWN]}” is relative; sitemaps need whole addresses")
        return found.href

    def reading(self, cut: str | None) -> SitemapReading:
        problems = self._problems[:MAX_PROBLEMS]
        if more := len(self._problems) - len(problems):
            problems.append((self._problems[MAX_PROBLEMS][0], f"{more:,} more problems from here on"))
        return SitemapReading(tuple(self._entries), tuple(self._sitemaps), tuple(problems), cut)


def _read_text(text: str, notes: _Notes) -> str | None:
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if notes.full and line.strip():
            return _full(number)
        if line.strip() and not line.lstrip().startswith("#"):
            notes.page(line, number)
    return None


def _full(line: int) -> str:
    return f"it lists more than {MAX_ADDRESSES:,} addresses; what follows line {line:,} was not read"


def _read_xml(content: bytes, notes: _Notes) -> str | None:
    """Put what the XML lists into `notes`; return why reading ended early, if it did."""
    blank = re.match(rb"\s*", content.removeprefix(codecs.BOM_UTF8))
    before = (
        blank[0].count(b"\n") if blank else 0
    )  # nothing may stand before <?xml; many a template leaves a line there
    try:
        for element in _elements(content.removeprefix(codecs.BOM_UTF8).lstrip() if before else content):
            if notes.full:
                return _full(element.sourceline + before)
            _note(element, before, notes)
    except _BrokenError as error:
        return f"its XML is broken in line {error.line + before:,}: {error}"
    except _NoSitemapError as error:
        return str(error)
    return None


class _BrokenError(Exception):
    """Where XML ends early, in words, and the line."""

    def __init__(self, words: str, line: int) -> None:
        super().__init__(words)
        self.line = line


class _NoSitemapError(Exception):
    """The XML is not that of a sitemap, in words."""


def _elements(content: bytes) -> Iterator[Any]:
    """The entries one by one, each forgotten when the next is asked for."""
    from lxml import etree

    events = etree.iterparse(
        BytesIO(content), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        yield from _ended(events)
    except etree.XMLSyntaxError as error:
        first = next(iter(events.error_log), None)  # of an unknown entity the error itself says nothing
        words, line = (first.message, first.line) if first else (error.msg or "", error.position[0] or 0)
        raise _BrokenError(_plain(words), line) from error


def _ended(events: Iterable[tuple[str, Any]]) -> Iterator[Any]:
    inside = seen = 0
    root = None
    for event, element in events:
        if root is None:
            root = element
            if element.getroottree().docinfo.internalDTD is not None:
                raise _NoSitemapError("it has a DOCTYPE, which no sitemap may have; it was not read")
            if _local(element) not in _ROOTS:
                raise _NoSitemapError(f"it begins with <{_local(element)}>, not with <urlset> or <sitemapindex>")
        is_entry = _local(element) in _ENTRIES
        if event == "start":
            inside += is_entry
            continue
        seen += 1
        if seen > _MOST_ELEMENTS:
            raise _NoSitemapError(f"it has more than {_MOST_ELEMENTS:,} elements; what follows was not read")
        inside -= is_entry
        if inside:
            continue
        if is_entry:
            yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and parent[0] is not element:
            del parent[0]


def _note(element: Any, before: int, notes: _Notes) -> None:
    """Put one entry into `notes`. Namespaces are not looked at: they are wrong on many a site."""
    own = {_local(child): child for child in reversed(element) if isinstance(child.tag, str)}
    where = own.get("loc")
    if _local(element) in ("item", "entry"):
        where = _feed_link(element, own)
    text = "" if where is None else where.get("href") or _string(where)
    line = (element if where is None else where).sourceline + before
    if _local(element) == "sitemap":
        notes.sitemap(text, line)
        return
    notes.page(text, line, _lacking(own["news"]) if "news" in own else ())


def _lacking(news: Any) -> list[str]:
    """The fields that a news entry must have and has not."""
    filled = {_local(part) for part in news.iter("{*}*") if _string(part)}
    return [name for name in _NEWS if name not in filled]


def _feed_link(element: Any, own: Mapping[str, Any]) -> Any:
    """The element of a feed's entry that holds the page's address."""
    for child in element:
        if isinstance(child.tag, str) and _local(child) == "link" and child.get("rel", "alternate") == "alternate":
            return child
    guid = own.get("guid")
    return guid if guid is not None and guid.get("isPermaLink", "true") != "false" else None


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _string(element: Any) -> str:
    return ((element.text or "") if not len(element) else str(element.xpath("string()"))).strip()


def _plain(words: str) -> str:
    return "it ends too early" if words.startswith(("Unregistered", "Premature end")) else words[:_SHOWN]


def _text(content: bytes) -> str:
    if content.startswith(_MARKS[1:]):
        return content.decode("utf-16", "replace")
    return content.decode("utf-8-sig", "replace")


def _root(text: str) -> str | None:
    """The name of the outermost element of a text that may be XML, in lower case and without prefix."""
    while text.startswith(("<?", "<!--", "<!")):
        end = "?>" if text[1] == "?" else "-->" if text.startswith("<!--") else ">"
        _, found, text = text.partition(end)
        text = text.lstrip()
        if not found:
            return None
    name = re.match(r"<(?:[\w.-]+:)?([\w.-]+)", text)
    return name[1].lower() if name else None
