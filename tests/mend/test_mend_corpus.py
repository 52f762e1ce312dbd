"""Real pages: what is mended stands on the page, and nothing but JSON-LD blocks is touched."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path

import pytest

from benchmarks.mending import invented
from seocheck.mend import Mended, mend
from seocheck.model import Document
from seocheck.ruleset import load_ruleset

DEV = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "dev"
PAGES = sorted(DEV.glob("*.html.gz"))[::3]  # all of them: python -m benchmarks.mending
_BLOCK = re.compile(rb"(<script[^>]*ld\+json[^>]*>).*?(</script>)", re.DOTALL | re.IGNORECASE)
_NEW = re.compile(rb'<script type="application/ld\+json"></script>\r?\n')

pytestmark = pytest.mark.skipif(not DEV.exists(), reason="the shared corpus is not here")


def content_of(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


@cache
def result_of(path: Path) -> Mended:
    return mend(Document(content_of(path), name=path.name), load_ruleset())


def without_blocks(content: bytes) -> bytes:
    return _NEW.sub(b"", _BLOCK.sub(rb"\1\2", content))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_only_blocks_change_and_every_new_value_stands_on_the_page(path: Path) -> None:
    content, result = content_of(path), result_of(path)
    page = content.decode("utf-8", "replace")
    assert [text for change in result.changes for text in invented(page, change)] == []
    assert without_blocks(result.content) == without_blocks(content)


def test_most_pages_with_errors_are_mended_to_none() -> None:
    faulty = [result for path in PAGES if (result := result_of(path)).errors]
    assert len([result for result in faulty if not result.left]) >= 0.6 * len(faulty) > 0
    assert all(len(result.left) <= result.errors for result in faulty)
