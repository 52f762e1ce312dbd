"""What can be compared: reports in json or jsonl, and runs that are kept, by the names people know them by."""

from __future__ import annotations

import re
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seocheck.cli.baseline import read_past
from seocheck.cli.runs import path_of
from seocheck.report.past import PastReport, past_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.batch.past_runs import PastRun, PastRuns

_NUMBERED = re.compile(r"(.+)#([0-9]{1,9})", re.DOTALL)
_RUN = b"SQLite format 3\0"  # how the file of a run begins


def comparable(name: str) -> PastReport:
    """The report or run that `name` names: FILE, what `runs list` shows, or one of these with #NUMBER."""
    base, number = name, None
    if not Path(name).exists() and (numbered := _NUMBERED.fullmatch(name)):
        base, number = numbered[1], int(numbered[2])
    path = path_of(base)
    if not path.is_file() and not Path(base).exists():
        words = "there is no such file, and no run of this name; `seocheck runs list` names those there are"
        raise click.UsageError(f"{name}: it cannot be read: {words}")
    if not _is_run(path):
        if number is not None:
            raise click.UsageError(f"{name}: {base} is no file of runs; name a report without #{number}.")
        return read_past(name)
    with _opened(path) as store:
        return _report(store, store.named(number), name)


def last_two(name: str) -> tuple[PastReport, PastReport]:
    """The last two runs in the file that `name` names."""
    path = path_of(name)
    if Path(name).is_file() and not _is_run(path):
        raise click.UsageError(f"{name} is no file of runs; give a second report to compare it with.")
    with _opened(path) as store:
        first, second = store.last_two()
        return _report(store, first, f"{name}#{first.number}"), _report(store, second, f"{name}#{second.number}")


def _is_run(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_RUN)) == _RUN
    except OSError:
        return False  # whoever reads it says why


@contextmanager
def _opened(path: Path) -> Iterator[PastRuns]:
    from seocheck.batch.past_runs import PastRuns
    from seocheck.batch.store_faults import StoreError

    try:
        with closing(PastRuns(str(path))) as store:
            yield store
    except StoreError as error:
        raise click.UsageError(str(error)) from None


def _report(store: PastRuns, run: PastRun, name: str) -> PastReport:
    if run.ended is None:
        click.echo(f"{name}: this run is {run.state}; what it has not read yet is not compared.", err=True)
    return PastReport(name, run.digest, tuple(map(past_page, store.pages_of(run))))
