"""Exceptions of a rules file: findings on some pages that are not reported, each with a reason and perhaps an end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from seocheck.ruleset.errors import Complaint, Path
from seocheck.ruleset.node import Node
from seocheck.ruleset.overrides import fits, globs
from seocheck.ruleset.rule import Mark, Rule
from seocheck.ruleset.select import fault, selects


class Ignore(NamedTuple):
    """One entry under `ignore`.

    rules: ids, groups or globs. pages: `url` or `path` → globs; without one all pages are meant.
    until: the last day it holds. mark: where it is written.
    """

    rules: tuple[str, ...]
    pages: Mapping[str, tuple[str, ...]]
    reason: str
    until: date | None
    mark: Mark

    def holds_on(self, url: str | None, path: str | None) -> bool:
        """Whether a page is one of those meant."""
        return fits(self.pages, url, path, None)

    def covers(self, rule_id: str, group: str) -> bool:
        """Whether a rule is one of those meant."""
        return any(selects(selector, rule_id, group) for selector in self.rules)

    def ended(self, today: date | None) -> bool:
        """Whether its last day has passed; unknown days are not past."""
        return self.until is not None and today is not None and today > self.until


def read_ignore(node: Node) -> Ignore:
    """The exception of a well-shaped entry."""
    entry = node.value if isinstance(node.value, dict) else {}
    pages: dict[str, tuple[str, ...]] = {key: globs(entry[key]) for key in ("url", "path") if key in entry}
    until = entry.get("until")
    return Ignore(
        rules=globs(entry["rule"]),
        pages=pages,
        reason=str(entry["reason"].value),
        until=date.fromisoformat(str(until.value)) if until else None,
        mark=Mark(node.file, node.line, node.column),
    )


def ignore_faults(entries: Iterable[tuple[int, Node]], rules: Iterable[Rule]) -> Iterator[Complaint]:
    """What is wrong with well-shaped entries: a day that does not exist, a rule that does not."""
    known = tuple(rules)
    for at, node in entries:
        entry = node.value if isinstance(node.value, dict) else {}
        path: Path = ("ignore", at)
        until = entry.get("until")
        if until is not None and not _is_day(str(until.value)):
            words = f"“{until.value}” is no day of the calendar; write YYYY-MM-DD"
            yield Complaint(until.file, until.line, until.column, (*path, "until"), words)
        named = entry["rule"]
        for item in named.value if isinstance(named.value, list) else [named]:
            if said := fault(str(item.value), known):
                yield Complaint(item.file, item.line, item.column, (*path, "rule"), said)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
