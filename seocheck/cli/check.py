"""`seocheck check`: pages in, reports and an exit code out."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from glob import has_magic
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from seocheck.cli.policy import load, rules_option, selection_options
from seocheck.model import SEVERITIES, Document, PageReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seocheck.report import Output
    from seocheck.report.totals import Totals
    from seocheck.ruleset import Ruleset

_INTERNAL = "internal error"


@click.command("check")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@rules_option
@selection_options
@click.option(
    "--format",
    "form",
    default="text",
    show_default=True,
    metavar="FORMAT",
    help="Of the report on standard output: text, json or jsonl.",
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT=PATH",
    help="Write a report to a file as well; whole or not at all. Repeatable.",
)
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.option(
    "--exit-zero", is_flag=True, help="Exit 0 even when there are findings (not when something could not be read)."
)
@click.option("--url", help="The address the page is published at, for a file or standard input.")
@click.option("--quiet", "-q", is_flag=True, help="Findings and one summary line only.")
@click.option("--statistics", is_flag=True, help="Also count the findings of each rule.")
@click.option("--color/--no-color", default=None, help="Colours; default: when standard output is a terminal.")
def command(  # noqa: PLR0913, PLR0917  one argument an option
    inputs: tuple[str, ...],
    rules: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    form: str,
    outputs: tuple[str, ...],
    fail_on: str,
    exit_zero: bool,
    url: str | None,
    quiet: bool,
    statistics: bool,
    color: bool | None,
) -> None:
    """Audit pages: files, folders, globs, or `-` for a page on standard input."""
    if url is not None:
        _check_url(url, inputs)
    ruleset = load(rules, select, ignore)
    reports = _reports(form, outputs, ruleset, quiet=quiet, statistics=statistics, color=color)
    internal = False
    for report in reversed(reports):  # files first: when one cannot be written, standard output stays clean
        report.begin()
    for page in audited(inputs, ruleset, url):
        internal = internal or (page.reason or "").startswith(_INTERNAL)
        for report in reports:
            report.page(page)
    for report in reports:
        report.end()
    sys.exit(exit_code(reports[0].totals, fail_on, exit_zero=exit_zero, internal=internal))


def audited(inputs: Iterable[str], ruleset: Ruleset, url: str | None) -> Iterator[PageReport]:
    """The report of every page, in the order of the inputs; one page's failure is its own."""
    from seocheck.audit import audit
    from seocheck.sources import documents

    now = datetime.now(UTC)
    for item in documents(inputs, url):
        if isinstance(item, PageReport):
            yield item
            continue
        document = Document(item.content, item.url, item.headers, now, item.name, item.cut)
        try:
            yield audit(document, ruleset)
        except Exception as error:  # noqa: BLE001  the other pages must still be audited
            yield PageReport(item.name, item.url, "failed", f"{_INTERNAL}: {type(error).__name__}: {error}", None)


def exit_code(totals: Totals, fail_on: str, *, exit_zero: bool, internal: bool) -> int:
    """The exit code of a run: 2 internal error, else 3 not all read, else 1 findings, else 0."""
    if internal or totals.crashed:
        return 2
    unread = sum(totals.statuses[status] for status in ("failed", "partial", "refused"))
    if unread or not totals.read:
        return 3
    counted = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on != "never" else ()
    return 1 if any(totals.severities[severity] for severity in counted) and not exit_zero else 0


def _check_url(url: str, inputs: tuple[str, ...]) -> None:
    from seocheck.page.address import Address

    several = has_magic(inputs[0]) and not os.path.lexists(inputs[0])
    if len(inputs) != 1 or several or Path(inputs[0]).is_dir():
        raise click.UsageError("--url names the address of one page; give one file, or - for standard input.")
    address = Address.parse(url)
    if address is None or not address.is_web:
        raise click.UsageError(f"--url: “{url}” is not an address such as https://www.example.com/story.")


class _Report:
    """One report on its way out: a format and the place it is written to."""

    def __init__(self, name: str, output: Output, path: str | None) -> None:
        self._name, self._output, self._path = name, output, path
        self._file: BinaryIO | None = None
        self._temporary: str = ""

    @property
    def totals(self) -> Totals:
        return self._output.totals

    def begin(self) -> None:
        if self._path is not None:
            folder = os.path.dirname(self._path) or "."  # noqa: PTH120
            handle, self._temporary = tempfile.mkstemp(prefix=".seocheck-", dir=folder)
            self._file = os.fdopen(handle, "wb")
        self._write(self._output.begin())

    def page(self, page: PageReport) -> None:
        self._write(self._output.page(page))

    def end(self) -> None:
        self._write(self._output.end())
        if self._file is not None and self._path is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            mode = 0o666 & ~_umask()
            os.chmod(self._temporary, mode)  # noqa: PTH101  mkstemp makes private files; a report is an ordinary one
            os.replace(self._temporary, self._path)  # noqa: PTH105
            self._temporary = ""

    def drop(self) -> None:
        """Forget a report that was not finished: no half file under its name, no litter beside it."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
        if self._temporary:
            with suppress(OSError):
                os.unlink(self._temporary)  # noqa: PTH108

    def _write(self, chunks: Iterable[str | bytes]) -> None:
        from seocheck.report import encoded

        file = self._file or sys.stdout.buffer
        for chunk in encoded(self._name, chunks, "utf-8" if self._file else sys.stdout.encoding or "utf-8"):
            file.write(chunk)
        if self._file is None:
            file.flush()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _reports(
    form: str, outputs: tuple[str, ...], ruleset: Ruleset, *, quiet: bool, statistics: bool, color: bool | None
) -> list[_Report]:
    from seocheck.report import ReportOptions, formats, start

    targets: list[tuple[str, str | None]] = [(form, None)]
    for text in outputs:
        name, sign, path = text.partition("=")
        if not sign or not path:
            raise click.UsageError(f"--output {text}: write FORMAT=PATH, for example json=report.json.")
        if any(path == other for _, other in targets):
            raise click.UsageError(f"--output {text}: another report goes to “{path}” already.")
        if os.path.isdir(path) or not os.path.isdir(os.path.dirname(path) or "."):  # noqa: PTH112, PTH120
            raise click.UsageError(f"--output {text}: “{path}” is a folder, or stands in a folder that does not exist.")
        targets.append((name, path))
    for name, _ in targets:
        if name not in formats():
            raise click.UsageError(f"There is no format “{name}”; there are {', '.join(formats())}.")
    terminal = sys.stdout.isatty()
    width = os.get_terminal_size().columns if terminal else 0
    colored = _wants_color(terminal) if color is None else color
    reports = []
    for name, target in targets:
        options = ReportOptions(
            color=colored and target is None, width=width if target is None else 0, quiet=quiet, statistics=statistics
        )
        reports.append(_Report(name, start(name, ruleset.info, options), target))
    context = click.get_current_context()
    for report in reports:
        context.call_on_close(report.drop)
    return reports


def _wants_color(terminal: bool) -> bool:
    """https://no-color.org and its counterpart."""
    if os.environ.get("NO_COLOR"):
        return False
    return terminal or os.environ.get("FORCE_COLOR", "0") not in ("", "0")
