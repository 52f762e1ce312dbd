"""Reports as comparing them needs them: read back from what `json` and `jsonl` wrote, or made of pages at hand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeGuard

from seocheck.model import SEVERITIES
from seocheck.report.redact import redacted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.model import PageReport, Severity


class PastReportError(ValueError):
    """A file that is no report; its text says where and why."""


@dataclass(frozen=True, slots=True)
class PastFinding:
    """A finding of a report: enough to show it and to know it again."""

    rule: str
    group: str
    severity: Severity
    message: str
    line: int
    column: int
    evidence: str
    fix: str | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class PastPage:
    """A page of a report.

    held: the fingerprints of findings that were not reported. silent: rules that gave no answer there.
    """

    input: str
    url: str | None
    status: str
    findings: tuple[PastFinding, ...]
    held: frozenset[str]
    silent: frozenset[str]


@dataclass(frozen=True, slots=True)
class PastReport:
    """A report. `digest`: of the policy that judged; None when the file does not tell (json lines)."""

    name: str
    digest: str | None
    pages: tuple[PastPage, ...]


def past_page(page: PageReport) -> PastPage:
    """A page at hand as a report would show it: without the secrets of its address."""
    shown = redacted(page)
    return PastPage(
        input=shown.input,
        url=shown.url,
        status=shown.status,
        findings=tuple(
            PastFinding(
                rule=finding.rule,
                group=finding.group,
                severity=finding.severity,
                message=finding.message,
                line=finding.place.line,
                column=finding.place.column,
                evidence=finding.evidence,
                fix=finding.fix,
                fingerprint=finding.fingerprint,
            )
            for finding in shown.findings
        ),
        held=frozenset(each.fingerprint for each in shown.held),
        silent=frozenset(end.rule for end in shown.outcomes if end.state in ("not_run", "crashed")),
    )


def read_report(data: bytes, name: str) -> PastReport:
    """The report in a file called `name`; PastReportError when it holds none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PastReportError(f"{name}: this is no report: it is not UTF-8") from None
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        return PastReport(name, None, tuple(_lines(text, name, error)))
    if _is_object(whole) and isinstance(whole.get("pages"), list):
        if whole.get("version") != 1:
            raise PastReportError(f"{name}: this report has version {whole.get('version')}; only 1 is known here")
        ruleset = whole.get("ruleset")
        digest = ruleset.get("digest") if _is_object(ruleset) else None
        pages = (_page(page, f"{name}: page {number}") for number, page in enumerate(whole["pages"], start=1))
        return PastReport(name, digest if isinstance(digest, str) else None, tuple(pages))
    return PastReport(name, None, (_page(whole, f"{name}:1"),))


def _lines(text: str, name: str, first_error: Exception) -> Iterator[PastPage]:
    if not text.strip():
        return  # a run without pages
    several = text.count("\n") > 1 and text.lstrip().startswith("{") and "\n{" in text
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            page = json.loads(line)
        except (ValueError, RecursionError) as error:
            said = error if several else first_error
            raise PastReportError(f"{name}:{number}: this is no report in json or jsonl: {said}") from None
        yield _page(page, f"{name}:{number}")


def _page(page: object, place: str) -> PastPage:
    if not _is_object(page) or not isinstance(page.get("findings"), list):
        raise PastReportError(f"{place}: this is no page of a report; write one with --format json or jsonl")
    url = page.get("url")
    silent = (*_objects(page, "not_run"), *_objects(page, "crashed"))
    return PastPage(
        input=_text(page, "input", place),
        url=url if isinstance(url, str) else None,
        status=_text(page, "status", place),
        findings=tuple(_finding(finding, place) for finding in page["findings"]),
        held=frozenset(_text(each, "fingerprint", place) for each in _objects(page, "held")),
        silent=frozenset(_text(each, "rule", place) for each in silent),
    )


def _finding(finding: object, place: str) -> PastFinding:
    where = finding.get("place") if _is_object(finding) else None
    if not _is_object(finding) or not _is_object(where):
        raise PastReportError(f"{place}: a finding in it is none")
    fix = finding.get("fix")
    return PastFinding(
        rule=_text(finding, "rule", place),
        group=_text(finding, "group", place),
        severity=_severity(finding, place),
        message=_text(finding, "message", place),
        line=_number(where, "line", place),
        column=_number(where, "column", place),
        evidence=_text(finding, "evidence", place),
        fix=fix if isinstance(fix, str) else None,
        fingerprint=_text(finding, "fingerprint", place),
    )


def _severity(finding: dict[str, Any], place: str) -> Severity:
    value = _text(finding, "severity", place)
    for severity in SEVERITIES:
        if value == severity:
            return severity
    raise PastReportError(f"{place}: “severity” is none of {', '.join(SEVERITIES)}")


def _is_object(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _objects(holder: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = holder.get(key)
    return [each for each in value if _is_object(each)] if isinstance(value, list) else []


def _text(holder: dict[str, Any], key: str, place: str) -> str:
    value = holder.get(key)
    if not isinstance(value, str):
        raise PastReportError(f"{place}: “{key}” is missing or is no text")
    return value


def _number(holder: dict[str, Any], key: str, place: str) -> int:
    value = holder.get(key)
    if type(value) is not int:
        raise PastReportError(f"{place}: “{key}” is missing or is no number")
    return value
