"""Audits a page before and after a fault was put into it, and says what newly fires, and where."""

from __future__ import annotations

import csv
import gzip
import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from random import Random

from seocheck import Document, audit, load_ruleset
from seocheck.model import Finding, PageReport, Place
from seocheck.page.decode import decode
from seocheck.ruleset import Ruleset

from . import kinds  # noqa: F401  fills the table of kinds
from .fault import MARK, Injected, Kind
from .patient import Patient

PAGES = Path(__file__).resolve().parents[2] / "../shared/corpus/dev"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
_MORE = re.compile(r", here and in \d+ more places?")
"""What a finding says of others like it, which changes when one of them goes."""
_FULL = 100  # places of one rule that a report lists at most: beyond that a new one cannot be told


@dataclass(frozen=True, slots=True)
class Extra:
    """A finding that is new though nobody asked for it."""

    rule: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one fault on one page. found: by the right rule; placed: at the right line too."""

    kind: str
    rule: str
    page: str
    found: bool
    placed: bool
    lines: tuple[int, ...]
    seen: tuple[int, ...]
    extras: tuple[Extra, ...]
    state: str
    put_in: str


@lru_cache(maxsize=2)
def policy(rules: str | None) -> Ruleset:
    """The policy to judge by: a rules file's, or the built-in one."""
    return load_ruleset(rules)


@lru_cache(maxsize=1)
def _urls() -> dict[str, str]:
    with (PAGES / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row["url"] for row in csv.DictReader(file) if row["url"].startswith("http")}


def page_names() -> list[str]:
    """The pages, by file name."""
    return sorted(path.name for path in PAGES.glob("*.html.gz"))


class Ward:
    """One page with everything needed to put faults into it."""

    def __init__(self, name: str, ruleset: Ruleset) -> None:
        self._ruleset = ruleset
        self._together = {rule.id for rule in ruleset.rules if rule.together}
        content = gzip.decompress((PAGES / name).read_bytes())
        decoded = decode(content, {})
        self.encoding = decoded.encoding
        self.patient = Patient(name, decoded.text, _urls().get(name))
        self._before: tuple[PageReport, list[tuple[str, Place, str]]] | None = None

    @property
    def usable(self) -> bool:
        """Whether its text can be written back as it was read."""
        content = self._written(self.patient.text)
        return content is not None and decode(content, {}).text == self.patient.text

    def _written(self, text: str) -> bytes | None:
        try:
            return text.encode(self.encoding)
        except (UnicodeEncodeError, LookupError):
            return None

    def inject(self, kind: Kind) -> Injected | None:
        """The page with a fault of this kind, or None where there is no occasion for it."""
        self.patient.random = Random(f"{kind.name}|{self.patient.name}")
        fault = kind.how(self.patient)
        if fault is None:
            return None
        return Injected(self.patient.text, fault)

    def judge(self, kind: Kind) -> Result | None:
        """Audit before and after; None where there is no occasion for the fault, or the rule spoke there before."""
        injected = self.inject(kind)
        content = self._written(injected.text) if injected else None
        if injected is None or content is None:
            return None
        before, places = self.before()
        if sum(rule == kind.rule for rule, _, _ in places) >= _FULL:
            return None
        old = Counter((rule, self._key(injected.key_before(self._offset(place)))) for rule, place, _ in places)
        said = Counter((rule, _MORE.sub("", message)) for rule, _, message in places)
        after = self._audit(content)
        starts = _line_starts(injected.text)
        fresh: list[tuple[tuple[str, tuple[str, int]], int, str]] = []
        beside = {
            (finding.rule, self._key(injected.key_before(self._offset(other.place))))
            for finding in before.findings
            for other in finding.related
        }
        for rule, place, message in self._places(after.findings):
            key = (rule, self._key(injected.key_after(starts[place.line - 1] + place.column - 1)))
            if old[key]:
                old[key] -= 1
                said[rule, _MORE.sub("", message)] -= 1
                if rule == kind.rule and injected.allows(place.line):
                    return None
            else:
                fresh.append((key, place.line, message))
        new = []
        for key, line, message in fresh:
            rule, same = key[0], (key[0], _MORE.sub("", message))
            if rule != kind.rule and said[same] > 0:  # the same finding, only elsewhere now
                said[same] -= 1
            elif rule == kind.rule or key not in beside:
                new.append((rule, line, message))
        return self._result(kind, injected, new, after)

    def _key(self, key: tuple[str, int]) -> tuple[str, int]:
        """A place by its line: the first of many places is narrowed to the words at fault, the others are not."""
        return key if key[0] == "edit" else ("line", bisect_right(self._starts, key[1]))

    def before(self) -> tuple[PageReport, list[tuple[str, Place, str]]]:
        """The report of the untouched page, and the places it names."""
        if self._before is None:
            report = self._audit(self._written(self.patient.text) or b"")
            self._starts = _line_starts(self.patient.text)
            self._before = (report, list(self._places(report.findings)))
        return self._before

    def _places(self, findings: Iterable[Finding]) -> Iterator[tuple[str, Place, str]]:
        """Every place that is reported: of a rule that gives one finding for all, the related ones too."""
        for finding in findings:
            yield finding.rule, finding.place, finding.message
            if finding.rule in self._together:
                for other in finding.related:
                    yield finding.rule, other.place, other.message

    def _result(self, kind: Kind, injected: Injected, new: list[tuple[str, int, str]], after: PageReport) -> Result:
        mine = [(line, message) for rule, line, message in new if rule == kind.rule]
        right = next((found for found in mine if injected.allows(found[0])), None)
        extras = [Extra(rule, line, message) for rule, line, message in new if rule not in (kind.rule, *kind.also)]
        if kind.rule not in self._together:  # one finding for all its places is one finding
            extras += [Extra(kind.rule, *found) for found in mine if found is not (right or mine[0])]
        return Result(
            kind=kind.name,
            rule=kind.rule,
            page=self.patient.name,
            found=bool(mine),
            placed=right is not None,
            lines=tuple(sorted(injected.lines)[:5]),
            seen=tuple(line for line, _ in mine),
            extras=tuple(extras),
            state=next(
                (item.reason or item.state for item in after.outcomes if item.rule == kind.rule), "no such rule"
            ),
            put_in=injected.put_in,
        )

    def _offset(self, place: Place) -> int:
        return self._starts[place.line - 1] + place.column - 1

    def _audit(self, content: bytes) -> PageReport:
        return audit(Document(content, url=self.patient.url, now=NOW, name=self.patient.name), self._ruleset)


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def sampled(kind: Kind, names: Iterable[str]) -> list[str]:
    """The pages in an order of the kind's own, so that a sample is always the same and no page is always in it."""
    return sorted(names, key=lambda name: hashlib.sha256(f"{kind.name}{name}{MARK}".encode()).digest())
