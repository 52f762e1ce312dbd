"""The crew: workers that read pages, borrowed one page at a time, replaced when a page was too much for them."""

from __future__ import annotations

import json
import os
import signal
from dataclasses import replace
from functools import partial
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from seocheck.batch import wire, worker
from seocheck.batch.limits import MIB, WorkLimits
from seocheck.batch.record import RecordError, document_header, load
from seocheck.model import Document, PageReport
from seocheck.sources.reading import SitemapReading

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from socket import socket

    from seocheck.batch.zygote import End, Zygote
    from seocheck.mend import Mended
    from seocheck.page.facts.targets import Scope
    from seocheck.ruleset import Ruleset

_CRASHES = {getattr(signal, name, None) for name in ("SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL", "SIGFPE")} - {None}


_OUT_OF_CPU = getattr(signal, "SIGXCPU", None)
_MOST_OF_IT = 0.9


class TaskFailed(Exception):  # noqa: N818  the page is at fault, or we are; the caller goes on
    """A page that could not be worked on. code: such as `PARSE.time`; reason: in words."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


class CrewClosed(Exception):  # noqa: N818  no error: somebody wanted it
    """The crew was closed while, or before, a page was read."""


class _Lost(Exception):  # noqa: N818
    """A worker went away in the middle, or talked rubbish."""


class _Hand(NamedTuple):
    """One worker and the line to it."""

    pid: int
    line: socket
    fresh: bool


class Crew:
    """Workers that know one ruleset.

    Make it while the process has one thread: it forks. `size` workers are started as they are needed. All methods
    are safe to call from threads and wait for a free worker; leave the `with` block from any thread to stop at once.
    Where processes cannot be forked (Windows) pages are read in this very process, without protection.
    previews: also have reports say how search and social networks would show the page.
    """

    def __init__(
        self,
        ruleset: Ruleset,
        size: int = 1,
        limits: WorkLimits = WorkLimits(),  # noqa: B008  frozen
        *,
        previews: bool = False,
    ) -> None:
        self._ruleset, self._limits, self._previews = ruleset, limits, previews
        self._seats = BoundedSemaphore(size)
        self._lock = Lock()
        self._free: list[_Hand] = []
        self._zygote = _start(ruleset, limits) if hasattr(os, "fork") else None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def release(self) -> None:
        """Say that no page will follow: the workers take a moment to go, in which reports can be finished."""
        if self._zygote:
            self._zygote.release()

    def close(self) -> None:
        """Kill all workers, at work or not."""
        with self._lock:
            closed, self._closed = self._closed, True
            for hand in self._free:
                hand.line.close()
            self._free.clear()
        if not closed and self._zygote:
            self._zygote.close()

    def audit(self, document: Document) -> PageReport:
        """The report of a page; when it could not be made, one that says why."""
        report = self._report("audit", document_header(document), document.content)
        return replace(report, exchange=document.exchange) if document.exchange else report

    def audit_file(self, path: str, url: str | None, now: datetime | None) -> PageReport:
        """The report of the page in a file, which the worker itself opens."""
        return self._report("audit_file", document_header(Document(b"", url, now=now, name=path)), b"")

    def fragments(self, document: Document) -> frozenset[str] | None:
        """The ids and names on a page that a link's #fragment can lead to; TaskFailed.

        None when the page was not read whole.
        """
        match _json(self._ask("fragments", document_header(document), document.content)):
            case None:
                return None
            case list(found) if all(isinstance(name, str) for name in found):
                return frozenset(found)
        raise _nonsense()

    def links(self, document: Document, scope: Scope) -> tuple[tuple[str, str], ...]:
        """Where the links of a page lead, each address with the part of the page there that is named; TaskFailed."""
        match _json(self._ask("links", {**document_header(document), "scope": scope}, document.content)):
            case list(found) if all(_is_lead(each) for each in found):
                return tuple((url, part) for url, part in found)
        raise _nonsense()

    def mend(self, document: Document) -> Mended:
        """The page with its structured data put right; TaskFailed, also when it cannot be mended safely."""
        from seocheck.mend.record import load as load_mended

        answer = self._ask("mend", document_header(document), document.content)
        match _json(answer):
            case {"unmendable": str(why)}:
                raise TaskFailed("MEND.unsafe", why)
        try:
            return load_mended(answer)
        except ValueError:
            raise _nonsense() from None

    def text(self, document: Document) -> str:
        """The page's text, in which places count lines and columns; TaskFailed."""
        return self._ask("text", document_header(document), document.content).decode("utf-8", "replace")

    def sitemap(self, content: bytes, base: str | None) -> SitemapReading:
        """What a sitemap lists; TaskFailed. base: its own address, if known."""
        try:
            return SitemapReading.from_record(_json(self._ask("sitemap", {"base": base}, content)))
        except ValueError:
            raise _nonsense() from None

    def _report(self, task: str, header: Mapping[str, Any], body: bytes) -> PageReport:
        try:
            report = load(self._ask(task, {**header, "previews": self._previews}, body))
        except TaskFailed as failure:
            return PageReport(header["name"], header["url"], "failed", failure.reason, None, code=failure.code)
        except RecordError as error:
            reason = f"internal error: the process that read the page answered nonsense: {error}"
            return PageReport(header["name"], header["url"], "failed", reason, None, code="INT.worker-lost")
        return report

    def _ask(self, task: str, about: Mapping[str, Any], body: bytes) -> bytes:
        """What a worker answers. A worker that is lost is replaced and the page tried once more."""
        question = {"task": task, "about": about}
        if self._zygote is None:
            with self._lock:
                said, result = worker.answer(self._ruleset, question, body, self._limits.answer)
            return self._judged(said, result)
        with self._seats:
            try:
                return self._once(self._zygote, question, body, again=True)
            except _Lost:
                return self._once(self._zygote, question, body, again=False)

    def _once(self, zygote: Zygote, question: Mapping[str, Any], body: bytes, *, again: bool) -> bytes:
        hand = self._hand(zygote)
        try:
            said, result = self._exchange(hand, question, body)
        except TimeoutError:
            self._dismiss(zygote, hand)
            raise self._too_slow() from None
        except (wire.Rubbish, OSError) as error:
            end = self._dismiss(zygote, hand)
            if again and end.signal != _OUT_OF_CPU:
                raise _Lost from None
            raise self._mourned(end, error) from None
        except BaseException:  # Ctrl-C: nobody waits for the answer any more
            self._dismiss(zygote, hand)
            raise
        if said["last"]:
            self._dismiss(zygote, hand)
        else:
            self._free.append(hand._replace(fresh=False))
        if again and not hand.fresh and said.get("error") == worker.MEMORY:
            raise _Lost  # what filled it may have been the pages before
        return self._judged(said, result)

    def _exchange(self, hand: _Hand, question: Mapping[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        hand.line.settimeout(self._limits.seconds)
        wire.send(hand.line, question, body)
        answer = wire.receive(
            hand.line, self._limits.answer, wire.Patience(self._limits.seconds, partial(wire.starved, hand.pid))
        )
        if answer is None:
            raise ConnectionResetError
        said, result = answer
        if (
            not isinstance(said, dict)
            or not isinstance(said.get("last"), bool)
            or not isinstance(said.get("error", ""), str)
        ):
            raise wire.Rubbish("a header that is none of ours")
        return said, result

    def _judged(self, said: Mapping[str, Any], result: bytes) -> bytes:
        error = said.get("error")
        if error is None:
            return result
        if error == worker.MEMORY:
            raise self._too_big()
        raise TaskFailed("INT.exception", f"internal error: {error}")

    def _mourned(self, end: End, error: Exception) -> TaskFailed:
        """What to say of a page that cost two workers."""
        if end.signal == _OUT_OF_CPU:
            return self._too_slow()
        if end.signal in _CRASHES and end.peak > _MOST_OF_IT * self._limits.memory:  # code in C was refused memory
            return self._too_big()
        how = f"ended with {end.code}" if end.signal is None else f"was killed by {signal.Signals(end.signal).name}"
        if end.signal in _CRASHES:
            return TaskFailed("PARSE.native-crash", f"the process that read it {how}, twice")
        if isinstance(error, wire.Rubbish):
            how = f"answered {error}"
        return TaskFailed("INT.worker-lost", f"internal error: the process that read it {how}, twice")

    def _too_slow(self) -> TaskFailed:
        return TaskFailed(
            "PARSE.time", f"reading it took longer than {self._limits.seconds:g} seconds; it was given up"
        )

    def _too_big(self) -> TaskFailed:
        most = self._limits.memory // MIB
        return TaskFailed("PARSE.memory", f"reading it took more than {most} MiB of memory; it was given up")

    def _hand(self, zygote: Zygote) -> _Hand:
        """A free worker; a new one when there is none."""
        with self._lock:
            if self._closed:
                raise CrewClosed
            if self._free:
                return self._free.pop()
        return _Hand(*zygote.fork(), fresh=True)

    def _dismiss(self, zygote: Zygote, hand: _Hand) -> End:
        hand.line.close()
        if self._closed:
            raise CrewClosed
        return zygote.end(hand.pid)


def _json(answer: bytes) -> object:
    try:
        return json.loads(answer)
    except (ValueError, RecursionError):
        raise _nonsense() from None


def _is_lead(value: object) -> bool:
    match value:
        case [str(), str()]:
            return True
    return False


def _nonsense() -> TaskFailed:
    return TaskFailed("INT.worker-lost", "internal error: the process that read it answered nonsense")


def _start(ruleset: Ruleset, limits: WorkLimits) -> Zygote:
    from seocheck.batch.zygote import Zygote

    def work(connection: socket) -> None:
        worker.confine(limits)
        worker.work(connection, ruleset, limits)

    return Zygote(work)
