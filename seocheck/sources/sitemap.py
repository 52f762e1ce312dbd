"""Sitemaps: what addresses a site names in sitemaps, indexes of them, feeds and text files, gzipped or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MAX_ADDRESSES = 50_000
"""Addresses read from one sitemap; the protocol allows no more."""
MAX_BYTES = 50 * 1024 * 1024
"""Bytes read of one sitemap once it is unpacked; the protocol allows no more."""
MAX_DEPTH = 3
"""How deep indexes may name other indexes."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An address in a sitemap: its normal form, the line it stands on, and what the sitemap says of it.

    news: the fields of its news entry (`title`, `publication_date`, `name`, `language`), those that are there.
    """

    url: str
    line: int
    lastmod: str | None = None
    news: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SitemapReading:
    """What a sitemap holds.

    entries: the pages it lists. sitemaps: other sitemaps it names. problems: what is wrong in it, by line, in words.
    cut: why it was not read to its end; None when it was.
    """

    entries: tuple[Listed, ...] = ()
    sitemaps: tuple[str, ...] = ()
    problems: tuple[tuple[int, str], ...] = ()
    cut: str | None = None

    def to_record(self) -> dict[str, Any]:
        """This reading as JSON takes it."""
        raise NotImplementedError

    @classmethod
    def from_record(cls, record: Any) -> SitemapReading:
        """The reading in a record; ValueError when the record is none."""
        raise NotImplementedError


def looks_like_sitemap(content: bytes) -> bool:
    """Whether these bytes are a sitemap, an index of sitemaps, a feed, or a text file of addresses."""
    raise NotImplementedError


def read(content: bytes, name: str, base: str | None) -> SitemapReading:
    """The addresses in a sitemap. Pure, and safe for whatever it is given. base: its own address, if known."""
    raise NotImplementedError
