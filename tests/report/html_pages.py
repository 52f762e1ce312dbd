"""Page reports with everything in them that an HTML report shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seocheck.cli import diff_html
from seocheck.compare import compare
from seocheck.model import (
    Excerpt,
    Exchange,
    Finding,
    Hop,
    Outcome,
    PageReport,
    Place,
    Preview,
    PreviewPart,
    Related,
    Report,
    RulesetInfo,
)
from seocheck.report import encoded, render
from seocheck.report.past import PastReport, past_page

if TYPE_CHECKING:
    from collections.abc import Sequence

RULESET = RulesetInfo("rules.yaml", "sha256:0a1b", 88)
FINDING = Finding(
    rule="breadcrumb-name",
    group="breadcrumbs",
    severity="error",
    message="The name is empty.",
    place=Place(20, 44, 20, 54, "/itemListElement/1/name"),
    subject="BreadcrumbList.steps",
    evidence='"name": ""',
    related=(Related("the trail readers see", Place(27, 3, 27, 9)),),
    why="Search shows the trail.",
    fix="Give every step a name.",
    help="https://example.org/help",
    source="google",
    fingerprint="f00d",
    excerpt=Excerpt('{"position": 2, ', '"name": ""', "}"),
)
PREVIEWS = (
    Preview(
        "google",
        (
            PreviewPart("site", "S", "address", ("og:site_name", "address")),
            PreviewPart(
                "trail", "S › T", "BreadcrumbList.trails", ("BreadcrumbList.trails",), ("BreadcrumbList.steps",)
            ),
            PreviewPart("title", "T", "title", ("title",)),
            PreviewPart("date", "2026-03-02", "article.datePublished", ("article.datePublished",)),
            PreviewPart("description", None, None, ("description",)),
        ),
    ),
    Preview(
        "top-stories",
        (
            PreviewPart("image", "https://a.example/b.jpg", "og:image", ("article.image.addresses", "og:image")),
            PreviewPart("size", "1200 × 630", "article.image.width", ("article.image.width", "article.image.height")),
            PreviewPart("site", "S", "og:site_name", ("og:site_name",)),
            PreviewPart("headline", "H", "h1", ("article.headline", "h1")),
            PreviewPart("date", None, None, ("article.datePublished",), (), "a block is broken"),
        ),
    ),
    Preview(
        "open-graph",
        (
            PreviewPart("image", None, None, ("og:image",)),
            PreviewPart("size", None, None, ("og:image:width",)),
            PreviewPart("address", "https://a.example/c", "og:url", ("og:url",)),
            PreviewPart("title", "T", "og:title", ("og:title",)),
            PreviewPart("description", "D", "og:description", ("og:description",)),
        ),
    ),
    Preview(
        "x",
        (
            PreviewPart("card", "summary_large_image", "twitter:card", ("twitter:card",)),
            PreviewPart("image", "https://a.example/b.jpg", "og:image", ("twitter:image", "og:image")),
            PreviewPart("address", "https://a.example/c", "og:url", ("og:url",)),
            PreviewPart("title", "T", "og:title", ("twitter:title", "og:title")),
            PreviewPart("description", None, None, ("og:description",)),
        ),
    ),
)
PAGE = PageReport(
    "a.html",
    "https://www.example.com/a",
    "partial",
    "the rest never came",
    "utf-8",
    findings=(FINDING,),
    outcomes=(Outcome("breadcrumb-name", "failed"), Outcome("b", "not_run", "no end"), Outcome("c", "crashed", "boom")),
    notes=("read as UTF-8",),
    code="BODY.short",
    exchange=Exchange("https://www.example.com/a", 200, (Hop("https://example.com/a", 301),)),
    previews=PREVIEWS,
)
OTHER = PageReport("b.html", None, "failed", "nobody answers", None, code="TCP.refused")


def written(*pages: PageReport, ruleset: RulesetInfo = RULESET) -> str:
    return b"".join(encoded("html", render("html", Report(ruleset, pages)))).decode("utf-8")


def compared(first: Sequence[PageReport], second: Sequence[PageReport], name: str = "first.json") -> str:
    """The comparison of two reports, the first of which is called `name`."""
    before = PastReport(name, None, tuple(map(past_page, first)))
    after = PastReport("second.json", None, tuple(map(past_page, second)))
    return "".join(diff_html.written(compare(before, after), [f"About {name}."]))
