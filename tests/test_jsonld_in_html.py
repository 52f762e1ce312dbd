"""JSON-LD blocks inside HTML: the W3C's cases, schema.org's examples, real broken blocks in a page."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from seocheck import Document, audit, load_ruleset
from seocheck.page import Page, read_page

SHARED = Path(__file__).resolve().parents[1] / "../shared"
SUITE = SHARED / "suites/cases.jsonl"
EXAMPLES = SHARED / "schemaorg/examples"
DEV = SHARED / "corpus/dev"
BROKEN = SHARED / "corpus/invalid-jsonld.jsonl"


def read(path: Path) -> Page:
    return read_page(Document(path.read_bytes()))


@pytest.mark.skipif(not SUITE.exists(), reason="the shared suites are not beside the checkout")
def test_w3c_cases_with_output_have_no_fault_and_invalid_script_elements_have_one() -> None:
    judged = 0
    for line in SUITE.read_text(encoding="utf-8").split("\n"):
        case: dict[str, Any] = json.loads(line) if line else {}
        if case.get("suite") != "w3c-json-ld-html":
            continue
        code = case["expected"]["error_code"]
        if code not in (None, "invalid script element"):
            continue  # “loading document failed”: about asking for an element by its id, which nobody here does
        faults = [
            block.json.fault for block in read(SUITE.parent / case["input"]).structured.blocks if block.json.fault
        ]
        assert bool(faults) == (code is not None), case["case"]
        judged += 1
    assert judged == 43


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the shared schema.org examples are not beside the checkout")
def test_no_schema_org_example_has_a_syntax_finding() -> None:
    pages = sorted(EXAMPLES.glob("*.jsonld.html"))
    assert len(pages) > 300
    broken = [page.name for page in pages if any(block.json.fault for block in read(page).structured.blocks)]
    assert broken == []


def broken_blocks() -> list[dict[str, str]]:
    if not BROKEN.exists():
        return []
    return [json.loads(line) for line in BROKEN.read_text(encoding="utf-8").split("\n") if line]


@pytest.mark.skipif(not BROKEN.exists(), reason="the shared broken blocks are not beside the checkout")
def test_a_broken_block_is_reported_once_and_nothing_is_called_missing_for_it() -> None:
    ruleset = load_ruleset()
    for row in broken_blocks():
        page = f'<title>t</title><h1>t</h1><script type="application/ld+json">{row["raw"]}</script>'
        report = audit(Document(page.encode("utf-8", "replace")), ruleset)
        syntax = [finding for finding in report.findings if finding.rule == "jsonld-syntax"]
        assert len(syntax) == 1, row["host"]
        states = {outcome.rule: outcome.state for outcome in report.outcomes}
        if '"NewsArticle"' in row["raw"] or '"Article"' in row["raw"]:
            assert states["article-markup"] != "failed", row["host"]
        for name, rule in (
            ("headline", "article-headline"),
            ("image", "article-image"),
            ("datePublished", "article-date-published"),
        ):
            if f'"{name}"' in row["raw"]:
                assert states[rule] != "failed" or _says_empty(report.findings, rule), (row["host"], rule)


def _says_empty(findings: object, rule: str) -> bool:
    return any(item.rule == rule and "empty" in item.message for item in findings)  # type: ignore[attr-defined]


@pytest.mark.skipif(not DEV.exists(), reason="the shared pages are not beside the checkout")
def test_what_extruct_finds_in_the_json_ld_of_real_pages_we_find_too() -> None:
    from extruct.jsonld import JsonLdExtractor

    compared = 0
    for path in sorted(DEV.glob("*.html.gz")):
        content = gzip.decompress(path.read_bytes())
        page = read_page(Document(content))
        ours = [block.reading.value for block in page.structured.blocks if block.reading]
        tops = [item for top in ours for item in (top if isinstance(top, list) else [top]) if item]
        theirs = [item for item in JsonLdExtractor().extract(page.text) if item]
        assert tops == theirs, path.name
        compared += len(theirs)
    assert compared > 200
