"""The nouns of seocheck: what is read, what is looked at, what is found. All frozen, all plain data.

Most are named tuples: the class takes 0.5 ms less of each start than a frozen dataclass, each thing half the time.

Lines and columns are 1-based and count characters of the decoded text (newlines normalised to LF).
An end column is exclusive: slicing a line from `column - 1` to `end_column - 1` gives the marked text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from datetime import datetime

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")  # most severe first

Status = Literal["audited", "partial", "failed", "refused", "skipped"]
STATUSES: tuple[Status, ...] = ("audited", "partial", "failed", "refused", "skipped")

State = Literal["passed", "failed", "not_applicable", "not_run", "crashed"]
STATES: tuple[State, ...] = ("passed", "failed", "not_applicable", "not_run", "crashed")

NO_FIELDS: Mapping[str, object] = {}


class Hop(NamedTuple):
    """One redirect: the address that was asked, and the status that sent us on."""

    url: str
    status: int


class Exchange(NamedTuple):
    """How a page came over the network: the address that answered in the end, its status, the redirects before."""

    url: str
    status: int
    redirects: tuple[Hop, ...] = ()


class LinkTarget(NamedTuple):
    """What became of an address that links of a page lead to, when it was asked.

    broken: why readers find nothing there, in words; None when they do, or when nobody can tell.
    moved: the address it redirects to for good.
    lacks: the #names that links of this page ask for and that page does not have.
    """

    broken: str | None = None
    moved: str | None = None
    lacks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Document:
    """All that is known of one page before it is read.

    content: the bytes as received, after transport decoding (no gzip).
    url: the address the page is published at, if known.
    headers: HTTP response headers, names in any case.
    now: the time of reading; rules about the future stay silent without it.
    name: what the caller calls the page (a path, a URL); shown in reports.
    cut: why `content` is not the whole page; None when it is whole. code: that reason as a code (`BODY.short`).
    exchange: how it was fetched; None for a page that was not.
    targets: what became of the addresses its links lead to, by address without #fragment; those that were asked.
    """

    content: bytes
    url: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    now: datetime | None = None
    name: str = "page"
    cut: str | None = None
    code: str | None = None
    exchange: Exchange | None = None
    targets: Mapping[str, LinkTarget] = field(default_factory=dict)


class Place(NamedTuple):
    """Where in the page's text something stands. `pointer` is the JSON Pointer inside a JSON-LD block."""

    line: int
    column: int
    end_line: int
    end_column: int
    pointer: str | None = None
    selector: str | None = None


class Spot(Protocol):
    """Something that can say where it stands. Places are computed only for what is reported.

    caveat: what must be said with everything found here, and the place it speaks of.
    """

    @property
    def caveat(self) -> tuple[str, Spot] | None:
        """See above."""
        ...

    def place(self, quote: str | None = None) -> Place:
        """The place of the thing, narrowed to the words of `quote` where they stand in it literally."""
        ...

    def source(self, place: Place) -> str:
        """The page's own text at `place`."""
        ...


class Fact(NamedTuple):
    """One thing a rule can look at: its value, where it stands, and named details a message may use."""

    value: object
    spot: Spot
    fields: Mapping[str, object] = NO_FIELDS


class View(NamedTuple):
    """What a subject shows on one page.

    facts: what is there, in page order.
    anchor: where it would stand if it were there; None when the page gives the subject no occasion
        (no article, so no article headline): then nothing is judged.
    unknown: why this page cannot tell (a broken block may hold it); absence is then not judged.
    known: the values of `facts`, where those are made only when asked for.
    """

    facts: Sequence[Fact] = ()
    anchor: Spot | None = None
    unknown: str | None = None
    known: Sequence[object] | None = None

    @property
    def values(self) -> Sequence[object]:
        """What each of `facts` says: all that most verbs need to see that nothing is wrong."""
        return [fact.value for fact in self.facts] if self.known is None else self.known


class Problem(NamedTuple):
    """What a verb objects to: where, and the words for the rule's message.

    quote: the exact words at fault inside the spot's text, to narrow the place.
    related: other places that matter, each with a short note.
    """

    spot: Spot
    fields: Mapping[str, object] = NO_FIELDS
    quote: str | None = None
    related: tuple[tuple[str, Spot], ...] = ()


class Related(NamedTuple):
    """A second place that a finding speaks of."""

    message: str
    place: Place


class Excerpt(NamedTuple):
    """A line of the page's text round a place: what stands before the marked words, they themselves, what follows."""

    before: str
    marked: str
    after: str


class Finding(NamedTuple):
    """One thing that is wrong on one page, in words for a person and with a place for a machine."""

    rule: str
    group: str
    severity: Severity
    message: str
    place: Place
    subject: str
    evidence: str
    related: tuple[Related, ...]
    why: str | None
    fix: str | None
    help: str | None
    source: str | None
    fingerprint: str
    excerpt: Excerpt | None = None


class Outcome(NamedTuple):
    """How one rule ended on one page; `reason` says why it did not run or how it crashed."""

    rule: str
    state: State
    reason: str | None = None


Surface = Literal["google", "top-stories", "open-graph", "x"]


class PreviewPart(NamedTuple):
    """One part of a preview: a title, a picture, a date.

    value: what is shown; None when nothing on the page gives it.
    source: the subject that gives it, or `address`: the page's own; without a value, one that says nothing usable.
    sources: all that could give it, the one that is taken first foremost.
    also: other subjects whose findings concern this part.
    unknown: why nothing can be called missing that should have given this part.
    """

    name: str
    value: str | None
    source: str | None
    sources: tuple[str, ...]
    also: tuple[str, ...] = ()
    unknown: str | None = None


class Preview(NamedTuple):
    """How one surface would show the page, as far as the markup decides; `barred`: what keeps the page off it."""

    surface: Surface
    parts: tuple[PreviewPart, ...]
    barred: str | None = None


class Held(NamedTuple):
    """A finding that is not reported, and who says so: `by` is a place in a rules file or a page, or `BASELINE`."""

    rule: str
    severity: Severity
    line: int
    column: int
    reason: str
    by: str
    fingerprint: str


BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class PageReport:
    """The result of auditing one page.

    reason: why it is not `audited`, in words; code: the same for programs, where it has one (`POL.private-address`).
    previews: how others would show the page, for reports that want it.
    held: findings that are not reported, because a baseline, a rules file or the page itself says so.
    """

    input: str
    url: str | None
    status: Status
    reason: str | None
    encoding: str | None
    findings: tuple[Finding, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    notes: tuple[str, ...] = ()
    code: str | None = None
    exchange: Exchange | None = None
    previews: tuple[Preview, ...] = ()
    held: tuple[Held, ...] = ()

    def count(self, severity: Severity) -> int:
        """Findings of one severity."""
        return sum(finding.severity == severity for finding in self.findings)

    def states(self) -> dict[State, int]:
        """How many rules ended in each state."""
        tally: dict[State, int] = dict.fromkeys(STATES, 0)
        for outcome in self.outcomes:
            tally[outcome.state] += 1
        return tally


class RulesetInfo(NamedTuple):
    """Which policy judged: where it came from, a digest of its effective content, how many rules are on."""

    source: str
    digest: str
    rules: int


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one run: the policy used and every page, in the order given."""

    ruleset: RulesetInfo
    pages: tuple[PageReport, ...]

    def count(self, severity: Severity) -> int:
        """Findings of one severity over all pages."""
        return sum(page.count(severity) for page in self.pages)

    def statuses(self) -> dict[Status, int]:
        """How many pages ended in each status."""
        return tally_statuses(self.pages)


def tally_statuses(pages: Iterable[PageReport]) -> dict[Status, int]:
    """How many of `pages` ended in each status."""
    tally: dict[Status, int] = dict.fromkeys(STATUSES, 0)
    for page in pages:
        tally[page.status] += 1
    return tally
