"""How a long run gets on, for the person waiting: a bar on a terminal, a line a minute elsewhere; on standard error.

Nothing of a page is shown but numbers, and names of hosts as plain text: no page can draw on the terminal.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from seocheck.model import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.live import Live

    from seocheck.batch.rows import Counts
    from seocheck.model import PageReport

_MINUTE = 60.0
_RECENT = 30.0  # seconds over which the speed is measured
_WIDE = 24  # columns of the bar
_LONGEST_HOST = 40


class Progress:
    """Keeps count and shows it. quiet: shows nothing. what: is counted, if not pages.

    known, done: of them. listed: whether more can become known. findings: by severity.
    """

    def __init__(self, stream: TextIO | None = None, *, quiet: bool = False, what: str = "pages") -> None:
        self._stream = stream or sys.stderr
        self._quiet = quiet
        self._what = what
        self._live: Live | None = None
        self._spoken = 0.0
        self._past: deque[tuple[float, int]] = deque()
        self.known, self.done, self.listed = 0, 0, False
        self.findings = dict.fromkeys(SEVERITIES, 0)

    def start(self, counts: Counts) -> None:
        """Begin where an earlier start stopped."""
        self.known, self.done = counts.known, counts.done
        self.findings = dict(zip(SEVERITIES, counts.findings, strict=True))
        self._spoken = time.monotonic()
        if self._stream.isatty() and not self._quiet:
            from rich.console import Console
            from rich.live import Live

            self._live = Live(console=Console(file=self._stream), auto_refresh=False, transient=True)
            self._live.start()

    def page(self, report: PageReport) -> None:
        """One page more is done."""
        self.done += 1
        for severity in SEVERITIES:
            self.findings[severity] += report.count(severity)

    def show(self, now: float, waiting: int, parked: Mapping[str, float]) -> None:
        """Say how far it is. waiting: hosts that make us wait; parked: those left alone, and for how long still."""
        self._past.append((now, self.done))
        while now - self._past[0][0] > _RECENT:
            self._past.popleft()
        if self._live is not None:
            from rich.text import Text

            with suppress(OSError):  # the terminal is gone; the run goes on
                self._live.update(
                    Text(f"{self._bar()} {self._said(waiting, parked)}", overflow="ellipsis"), refresh=True
                )
        elif not self._quiet and now - self._spoken >= _MINUTE:
            self._spoken = now
            with suppress(OSError):
                print(self._said(waiting, parked), file=self._stream, flush=True)

    def close(self) -> None:
        """Take the bar away."""
        if self._live is not None:
            with suppress(OSError):
                self._live.stop()
            self._live = None

    def _bar(self) -> str:
        filled = _WIDE * self.done // max(self.known, 1)
        return "━" * filled + "─" * (_WIDE - filled)

    def _said(self, waiting: int, parked: Mapping[str, float]) -> str:
        begun, before = self._past[0]
        seconds = self._past[-1][0] - begun
        speed = (self.done - before) / seconds if seconds > 0 else 0.0
        parts = [
            f"{self.done:,} of {self.known:,}{'' if self.listed else ' or more'} {self._what}",
            f"{speed:.1f}/s" if speed < 10 else f"{speed:.0f}/s",
            ", ".join(f"{number:,} {_many(name, number)}" for name, number in self.findings.items() if number)
            or "no findings",
        ]
        if waiting:
            parts.append(f"{waiting} {'host makes' if waiting == 1 else 'hosts make'} us wait")
        if parked:
            host, left = min(parked.items(), key=lambda item: item[1])
            more = f" and {len(parked) - 1} more" if len(parked) > 1 else ""
            parts.append(f"{host[:_LONGEST_HOST]}{more} failed too often, asked again in {_duration(left)}")
        if self.listed and speed > 0 and self.known > self.done:
            parts.append(f"{_duration((self.known - self.done) / speed)} left")
        return " · ".join(parts)


def _many(severity: str, number: int) -> str:
    return severity if number == 1 or severity == "info" else f"{severity}s"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
