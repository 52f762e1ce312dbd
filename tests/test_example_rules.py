"""The worked examples in examples/rules: their own examples hold, and they find what they are for on a whole page."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from seocheck import Document, audit, load_ruleset
from seocheck.cli.rules import command

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
RULES = sorted(path.name for path in (EXAMPLES / "rules").glob("*.yaml"))
CLEAN = (EXAMPLES / "clean.html").read_text(encoding="utf-8")
DATELINE = '<p class="byline">'
TRAIL = '"name": "Home", "item"'


def own_findings(rules: str, page: str) -> list[tuple[str, int]]:
    """Rules of the file's own, and changed ones, that speak of a page: id and line."""
    ruleset = load_ruleset(EXAMPLES / "rules" / rules)
    report = audit(
        Document(page.encode(), url="https://www.harbourledger.example/local/harbour-bridge-reopens"), ruleset
    )
    assert not [outcome for outcome in report.outcomes if outcome.state == "crashed"]
    return [(finding.rule, finding.place.line) for finding in report.findings]


def line_of(page: str, words: str) -> int:
    return page[: page.index(words)].count("\n") + 1


def test_there_are_five_and_they_are_tested_here() -> None:
    assert RULES == ["canonical-host.yaml", "dateline.yaml", "lead-image.yaml", "old-cms-links.yaml", "section.yaml"]


@pytest.mark.parametrize("rules", RULES)
def test_the_command_finds_all_examples_right(rules: str) -> None:
    result = CliRunner().invoke(command, ["test", str(EXAMPLES / "rules" / rules)])
    assert result.exit_code == 0, result.output
    assert "examples of" in result.output


@pytest.mark.parametrize("rules", [name for name in RULES if name != "dateline.yaml"])
def test_a_page_in_order_has_no_findings(rules: str) -> None:
    assert own_findings(rules, CLEAN) == []


@pytest.mark.parametrize(
    ("rules", "old", "new", "rule", "where"),
    [
        (
            "dateline.yaml",
            DATELINE,
            '<p class="dateline">Dublin 2/3/26</p>' + DATELINE,
            "our-dateline",
            "Dublin 2/3/26",
        ),
        ("dateline.yaml", "<article>", "<article>", "our-dateline-once", "<body>"),
        (
            "canonical-host.yaml",
            'rel="canonical" href="https://www.',
            'rel="canonical" href="https://preview.',
            "our-canonical-host",
            "https://preview.",
        ),
        (
            "canonical-host.yaml",
            'bridge-reopens">\n  <meta property="og:site_name"',
            'bridge-reopens?id=5">\n  <meta property="og:site_name"',
            "our-canonical-clean",
            "?id=5",
        ),
        ("section.yaml", '"articleSection": "Local"', '"articleSection": "Lokal"', "our-sections", "Lokal"),
        ("section.yaml", '"articleSection": "Local"', '"articleSection": "Sport"', "article-section", "Sport"),
        (
            "section.yaml",
            TRAIL,
            TRAIL.replace("Home", "Start"),
            "our-trail-begins-at-home",
            '{\n        "@type": "BreadcrumbList"',
        ),
        (
            "old-cms-links.yaml",
            '<a href="https://www.harbourledger.example/contact"',
            '<a href="/index.php?id=5"',
            "our-old-cms",
            "index.php",
        ),
        (
            "old-cms-links.yaml",
            'src="/images/logo',
            'src="//cms.harbourledger.example/logo',
            "our-old-images",
            "//cms.",
        ),
        ("lead-image.yaml", '"width": 1600', '"width": 800', "our-lead-image", '"image": {'),
        ("lead-image.yaml", 'rain" width="1600"', 'rain" width="640"', "our-lead-image-on-page", 'width="640"'),
    ],
)
def test_each_finds_what_it_is_for_on_a_page(rules: str, old: str, new: str, rule: str, where: str) -> None:
    assert CLEAN.count(old) == 1
    page = CLEAN.replace(old, new)
    assert (rule, line_of(page, where)) in own_findings(rules, page)


def test_an_override_holds_for_its_part_of_the_site_only() -> None:
    page = CLEAN.replace(
        'rel="canonical" href="https://www.harbourledger.example/local/',
        'rel="canonical" href="https://agency.example/',
    )
    ruleset = load_ruleset(EXAMPLES / "rules" / "canonical-host.yaml")
    for url, expected in (
        ("https://www.harbourledger.example/local/x", True),
        ("https://www.harbourledger.example/agency/x", False),
    ):
        report = audit(Document(page.encode(), url=url), ruleset)
        assert ("our-canonical-host" in {finding.rule for finding in report.findings}) is expected
