"""Where reports go: standard output and files, each file written whole or not at all.

Inside GitHub Actions, unless a format is asked for, text is followed by annotations; and where annotations go, the
summary of the job's step goes too.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

import click

from seocheck.cli.whole import umask

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seocheck.model import PageReport, Severity
    from seocheck.report import Output, ReportOptions
    from seocheck.report.totals import Totals
    from seocheck.ruleset import Ruleset


class ReportFile:
    """One report on its way out: a format and the place it is written to (None: standard output)."""

    def __init__(self, name: str, output: Output, path: str | None) -> None:
        self._name, self._output, self._path = name, output, path
        self._file: BinaryIO | None = None
        self._temporary: str = ""

    @property
    def totals(self) -> Totals:
        """The sums of the pages written so far."""
        return self._output.totals

    @property
    def shows_previews(self) -> bool:
        """Whether it shows how others would show a page."""
        from seocheck.report import shows_previews

        return shows_previews(self._name)

    def begin(self) -> None:
        """Open the file, if it goes to one, and write what stands before the first page."""
        if self._path is not None:
            import tempfile  # late: most reports go to standard output

            folder = os.path.dirname(self._path) or "."  # noqa: PTH120
            handle, self._temporary = tempfile.mkstemp(prefix=".seocheck-", dir=folder)
            self._file = os.fdopen(handle, "wb")
        self._write(self._output.begin())

    def page(self, page: PageReport) -> None:
        """Write one page."""
        self._write(self._output.page(page))

    def end(self) -> None:
        """Write what stands after the last page; the file now appears under its name."""
        self._write(self._output.end())
        if self._file is not None and self._path is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            mode = 0o666 & ~umask()
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


class StepSummary(ReportFile):
    """A report added to the end of a file that other steps of a CI job write to as well."""

    def begin(self) -> None:
        """Write what stands before the first page, to memory."""
        self._file = BytesIO()
        self._write(self._output.begin())

    def end(self) -> None:
        """Write what stands after the last page, and add it all to the file."""
        self._write(self._output.end())
        if isinstance(self._file, BytesIO) and self._path is not None:
            with open(self._path, "ab") as file:  # noqa: PTH123
                file.write(self._file.getvalue())


def report_files(  # noqa: PLR0913  one argument an option
    form: str | None,
    outputs: tuple[str, ...],
    ruleset: Ruleset,
    *,
    quiet: bool,
    statistics: bool,
    color: bool | None,
    failing: tuple[Severity, ...] = ("error",),
) -> list[ReportFile]:
    """The reports that --format and --output ask for, standard output first; dropped when the command ends early.

    form: None chooses what suits the place we run in. failing: the severities that fail the run.
    """
    from seocheck.report import ReportOptions

    targets = [*_on_stdout(form), *_in_files(outputs)]
    _check(targets)
    terminal = sys.stdout.isatty()
    width = os.get_terminal_size().columns if terminal else 0
    colored = _wants_color(terminal) if color is None else color
    common = ReportOptions(quiet=quiet, statistics=statistics, root=os.getcwd(), failing=failing)  # noqa: PTH109
    reports = []
    for name, path in targets:
        options = common if path else common._replace(color=colored, width=width)
        reports.append(ReportFile(name, _started(name, ruleset, options), path))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and ("github", None) in targets:
        reports.append(StepSummary("markdown", _started("markdown", ruleset, common), summary))
    context = click.get_current_context()
    for report in reports:
        context.call_on_close(report.drop)
    return reports


def _on_stdout(form: str | None) -> list[tuple[str, str | None]]:
    if form is None:
        in_actions = os.environ.get("GITHUB_ACTIONS") == "true"
        return [("text", None), ("github", None)] if in_actions else [("text", None)]
    return [(form, None)]


def _in_files(outputs: tuple[str, ...]) -> list[tuple[str, str | None]]:
    targets: list[tuple[str, str | None]] = []
    for text in outputs:
        name, sign, path = text.partition("=")
        if not sign or not path:
            raise click.UsageError(f"--output {text}: write FORMAT=PATH, for example json=report.json.")
        if any(path == other for _, other in targets):
            raise click.UsageError(f"--output {text}: another report goes to “{path}” already.")
        if os.path.isdir(path) or not os.path.isdir(os.path.dirname(path) or "."):  # noqa: PTH112, PTH120
            raise click.UsageError(f"--output {text}: “{path}” is a folder, or stands in a folder that does not exist.")
        targets.append((name, path))
    return targets


def _check(targets: list[tuple[str, str | None]]) -> None:
    from seocheck.report import formats, is_binary, is_format

    for name, path in targets:
        if not is_format(name):
            raise click.UsageError(f"There is no format “{name}”; there are {', '.join(formats())}.")
        if path is None and is_binary(name) and sys.stdout.isatty():
            mend = f"write it to a file with --output {name}=report.{name}"
            raise click.UsageError(f"A report in the format {name} is not for a terminal; {mend}.")


def _started(name: str, ruleset: Ruleset, options: ReportOptions) -> Output:
    from seocheck.report import start

    try:
        return start(name, ruleset.info, options)
    except ModuleNotFoundError as missing:
        message = f"The format {name} needs {missing.name}, which is not installed: pip install 'seocheck[{name}]'."
        raise click.UsageError(message) from missing


def _wants_color(terminal: bool) -> bool:
    """https://no-color.org and its counterpart."""
    if os.environ.get("NO_COLOR"):
        return False
    return terminal or os.environ.get("FORCE_COLOR", "0") not in ("", "0")
