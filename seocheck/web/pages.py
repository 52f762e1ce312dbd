"""The pages: templates filled in. They are made of the HTML report's own parts, its style sheet and its script."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from markupsafe import Markup

from seocheck import __version__
from seocheck.model import SEVERITIES
from seocheck.report import html_report
from seocheck.report.html_ import Bar
from seocheck.report.html_report.cards import cards
from seocheck.report.html_report.words import day, shown, source
from seocheck.report.redact import redact
from seocheck.report.totals import Totals
from seocheck.web import mending, policy
from seocheck.web.beside import beside
from seocheck.web.trend import MOST as MOST_TREND
from seocheck.web.trend import trend

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from jinja2 import Environment

    from seocheck.model import PageReport
    from seocheck.ruleset import Ruleset
    from seocheck.web.archive import Audit, Row
    from seocheck.web.desk import Job, Step
    from seocheck.web.intake import Slip

_FOLDER = Path(__file__).parent
_HOW = {"address": "fetched from its address", "file": "from a file", "paste": "pasted"}


def static() -> dict[str, tuple[bytes, str]]:
    """The files pages load, by name: content and type."""
    ours = _FOLDER / "static"
    script, style = "text/javascript; charset=utf-8", "text/css; charset=utf-8"
    return {
        "htmx-4.0.1.min.js": ((ours / "htmx-4.0.1.min.js").read_bytes(), script),
        "report.css": (html_report.style().encode(), style),
        "report.js": (html_report.script().encode(), script),
        "serve.css": ((ours / "serve.css").read_bytes(), style),
        "serve.js": ((ours / "serve.js").read_bytes(), script),
        "theme.js": ((ours / "theme.js").read_bytes(), script),
        "icon.svg": ((ours / "icon.svg").read_bytes(), "image/svg+xml"),
    }


def front(rows: Sequence[Row], slip: Slip | None = None) -> str:
    """What to check, and the last audits. slip: what was wrong with what was filled in."""
    return _filled("front.html.j2", rows=rows, slip=slip)


def progress(job: Job, step: Step) -> str:
    """An audit under way."""
    return _filled("progress.html.j2", page=redact(job.asked.name), how=job.asked.how, id=job.id, now=step)


def ended(job: Job) -> str:
    """An audit that brought nothing to keep, and why."""
    return _filled("ended.html.j2", job=job, report=job.report)


def said(title: str, words: str) -> str:
    """A page that says one thing."""
    return _filled("said.html.j2", title=title, words=words)


def result(audit: Audit, rows: Sequence[Row], query: Mapping[str, str], ruleset: Ruleset) -> str:
    """An audit. rows: those of the same page, latest first; query: may ask for other severities."""
    own = policy.report_levels(audit.report)
    changed = policy.chosen(query, own)
    page = policy.applied(audit.report, changed)
    totals = Totals()
    totals.add(page)
    found = cards(page, "p1")
    return _filled(
        "result.html.j2",
        audit=audit,
        page=page,
        totals=totals,
        bars=_bars(page),
        findings=Markup(html_report.page_html(page, alone=True, beside=True)),
        previews=Markup(html_report.previews_html(page)),
        lines=beside(audit.text, found),
        blocks=mending.blocks(audit.mended) if audit.mended else (),
        changes=mending.changed(audit.mended) if audit.mended else (),
        rows=rows,
        trend=trend(rows[:MOST_TREND]),
        own=sorted(own.items()),
        changed=changed,
        levels=policy.LEVELS,
        judged_otherwise=audit.ruleset.digest != ruleset.digest,
    )


def history(rows: Sequence[Row], page: str | None, older: int | None) -> str:
    """Audits made here: of all pages, or of one, with its trend. older: the number to go on from, if there are more."""
    chart = trend(rows[:MOST_TREND]) if page is not None else None
    return _filled("history.html.j2", rows=rows, page=page, older=older, trend=chart)


def rules(ruleset: Ruleset, query: Mapping[str, str], rows: Sequence[Row]) -> str:
    """The policy in force. rows: audits that can be looked at with the severities chosen here."""
    levels = policy.policy_levels(ruleset)
    changed = policy.chosen(query, levels)
    return _filled(
        "policy.html.j2",
        ruleset=ruleset,
        groups=policy.groups(ruleset),
        changed=changed,
        levels=policy.LEVELS,
        rows=rows,
    )


def _bars(page: PageReport) -> list[Bar]:
    bars: dict[str, Bar] = {}
    for finding in page.findings:
        bars.setdefault(finding.rule, Bar(shown(finding.rule, 80))).counts[finding.severity] += 1
    return sorted(bars.values(), key=lambda bar: bar.name)


def _filled(template: str, /, **values: Any) -> str:
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    from jinja2 import ChoiceLoader, FileSystemLoader

    ours, report = FileSystemLoader(_FOLDER / "templates"), html_report.environment()
    assert report.loader is not None
    environment = report.overlay(loader=ChoiceLoader([ours, report.loader]))
    environment.filters = {**report.filters, "when": _when, "query": _query, "lines": _lines}
    environment.globals = {**report.globals, "version": __version__, "SEVERITIES": SEVERITIES, "HOW": _HOW}
    return environment


def _when(moment: datetime) -> str:
    """`2 March 2026, 14:05`, by this machine's clock."""
    here = moment.astimezone()
    return f"{day(here.date().isoformat())}, {here:%H:%M}"


def _query(levels: Mapping[str, policy.Level]) -> str:
    return f"?{urlencode(policy.as_query(levels))}" if levels else ""


def _lines(text: str) -> str:
    return "\n".join(map(source, text.splitlines()))
