"""The default policy: every entry is whole, its examples hold, and it says what the catalogue says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from seocheck.audit import audit
from seocheck.checks import verb_names
from seocheck.ruleset import Rule, Ruleset, load_ruleset, run_examples
from seocheck.ruleset.examples import document_of

CHECKOUT = Path(__file__).resolve().parents[1]
CATALOGUE = CHECKOUT.parent / "shared" / "rule-catalogue.md"
RULES = {rule.id: rule for rule in load_ruleset().rules}
TOO_LONG_FOR_AN_EXAMPLE = {"html-size"}  # its bad page is 2 MB; tests/page/test_metadata.py makes one
EVERY_RULE = pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())


@EVERY_RULE
def test_every_entry_says_why_how_to_mend_and_whose_rule_it_is(rule: Rule) -> None:
    assert rule.why
    assert rule.fix
    assert rule.source in ("google", "schema.org", "html", "wcag", "opengraph", "newsroom")
    assert (rule.help or "").startswith("https://")
    for text in (rule.why, rule.message.template):
        assert text.endswith((".", "}")), text


@EVERY_RULE
def test_every_entry_has_a_good_and_a_marked_bad_page(rule: Rule) -> None:
    assert rule.good is not None
    if rule.id in TOO_LONG_FOR_AN_EXAMPLE:
        return
    assert rule.bad is not None
    assert "▶" in rule.bad.html
    assert "▶" not in rule.good.html


def test_every_example_holds() -> None:
    assert [(result.rule, result.message) for result in run_examples(load_ruleset(), audit) if not result.ok] == []


@EVERY_RULE
def test_messages_have_no_hole_and_show_what_was_seen(rule: Rule) -> None:
    if rule.id in TOO_LONG_FOR_AN_EXAMPLE:
        return
    assert rule.bad is not None
    only = load_ruleset().select([rule.id])
    report = audit(document_of(rule.bad, rule.bad.html.replace("▶", "")), only)
    for finding in report.findings:
        assert not re.search(r"“”|\(\)|\{\w+\}|  |\bNone\b|: \.|\bobject at 0x", finding.message), finding.message
        assert not re.search(r"“”|\{\w+\}|  ", finding.fix or "")
        assert finding.message.endswith((".", "…", "!", "?")), finding.message


def catalogue() -> dict[str, str]:
    """Rule ids of the catalogue with their severities."""
    if not CATALOGUE.is_file():
        return {}
    rows = re.findall(
        r"^\| ([a-z0-9· -]+?) \| (error|warning|info) \|", CATALOGUE.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {rule_id.strip(): severity for ids, severity in rows for rule_id in ids.split("·")}


@pytest.mark.skipif(not CATALOGUE.is_file(), reason="the rule catalogue is not beside this checkout")
def test_ids_and_severities_are_those_of_the_catalogue() -> None:
    listed = catalogue()
    assert set(RULES) == set(listed)
    differ = {
        rule_id: (rule.severity, listed[rule_id]) for rule_id, rule in RULES.items() if rule.severity != listed[rule_id]
    }
    assert differ == {}


def test_the_first_part_of_the_catalogue_is_there() -> None:
    wanted = """jsonld-syntax jsonld-duplicate-key jsonld-context article-markup article-shape article-headline
        article-image article-author article-author-name article-author-type article-date-published
        article-date-modified article-date-format article-date-timezone article-date-order breadcrumb-missing
        breadcrumb-unmarked breadcrumb-shape breadcrumb-length breadcrumb-name breadcrumb-position
        breadcrumb-sequence breadcrumb-item breadcrumb-url breadcrumb-visible headline-h1 headline-title
        headline-competing headline-foreign-publisher h1-missing h1-empty heading-empty h1-multiple heading-skip
        heading-first link-text link-empty link-javascript link-malformed link-promised title-missing
        canonical-missing canonical-conflict leaked-label placeholder-text generator-prose byline-missing
        dateline-missing"""
    assert set(wanted.split()) - set(RULES) == set()


def test_rules_of_a_group_stand_in_one_group_each() -> None:
    ruleset: Ruleset = load_ruleset()
    assert {rule.group for rule in ruleset.rules} <= {
        "structured-data",
        "article",
        "breadcrumbs",
        "headline",
        "headings",
        "links",
        "page",
        "social",
        "newsroom",
    }


@pytest.mark.parametrize("name", verb_names())
def test_every_verb_has_a_test_file(name: str) -> None:
    assert (CHECKOUT / "tests" / "checks" / f"test_{name}.py").is_file()


# For rules files of others: no default rule needs these.
FOR_OTHERS = {"length"}


def test_every_verb_is_used_by_a_default_rule() -> None:
    used = {expectation.verb for rule in RULES.values() for expectation in rule.expectations}
    assert set(verb_names()) - used <= FOR_OTHERS
