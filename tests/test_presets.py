"""The policies shipped beside the default one: what each changes, and that its examples hold."""

from __future__ import annotations

from functools import cache

import pytest

from seocheck import audit
from seocheck.ruleset import Ruleset, load_ruleset, load_ruleset_text, run_examples
from seocheck.ruleset.extends import PRESETS

NAMES = [*PRESETS]


@cache
def policy(name: str) -> Ruleset:
    return load_ruleset() if name == "default" else load_ruleset_text(f"version: 1\nextends: {name}\n")


def severities(name: str) -> dict[str, str]:
    return {rule.id: rule.severity for rule in policy(name).rules}


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_loads_and_its_examples_hold(name: str) -> None:
    wrong = [result for result in run_examples(policy(name), audit) if not result.ok]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_has_no_rules_of_its_own_and_changes_only_what_differs(name: str) -> None:
    default = severities("default")
    changed = {rule.id for rule in policy(name).rules} - set(default)
    assert changed == set()
    source = [
        (rule.id, mark)
        for rule in (*policy(name).rules, *policy(name).off)
        for keys, value, mark in rule.origin.leaves()
        if keys == ("severity",) and f"{name}.yaml" in str(mark) and value == default.get(rule.id)
    ]
    assert source == [], "says what the default policy says already"


def test_minimal_is_the_errors_of_the_default_policy() -> None:
    errors = {rule: severity for rule, severity in severities("default").items() if severity == "error"}
    assert severities("minimal") == errors


@pytest.mark.parametrize(
    ("rule", "default", "newsroom", "minimal"),
    [
        ("jsonld-syntax", "error", "error", "error"),
        ("article-headline", "error", "error", "error"),
        ("article-image", "warning", "error", None),
        ("article-author", "warning", "error", None),
        ("article-author-url", "info", "warning", None),
        ("article-date-published", "warning", "error", None),
        ("article-date-modified", "info", "warning", None),
        ("article-date-visible", "info", "warning", None),
        ("breadcrumb-name", "error", "error", "error"),
        ("breadcrumb-unmarked", "warning", "error", None),
        ("headline-h1", "warning", "error", None),
        ("heading-skip", "warning", "warning", None),
        ("h1-multiple", "info", "warning", None),
        ("link-javascript", "warning", "warning", None),
        ("leaked-label", "error", "error", "error"),
        ("generator-prose", "warning", "error", None),
        ("byline-missing", "warning", "error", None),
    ],
)
def test_what_the_presets_change(rule: str, default: str, newsroom: str, minimal: str | None) -> None:
    assert [severities(name).get(rule) for name in ("default", "newsroom", "minimal")] == [default, newsroom, minimal]


def test_the_newsroom_never_weighs_less_than_the_default() -> None:
    order = ["info", "warning", "error"]
    default, newsroom = severities("default"), severities("newsroom")
    assert set(newsroom) == set(default)
    assert [rule for rule in default if order.index(newsroom[rule]) < order.index(default[rule])] == []


def test_the_newsroom_wants_pictures_for_discover() -> None:
    (rule,) = [rule for rule in policy("newsroom").rules if rule.id == "article-image-size"]
    assert rule.expectations[0].options == {"pixels": 300_000, "width": 1200}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_ones_own_changes_a_preset(name: str) -> None:
    own = load_ruleset_text(f"version: 1\nextends: {name}\nrules: {{headline-h1: info, h1-missing: off}}\n")
    found = {rule.id: rule.severity for rule in own.rules}
    assert found["headline-h1"] == "info"
    assert "h1-missing" not in found
