"""From what sources list to what the store keeps: what each thing is, whom to ask for it, what counts as the same."""

from __future__ import annotations

import os
from hashlib import blake2b
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from seocheck.batch.rows import FILES, Listed, place
from seocheck.fetch import host_key
from seocheck.model import PageReport
from seocheck.report.redact import redacted
from seocheck.sources import STDIN

if TYPE_CHECKING:
    from seocheck.batch.rows import Kind
    from seocheck.model import Status
    from seocheck.sources import Entry
    from seocheck.sources.reading import SitemapReading

SITEMAP_ENDINGS = (".xml", ".xml.gz")
_NOTES = 20  # problems of a sitemap that are told


def listed(number: int, item: Entry | PageReport) -> Listed:
    """The input that is listed as `number`."""
    at = place(number)
    if isinstance(item, PageReport):
        kept = redacted(item)  # what is not asked for need not be known: passwords stay out of the store
        return Listed(at, kept.input, report=kept)
    if item.path is not None:
        kind: Kind = "sitemap" if item.path.lower().endswith(SITEMAP_ENDINGS) else "file"
        whole = item.path if item.path == STDIN else os.path.realpath(item.path)
        key = _key("file", whole)
        return Listed(at, item.name, item.origin, kind, FILES, item.path, item.url, item.given, key)
    url = item.url or item.name
    return _address(at, item.name, url, item.origin, given=item.given, kind=_kind(url))


def lists(reading: SitemapReading, name: str) -> tuple[Listed, ...]:
    """What a sitemap lists, at places below its own. name: of the sitemap."""
    sitemaps = [_address(b"", url, url, name, kind="sitemap") for url in reading.sitemaps]
    pages = [_address(b"", each.url, each.url, f"{name}:{each.line}") for each in reading.entries]
    return tuple(item._replace(place=place(number)) for number, item in enumerate([*sitemaps, *pages]))


def sitemap_report(reading: SitemapReading, name: str, url: str | None) -> PageReport:
    """How a sitemap itself ended: it is no page, but its pages follow, unless it could not be read."""
    number = len(reading.entries) + len(reading.sitemaps)
    notes = [f"line {line}: {words}" for line, words in reading.problems[:_NOTES]]
    if len(reading.problems) > _NOTES:
        notes.append(f"and {len(reading.problems) - _NOTES:,} problems more")
    status: Status
    if number and not reading.cut:
        status, code, words = "skipped", "INP.sitemap", f"no page but a sitemap; what it lists follows: {number:,}"
    elif number:
        words = f"a sitemap, not read whole ({reading.cut}); what it lists before that follows: {number:,}"
        status, code = "partial", "INP.sitemap-cut"
    else:
        words = f"the sitemap lists no address{f': {reading.cut}' if reading.cut else ''}"
        status, code = "failed", "INP.sitemap-empty"
    return PageReport(name, url, status, words, None, notes=tuple(notes), code=code)


def _address(at: bytes, name: str, url: str, origin: str | None, *, given: bool = False, kind: Kind = "page") -> Listed:
    return Listed(at, name, origin, kind, host_key(url) or "?", url, url, given, _key("url", url))


def _kind(url: str) -> Kind:
    path = urlsplit(url).path.lower()
    return "sitemap" if path.endswith(SITEMAP_ENDINGS) or is_robots(url) else "page"


def is_robots(url: str) -> bool:
    """Whether this is the address of a site's robots.txt."""
    return urlsplit(url).path == "/robots.txt"


def _key(kind: str, text: str) -> bytes:
    return blake2b(f"{kind}:{text}".encode("utf-8", "surrogateescape"), digest_size=16).digest()
