"""html: one file that loads nothing; all that was found is in it, and what others would show of a single page."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from turbohtml import parse

from seocheck.model import Held, PageReport, Place, Preview, PreviewPart
from seocheck.report import html_, shows_previews, start
from tests.report.html_pages import FINDING, OTHER, PAGE, PREVIEWS, RULESET, written


def seen(html: str, css: str = "main") -> str:
    """The words readers see, a space between elements."""
    return " ".join(parse(html.replace("><", "> <")).select(css)[0].text.split())


# ----------------------------------------------------------------------------------------------------- one file, inert


def test_the_policy_lets_in_our_style_and_script_and_nothing_else() -> None:
    tree = parse(written(PAGE))
    meta = tree.select('meta[http-equiv="Content-Security-Policy"]')[0]
    rules = dict(part.strip().split(" ", 1) for part in (meta.attr("content") or "").split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    for name in ("style", "script"):
        (element,) = tree.select(name)
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert rules[f"{name}-src"] == f"'sha256-{digest}'"
    before = [element.tag for element in tree.select("head > *")]
    assert before.index("meta") < before.index("style")


def test_nothing_is_loaded_from_outside() -> None:
    html = written(PAGE, OTHER)
    tree = parse(html)
    assert [element.attr("href") for element in tree.select("link")] == ["data:,"]
    assert not re.search(r"@import|url\(", tree.select("style")[0].text)
    assert not re.search(
        r"\b(?:fetch|XMLHttpRequest|import|WebSocket|sendBeacon|eval|innerHTML)\b", tree.select("script")[0].text
    )


def test_the_same_pages_give_the_same_bytes() -> None:
    assert written(PAGE, OTHER) == written(PAGE, OTHER)


# -------------------------------------------------------------------------------------------------------- what it says


def test_a_finding_says_where_what_why_and_how_to_mend_it() -> None:
    html = written(PAGE)
    (card,) = parse(html).select("article.card")
    assert card.attr("data-severity") == "error"
    assert card.attr("data-rule") == "breadcrumb-name"
    assert seen(html, "article.card") == (
        'error breadcrumb-name · breadcrumbs The name is empty. 20:44 …{"position": 2, "name": ""} in the JSON at '
        "/itemListElement/1/name 27:3 the trail readers see Fix Give every step a name. Why Search shows the trail. "
        "https://example.org/help"
    )
    assert [mark.text for mark in card.select("mark")] == ['"name": ""']


def test_what_was_not_read_or_not_answered_is_said() -> None:
    text = seen(written(PAGE, OTHER), "body")
    for words in (
        "2 pages: 1 read only in part, 1 could not be read.",
        "Read in part: the rest never came",
        "Nothing is called missing on this page.",
        "Rules that gave no answer: 1 no end: b",
        "Rules that crashed: 1 boom: c",
        "Note: read as UTF-8",
        "b.html failed nobody answers TCP.refused",
        "Redirected: https://example.com/a (301) → https://www.example.com/a (200)",
        "Rules that gave no answer 1 rule on 1 page (no end) b",
        "Rules that crashed 1 rule on 1 page (boom) c",
        "By 88 rules from rules.yaml",
    ):
        assert words in text


def test_findings_held_back_are_counted_and_explained() -> None:
    held = Held("heading-skip", "warning", 3, 5, "old pages", "seocheck.yaml:12:5", "f00d")
    for pages in ((replace(PAGE, held=(held,)),), (PAGE, replace(PAGE, held=(held,)))):
        text = seen(written(*pages))
        assert "1 more finding held back by a baseline or an exception." in text
        assert "Held back: 1 finding: 1 by seocheck.yaml:12:5 (old pages)" in text


@pytest.mark.parametrize(
    ("pages", "headline"),
    [
        ((), "Nothing was audited There were no pages."),
        ((OTHER,), "Nothing was audited Could not be read."),
        ((replace(PAGE, status="audited", reason=None, findings=()),), "No findings on 1 page a.html"),
        ((PAGE,), "1 finding on 1 page a.html"),
        ((PAGE, PAGE, OTHER), "2 findings on 2 pages 3 pages:"),
    ],
)
def test_the_headline_says_what_was_found(pages: tuple[PageReport, ...], headline: str) -> None:
    assert headline in seen(written(*pages))


def test_findings_of_one_rule_stand_together_with_their_advice_once() -> None:
    many = tuple(FINDING._replace(place=Place(line, 1, line, 2), message=f"Name {line}.") for line in range(1, 9))
    tree = parse(written(replace(PAGE, findings=many)))
    (card,) = tree.select("article.card")
    assert card.attr("data-size") == "8"
    assert len(card.select(".message")) == 8
    assert len(card.select(".fix")) == 1
    assert "5 more" in card.text


def test_a_fix_that_differs_stands_with_its_finding() -> None:
    fixes = tuple(FINDING._replace(fix=f"Mend {number}.") for number in (1, 2))
    tree = parse(written(replace(PAGE, findings=fixes)))
    assert [item.select(".fix")[0].text.split()[-1] for item in tree.select(".item")] == ["1.", "2."]


def test_the_worst_pages_come_first_and_the_sums_count_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_, "MOST_PAGES", 3)
    warning = FINDING._replace(severity="warning")
    plain = replace(PAGE, status="audited", reason=None, outcomes=())
    pages = [
        replace(plain, input="none", findings=()),
        replace(plain, input="two warnings", findings=(warning, warning)),
        replace(plain, input="one warning", findings=(warning,)),
        replace(plain, input="an error", findings=(FINDING,)),
        replace(plain, input="one warning too", findings=(warning,)),
    ]
    html = written(*pages)
    tree = parse(html)
    assert [name.text for name in tree.select("details.page h3")] == ["an error", "two warnings", "one warning"]
    text = seen(html)
    assert "5 findings on 5 pages" in text
    assert "These are the 3 with most to mend; 2 pages more were read." in text
    assert [number.text for number in tree.select(".tile b")] == ["1", "4", "0", "5"]


def test_no_more_findings_are_shown_than_a_browser_bears(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_, "MOST_FINDINGS", 2)
    tree = parse(written(*(replace(PAGE, input=f"{number}.html") for number in range(4))))
    assert len(tree.select("details.page")) == 2
    assert tree.select(".count")[0].attr("data-findings") == "2"


def test_charts_say_in_words_what_they_draw() -> None:
    warnings = tuple(FINDING._replace(severity="warning") for _ in range(3))
    tree = parse(written(replace(PAGE, findings=(FINDING, *warnings)), PAGE))
    titles = [title.text for title in tree.select("svg.bar title")]
    assert titles == ["Findings by severity: 2 errors, 3 warnings", *["breadcrumb-name: 2 errors, 3 warnings"],
                      "breadcrumbs: 2 errors, 3 warnings"]  # fmt: skip
    assert [rect.attr("width") for rect in tree.select("svg.bar")[0].select("rect")] == ["400.0", "600.0"]


def test_ids_are_unique_and_links_inside_lead_somewhere() -> None:
    for pages in ((PAGE,), (PAGE, replace(PAGE, input="c.html"), OTHER)):
        tree = parse(written(*pages))
        ids = [element.attr("id") for element in tree.select("[id]")]
        assert len(ids) == len(set(ids))
        inside = {(link.attr("href") or "")[1:] for link in tree.select('a[href^="#"]')}
        assert inside <= set(ids)


# ------------------------------------------------------------------------------------------------------------ previews


def test_a_report_of_one_page_draws_what_others_would_show() -> None:
    tree = parse(written(PAGE))
    assert [name.text for name in tree.select(".surface h3")] == [
        "Google result", "Top stories", "Shared with Open Graph", "Shared on X",
    ]  # fmt: skip
    google, story, shared, x = (" ".join(drawn.text.split()) for drawn in tree.select(".drawn"))
    assert google == "S S › T T 2 March 2026 — No description"
    assert story == "https://a.example/b.jpg 1200 × 630 S H No date"
    assert shared == "No image a.example T D"
    assert x == "https://a.example/b.jpg a.example T No description"


def test_a_part_that_is_missing_is_named_with_the_finding_that_says_so() -> None:
    missing = FINDING._replace(
        rule="og-missing", subject="og:title", message="Open Graph properties that are missing: og:image."
    )
    tree = parse(written(replace(PAGE, findings=(FINDING, missing))))
    rows = [" ".join(row.text.split()) for row in tree.select(".parts li")]
    assert "Description ✗ no meta description" in rows
    assert "Image ✗ no og:image og-missing" in rows
    assert "Headline ↪ from the H1; no headline in the markup" in rows
    assert "Date ? cannot be told: a block is broken" in rows
    assert "Title ✓ from og:title" in rows  # og-missing names og:image alone
    (trail,) = (row for row in tree.select(".parts li") if "BreadcrumbList" in row.text)
    assert [link.attr("href") for link in trail.select("a")] == ["#p1-1"]


def test_a_date_nobody_can_read_is_not_called_missing() -> None:
    part = PreviewPart("date", None, "article.datePublished", ("article.datePublished",))
    previews = (PREVIEWS[0]._replace(parts=(*PREVIEWS[0].parts[:3], part, PREVIEWS[0].parts[4])),)
    tree = parse(written(replace(PAGE, previews=previews)))
    rows = [" ".join(row.text.split()) for row in tree.select(".parts li")]
    assert "Date ✗ datePublished in the markup is nothing programs can read" in rows


def test_a_size_that_is_not_declared_is_no_fault() -> None:
    size = PreviewPart("size", None, None, ("article.image.width",))
    previews = (PREVIEWS[1]._replace(parts=(PREVIEWS[1].parts[0], size, *PREVIEWS[1].parts[2:])),)
    tree = parse(written(replace(PAGE, previews=previews)))
    assert "size not declared" in tree.select(".drawn")[0].text
    assert [" ".join(row.text.split()) for row in tree.select(".parts .optional")] == ["Image size – not declared"]


def test_a_page_kept_out_of_search_says_so_beside_the_preview() -> None:
    barred = (PREVIEWS[0]._replace(barred="meta robots says “noindex”"), *PREVIEWS[1:])
    assert "Kept out: meta robots says “noindex”" in seen(written(replace(PAGE, previews=barred)))


def test_reports_of_several_pages_have_no_previews() -> None:
    assert parse(written(PAGE, PAGE)).select(".surface") == []


def test_the_format_asks_for_previews() -> None:
    assert shows_previews("html")
    assert not shows_previews("json")


def test_secrets_of_the_pages_own_address_are_hidden_in_previews() -> None:
    url = "https://www.example.com/a?token=SECRET"
    part = PreviewPart("title", f"Read {url}", "title", ("title",))
    page = replace(
        PAGE, input=url, url=url, previews=(Preview("google", (*PREVIEWS[0].parts[:2], part, *PREVIEWS[0].parts[3:])),)
    )
    assert "SECRET" not in written(page)


def test_memory_does_not_grow_with_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_, "MOST_PAGES", 5)
    output = start("html", RULESET)
    for number in range(200):
        assert list(output.page(replace(PAGE, input=f"{number}.html"))) == []
    writer = output._format
    assert isinstance(writer, html_.Writer)
    assert len(writer._kept) == 5
    assert writer._pages.seek(0, 2) == sum(kept.length for kept in writer._kept)  # what is not kept is not written


# ---------------------------------------------------------------------------------------------------- the command line


def test_the_command_writes_a_report_with_previews_the_same_with_any_number_of_jobs(tmp_path: Path) -> None:
    examples = Path(__file__).parents[2] / "examples"
    written = set()
    for jobs in ("1", "2"):
        path = tmp_path / f"{jobs}.html"
        command = [sys.executable, "-m", "seocheck", "check", str(examples / "clean.html"), "--jobs", jobs, "-q"]
        subprocess.run([*command, "--output", f"html={path}"], check=True, capture_output=True)
        written.add(path.read_bytes())
    (html,) = written
    assert len(parse(html.decode()).select(".surface .drawn")) == 4
