"""Runs kinds of faults over the pages, on several processes, and adds up."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from multiprocessing import get_context

from .fault import KINDS, Kind
from .judge import Result, Ward, page_names, policy, sampled

FOUND_AT_LEAST = 0.995
ALARMS_BELOW = 1.0  # per 100 faults


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of all faults. waiting: kinds whose rule is not there yet."""

    kinds: tuple[Kind, ...]
    waiting: tuple[Kind, ...]
    results: tuple[Result, ...]
    severities: Mapping[str, str]

    @property
    def found(self) -> float:
        """The share in which the right rule spoke."""
        return _share(item.found for item in self.results)

    @property
    def placed(self) -> float:
        """The share in which it spoke of the right line."""
        return _share(item.placed for item in self.results)

    @property
    def false_alarms(self) -> float:
        """Faults of 100 that bring a finding nobody asked for."""
        return 100 * _share(bool(item.extras) for item in self.results)

    @property
    def info_alarms(self) -> float:
        """The same, where all that is too many is of severity info."""
        return 100 * _share(
            bool(item.extras) and all(self.severities[extra.rule] == "info" for extra in item.extras)
            for item in self.results
        )

    @property
    def good(self) -> bool:
        """Whether it is good enough."""
        return self.placed >= FOUND_AT_LEAST and self.false_alarms < ALARMS_BELOW

    def by_kind(self) -> Iterator[tuple[Kind, list[Result]]]:
        """Every kind that ran, with its results."""
        grouped: dict[str, list[Result]] = defaultdict(list)
        for item in self.results:
            grouped[item.kind].append(item)
        for kind in self.kinds:
            yield kind, grouped[kind.name]


def _share(truths: Iterable[bool]) -> float:
    listed = list(truths)
    return sum(listed) / len(listed) if listed else 1.0


def run(
    words: Sequence[str] = (),
    sample: int | None = None,
    jobs: int = 2,
    rules: str | None = None,
    biggest: int = sys.maxsize,
) -> Tally:
    """Inject and judge.

    words: only kinds with one of them in the name or rule; sample: pages for each kind; rules: another rules file;
    biggest: only pages of so many characters or fewer.
    """
    wanted = [kind for kind in KINDS.values() if not words or any(word in f"{kind.name} {kind.rule}" for word in words)]
    known = {rule.id: rule.severity for rule in policy(rules).rules}
    ready = tuple(kind for kind in wanted if kind.rule in known)
    waiting = tuple(kind for kind in wanted if kind.rule not in known)
    names = [kind.name for kind in ready]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        occasions = dict(pool.map(partial(_occasions, rules, biggest, names), page_names(), chunksize=4))
        work: dict[str, list[str]] = defaultdict(list)
        for kind in ready:
            pages = sampled(kind, [page for page, kinds in occasions.items() if kind.name in kinds])
            for page in pages[:sample]:
                work[page].append(kind.name)
        parts = pool.map(partial(_judge, rules), work.items(), chunksize=1)
        results = tuple(item for part in parts for item in part)
    return Tally(ready, waiting, results, known)


@lru_cache(maxsize=16)
def _ward(page: str, rules: str | None) -> Ward:
    return Ward(page, policy(rules))


def _occasions(rules: str | None, biggest: int, kinds: Sequence[str], page: str) -> tuple[str, frozenset[str]]:
    """Which kinds of faults a page gives occasion for."""
    ward = _ward(page, rules)
    if len(ward.patient.text) > biggest or not ward.usable:
        return page, frozenset()
    return page, frozenset(name for name in kinds if ward.inject(KINDS[name]) is not None)


def _judge(rules: str | None, work: tuple[str, list[str]]) -> list[Result]:
    page, kinds = work
    ward = _ward(page, rules)
    return [result for name in kinds if (result := ward.judge(KINDS[name])) is not None]
