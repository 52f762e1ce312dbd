"""Baselines: the findings that were there already, so that a run reports only what is new.

A baseline is a JSON file with a finding a line, to be kept beside the pages. A finding is known by its fingerprint,
which names its page but not its line: it stays known while the page changes round it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from seocheck.model import BASELINE, Held
from seocheck.report.jsonl import dumps
from seocheck.report.redact import redact
from seocheck.report.whereabouts import path_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from seocheck.model import PageReport
    from seocheck.report.past import PastPage

VERSION = 1

_REASON = "it was there when the baseline was written"
_LONGEST = 200  # characters of a message, which stands there for people only


class BaselineError(ValueError):
    """A file that is no baseline; its text says why."""


class Entry(NamedTuple):
    """A known finding: the page as reports name it, the rule, the message for people, the fingerprint."""

    page: str
    rule: str
    message: str
    fingerprint: str


class Baseline:
    """Known findings by fingerprint."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: Mapping[str, Entry] = {entry.fingerprint: entry for entry in entries}
        self.pages = frozenset(entry.page for entry in self.entries.values())

    def hold(self, page: PageReport) -> PageReport:
        """`page` with only those findings that are new; the known ones are listed as held back."""
        known = tuple(
            Held(each.rule, each.severity, each.place.line, each.place.column, _REASON, BASELINE, each.fingerprint)
            for each in page.findings
            if each.fingerprint in self.entries
        )
        if not known:
            return page
        new = tuple(finding for finding in page.findings if finding.fingerprint not in self.entries)
        return replace(page, findings=new, held=(*page.held, *known))

    def stale(self, seen: Mapping[str, set[str]]) -> list[Entry]:
        """The entries whose finding is gone. seen: by page that was read whole, the fingerprints found there."""
        return [
            each for each in self.entries.values() if each.fingerprint not in seen.get(each.page, {each.fingerprint})
        ]


def fingerprints(page: PageReport) -> set[str]:
    """All that was found on a page, reported or held back."""
    return {finding.fingerprint for finding in page.findings} | {held.fingerprint for held in page.held}


def name_of(page: PageReport | PastPage) -> str:
    """A page's name as baselines give it: without secrets, and the same however its path is written."""
    return path_of(redact(page.input), "")


def entries_of(pages: Iterable[PastPage]) -> list[Entry]:
    """The findings of a report as entries."""
    return [
        Entry(name_of(page), finding.rule, finding.message[:_LONGEST], finding.fingerprint)
        for page in pages
        for finding in page.findings
    ]


def written(entries: Iterable[Entry]) -> str:
    """The text of a baseline; sorted, so that two of them compare line by line."""
    ordered = sorted(entries, key=lambda each: (each.page, each.rule, each.fingerprint))
    lines = ",\n".join(
        dumps({"page": each.page, "rule": each.rule, "message": each.message, "fingerprint": each.fingerprint})
        for each in ordered
    )
    return f'{{"version": {VERSION}, "tool": "seocheck", "findings": [\n{lines}\n]}}\n'


def read(data: bytes, name: str) -> Baseline:
    """The baseline in a file called `name`; BaselineError when it holds none, since then all would seem new."""
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"{name}: this is no baseline: {error}") from None
    if not isinstance(whole, dict) or not isinstance(whole.get("findings"), list):
        raise BaselineError(f"{name}: this is no baseline; write one with: seocheck baseline write {name} INPUT...")
    if whole.get("version") != VERSION:
        said = f"this baseline has version {whole.get('version')}; only {VERSION} is known here"
        raise BaselineError(f"{name}: {said}")
    return Baseline(_entry(entry, f"{name}: finding {number}") for number, entry in enumerate(whole["findings"], 1))


def _entry(entry: object, place: str) -> Entry:
    texts = [entry.get(key) for key in ("page", "rule", "message", "fingerprint")] if isinstance(entry, dict) else []
    given = [text for text in texts if isinstance(text, str)]
    if len(given) != len(Entry._fields):
        raise BaselineError(f"{place}: it lacks a page, a rule, a message or a fingerprint")
    return Entry(*given)
