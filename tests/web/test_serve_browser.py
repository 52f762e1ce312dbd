"""seocheck serve in a real browser: editors' ways through it, with and without scripts, by mouse and by keyboard."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.batch.site import Site
from tests.web.served import SEED, SEED_URL, Served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, FilePayload, Page

    Open = Callable[..., Page]

pytestmark = pytest.mark.skipif(
    shutil.which("chromium") is None, reason="there is no chromium to open the editors' page in"
)

XSS = "</textarea></title></script>\"'><img src=//evil.example/x onerror=alert(1)><script>alert(1)</script>{{7*7}}"
HOSTILE = f"""<!DOCTYPE html><html lang="{XSS}"><head><title>{XSS}</title>
<link rel="canonical" href="javascript:alert(1)">
<meta name="description" content='x<img src=//evil.example/y onerror=alert(1)>'>
<meta property="og:title" content='<svg onload=alert(1)>'><meta property="og:image" content="//evil.example/z.png">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "<img src=x onerror=alert(1)>", "author": "Ann <script>alert(1)</scr", "url": "javascript:alert(1)",
"datePublished": "<b>yesterday</b>", "image": "javascript:alert(1)"}}</script></head>
<body><h1>{XSS}</h1><h4>onclick=alert(1)</h4><a href="javascript:alert(1)">click here</a><p>{"word " * 99}</body>"""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site() as running:
        running.files["/seed"] = SEED
        yield running


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("browser"), "--allow-private", "127.0.0.1", "--delay", "0") as running:
        yield running


@pytest.fixture(scope="module")
def seed(served: Served) -> str:
    return served.audit({"file": ("seed.html", SEED), "at": SEED_URL})


@pytest.fixture
def opened(browser: Browser, served: Served) -> Iterator[Open]:
    """Opens one of the pages; afterwards nothing was asked of anybody else, and nothing was said on the console."""
    contexts: list[BrowserContext] = []
    said: list[str] = []
    asked: list[str] = []

    def listened(path: str = "/", **options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(served.root + path)
        return page

    yield listened
    for context in contexts:
        context.close()
    assert [words for words in said if "Failed to load resource" not in words] == []  # a 404
    assert [address for address in asked if not address.startswith(f"{served.root}/")] == []


def submit(page: Page, how: str, site: Site) -> None:
    """Give the seed page in one of the three ways."""
    if how == "address":
        page.get_by_label("Address of the page").fill(site.url("/seed"))
        page.get_by_role("button", name="Check", exact=True).click()
    elif how == "file":
        file: FilePayload = {"name": "seed.html", "mimeType": "text/html", "buffer": SEED}
        page.get_by_label("Choose it").set_input_files(file)
        page.get_by_role("button", name="Check the file").click()
    else:
        page.get_by_label("HTML of the whole page").fill(SEED.decode())
        page.get_by_role("button", name="Check the HTML").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("how", ["address", "file", "paste"])
def test_a_page_is_checked_however_it_is_given(opened: Open, site: Site, how: str, scripts: bool) -> None:
    page = opened(java_script_enabled=scripts)
    submit(page, how, site)
    page.wait_for_url(re.compile(r"/audits/[\w-]+$"))
    page.locator("h1", has_text="findings").wait_for()
    assert page.locator("[data-rule=leaked-label] .message").first.inner_text().startswith("A production label")
    assert page.locator(".card").count() >= 9
    assert page.locator(".surface").count() == 4


def test_a_file_can_be_dropped(opened: Open) -> None:
    page = opened()
    data = page.evaluate_handle(
        "text => { const data = new DataTransfer();"
        " data.items.add(new File([text], 'dropped.html', {type: 'text/html'})); return data; }",
        SEED.decode(),
    )
    page.locator(".drop").dispatch_event("drop", {"dataTransfer": data})
    assert page.locator(".chosen").inner_text() == "dropped.html"
    page.keyboard.press("Enter")
    page.locator("h1", has_text="findings").wait_for()
    assert page.locator(".subject").first.inner_text() == "dropped.html"


def test_a_slip_is_said_and_what_was_filled_in_stays(opened: Open) -> None:
    page = opened()
    page.get_by_label("Address of the page").fill("ftp://example.com/story")
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_role("alert").get_by_text("“ftp:” is not fetched").wait_for()
    assert page.get_by_label("Address of the page").input_value() == "ftp://example.com/story"


def test_a_page_whose_server_has_ended_says_so(browser: Browser, tmp_path: Path) -> None:
    with Served(tmp_path) as served:
        page = browser.new_page()
        page.goto(served.root)
    page.get_by_label("Address of the page").fill("www.example.com")
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_role("alert").get_by_text("seocheck does not answer").wait_for()
    page.close()


def test_a_finding_leads_to_its_place_in_the_source_and_back(opened: Open, seed: str) -> None:
    page = opened(seed, viewport={"width": 1400, "height": 800})
    link = page.locator("[data-rule=leaked-label] .place a")
    link.click()
    spot = page.locator(".spot:target")
    mark = spot.locator("xpath=following-sibling::mark[1]")
    assert mark.inner_text() == "Headline:"
    assert mark.evaluate("each => { const r = each.getBoundingClientRect(); return r.top >= 0 && r.bottom <= 800; }")
    assert link.inner_text() == "28:20"
    assert spot.locator("xpath=ancestor::div[@class='row']").locator(".n").inner_text() == "28"
    spot.locator("xpath=following-sibling::a[1]").click()
    page.locator("[data-rule=leaked-label] .place a:focus").wait_for()
    assert page.locator(".card:target").get_attribute("data-rule") == "leaked-label"


@pytest.mark.parametrize("width", [390, 1400])
def test_every_place_comes_into_sight_on_a_long_page(opened: Open, served: Served, width: int) -> None:
    lines = [f"<p>{'the mayor said so and the council did not object ' * 12}</p>" for _ in range(400)]
    lines[80] = lines[399] = "<h4>Votes</h4><a href='#nowhere'>click here</a>"
    text = "<!DOCTYPE html><html><head><title>Mayor</title></head><body><h1>Mayor</h1>" + "\n".join(lines)
    page = opened(served.audit({"html": text}), viewport={"width": width, "height": 700})
    places = page.locator(".place a").all()
    assert len(places) >= 4
    for place in places:
        if place.is_visible():
            place.click()
            at = page.locator(".spot:target + *").bounding_box()
            assert at is not None
            assert 0 <= at["y"] < 700, place.inner_text()


def test_on_a_phone_the_source_stands_below_and_nothing_runs_over(opened: Open, seed: str) -> None:
    page = opened(seed, viewport={"width": 320, "height": 640})
    findings, source = (page.locator(css).bounding_box() for css in (".report", ".pane"))
    assert findings is not None
    assert source is not None
    assert source["y"] >= findings["y"] + findings["height"]
    for path in (seed, "/", "/history", "/policy", "/audits/none"):
        page.goto(page.url.partition("/audits")[0] + path) if path != seed else None
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_one_click_copies_a_mended_block(opened: Open, seed: str) -> None:
    page = opened(seed, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy block 1").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith('<script type="application/ld+json">\n{\n  "@context": "https://schema.org"')
    assert '"headline": "North Korean troops in Russia: how significant is it?"' in copied
    marked = page.locator(".block mark").all_inner_texts()
    assert '"North Korean troops in Russia: how significant is it?"' in marked


def test_without_scripts_all_is_there_and_a_block_can_be_selected(opened: Open, seed: str) -> None:
    page = opened(seed, java_script_enabled=False)
    for hidden in ("#filter", "#theme", "button.copy"):
        assert not page.locator(hidden).first.is_visible()
    page.locator(".block summary").first.click()
    field = page.locator(".block textarea").first
    assert field.is_visible()
    assert '"@type": "NewsArticle"' in field.input_value()
    page.locator("[data-rule=leaked-label] .place a").click()
    assert page.locator(".spot:target").count() == 1
    page.locator("#level-leaked-label").select_option("off")
    page.get_by_role("button", name="Apply to this view").click()
    page.wait_for_url(re.compile(r"severity\.leaked-label=off"))
    assert page.locator("[data-rule=leaked-label]").count() == 0


def test_the_mended_page_is_downloaded_not_opened(opened: Open, seed: str) -> None:
    page = opened(seed)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the mended page").click()
    assert download.value.suggested_filename == "north-korean-troops-in-russia-mended.html"


def test_all_of_it_works_from_the_keyboard(opened: Open) -> None:
    page = opened()
    page.locator("#address:focus").wait_for()
    for _ in range(5):  # past Check, the file, its address, its button
        page.keyboard.press("Tab")
    page.locator("#html:focus").wait_for()
    page.keyboard.insert_text(SEED.decode())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("h1", has_text="findings").wait_for()
    page.keyboard.press("Tab")
    page.locator(".skip:focus").wait_for()
    page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-rule=leaked-label] .place a')"):
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # from the place in the source to what follows it
    page.locator(".flag.error:focus").wait_for()
    page.keyboard.press("Enter")
    page.locator("[data-rule=leaked-label] .place a:focus").wait_for()


def test_what_a_page_says_is_only_ever_text(opened: Open, served: Served) -> None:
    name = XSS.replace('"', "")
    path = served.audit({"file": (name, HOSTILE.encode()), "at": "https://www.example.com/?q=<svg/onload=alert(1)>"})
    for where in (path, "/", "/history"):
        page = opened(where)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.locator("main img, main iframe, main script, main [onerror], main [onload]").count() == 0
        assert page.locator("a[href^=javascript], a[href*='evil.example']").count() == 0
    assert "alert(1)" in opened(path).locator(".pane").inner_text()


def test_light_or_dark_is_remembered(opened: Open) -> None:
    page = opened(color_scheme="light")
    page.locator("#theme").click()
    page.get_by_role("link", name="Policy").click()
    page.wait_for_url("**/policy")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_axe_finds_nothing_wrong(opened: Open, axe: str, served: Served, site: Site, seed: str) -> None:
    for _ in range(2):
        served.audit({"html": SEED.decode(), "at": "https://www.example.com/axe"})
    ended = served.audit({"address": site.url("/gone-axe")})
    of_page = "/history?page=https%3A%2F%2Fwww.example.com%2Faxe"
    page = opened(bypass_csp=True)
    for path, scheme, width in (
        ("/", "light", 1280),
        ("/", "dark", 390),
        (f"{seed}?severity.leaked-label=info", "light", 1280),
        (seed, "dark", 390),
        (ended, "light", 390),
        ("/audits/none", "dark", 1280),
        (of_page, "dark", 1280),
        ("/policy?severity.heading-skip=error", "light", 390),
    ):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(served.root + path)
        opening = "[...document.querySelectorAll('details')].slice(0, 9).forEach((each) => { each.open = true; })"
        page.evaluate(opening)
        page.add_script_tag(content=axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [(path, rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []
