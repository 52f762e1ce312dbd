"""`seocheck diff`: two reports or runs in, what is new, fixed and still there out."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from seocheck.cli.comparable import comparable, last_two
from seocheck.compare import Change, Comparison, Kind, compare
from seocheck.report import encoded
from seocheck.report.clean import clean
from seocheck.report.jsonl import dumps
from seocheck.report.markdown import ROOM, code, escaped
from seocheck.report.wording import many

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADINGS: dict[Kind, str] = {"new": "New", "fixed": "Fixed"}
_VERSION = 1


@click.command("diff")
@click.argument("first")
@click.argument("second", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "html"]),
    default="text",
    show_default=True,
    help="Its form.",
)
@click.option("--exit-zero", is_flag=True, help="Exit 0 even when something is new.")
def command(first: str, second: str | None, form: str, exit_zero: bool) -> None:
    """Compare two reports that --format json or jsonl wrote, or two runs: what is new in SECOND, fixed, still there.

    A run is named as `seocheck runs list` shows it, or by the FILE that was given to --run; that means its latest. A
    file also holds the run before: with FIRST alone the two are compared, and NAME#NUMBER names one of them.

    A finding counts as fixed only when its page was read whole in SECOND. Exit code: 0 nothing new, 1 something new,
    2 there is no such report or run.
    """
    comparison = compare(*last_two(first)) if second is None else compare(comparable(first), comparable(second))
    write = {"text": _text, "json": _json, "markdown": _markdown, "html": _html}[form]
    for chunk in encoded(form, write(comparison), sys.stdout.encoding or "utf-8"):
        sys.stdout.buffer.write(chunk)
    sys.stdout.flush()
    sys.exit(1 if comparison.of("new") and not exit_zero else 0)


def _html(comparison: Comparison) -> Iterator[str]:
    from seocheck.cli.diff_html import written

    return written(comparison, list(_remarks(comparison)))


def _sums(comparison: Comparison) -> str:
    counts = comparison.counts()
    apart = f", {counts['unknown']:,} not comparable" if counts["unknown"] else ""
    return f"{counts['new']:,} new, {counts['fixed']:,} fixed, {counts['still']:,} still there{apart}"


def _remarks(comparison: Comparison) -> Iterator[str]:
    if comparison.same_rules is False:
        yield "The two were judged by different rules: not every difference is one of the pages."
    for why, number in Counter(change.why for change in comparison.of("unknown")).items():
        yield f"{many(number, 'finding')} not compared: {why}."


def _text(comparison: Comparison) -> Iterator[str]:
    for kind, heading in _HEADINGS.items():
        changes = comparison.of(kind)
        if changes:
            yield f"{heading}\n"
            yield from (f"  {_line(change)}\n" for change in changes)
            yield "\n"
    for title, table in (("By rule", comparison.by_rule()), ("By page", comparison.by_page())):
        rows = [(clean(name), row) for name, row in table.items() if row["new"] or row["fixed"]]
        if rows:
            wide = max(len(name) for name, _ in rows)
            yield f"{title:<{wide + 2}}  {'new':>6} {'fixed':>6} {'still':>6}\n"
            for name, row in rows:
                yield f"  {name:<{wide}}  {row['new']:>6,} {row['fixed']:>6,} {row['still']:>6,}\n"
            yield "\n"
    yield from (f"{clean(remark)}\n" for remark in _remarks(comparison))
    yield f"{clean(comparison.first)} → {clean(comparison.second)}: {_sums(comparison)}\n"


def _line(change: Change) -> str:
    finding = change.finding
    place = f"{clean(change.page)}:{finding.line}:{finding.column}"
    return f"{place}: {clean(finding.severity)}: {clean(finding.message)}  {clean(finding.rule)}"


def _json(comparison: Comparison) -> Iterator[str]:
    whole = {
        "version": _VERSION,
        "first": comparison.first,
        "second": comparison.second,
        "same_rules": comparison.same_rules,
        "summary": comparison.counts(),
        "rules": comparison.by_rule(),
        "pages": comparison.by_page(),
        "changes": [asdict(change) for change in comparison.changes],
    }
    yield dumps(whole, indent=2) + "\n"


def _markdown(comparison: Comparison) -> Iterator[str]:
    yield f"<!-- seocheck-diff -->\n### seocheck: {_sums(comparison)}\n\n"
    yield from (f"{escaped(remark)}\n\n" for remark in _remarks(comparison))
    room = ROOM
    for kind, heading in _HEADINGS.items():
        changes = comparison.of(kind)
        if not changes:
            continue
        shown = []
        for item in map(_item, changes):
            room -= len(item)
            if room < 0:
                break
            shown.append(item)
        rest = len(changes) - len(shown)
        yield f"#### {heading} ({len(changes):,})\n\n{''.join(shown)}"
        yield (f"- … and {rest:,} more\n" if rest else "") + "\n"
    yield f"<sub>{code(comparison.first)} → {code(comparison.second)}</sub>\n"


def _item(change: Change) -> str:
    finding = change.finding
    place = f"{code(change.page)} {finding.line}:{finding.column}"
    return f"- {place} — {escaped(finding.message)} {code(finding.rule)}\n"
