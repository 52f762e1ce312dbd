"""`seocheck check`: pages in, reports and an exit code out."""

from __future__ import annotations

import os
import sys
from glob import has_magic
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from seocheck.cli.fetching import NAMES as FETCHING
from seocheck.cli.fetching import Fetching, chosen, fetch_options
from seocheck.cli.kept import KeptRun, Order, is_kept
from seocheck.cli.limits import work_limits
from seocheck.cli.policy import load, rules_option, selection_options
from seocheck.cli.reports import report_files
from seocheck.cli.watch import Watch, baseline_from
from seocheck.model import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seocheck.batch.crew import Crew
    from seocheck.batch.limits import WorkLimits
    from seocheck.cli.reports import ReportFile
    from seocheck.model import PageReport
    from seocheck.page.facts.targets import Scope
    from seocheck.report.totals import Totals
    from seocheck.ruleset import Ruleset

_INTERNAL = ("INT.", "PARSE.native-crash")  # codes of pages that seocheck itself failed on
_WORDS = "seocheck.words"  # of the command line, as typed
_SECTIONS = {
    "What to read": {"lists", "url", "check_links"},
    "Rules": {"rules", "select", "ignore"},
    "Reports": {"form", "outputs", "quiet", "statistics", "color"},
    "Exit code": {"fail_on", "max_warnings", "baseline", "exit_zero"},
    "Long runs": {"run", "jobs"},
    "Addresses": FETCHING,
}


class _Check(click.Command):
    """Remembers the words it was called with, and shows its many options in sections."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta[_WORDS] = ("check", *args)
        return super().parse_args(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        rest = {str(each.name) for each in options}.difference(*_SECTIONS.values())
        for title, names in {**_SECTIONS, "Other": rest}.items():
            rows = [row for each in options if each.name in names and (row := each.get_help_record(ctx))]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


@click.command("check", cls=_Check)
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option(
    "--from",
    "lists",
    multiple=True,
    metavar="FILE",
    help="A list of inputs, one a line; - is standard input. Repeatable.",
)
@rules_option
@selection_options
@click.option(
    "--format",
    "form",
    metavar="FORMAT",
    help="Of the report on standard output: text, json, jsonl, sarif, junit, github, gitlab, csv, xlsx or markdown. "
    "[default: text; inside GitHub Actions annotations as well]",
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
    "--max-warnings", type=click.IntRange(0), metavar="N", help="Exit 1 also when there are more than N warnings."
)
@click.option(
    "--baseline", metavar="FILE", help="Report only what is not in this baseline; see `seocheck baseline write`."
)
@click.option(
    "--exit-zero", is_flag=True, help="Exit 0 even when there are findings (not when something could not be read)."
)
@click.option("--url", help="The address the page is published at, for a file or standard input.")
@click.option(
    "--jobs", "-j", type=click.IntRange(1), metavar="N", help="Pages read at once.  [default: one a processor]"
)
@click.option(
    "--run",
    metavar="FILE",
    help="Where to keep the run. The same command goes on with it when it was stopped.  "
    "[default: addresses, lists and sitemaps in the user's cache; pages at hand nowhere]",
)
@click.option(
    "--check-links",
    type=click.Choice(["internal", "external", "all"]),
    help="Also ask where the links of the pages lead: to the same site, to others, or both.",
)
@fetch_options
@click.option("--quiet", "-q", is_flag=True, help="Findings and one summary line only.")
@click.option("--statistics", is_flag=True, help="Also count the findings of each rule.")
@click.option("--color/--no-color", default=None, help="Colours; default: when standard output is a terminal.")
def command(  # noqa: PLR0913, PLR0917  one argument an option
    inputs: tuple[str, ...],
    lists: tuple[str, ...],
    rules: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    form: str | None,
    outputs: tuple[str, ...],
    fail_on: str,
    max_warnings: int | None,
    baseline: str | None,
    exit_zero: bool,
    url: str | None,
    jobs: int | None,
    run: str | None,
    check_links: Scope | None,
    quiet: bool,
    statistics: bool,
    color: bool | None,
    **fetching: Unpack[Fetching],
) -> None:
    """Audit pages: addresses, files, folders, globs, sitemaps, or `-` for a page on standard input.

    Addresses, lists and sitemaps make a run that is kept: when it is stopped, by whatever, the same command goes on
    with it; when it was finished, the same command reads anew what changed.
    """
    if not inputs and not lists:
        raise click.UsageError("Missing argument 'INPUT...': give a page, an address, or a list with --from FILE.")
    if url is not None:
        _check_url(url, inputs, lists)
    ruleset = load(rules, select, ignore)
    limits = work_limits(fetching["limits"])
    watch = Watch(ruleset, baseline_from(baseline), baseline, quiet=quiet)
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on != "never" else ()
    reports = report_files(form, outputs, ruleset, quiet=quiet, statistics=statistics, color=color, failing=failing)
    previews = any(report.shows_previews for report in reports)
    if check_links or is_kept(inputs, lists, run):
        words = click.get_current_context().meta[_WORDS]
        order = Order(words, inputs, lists, url, ruleset.info, chosen(fetching), previews, check_links)
        crew, size = _crew(ruleset, jobs, limits, previews=previews)  # it forks: before the store is opened
        with KeptRun(run, order, quiet=quiet) as kept:
            internal = kept.reported(lambda pages: _write(reports, watch.over(pages)), crew, size)
    else:
        internal = _write(reports, watch.over(_local(inputs, url, *_crew(ruleset, jobs, limits, previews=previews))))
    totals = reports[0].totals
    found = any(totals.severities[severity] for severity in failing)
    found = found or (max_warnings is not None and totals.severities["warning"] > max_warnings)
    sys.exit(exit_code(totals, found=found and not exit_zero, internal=internal))


def _write(reports: list[ReportFile], pages: Iterable[PageReport]) -> bool:
    """Write all reports; whether seocheck itself failed on a page."""
    internal = False
    for report in reversed(reports):  # files first: when one cannot be written, standard output stays clean
        report.begin()
    for page in pages:
        internal = internal or (page.code or "").startswith(_INTERNAL)
        for report in reports:
            report.page(page)
    for report in reports:
        report.end()
    return internal


def _crew(ruleset: Ruleset, jobs: int | None, limits: WorkLimits, *, previews: bool) -> tuple[Crew, int]:
    from seocheck.batch.crew import Crew
    from seocheck.batch.local import processors

    size = jobs or processors()
    crew = Crew(ruleset, size, limits, previews=previews)
    click.get_current_context().call_on_close(crew.close)  # however the command ends, at once
    return crew, size


def _local(inputs: tuple[str, ...], url: str | None, crew: Crew, size: int) -> Iterator[PageReport]:
    """The reports of pages at hand, in the order given."""
    from seocheck.batch.local import audited

    return audited(inputs, url, crew, size)


def exit_code(totals: Totals, *, found: bool, internal: bool) -> int:
    """The exit code of a run: 2 internal error, else 3 not all read, else 1 something that fails it found, else 0."""
    if internal or totals.crashed:
        return 2
    unread = sum(totals.statuses[status] for status in ("failed", "partial", "refused"))
    if unread or not totals.read:
        return 3
    return int(found)


def _check_url(url: str, inputs: tuple[str, ...], lists: tuple[str, ...]) -> None:
    from seocheck.page.address import Address

    several = len(inputs) != 1 or lists or (has_magic(inputs[0]) and not os.path.lexists(inputs[0]))
    if several or Path(inputs[0]).is_dir():
        raise click.UsageError("--url names the address of one page; give one file, or - for standard input.")
    address = Address.parse(url)
    if address is None or not address.is_web:
        raise click.UsageError(f"--url: “{url}” is not an address such as https://www.example.com/story.")
