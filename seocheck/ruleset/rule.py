"""The nouns of a ruleset: rules ready to run, each with the place it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from seocheck.checks import Verb
from seocheck.model import Outcome, Severity
from seocheck.page.subjects import CssSubject
from seocheck.ruleset.errors import Path
from seocheck.ruleset.message import Message
from seocheck.ruleset.node import Node, Scalar, find

Subject = str | CssSubject


class Expectation(NamedTuple):
    """One thing a rule expects: the verb, its options as merged, and what the verb prepared from them."""

    verb: str
    module: Verb
    options: Mapping[str, Any]
    prepared: Any


@dataclass(frozen=True, slots=True)
class Example:
    """A page, or a piece of one, that shows a rule; in a bad one `▶` marks where the finding must be.

    answers: what the addresses its links lead to answer: a status, or the address they redirect to for good.
    """

    html: str
    url: str | None = None
    answers: Mapping[str, int | str] = field(default_factory=dict)


class Mark(NamedTuple):
    """A place in a rules file."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a rule was first written, and where each value that holds now was."""

    file: str
    line: int
    column: int
    node: Node = field(repr=False, compare=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def of(self, *path: str | int) -> Mark:
        """Where the value at `path` (keys below the rule) was written."""
        node = find(self.node, path)
        return Mark(node.file, node.line, node.column)

    def leaves(self) -> Iterator[tuple[Path, Scalar, Mark]]:
        """Every scalar of the rule with its path and place, in the order of the file; empty mappings and lists too."""
        return _leaves((), self.node)


def _leaves(path: Path, node: Node) -> Iterator[tuple[Path, Scalar, Mark]]:
    value = node.value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves((*path, key), item)
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _leaves((*path, at), item)
    else:
        yield path, value, Mark(node.file, node.line, node.column)


class Rule(NamedTuple):
    """One rule, compiled.

    subjects: what it looks at. conditions: it is judged only on pages where each of these subjects is there (True), or
    is not (False). expectations: all of them must hold. together: one finding for all places instead of one each.
    looked_at: its subjects as findings name them. told: the message fields that a finding is made of.
    asks_presence: whether it expects nothing but that something is there.
    passed, not_applicable: how it ends on nearly all pages.
    """

    id: str
    group: str
    severity: Severity
    subjects: tuple[Subject, ...]
    conditions: tuple[tuple[Subject, bool], ...]
    expectations: tuple[Expectation, ...]
    message: Message
    why: str | None
    fix: Message | None
    help: str | None
    source: str | None
    together: bool
    good: Example | None
    bad: Example | None
    origin: Origin
    looked_at: str
    told: frozenset[str]
    asks_presence: bool
    passed: Outcome
    not_applicable: Outcome
