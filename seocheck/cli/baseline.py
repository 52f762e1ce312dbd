"""`seocheck baseline`: writes and prunes the findings that are known; `check --baseline` reports only new ones."""

from __future__ import annotations

import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

import click

from seocheck import baseline as known
from seocheck.cli.watch import baseline_from
from seocheck.cli.whole import write_whole
from seocheck.report.past import PastPage, PastReport, PastReportError, read_report
from seocheck.report.wording import many

_PASSED_ON = {"ignore_unknown_options": True}  # they are those of check


@click.group("baseline")
def command() -> None:
    """Keep the findings that are known, so that `check --baseline FILE` reports only new ones."""


@command.command("write", context_settings=_PASSED_ON)
@click.argument("file")
@click.option("--from-report", metavar="REPORT", help="Take the findings of a report in json or jsonl.")
@click.argument("inputs", nargs=-1, type=click.UNPROCESSED, metavar="[INPUT... [OPTIONS OF CHECK]]")
@click.pass_context
def write(ctx: click.Context, file: str, from_report: str | None, inputs: tuple[str, ...]) -> None:
    """Write all findings of pages, or of a report, as known to FILE; what stood there is replaced."""
    pages, code = _pages(ctx, from_report, inputs)
    entries = known.entries_of(pages)
    _save(file, known.written(entries))
    click.echo(f"{file}: {many(len(entries), 'finding')} on {many(len(pages), 'page')}", err=True)
    sys.exit(code)


@command.command("prune", context_settings=_PASSED_ON)
@click.argument("file")
@click.option("--from-report", metavar="REPORT", help="Look for the findings in a report in json or jsonl.")
@click.argument("inputs", nargs=-1, type=click.UNPROCESSED, metavar="[INPUT... [OPTIONS OF CHECK]]")
@click.pass_context
def prune(ctx: click.Context, file: str, from_report: str | None, inputs: tuple[str, ...]) -> None:
    """Remove from FILE what is found no more on the pages given. Entries of other pages stay."""
    baseline = baseline_from(file)
    assert baseline is not None
    pages, code = _pages(ctx, from_report, inputs)
    seen = {
        known.name_of(page): {finding.fingerprint for finding in page.findings} | page.held
        for page in pages
        if page.status == "audited"
    }
    stale = {entry.fingerprint for entry in baseline.stale(seen)}
    kept = [entry for entry in baseline.entries.values() if entry.fingerprint not in stale]
    unseen = sum(entry.page not in seen for entry in kept)
    if stale:
        _save(file, known.written(kept))
    beside = f", {unseen:,} of them on pages that were not read whole" if unseen else ""
    click.echo(f"{file}: {many(len(stale), 'entry')} removed, {many(len(kept), 'entry')} left{beside}", err=True)
    sys.exit(code)


def _pages(ctx: click.Context, report: str | None, inputs: tuple[str, ...]) -> tuple[tuple[PastPage, ...], int]:
    """The pages of a report or of a run of `check` with these words, and that run's exit code for what was not read."""
    if (report is None) == (not inputs):
        raise click.UsageError("give either --from-report REPORT, or the INPUT... to check.")
    if report is not None:
        return read_past(report).pages, 0
    if any(word == "--baseline" or word.startswith("--baseline=") for word in inputs):
        raise click.UsageError("a baseline is made of all findings: leave out --baseline.")
    from seocheck.cli.check import command as check

    words = [*inputs, "--exit-zero", "--fail-on", "never", "--format", "jsonl"]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out, redirect_stdout(out):
        try:
            check.main(words, prog_name=f"baseline {ctx.info_name} FILE", standalone_mode=False, parent=ctx.find_root())
        except SystemExit as stop:
            if stop.code not in (0, 3):  # 3: some pages were not read; what was is worth keeping
                raise
            out.seek(0)
            return read_report(out.read().encode(), "the run").pages, int(stop.code or 0)
    raise AssertionError("check always exits")


def read_past(path: str) -> PastReport:
    """The report in the file at `path`, for commands that take reports."""
    try:
        return read_report(Path(path).read_bytes(), path)
    except OSError as error:
        raise click.UsageError(f"{path}: it cannot be read: {error.strerror or error}") from None
    except PastReportError as error:
        raise click.UsageError(str(error)) from None


def _save(file: str, text: str) -> None:
    try:
        write_whole(file, text.encode())
    except OSError as error:
        raise click.UsageError(f"{file}: it cannot be written: {error.strerror or error}") from None
