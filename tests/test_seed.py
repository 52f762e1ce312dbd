"""The seed article: what is wrong with it is found, each thing at its own line; the clean article is silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from seocheck.audit import audit
from seocheck.cli import main
from seocheck.model import Document, PageReport
from seocheck.ruleset import load_ruleset

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"

# The rule, and words of the source line its finding must stand on.
SEED = [
    ("headline-foreign-publisher", "<h1>North Korean troops in Russia"),
    ("headline-competing", "<strong>Headline:</strong>"),
    ("leaked-label", "<strong>Headline:</strong>"),
    ("generator-prose", "By utilizing clear and concise language"),
    ("link-promised", "For further reading, visit our related articles"),
    ("breadcrumb-unmarked", '<p class="breadcrumbs">'),
    ("byline-missing", "<body>"),
    ("dateline-missing", "<body>"),
]
WITH_MARKUP = [
    ("breadcrumb-sequence", '"position": 0'),
    ("breadcrumb-url", '"item": "/business/"'),
    ("breadcrumb-name", '"position": 2, "name": ""'),
    ("article-author-type", '"author": "admin"'),
    ("article-date-format", '"datePublished": "25.10.2024 08:15"'),
    ("article-date-timezone", '"dateModified": "2024-10-25T08:15:00"'),
    ("article-image", "{"),
    ("jsonld-syntax", '"url": "https://www.harbourledger.example/",'),
    ("headline-h1", '"headline": "North Korean Troops Mobilize'),
    ("leaked-label", "<strong>Headline:</strong>"),
    ("headline-competing", "<strong>Headline:</strong>"),
]


def report(name: str) -> tuple[PageReport, list[str]]:
    content = (EXAMPLES / name).read_bytes()
    return audit(Document(content, name=name), load_ruleset()), content.decode().splitlines()


@pytest.mark.parametrize(
    ("name", "rule", "words"),
    [
        *(pytest.param("seed.html", *case, id=f"seed: {case[0]}") for case in SEED),
        *(pytest.param("seed-with-markup.html", *case, id=f"with markup: {case[0]}") for case in WITH_MARKUP),
    ],
)
def test_a_fault_of_the_seed_is_found_at_its_line(name: str, rule: str, words: str) -> None:
    found, lines = report(name)
    places = [finding.place for finding in found.findings if finding.rule == rule]
    assert [words in lines[place.line - 1] for place in places].count(True) == 1, places


@pytest.mark.parametrize("name", ["seed.html", "seed-with-markup.html", "clean.html"])
def test_no_rule_crashes_or_goes_unjudged_without_a_reason(name: str) -> None:
    found, _ = report(name)
    assert found.status == "audited"
    assert [outcome for outcome in found.outcomes if outcome.state == "crashed"] == []
    assert all(outcome.reason for outcome in found.outcomes if outcome.state == "not_run")


def test_one_fault_of_the_seed_is_one_finding() -> None:
    found, _ = report("seed.html")
    rules = [finding.rule for finding in found.findings]
    assert len(rules) == len(set(rules))


def test_the_clean_article_is_silent() -> None:
    assert report("clean.html")[0].findings == ()


@pytest.mark.parametrize(("name", "code"), [("seed.html", 1), ("seed-with-markup.html", 1), ("clean.html", 0)])
def test_exit_codes(name: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["check", str(EXAMPLES / name), "--rules", str(EXAMPLES.parent / "rules.yaml")])
    assert stop.value.code == code
    assert name in capsys.readouterr().out
