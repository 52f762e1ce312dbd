"""A site's robots.txt as a source: the sitemaps it names."""

from __future__ import annotations

from seocheck.sources.sitemap import SitemapReading


def read(content: bytes, name: str, base: str | None) -> SitemapReading:
    """The sitemaps a robots.txt names. base: its own address, if known."""
    raise NotImplementedError
