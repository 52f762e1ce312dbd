"""The one door to the network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from seocheck.fetch.options import FetchOptions
from seocheck.fetch.result import Fetched, Probe, Validators


class Fetcher:
    """Fetches pages, files and link targets; to be entered with `async with`, in one event loop."""

    def __init__(self, options: FetchOptions) -> None:
        self._options = options

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close all connections."""

    async def page(self, url: str, validators: Validators | None = None) -> Fetched:
        """A page to audit. validators: those of the last run, to be told when nothing has changed."""
        raise NotImplementedError

    async def file(self, url: str, limit: int) -> Fetched:
        """A file of any type (a sitemap, a robots.txt), of which at most `limit` bytes are read."""
        raise NotImplementedError

    async def probe(self, url: str) -> Probe:
        """What a link leads to."""
        raise NotImplementedError

    def ready_in(self, host: str) -> float:
        """Seconds until `host` (a `host_key`) may be asked again; 0 when it may be now."""
        raise NotImplementedError

    def parked(self) -> Mapping[str, float]:
        """The hosts left alone after repeated failure, and for how many seconds still."""
        raise NotImplementedError

    def waiting(self) -> int:
        """How many hosts make us wait just now."""
        raise NotImplementedError
