"""Pages over the network: politely, within limits, and never into a private network.

    Fetcher ─▶ walk (redirects) ─▶ robots ─▶ retries ─▶ hosts (whose turn) ─▶ exchange (one request) ─▶ unpack, sniff
                                                                                 └▶ lines ─▶ dial (the guard)

    async with Fetcher(FetchOptions()) as fetcher:
        fetched = await fetcher.page("https://www.example.com/story")

Nothing a server does raises: what went wrong is a PageReport with a reason and one of the codes of codes.py.
The network libraries load with `Fetcher`, the options without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seocheck.fetch.options import FetchLimits, FetchOptions
from seocheck.fetch.result import Fetched, Probe, Validators
from seocheck.fetch.target import host_key

if TYPE_CHECKING:
    from seocheck.fetch.fetcher import Fetcher

__all__ = ["FetchLimits", "FetchOptions", "Fetched", "Fetcher", "Probe", "Validators", "host_key"]


def __getattr__(name: str) -> object:
    if name == "Fetcher":
        from seocheck.fetch.fetcher import Fetcher

        return Fetcher
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
