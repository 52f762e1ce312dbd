"""SARIF 2.1.0: for code scanning and for editors that read it.

GitHub takes 25,000 results of a run; here they are the most severe ones, and a notification counts the rest.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from seocheck import __version__
from seocheck.model import SEVERITIES
from seocheck.report.clean import clean
from seocheck.report.jsonl import dumps
from seocheck.report.spool import Spool
from seocheck.report.whereabouts import address_uri, is_address, uri_of
from seocheck.report.wording import many, severities, unread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.model import Finding, PageReport, Place, RulesetInfo, Severity
    from seocheck.report import ReportOptions
    from seocheck.report.totals import Totals

MOST_RESULTS = 25_000
MOST_NOTIFICATIONS = 1_000

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LONGEST = 1000
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_PROBLEMS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "recommendation"}
_UNREAD = {"failed": "error", "partial": "warning", "refused": "warning", "skipped": "note"}


class Writer:
    """Writes the results after the last page: most severe first, then in the order of the pages."""

    def __init__(self, ruleset: RulesetInfo, options: ReportOptions) -> None:
        self._ruleset = ruleset
        self._root = options.root
        self._rules: dict[str, dict[str, object]] = {}
        self._numbers: dict[str, int] = {}
        self._results = {severity: Spool() for severity in SEVERITIES}
        self._notifications = Spool()
        self._silent = 0  # notifications beyond those kept

    def begin(self) -> Iterator[str]:
        """Nothing yet."""
        yield from ()

    def page(self, page: PageReport) -> Iterator[str]:
        """Nothing yet; the page's results are put aside."""
        for finding in page.findings:
            results = self._results[finding.severity]
            index = self._rule(finding)
            if results.count < MOST_RESULTS:
                results.add(dumps(self._result(finding, index, page.input)))
        if said := unread(page):
            self._notify(_UNREAD[page.status], said, page.input)
        for outcome in page.outcomes:
            if outcome.state == "crashed":
                self._notify("error", f"The rule {outcome.rule} crashed: {outcome.reason}", page.input)
        yield from ()

    def end(self, totals: Totals) -> Iterator[str]:
        """The whole log."""
        self._keep_count(totals)
        driver = {
            "name": "seocheck",
            "version": __version__,
            "semanticVersion": __version__,
            "rules": list(self._rules.values()),
        }
        yield f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{{\n'
        yield f'"tool": {{"driver": {dumps(driver)}}},\n"columnKind": "unicodeCodePoints",\n'
        policy = {"ruleset": {"source": self._ruleset.source, "digest": self._ruleset.digest}}
        yield f'"properties": {dumps(policy)},\n'
        # The run did end as it should, whatever the pages were: code scanning drops the results of one that did not.
        yield '"invocations": [{"executionSuccessful": true, "toolExecutionNotifications": ['
        yield from _listed(self._notifications.lines())
        yield ']}],\n"results": ['
        yield from _listed(islice((line for spool in self._results.values() for line in spool.lines()), MOST_RESULTS))
        yield "]\n}]}\n"

    def _keep_count(self, totals: Totals) -> None:
        """Say in the log what is not in it."""
        if self._silent:
            self._keep("note", f"{many(self._silent, 'notification')} more of pages and rules are not here.")
        if totals.findings > MOST_RESULTS:
            total = f"{many(totals.findings, 'finding')} ({severities(totals.severities)})"
            self._keep("warning", f"Of {total} the {MOST_RESULTS:,} most severe are here: code scanning takes no more.")

    def _rule(self, finding: Finding) -> int:
        """The number of a finding's rule, which is described when first met."""
        if finding.rule not in self._rules:
            self._numbers[finding.rule] = len(self._rules)
            self._rules[finding.rule] = _described(finding)
        return self._numbers[finding.rule]

    def _result(self, finding: Finding, rule_index: int, page: str) -> dict[str, object]:
        text = _words(finding.message)
        if finding.fix:
            text += f"\nFix: {_words(finding.fix)}"
        fingerprints = {"seocheck/v1": finding.fingerprint}
        if is_address(page):  # for a file in the checkout GitHub's own action works it out from the line
            fingerprints["primaryLocationLineHash"] = finding.fingerprint
        result: dict[str, object] = {
            "ruleId": finding.rule,
            "ruleIndex": rule_index,
            "level": _LEVELS[finding.severity],
            "message": {"text": text},
            "locations": [self._location(page, finding.place, finding.evidence)],
            "partialFingerprints": fingerprints,
            "properties": {"subject": finding.subject},
        }
        if finding.related:
            result["relatedLocations"] = [
                {
                    "id": number,
                    "message": {"text": _words(each.message)},
                    **self._location(page, each.place),
                }
                for number, each in enumerate(finding.related, start=1)
            ]
        return result

    def _location(self, page: str, place: Place | None = None, text: str = "") -> dict[str, object]:
        uri = uri_of(page, self._root)
        artifact = {"uri": uri} if ":" in uri.partition("/")[0] else {"uri": uri, "uriBaseId": "%SRCROOT%"}
        physical: dict[str, object] = {"artifactLocation": artifact}
        if place is not None:
            region: dict[str, object] = {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.end_line,
                "endColumn": place.end_column,
            }
            if text:
                region["snippet"] = {"text": text}
            physical["region"] = region
        return {"physicalLocation": physical}

    def _notify(self, level: str, text: str, page: str) -> None:
        if self._notifications.count < MOST_NOTIFICATIONS:
            self._keep(level, text, page)
        else:
            self._silent += 1

    def _keep(self, level: str, text: str, page: str | None = None) -> None:
        said: dict[str, object] = {"level": level, "message": {"text": _words(text)}}
        if page is not None:
            said["locations"] = [self._location(page)]
        self._notifications.add(dumps(said))


def _described(finding: Finding) -> dict[str, object]:
    name = finding.rule.replace("-", " ").capitalize()
    why = _words(finding.why or name)
    about: dict[str, object] = {
        "id": finding.rule,
        "shortDescription": {"text": _words(name)},
        "fullDescription": {"text": why},
        "help": {"text": why},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {
            "tags": list(dict.fromkeys([finding.group, *([finding.source] if finding.source else [])])),
            "problem.severity": _PROBLEMS[finding.severity],
        },
    }
    if uri := address_uri(finding.help or ""):
        about["helpUri"] = uri
        about["help"] = {"text": f"{why}\nRead more: {uri}"}
    return about


def _words(text: str) -> str:
    """`text` as a SARIF message, where `[words](target)` would be a link."""
    return clean(text, _LONGEST).replace("](", "\\](")


def _listed(lines: Iterator[str]) -> Iterator[str]:
    between = "\n"
    for line in lines:
        yield between + line
        between = ",\n"
