"""A site's robots.txt as a source: the sitemaps it names."""

from __future__ import annotations

import re

from seocheck.page.address import Address
from seocheck.sources import addresses
from seocheck.sources.reading import SitemapReading

MAX_BYTES = 500 * 1024
"""Bytes read of a robots.txt; search engines read no more."""

_SITEMAP = re.compile(r"[ \t]*sitemap[ \t]*:[ \t]*([^#]*)", re.IGNORECASE)


def read(content: bytes, base: str | None = None) -> SitemapReading:
    """The sitemaps a robots.txt names, of any bytes at all. Pure. base: its own address, if known."""
    own = Address.parse(base) if base else None
    text = content[:MAX_BYTES].decode("utf-8-sig", "replace")
    sitemaps: dict[str, None] = {}
    problems = []
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if not (match := _SITEMAP.match(line)):
            continue
        written = match[1].strip()
        found = addresses.read(written, own if written.startswith("/") else None)
        if isinstance(found, addresses.Fault):
            problems.append((number, f"“{written[:120]}”: {found.words}"))
        else:
            sitemaps[found.href] = None
    cut = None if sitemaps or problems else "it names no sitemap"
    return SitemapReading((), tuple(sitemaps), tuple(problems), cut)
