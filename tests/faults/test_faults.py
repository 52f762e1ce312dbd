"""Faults put into real pages are found where they are, and nothing else is: a sample of `python -m tests.faults`."""

from __future__ import annotations

import pytest

from seocheck import load_ruleset
from tests.faults.fault import KINDS, Edit, Fault, Injected, outermost
from tests.faults.judge import PAGES
from tests.faults.known import DOUBLED, MISSED
from tests.faults.run import ALARMS_BELOW, FOUND_AT_LEAST, Tally, run
from tests.faults.spans import read_spans

SAMPLE = 8
BIGGEST = 300_000  # characters: big pages take most of the time and are no other pages
NETWORK = {"link-broken", "link-redirect"}


@pytest.fixture(scope="module")
def tally() -> Tally:
    if not PAGES.is_dir():
        pytest.skip("the shared folder with the real pages is not beside this checkout")
    return run(sample=SAMPLE, biggest=BIGGEST)


def test_every_rule_has_its_faults_and_there_are_many() -> None:
    rules = {rule.id for rule in load_ruleset().rules} - NETWORK
    assert rules - {kind.rule for kind in KINDS.values()} == set()
    assert len(KINDS) >= 40


def test_every_kind_finds_pages_to_go_into(tally: Tally) -> None:
    assert [kind.name for kind, results in tally.by_kind() if not results] == []


def test_faults_are_found_at_the_right_line(tally: Tally) -> None:
    results = [item for item in tally.results if item.kind not in MISSED]
    missed = [item for item in results if not item.placed]
    told = "\n".join(f"{item.kind} | {item.page} | {item.lines} {item.seen} | {item.put_in}" for item in missed)
    assert len(missed) <= (1 - FOUND_AT_LEAST) * len(results), told


def test_nothing_else_is_found(tally: Tally) -> None:
    extras = {
        (item.kind, item.page): f"{item.kind} | {item.page}:{extra.line} | {extra.rule}: {extra.message}"
        for item in tally.results
        for extra in item.extras
        if (item.kind, extra.rule) not in DOUBLED
    }
    assert len(extras) < ALARMS_BELOW / 100 * len(tally.results), "\n".join(extras.values())


def test_what_is_known_is_about_kinds_and_rules_there_are() -> None:
    rules = {kind.rule for kind in KINDS.values()}
    assert set(MISSED) | {kind for kind, _ in DOUBLED} <= set(KINDS)
    assert {rule for _, rule in DOUBLED} <= rules


@pytest.mark.parametrize(
    "text", ['{"a": [1, {"b": "x\\"y"}], "c": null}', " [ ] ", '"x"', "-1.5e3", '{"a": {}, "b": true}']
)
def test_spans_are_those_of_the_values(text: str) -> None:
    page = f"<p>{text}</p>"
    value = read_spans(page, 3, 3 + len(text))
    assert value is not None
    for inner in value.walk():
        again = read_spans(page, inner.start, inner.end)
        assert again is not None
        assert again.data == inner.data


@pytest.mark.parametrize("text", ["{,}", "[1 2]", '{"a" 1}', "", "{} {}", "[" * 500, "{1: 2}"])
def test_what_is_not_json_has_no_spans(text: str) -> None:
    assert read_spans(text, 0, len(text)) is None


def test_an_edit_knows_what_moved_where() -> None:
    injected = Injected("one\ntwo\nthree", Fault((Edit(4, 7, "2\n▶II"), Edit(8, 8, "and ")), at=(8,)))
    assert injected.text == "one\n2\nII\nand three"
    assert injected.lines == {3, 4}
    assert [injected.key_before(offset) for offset in (0, 5, 8)] == [("at", 0), ("edit", 0), ("at", 8)]
    assert [injected.key_after(offset) for offset in (0, 5, 9, 13)] == [("at", 0), ("edit", 0), ("edit", 1), ("at", 8)]


def test_an_edit_inside_another_goes() -> None:
    assert outermost([Edit(2, 3, ""), Edit(0, 5, ""), Edit(5, 6, "")]) == [Edit(0, 5, ""), Edit(5, 6, "")]
