"""seocheck serve: what each page holds and does, asked over HTTP of the running command; no script is needed."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from seocheck import Document, audit, load_ruleset
from tests.batch.site import Site
from tests.web.served import SEED, SEED_URL, Served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BROKEN = b"""<!DOCTYPE html><html lang="en"><head><title>Mayor resigns</title>
<script type="application/ld+json">
{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Mayor resigns", "datePublished": "yesterday"}
</script></head><body><h1>Mayor resigns</h1><p>By Ann Lee</p><p>The mayor of the town has resigned, she said.</p>"""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site() as running:
        running.files["/seed"] = SEED
        yield running


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("serve"), "--allow-private", "127.0.0.1", "--delay", "0") as running:
        yield running


@pytest.fixture(scope="module")
def seed(served: Served) -> str:
    """The path of an audit of the seed page."""
    return served.audit({"file": ("seed.html", SEED), "at": SEED_URL})


def messages(page: str) -> set[str]:
    found = re.findall(r'class="message">(.*?)</(?:h3|p)>', page, re.DOTALL)
    return {html.unescape(each) for each in found}


def test_the_page_of_an_audit_says_what_an_audit_finds(served: Served, seed: str) -> None:
    report = audit(Document(SEED, SEED_URL, name="seed.html"), load_ruleset())
    page = served.ask(seed).text
    assert messages(page) == {" ".join(finding.message.split()) for finding in report.findings}
    assert f"<h1>{len(report.findings)} findings</h1>" in page


@pytest.mark.parametrize("how", ["address", "file", "paste"])
def test_a_page_is_checked_however_it_is_given(served: Served, site: Site, how: str) -> None:
    fields: dict[str, dict[str, str | tuple[str, bytes]]] = {
        "address": {"address": site.url("/seed")},
        "file": {"file": ("seed.html", SEED), "at": SEED_URL},
        "paste": {"html": SEED.decode(), "at": SEED_URL},
    }
    page = served.ask(served.audit(fields[how])).text
    assert "A production label is visible to readers" in page
    assert {"address": "fetched from its address", "file": "from a file", "paste": "pasted"}[how] in page


@pytest.mark.parametrize(
    ("typed", "read"),
    [("www.example.com/story", "https://www.example.com/story"), (" https://EXAMPLE.com ", "https://example.com/")],
)
def test_the_address_a_page_will_have_is_read_as_people_write_it(served: Served, typed: str, read: str) -> None:
    assert f'href="{read}"' in served.ask(served.audit({"html": BROKEN.decode(), "at": typed})).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"address": ""}, "Give the address of a page."),
        ({"address": "not an address"}, "This is no address"),
        ({"address": "file:///etc/hosts"}, "“file:” is not fetched"),
        ({"file": ("", b"")}, "Choose an HTML file"),
        ({"html": "  "}, "Paste the HTML"),
        ({"html": "<p>x", "at": "mailto:someone"}, "“mailto:” is not fetched"),
    ],
)
def test_a_slip_in_a_form_is_said_with_its_field(
    served: Served, fields: dict[str, str | tuple[str, bytes]], words: str
) -> None:
    answer = served.post(fields)
    assert (answer.status, words in html.unescape(answer.text)) == (422, True)
    assert answer.headers["hx-retarget"] == "#slip"


@pytest.mark.parametrize(
    ("path", "words"),
    [("/gone-1", "HTTP.status-4xx"), ("/pdf-1", "TYPE."), ("/inward", "POL.private-address")],
)
def test_a_page_that_cannot_be_fetched_is_explained_and_not_kept(
    served: Served, site: Site, path: str, words: str
) -> None:
    ended = served.audit({"address": site.url(path)})
    assert words in served.ask(ended).text
    assert ended not in served.ask("/history").text


def test_keys_in_an_address_are_neither_shown_nor_kept(served: Served, site: Site) -> None:
    site.files["/seed?token=tell-nobody"] = SEED
    asked = served.post({"address": site.url("/seed?token=tell-nobody")}).location
    seen = served.ask(asked).text + served.done(asked).text + served.ask("/history").text
    assert "token=***" in seen
    assert "tell-nobody" not in seen
    assert b"tell-nobody" not in served.store.read_bytes() + served.store.with_name("audits.sqlite-wal").read_bytes()


def test_places_lead_into_the_source_and_back(served: Served, seed: str) -> None:
    page = served.ask(seed).text
    ids = set(re.findall(r'id="([^"]+)"', page))
    places = re.findall(r'<span class="place"><a href="#([^"]+)">', page)
    flags = re.findall(r'<a class="flag [a-z]+" href="#([^"]+)"', page)
    assert len(places) >= 9
    assert len(flags) >= 9
    assert set(places) | set(flags) <= ids


def test_the_source_is_there_as_text_alone(served: Served, seed: str) -> None:
    answer = served.ask(f"{seed}/source")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.body == SEED.replace(b"\r\n", b"\n")


def test_the_mended_page_can_be_had_as_a_file(served: Served) -> None:
    path = served.audit({"file": ("../../tricky \"name'.html", BROKEN), "at": "https://www.example.com/a/story.html"})
    page = html.unescape(served.ask(path).text)
    assert '<script type="application/ld+json">' in page.partition("To select and copy")[2]
    answer = served.ask(f"{path}/mended")
    assert answer.headers["content-disposition"] == 'attachment; filename="story-mended.html"'
    assert answer.headers["content-type"] == "application/octet-stream"
    assert b'"Ann Lee"' in answer.body
    again = served.audit({"file": ("mended.html", answer.body), "at": "https://www.example.com/a/story.html"})
    assert "article-author " not in served.ask(again).text


def test_an_audit_can_be_seen_with_other_severities(served: Served, seed: str) -> None:
    plain = served.ask(seed).text
    longer = served.ask(f"{seed}?severity.leaked-label=info&severity.canonical=warning&severity.none=off&other=1")
    assert (longer.status, longer.location) == (303, f"{seed}?severity.leaked-label=info#severities")
    assert 'data-severity="error" data-rule="leaked-label"' in plain
    assert 'data-severity="info" data-rule="leaked-label"' in served.ask(f"{seed}?severity.leaked-label=info").text
    assert 'data-rule="leaked-label"' not in served.ask(f"{seed}?severity.leaked-label=off").text
    assert served.ask(seed).text == plain


def test_the_policy_is_there_to_read(served: Served) -> None:
    page = served.ask("/policy").text
    ruleset = load_ruleset()
    assert all(f'id="rule-{rule.id}"' in page for rule in (*ruleset.rules, *ruleset.off))
    skip = next(rule for rule in ruleset.rules if rule.id == "heading-skip")
    shown = page.partition('id="rule-heading-skip"')[2].partition("</details>")[0]
    assert html.escape(str(skip.why), quote=False) in html.unescape(shown).replace("&", "&amp;")
    assert skip.good is not None
    assert html.escape(skip.good.html) in shown.replace("&#34;", "&quot;").replace("&#39;", "&#x27;")
    assert "▶" in shown


def test_severities_chosen_in_the_policy_go_with_the_links_to_audits(served: Served, seed: str) -> None:
    del seed  # there is one
    answer = served.ask("/policy?severity.heading-skip=error&severity.leaked-label=error")
    assert answer.location == "/policy?severity.heading-skip=error"
    page = served.ask(answer.location).text
    assert re.search(r'href="/audits/[^"?]+\?severity\.heading-skip=error"', page)
    assert "<option selected>error</option>" in page.partition('id="level-heading-skip"')[2].partition("</select>")[0]


def test_the_audits_of_a_page_make_its_trend(served: Served) -> None:
    url = "https://www.example.com/trend?a=1&b=2"
    made = [
        served.audit({"html": text, "at": url}) for text in (BROKEN.decode(), "<h1>Mayor</h1><h3>x</h3>" + "y" * 99)
    ]
    page = served.ask(f"/history?page={quote(url, safe='')}").text
    assert all(path in page for path in made)
    assert page.count('class="ground"') == 2
    assert "This page over time" in served.ask(made[0]).text


def test_audits_outlive_a_restart_with_their_addresses(tmp_path: Path) -> None:
    with Served(tmp_path) as first:
        seed = first.audit({"file": ("seed.html", SEED)})
    with Served(tmp_path) as second:
        assert messages(second.ask(seed).text)
        assert seed in second.ask("/history").text
