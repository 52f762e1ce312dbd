"""Real pages: every one is audited, no rule crashes, and what a finding quotes stands where it says."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import pytest

from seocheck.audit import audit
from seocheck.model import Document, PageReport
from seocheck.page.decode import decode
from seocheck.page.source import Source
from seocheck.ruleset import Ruleset, load_ruleset

CORPUS = Path(__file__).resolve().parents[1].parent / "shared" / "corpus"
WORKERS = 2
PAGES = 1_767

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not here")


def pages(*corpora: str) -> list[Path]:
    return sorted(path for corpus in corpora for path in (CORPUS / corpus).glob("*.html.gz"))


@cache
def policy() -> Ruleset:
    return load_ruleset()


def report(path: Path) -> PageReport:
    return audit(Document(gzip.decompress(path.read_bytes()), name=path.name), policy())


def complaint(path: Path) -> str | None:
    """What went wrong with a page, or None."""
    found = report(path)
    crashed = [f"{outcome.rule}: {outcome.reason}" for outcome in found.outcomes if outcome.state == "crashed"]
    if crashed or found.status not in ("audited", "partial"):
        return f"{path.name}: {found.status} ({found.reason}) {crashed}"
    return None


def test_every_page_is_audited_and_no_rule_crashes() -> None:
    every = pages("dev", "oddities", "bulk")
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        complaints = [found for found in pool.map(complaint, every, chunksize=40) if found]
    assert len(every) == PAGES
    assert complaints == []


def _uncut(evidence: str) -> str:
    return evidence.removesuffix("…")


def _findings_with_text() -> Iterator[tuple[str, str, str, str | None]]:
    for path in pages("dev"):
        source = Source(decode(gzip.decompress(path.read_bytes()), {}).text)
        for finding in report(path).findings:
            yield f"{path.name} {finding.rule}", source.slice(finding.place), finding.evidence, finding.place.pointer


def test_the_text_at_a_finding_s_place_is_its_evidence() -> None:
    wrong = [
        (where, text, evidence)
        for where, text, evidence, _ in _findings_with_text()
        if not (text == evidence or (evidence.endswith("…") and text.startswith(_uncut(evidence))))
    ]
    assert wrong == []


def test_what_stands_at_a_json_pointer_is_a_json_value() -> None:
    wrong = []
    for where, text, _, pointer in _findings_with_text():
        if pointer is None:
            continue
        try:
            value = text[:1] in '"{[' or text[:1].isdigit()  # else it is words inside a text
            json.loads(text if value else f'"{text}"', strict=False)
        except ValueError:
            wrong.append((where, pointer, text[:80]))
    assert wrong == []


def test_two_runs_give_the_same() -> None:
    assert [report(path) for path in pages("dev")] == [report(path) for path in pages("dev")]
