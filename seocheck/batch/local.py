"""Pages that are at hand, in files or on standard input: audited and reported in the order given, nothing kept."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from hashlib import blake2b
from itertools import chain, count, islice
from typing import TYPE_CHECKING, NamedTuple

from seocheck.model import PageReport
from seocheck.sources import MAX_BYTES, STDIN, Entry, entries, stdin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from queue import SimpleQueue

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
    """As many threads wait for the crew. A signal may end the main thread anywhere, and nobody waits for what it held.

    That is why there are no futures here: a condition that the main thread was about to enter would stay locked.
    """
    from queue import SimpleQueue  # late: most runs check one page
    from threading import Thread

    tasks: SimpleQueue[tuple[int, Callable[[], PageReport]] | None] = SimpleQueue()
    done = _Done()
    for _ in range(jobs):
        Thread(target=_serve, args=(tasks, done.arrivals), daemon=True).start()
    numbers = count()
    pending: deque[int | _Turn] = deque()
    try:
        while True:
            while len(pending) < jobs * AHEAD and done.held() < _FINDINGS_AHEAD and (turn := next(turns, None)):
                if turn.ahead:
                    number = next(numbers)
                    tasks.put((number, turn.report))
                    pending.append(number)
                else:
                    pending.append(turn)
            if not pending:
                return
            first = pending.popleft()
            yield first.report() if isinstance(first, _Turn) else done.take(first)
    finally:
        crew.close()  # whoever waits for a worker now comes back at once
        for _ in range(jobs):
            tasks.put(None)


def _serve(
    tasks: SimpleQueue[tuple[int, Callable[[], PageReport]] | None],
    arrivals: SimpleQueue[tuple[int, PageReport | BaseException]],
) -> None:
    while (task := tasks.get()) is not None:
        number, report = task
        try:
            arrivals.put((number, report()))
        except BaseException as error:  # noqa: BLE001  the main thread raises it
            arrivals.put((number, error))


class _Done:
    """Reports that were made, in whatever order, until their turn comes."""

    def __init__(self) -> None:
        from queue import SimpleQueue

        self.arrivals: SimpleQueue[tuple[int, PageReport | BaseException]] = SimpleQueue()
        self._reports: dict[int, PageReport | BaseException] = {}
        self._findings = 0

    def held(self) -> int:
        """Findings that wait for their turn."""
        while not self.arrivals.empty():
            self._keep(*self.arrivals.get())
        return self._findings

    def take(self, number: int) -> PageReport:
        """The report of that number, when it is there."""
        while number not in self._reports:
            self._keep(*self.arrivals.get())
        report = self._reports.pop(number)
        if isinstance(report, BaseException):
            raise report
        self._findings -= len(report.findings)
        return report

    def _keep(self, number: int, report: PageReport | BaseException) -> None:
        self._reports[number] = report
        if isinstance(report, PageReport):
            self._findings += len(report.findings)
