"""Progress: said on standard error only, seldom where nobody looks, and never drawn by a page."""

from __future__ import annotations

from io import StringIO

import pytest

from seocheck.batch.progress import Progress
from seocheck.batch.rows import Counts
from seocheck.model import PageReport


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def begun(stream: StringIO, *, quiet: bool = False) -> Progress:
    progress = Progress(stream, quiet=quiet)
    progress.start(Counts(2000, 1000, (1, 2, 0)))
    return progress


def go_on(progress: Progress, seconds: int) -> None:
    begin = progress._spoken
    for second in range(seconds):
        progress.page(PageReport("p", None, "audited", None, None))
        progress.show(begin + second, 0, {})


def test_where_no_terminal_is_a_line_is_said_each_minute(capsys: pytest.CaptureFixture[str]) -> None:
    stream = StringIO()
    progress = begun(stream)
    progress.listed = True
    go_on(progress, 62)
    assert stream.getvalue() == "1,061 of 2,000 pages · 1.0/s · 1 error, 2 warnings · 15:39 left\n"
    assert capsys.readouterr() == ("", "")


def test_while_inputs_are_still_listed_no_end_is_promised() -> None:
    stream = StringIO()
    go_on(begun(stream), 62)
    assert stream.getvalue() == "1,061 of 2,000 or more pages · 1.0/s · 1 error, 2 warnings\n"


def test_the_quiet_see_nothing_on_a_terminal_or_elsewhere() -> None:
    for stream in (StringIO(), Terminal()):
        progress = begun(stream, quiet=True)
        go_on(progress, 100)
        progress.close()
        assert stream.getvalue() == ""


def test_hosts_that_make_us_wait_are_told_and_their_names_draw_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "200")
    stream = Terminal()
    progress = begun(stream)
    progress.show(progress._spoken, 2, {"[red]x[/red].example": 65.0, "y.example": 200.0})
    progress.close()
    assert "2 hosts make us wait" in stream.getvalue()
    assert "[red]x[/red].example and 1 more failed too often, asked again in 1:05" in stream.getvalue()
