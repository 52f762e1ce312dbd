"""html in a real browser: nothing is requested, nothing breaks the policy, filters and keys work, so does no script."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.report.html_pages import FINDING, OTHER, PAGE, compared, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from seocheck.model import PageReport

    Open = Callable[..., Page]

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium to open the report in")

WARNING = FINDING._replace(severity="warning", rule="heading-skip", message="A level is skipped.", group="headings")
HOSTILE = FINDING._replace(message="<img src=//evil.example/x onerror=alert(1)></script><script>alert(1)</script>")
MANY = tuple(WARNING._replace(message=f"Level {number} is skipped.") for number in range(6))
PAGES = (
    replace(PAGE, input="first.html", findings=(FINDING, WARNING)),
    replace(PAGE, input="second.html", findings=(HOSTILE, *MANY)),
    replace(PAGE, input="third.html", findings=(), status="audited", reason=None, outcomes=()),
    OTHER,
)
ALONE = replace(PAGE, findings=(FINDING, HOSTILE, *MANY))


NOW = (replace(PAGES[0], status="audited", findings=(FINDING._replace(fingerprint="1"),)), PAGES[1])
DIFF = compared((replace(PAGES[0], status="audited"),), NOW)


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a report; afterwards, whatever was done with it, nothing was requested or said on the console."""
    contexts: list[BrowserContext] = []
    said: list[str] = []
    asked: list[str] = []

    def listened(html: str, **options: object) -> Page:
        path = tmp_path / "report.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        return page

    yield listened
    for context in contexts:
        context.close()
    assert said == []
    assert [address for address in asked if not address.startswith(("file:", "data:"))] == []


def visible(page: Page, css: str) -> int:
    return sum(each.is_visible() for each in page.locator(css).all())


@pytest.mark.parametrize("pages", [(), (OTHER,), (ALONE,), PAGES], ids=["none", "unread", "one", "several"])
def test_opening_a_report_asks_for_nothing_and_breaks_no_rule(opened: Open, pages: tuple[PageReport, ...]) -> None:
    page = opened(written(*pages))
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.locator("#theme").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 18, 21)"


def test_findings_are_filtered_by_severity_rule_and_words(opened: Open) -> None:
    from playwright.sync_api import expect

    page = opened(written(*PAGES))
    page.locator("#fold").click()
    count = page.locator(".count")
    assert count.inner_text() == "All 9 findings"
    assert visible(page, ".card") == 4

    page.get_by_role("checkbox", name="errors").uncheck()
    assert count.inner_text() == "7 findings of 9 on 2 pages"
    assert visible(page, ".card.error") == 0
    assert visible(page, "details.page") == 2
    page.get_by_role("checkbox", name="errors").check()

    page.get_by_role("combobox").select_option("breadcrumb-name")
    assert count.inner_text() == "2 findings of 9 on 2 pages"
    page.get_by_role("combobox").select_option("")

    page.get_by_role("searchbox").fill("LEVEL 4")
    expect(count).to_have_text(re.compile(r"^6 findings? of 9"))
    assert page.locator("details.page:visible h3").all_inner_texts() == ["second.html"]
    page.get_by_role("searchbox").fill("third")
    expect(count).to_have_text(re.compile(r"^0 findings? of 9"))
    assert page.locator("details.page:visible h3").all_inner_texts() == ["third.html"]
    page.get_by_role("searchbox").fill("no such words")
    page.get_by_text("Nothing matches these filters.").wait_for()

    page.get_by_role("button", name="Show all").click()
    expect(count).to_have_text("All 9 findings")
    assert visible(page, "details.page") == 3


def test_a_comparison_is_filtered_and_kinds_without_a_match_go(opened: Open) -> None:
    from playwright.sync_api import expect

    page = opened(DIFF)
    kinds = page.locator("section.kind:visible h2")
    assert [each.split()[0] for each in kinds.all_inner_texts()] == ["New", "Fixed", "Not"]
    page.get_by_role("combobox").select_option("breadcrumb-name")
    assert page.locator(".count").inner_text() == "3 findings of 10 on 2 pages", (
        "first.html, in two kinds, and second.html"
    )
    page.get_by_role("checkbox", name="errors").uncheck()
    assert kinds.all_inner_texts() == []
    page.get_by_text("Nothing matches these filters.").wait_for()
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("section.kind:visible")).to_have_count(3)
    page.locator("#theme").click()


def test_a_rule_of_the_chart_picks_its_findings(opened: Open) -> None:
    page = opened(written(*PAGES))
    page.get_by_role("link", name="heading-skip").click()
    assert page.locator(".count").inner_text() == "7 findings of 9 on 2 pages"
    assert page.get_by_role("combobox").input_value() == "heading-skip"


def test_all_of_it_works_from_the_keyboard(opened: Open) -> None:
    page = opened(written(*PAGES))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # to what follows the place skipped to
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    assert page.locator("details.page").first.get_attribute("open") is not None
    box = page.get_by_role("checkbox", name="errors")
    box.focus()
    page.keyboard.press("Space")
    assert page.locator(".count").inner_text() == "7 findings of 9 on 2 pages"


@pytest.mark.parametrize("pages", [(ALONE,), PAGES], ids=["one", "several"])
def test_without_scripts_all_is_there_to_read(opened: Open, pages: tuple[PageReport, ...]) -> None:
    page = opened(written(*pages), java_script_enabled=False)
    assert visible(page, "#filter, #theme, #fold, #nothing") == 0
    for summary in page.locator(".page > summary, .card .more > summary").all():
        summary.click()
    assert visible(page, ".card") == (2 if len(pages) == 1 else 4)
    assert visible(page, ".message") == (8 if len(pages) == 1 else 9)


def test_a_preview_leads_to_the_finding_it_speaks_of(opened: Open) -> None:
    page = opened(written(ALONE))
    page.locator(".parts a").first.click()
    assert page.locator(".card:target").get_attribute("data-rule") == "breadcrumb-name"


def test_a_narrow_screen_never_scrolls_sideways(opened: Open) -> None:
    long = FINDING._replace(message="x" * 500, fix="y" * 300, rule="z" * 80)
    for pages in (
        (replace(ALONE, input="i" * 300, findings=(long, HOSTILE)),),
        (*PAGES, replace(PAGE, input="j" * 300)),
    ):
        page = opened(written(*pages), viewport={"width": 320, "height": 640})
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_paper_shows_what_is_folded(opened: Open, tmp_path: Path) -> None:
    page = opened(written(*PAGES))
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert visible(page, ".card") == 4
    assert visible(page, "#filter, button") == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("dark", 390)])
def test_axe_finds_nothing_wrong(opened: Open, axe: str, scheme: str, width: int) -> None:
    for html in (written(OTHER), written(ALONE), written(*PAGES), DIFF):
        view = {"width": width, "height": 900}
        page = opened(html, color_scheme=scheme, viewport=view, bypass_csp=True)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        page.add_script_tag(content=axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []
