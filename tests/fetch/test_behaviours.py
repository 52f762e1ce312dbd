"""Every behaviour of a server ends as one result with one code, soon, and leaves the others alone."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from seocheck.fetch import Fetched, Fetcher, FetchOptions
from seocheck.fetch.codes import CODES
from tests.fetch.behaviours import BEHAVIOURS, PAGE, Behaviour
from tests.fetch.world import LIMITS, World, host, resolve, world

_AT_ONCE = 16  # more, and the server and we keep each other from being in time


async def _fetch(behaviour: Behaviour, place: World) -> tuple[Fetched, float]:
    # replace() cannot tell the types of fields given by name
    limits = replace(LIMITS, **behaviour.limits)  # type: ignore[arg-type]
    allowed = frozenset() if behaviour.server == "dns-mixed" else frozenset((host(behaviour),))
    options = FetchOptions(limits, allowed, trusted=place.trusted)
    began = time.monotonic()
    async with Fetcher(options, resolve) as fetcher:
        fetched = await fetcher.page(place.url(behaviour))
    return fetched, time.monotonic() - began


async def _all(folder: Path) -> dict[str, tuple[Fetched, float]]:
    some = asyncio.Semaphore(_AT_ONCE)

    async def fetch(behaviour: Behaviour) -> tuple[Fetched, float]:
        async with some:
            return await _fetch(behaviour, place)

    async with world(folder) as place:
        results = await asyncio.gather(*map(fetch, BEHAVIOURS))
    return dict(zip((behaviour.name for behaviour in BEHAVIOURS), results, strict=True))


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Fetched, float]]:
    return asyncio.run(_all(tmp_path_factory.mktemp("world")))


def _ending(fetched: Fetched) -> tuple[str, str | None]:
    if fetched.report is not None:
        return fetched.report.status, fetched.report.code
    assert fetched.document is not None
    return "partial" if fetched.document.cut else "document", fetched.document.code


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda behaviour: behaviour.name)
def test_a_server_that(behaviour: Behaviour, results: dict[str, tuple[Fetched, float]]) -> None:
    fetched, seconds = results[behaviour.name]
    assert _ending(fetched) == (behaviour.status, behaviour.code), fetched.report
    assert (fetched.document is None) != (fetched.report is None)
    assert not fetched.unchanged
    limit = behaviour.limits.get("deadline", LIMITS.deadline)
    assert seconds < limit + LIMITS.retry_after_cap + 10, "even a busy machine keeps to its deadline"


def test_there_are_enough_behaviours_and_each_is_one() -> None:
    names = Counter(behaviour.name for behaviour in BEHAVIOURS)
    assert len(names) >= 50
    assert max(names.values()) == 1


def test_expected_codes_are_known() -> None:
    assert {behaviour.code for behaviour in BEHAVIOURS if behaviour.code} <= set(CODES)


def test_reasons_are_words_for_people(results: dict[str, tuple[Fetched, float]]) -> None:
    for fetched, _ in results.values():
        reason = fetched.report.reason if fetched.report else fetched.document.cut if fetched.document else None
        for trace in ("{", "Traceback", "Error(", "b'", "httpcore"):
            assert trace not in (reason or "")


def test_whole_pages_are_what_was_sent(results: dict[str, tuple[Fetched, float]]) -> None:
    for name in ("answers as it should", "speaks HTTP/2", "is encrypted well", "says a length and chunks"):
        document = results[name][0].document
        assert document is not None
        assert document.content == PAGE
        assert document.exchange is not None
        assert document.exchange.status == 200
