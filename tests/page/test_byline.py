"""The byline and the date, as readers see them near the headline, in many languages."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from seocheck.model import Document
from seocheck.page import Page, read_page
from seocheck.tidy import compact

Read = Callable[[str], Page]
CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
TEASER = "<article><h3>Other</h3><span class=byline>By Tom Fox</span><time>1 May 2020</time></article>"


@pytest.mark.parametrize(
    "html",
    [
        "<p class=byline>By Ann Lee</p>",
        "<a rel=author href=/x>Ann Lee</a>",
        "<span itemprop=author>Ann Lee</span>",
        "<a href=/author/lee>Ann Lee</a>",
        "<a href=/autoren/lee>Ann Lee</a>",
        "<div class='side sidebar-left'><p class=author-name>Ann Lee</p></div>",
        *(f"<p>{by} Ann Lee</p>" for by in ("By", "Von", "Par", "Por", "Di", "Door", "Av", "Af", "Przez", "Autor:")),
        "<p>記者 Ann Lee</p>",
        "<p>Ann Lee 기자</p>",
    ],
)
def test_a_byline_is_found_below_the_headline(read: Read, html: str) -> None:
    page = read(f"<div class=comments><b class=author>Troll</b></div><h1>T</h1>{html}<p>text</p>{TEASER}")
    assert "Ann Lee" in str(page.view("visible.byline").facts[0].value)


@pytest.mark.parametrize(
    "html",
    [
        TEASER,
        "<div class=comments><span class=author>Troll</span></div>",
        "<aside><a rel=author href=/x>Columnist</a></aside>",
        "<p hidden class=byline>By Ann Lee</p>",
        "<p class=byline></p><p class=byline>|</p>",
        f"<p>By Friday it was clear {'that the mayor would go, ' * 5} said all.</p>",
    ],
)
def test_others_names_are_no_byline(read: Read, html: str) -> None:
    assert read(f"<h1>T</h1>{html}").view("visible.byline").facts == ()


def test_the_name_below_the_headline_comes_before_those_above_it(read: Read) -> None:
    page = read("".join(f"<a href=/author/{n}>Author {n}</a>" for n in range(9)) + "<h1>T</h1><b class=author>Ann</b>")
    assert page.view("visible.byline").facts[0].value == "Ann"


@pytest.mark.parametrize(
    "date",
    [
        "<time datetime=2026-11-22>yesterday</time>",
        *(
            f"<span class=date>{text}</span>"
            for text in (
                "22 November 2026",
                "November 22, 2026",
                "22. November 2026",
                "22.11.2026, 9:30 Uhr",
                "22/11/2026",
                "2026-11-22",
                "22 novembre 2026",
                "22 de noviembre de 2026",
                "22 listopada 2026",
                "22 ноября 2026",
                "22 Kasım 2026",
                "22 Νοεμβρίου 2026",
                "22 نوفمبر 2026",
                "22 नवंबर 2026",
                "2026年11月22日",
                "2026년 11월 22일",
                "3 hours ago",
                "vor 3 Stunden",
                "November 2026",
            )
        ),
        "<p>Vienna, 22 November 2026</p>",
    ],
)
def test_a_date_is_found_in_many_languages(read: Read, date: str) -> None:
    assert read(f"<h1>T</h1>{date}<p>text</p>").view("visible.dates").facts


@pytest.mark.parametrize(
    "html",
    [
        TEASER,
        "<div class=comments><time>1 May 2020</time></div>",
        "<span class=date></span>",
        "<p class=info>The market 12 was taught 2 lessons, said the mayor of the town at a meeting.</p>",
    ],
)
def test_what_is_no_date_of_the_article(read: Read, html: str) -> None:
    assert read(f"<h1>T</h1>{html}").view("visible.dates").facts == ()


def _labelled(*corpora: str) -> Iterator[tuple[Page, dict[str, Any]]]:
    for corpus in corpora:
        for line in (CORPUS / corpus / "labels.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            page = read_page(Document(gzip.decompress((CORPUS / corpus / row["file"]).read_bytes())))
            yield page, {key: value for label in reversed(row["labels"]) for key, value in label.items()}


def test_recall_of_authors_and_dates_that_others_noted() -> None:
    """An author counts when the page's body holds the name at all; some noted names are publishers in the footer."""
    if not CORPUS.exists():
        pytest.skip("the shared corpus is not here")
    authors = found_authors = dates = found_dates = 0
    for page, label in _labelled("dev", "oddities"):
        named = label.get("authors") or []
        body = compact(page.tree.select("body")[0].text)
        names = [name for item in ([named] if isinstance(named, str) else named) if len(name := compact(item)) > 3]
        if shown := [name for name in names if name in body]:
            seen = " ".join(compact(str(fact.value)) for fact in page.view("visible.byline").facts)
            authors += 1
            found_authors += any(name in seen for name in shown)
        if label.get("date"):
            dates += 1
            found_dates += bool(page.view("visible.dates").facts)
    assert (authors, dates) == (54, 101)
    assert found_authors >= 41
    assert found_dates >= 97
