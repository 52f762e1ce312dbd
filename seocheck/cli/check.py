"""`seocheck check`: pages in, reports and an exit code out."""

from __future__ import annotations

import os
import sys
from glob import has_magic
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seocheck.cli.policy import load, rules_option, selection_options
from seocheck.cli.reports import report_files
from seocheck.model import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.model import PageReport
    from seocheck.report.totals import Totals
    from seocheck.ruleset import Ruleset

_INTERNAL = ("INT.", "PARSE.native-crash")  # codes of pages that seocheck itself failed on


@click.command("check")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
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
    "--exit-zero", is_flag=True, help="Exit 0 even when there are findings (not when something could not be read)."
)
@click.option("--url", help="The address the page is published at, for a file or standard input.")
@click.option(
    "--jobs", "-j", type=click.IntRange(1), metavar="N", help="Pages read at once.  [default: one a processor]"
)
@click.option("--quiet", "-q", is_flag=True, help="Findings and one summary line only.")
@click.option("--statistics", is_flag=True, help="Also count the findings of each rule.")
@click.option("--color/--no-color", default=None, help="Colours; default: when standard output is a terminal.")
def command(  # noqa: PLR0913, PLR0917  one argument an option
    inputs: tuple[str, ...],
    rules: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    form: str | None,
    outputs: tuple[str, ...],
    fail_on: str,
    max_warnings: int | None,
    exit_zero: bool,
    url: str | None,
    jobs: int | None,
    quiet: bool,
    statistics: bool,
    color: bool | None,
) -> None:
    """Audit pages: files, folders, globs, or `-` for a page on standard input."""
    if url is not None:
        _check_url(url, inputs)
    ruleset = load(rules, select, ignore)
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on != "never" else ()
    reports = report_files(form, outputs, ruleset, quiet=quiet, statistics=statistics, color=color, failing=failing)
    internal = False
    for report in reversed(reports):  # files first: when one cannot be written, standard output stays clean
        report.begin()
    for page in _local(inputs, ruleset, url, jobs):
        internal = internal or (page.code or "").startswith(_INTERNAL)
        for report in reports:
            report.page(page)
    for report in reports:
        report.end()
    totals = reports[0].totals
    found = any(totals.severities[severity] for severity in failing)
    found = found or (max_warnings is not None and totals.severities["warning"] > max_warnings)
    sys.exit(exit_code(totals, found=found and not exit_zero, internal=internal))


def _local(inputs: tuple[str, ...], ruleset: Ruleset, url: str | None, jobs: int | None) -> Iterator[PageReport]:
    """The reports of pages at hand, in the order given."""
    from seocheck.batch.crew import Crew
    from seocheck.batch.local import audited, processors

    size = jobs or processors()
    crew = Crew(ruleset, size)
    click.get_current_context().call_on_close(crew.close)  # however the command ends, at once
    return audited(inputs, url, crew, size)


def exit_code(totals: Totals, *, found: bool, internal: bool) -> int:
    """The exit code of a run: 2 internal error, else 3 not all read, else 1 something that fails it found, else 0."""
    if internal or totals.crashed:
        return 2
    unread = sum(totals.statuses[status] for status in ("failed", "partial", "refused"))
    if unread or not totals.read:
        return 3
    return int(found)


def _check_url(url: str, inputs: tuple[str, ...]) -> None:
    from seocheck.page.address import Address

    several = has_magic(inputs[0]) and not os.path.lexists(inputs[0])
    if len(inputs) != 1 or several or Path(inputs[0]).is_dir():
        raise click.UsageError("--url names the address of one page; give one file, or - for standard input.")
    address = Address.parse(url)
    if address is None or not address.is_web:
        raise click.UsageError(f"--url: “{url}” is not an address such as https://www.example.com/story.")
