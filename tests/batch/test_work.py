"""The work of a run with a real fetcher and no workers: what becomes of hosts that are never there."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import cast

from seocheck.batch.crew import Crew
from seocheck.batch.progress import Progress
from seocheck.batch.rows import RunInfo
from seocheck.batch.run import work
from seocheck.batch.store import Store
from seocheck.fetch import Fetcher, FetchLimits, FetchOptions
from seocheck.model import Document, PageReport, RulesetInfo
from seocheck.sources import entries
from tests.batch.site import Site

INFO = RunInfo("k", (), "/", "1", RulesetInfo("rules.yaml", "sha256:1", 1), "2026-01-01")


class Reader:
    """A crew that finds nothing wrong."""

    def audit(self, document: Document) -> PageReport:
        return PageReport(document.name, document.url, "audited", None, "utf-8")


def dead() -> str:
    """Where nobody listens."""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.9", 0))
        return f"http://127.0.0.9:{taken.getsockname()[1]}"


def test_all_pages_of_a_dead_host_end_and_those_of_others_do_not_wait_for_them(tmp_path: Path) -> None:
    limits = FetchLimits(gap=0, backoff=0.01, retries=0, park_after=3, park_for=0.05, parks=2)
    options = FetchOptions(limits, frozenset({"127.0.0.1", "127.0.0.9"}), robots=False)
    nowhere = dead()

    async def run(store: Store, found: list[str]) -> None:
        async with Fetcher(options) as fetcher:
            crew = cast("Crew", Reader())
            await work(store, entries(found), crew, 2, fetcher, 2, Progress(quiet=True), asyncio.Event())

    with Site() as site, closing(Store(str(tmp_path / "run"))) as store:
        store.begin(INFO)
        asyncio.run(run(store, [*(f"{nowhere}/{at}" for at in range(30)), *(site.url(f"/{at}") for at in range(10))]))
        pages = list(store.pages())
    assert [page.status for page in pages] == ["failed"] * 30 + ["audited"] * 10
    codes = Counter(page.code for page in pages[:30])
    assert set(codes) == {"TCP.refused", "HTTP.host-given-up"}
    assert codes["TCP.refused"] <= limits.park_after + 2 * limits.parks
