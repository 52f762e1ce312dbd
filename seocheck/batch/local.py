"""Pages that are at hand, in files or on standard input: audited and reported in the order given, nothing kept."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from hashlib import blake2b
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from seocheck.model import PageReport
from seocheck.sources import MAX_BYTES, STDIN, Entry, entries, stdin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from seocheck.batch.crew import Crew

AHEAD = 64
"""Pages a worker may be ahead of the page reported next, which may be one that takes all the time it may."""

_FINDINGS_AHEAD = 20_000  # … and findings of them held in memory


def processors() -> int:
    """The processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        return os.cpu_count() or 1


class _Turn(NamedTuple):
    """How to come by a report. ahead: whether it may be made before its turn."""

    report: Callable[[], PageReport]
    ahead: bool = False


def audited(inputs: Iterable[str], url: str | None, crew: Crew, jobs: int) -> Iterator[PageReport]:
    """The report of every page, in the order of the inputs; one page's failure is its own.

    jobs: pages read at once; where there is more than one, as many threads wait for the crew.
    Close the crew when this is not read to its end: that ends the threads.
    """
    found = entries(inputs, url=url)
    first = list(islice(found, 2))
    turns = _turns(chain(first, found), crew)
    if len(first) < 2:
        reports = [turn.report() for turn in turns]
        crew.release()  # … while the report is written
        yield from reports
    elif jobs == 1:
        yield from (turn.report() for turn in turns)
    else:
        yield from _side_by_side(turns, jobs, crew)


def _turns(found: Iterable[Entry | PageReport], crew: Crew) -> Iterator[_Turn]:
    now = datetime.now(UTC)
    seen: set[int] = set()
    for item in found:
        if isinstance(item, PageReport):
            yield _Turn(partial(_as_it_is, item))
        elif item.path is None:
            words = "seocheck does not fetch pages: save the page and give its file with --url"
            yield _Turn(partial(_as_it_is, PageReport(item.name, item.url, "refused", words, None)))
        elif item.path == STDIN:
            yield _Turn(partial(_standard_input, crew, item.url, now))
        elif (file := _identity(item.path)) in seen:
            words = "given twice: this file was read before"
            yield _Turn(partial(_as_it_is, PageReport(item.path, item.url, "skipped", words, None, code="INP.twice")))
        else:
            seen.add(file)
            yield _Turn(partial(crew.audit_file, item.path, item.url, now), ahead=True)


def _as_it_is(report: PageReport) -> PageReport:
    return report


def _standard_input(crew: Crew, url: str | None, now: datetime) -> PageReport:
    found = stdin.document(url, MAX_BYTES)
    return found if isinstance(found, PageReport) else crew.audit(replace(found, now=now))


def _identity(path: str) -> int:
    """A number for a file, the same however it is reached; a number takes the least room among a million."""
    return int.from_bytes(blake2b(os.fsencode(os.path.realpath(path)), digest_size=16).digest())


def _side_by_side(turns: Iterator[_Turn], jobs: int, crew: Crew) -> Iterator[PageReport]:
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(jobs)
    pending: deque[Future[PageReport] | _Turn] = deque()
    try:
        while True:
            while len(pending) < jobs * AHEAD and _held(pending) < _FINDINGS_AHEAD and (turn := next(turns, None)):
                pending.append(pool.submit(turn.report) if turn.ahead else turn)
            if not pending:
                return
            first = pending.popleft()
            yield first.report() if isinstance(first, _Turn) else first.result()
    finally:
        crew.close()  # whoever waits for a worker now comes back at once
        pool.shutdown(cancel_futures=True)


def _held(pending: Iterable[Future[PageReport] | _Turn]) -> int:
    """Findings that wait for their turn."""
    done = (item for item in pending if not isinstance(item, _Turn) and item.done() and not item.exception())
    return sum(len(item.result().findings) for item in done)
