"""The pure middle: outcomes, order, fingerprints, limits, and that it touches nothing but its arguments."""

# ruff: noqa: E501  a page a line

from __future__ import annotations

import builtins
import socket
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

import seocheck
from seocheck.audit import MAX_FINDINGS, audit
from seocheck.checks import verb
from seocheck.model import Document, PageReport
from seocheck.ruleset import Ruleset, load_ruleset, load_ruleset_text

NOW = datetime(2026, 11, 22, tzinfo=UTC)
ARTICLE = '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",%s}</script>'
BROKEN = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Mayor resigns</script>'
TOO_DEEP = "<div>" * 600 + "deep" + "</div>" * 600


def rules(*entries: str) -> Ruleset:
    """A ruleset of one-line entries `id: subject | expect`, and what else stands behind a third bar."""
    text = ["rules:"]
    for entry in entries:
        name, _, rest = entry.partition(": ")
        subject, expect, *more = (part.strip() for part in rest.split("|"))
        parts = [f"subject: {subject}", f"expect: {expect}", "severity: error", "message: 'm {value}'", *more]
        text.append(f"  {name}: {{{', '.join(parts)}}}")
    return load_ruleset_text("\n".join(text), "rules.yaml", None)


def run(html: str, ruleset: Ruleset, **known: str | None) -> PageReport:
    headers = {"content-type": "text/html; charset=utf-8"}
    return audit(Document(html.encode(), headers=headers, now=NOW, **known), ruleset)  # type: ignore[arg-type]


def states(report: PageReport) -> dict[str, str]:
    return {outcome.rule: outcome.state for outcome in report.outcomes}


@pytest.mark.parametrize(
    ("html", "entry", "state"),
    [
        pytest.param("<h1>x</h1>", "r: h1 | {present: true}", "passed", id="passed"),
        pytest.param("<p>x</p>", "r: h1 | {present: true}", "failed", id="failed"),
        pytest.param("<p>x</p>", "r: article.headline | {present: true}", "not_applicable", id="no article"),
        pytest.param("<p>x</p>", "r: links | {url: resolvable}", "not_applicable", id="no link to judge"),
        pytest.param(TOO_DEEP, "r: h1 | {present: true}", "not_run", id="partial: nothing is missing"),
        pytest.param(TOO_DEEP, "r: h1 | {count: {at_least: 1}}", "not_run", id="partial: nor counted"),
        pytest.param(TOO_DEEP, "r: links | {url: resolvable}", "not_applicable", id="partial: the rest is judged"),
        pytest.param("<h1>TK</h1>" + TOO_DEEP, "r: h1 | {lacks: [TK]}", "failed", id="partial: what is there is"),
        pytest.param(BROKEN, "r: article | {present: true}", "not_run", id="a broken block may hold it"),
        pytest.param(BROKEN, "r: article.headline | {present: true}", "not_run", id="or its property"),
        pytest.param(BROKEN, "r: jsonld.faults | {absent: true}", "failed", id="its fault is found"),
        pytest.param(BROKEN, "r: h1 | {present: true}", "failed", id="it holds no h1"),
        pytest.param(
            BROKEN + "<h1>x</h1>", "r: [article, h1] | {present: true}", "passed", id="another subject is there"
        ),
        pytest.param(BROKEN, "r: h1 | {present: true} | when: article", "not_run", id="when: unknown"),
        pytest.param(BROKEN, "r: h1 | {present: true} | unless: article", "not_run", id="unless: unknown"),
        pytest.param("<p>x</p>", "r: h1 | {present: true} | when: article", "not_applicable", id="when: not there"),
        pytest.param("<p>x</p>", "r: h1 | {present: true} | unless: article", "failed", id="unless: not there"),
        pytest.param(
            ARTICLE % '"headline":"x"',
            "r: h1 | {present: true} | unless: article",
            "not_applicable",
            id="unless: there",
        ),
    ],
)
def test_how_a_rule_ends(html: str, entry: str, state: str) -> None:
    assert states(run(html, rules(entry))) == {"r": state}


def test_a_rule_that_compares_with_what_could_not_be_read_says_so() -> None:
    html = '<nav class="breadcrumb"><a href="/">Home</a> › <a href="/w">World</a></nav>' + BROKEN
    (outcome,) = run(html, rules("r: visible.trail | {accompanied_by: BreadcrumbList}")).outcomes
    assert (outcome.state, "could not be read" in (outcome.reason or "")) == ("not_run", True)


def test_one_broken_block_hides_nothing_of_another() -> None:
    report = run(BROKEN.replace("NewsArticle", "WebSite") + ARTICLE % '"headline":""', load_ruleset())
    ended = states(report)
    assert ended["jsonld-syntax"] == "failed"
    assert ended["article-headline"] == "failed"
    assert [finding.place.pointer for finding in report.findings if finding.rule == "article-headline"] == ["/headline"]


def test_no_other_article_is_judged_in_place_of_one_in_a_broken_block() -> None:
    ended = states(run(BROKEN + ARTICLE % '"headline":""', load_ruleset()))
    assert (ended["jsonld-syntax"], ended["article-headline"]) == ("failed", "not_run")


def test_a_partial_page_never_has_anything_missing() -> None:
    report = run(TOO_DEEP, load_ruleset())
    assert report.status == "partial"
    assert [finding.rule for finding in report.findings if "missing" in finding.rule] == []
    assert states(report)["h1-missing"] == states(report)["title-missing"] == "not_run"


def test_a_crashing_rule_is_its_own_result(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("boom\n" + "x" * 1000)

    ruleset = rules("a: h1 | {present: true}", "b: h1 | {length: 5}", "c: h1 | {present: true}")
    monkeypatch.setattr(verb("length"), "check", crash)
    report = run("<p>x</p>", ruleset)
    assert states(report) == {"a": "failed", "b": "crashed", "c": "failed"}
    assert [finding.rule for finding in report.findings] == ["a", "c"]
    reason = report.outcomes[1].reason or ""
    assert reason.startswith("RuntimeError: boom")
    assert len(reason) < 200


def test_findings_stand_in_page_order_then_by_rule() -> None:
    ruleset = rules("z: headings | {lacks: [TK]}", "a: h1 | {lacks: [TK]}", "m: title | {lacks: [TK]}")
    report = run("<title>TK</title>\n<h1>TK</h1>\n<h2>TK</h2>", ruleset)
    assert [(finding.rule, finding.place.line) for finding in report.findings] == [
        ("m", 1),
        ("a", 2),
        ("z", 2),
        ("z", 3),
    ]


def test_fingerprints_do_not_know_lines() -> None:
    ruleset = rules(
        "r: headings | {lacks: [TK]}",
        "s: title | {present: true}",
        "t: links.text | {not_empty: true} | together: true",
    )
    html = "<h1>TK one</h1><h2>TK two</h2><h2>TK two</h2><a href=/x></a>"
    before = [finding.fingerprint for finding in run(html, ruleset).findings]
    moved = run("<!-- a\n\n\nnew comment -->\n" + html.replace("<h2>", "\n\n   <h2>"), ruleset).findings
    assert sorted(finding.fingerprint for finding in moved) == sorted(before)
    assert len(set(before)) == len(before) == 5


@pytest.mark.parametrize(
    ("html", "url"),
    [
        pytest.param("<h1>TK three</h1>", None, id="another value"),
        pytest.param("<h1>TK one</h1>", "https://a.example/", id="another page"),
    ],
)
def test_another_finding_has_another_fingerprint(html: str, url: str | None) -> None:
    ruleset = rules("r: headings | {lacks: [TK]}")
    (first,) = run("<h1>TK one</h1>", ruleset).findings
    (second,) = run(html, ruleset, url=url).findings
    assert first.fingerprint != second.fingerprint


def test_together_is_one_finding_with_all_the_places() -> None:
    ruleset = rules("r: links.text | {not_empty: true} | together: true")
    (finding,) = run("<a href=/1></a>\n<a href=/2></a>\n<a href=/3>x</a><a href=/4></a>", ruleset).findings
    assert finding.place.line == 1
    assert [(other.message, other.place.line) for other in finding.related] == [("/2", 2), ("/4", 3)]


@pytest.mark.parametrize("more", ["together: false", "together: true"])
def test_what_one_element_says_under_two_names_is_one_thing(more: str) -> None:
    ruleset = rules(f"r: ['og:title', 'twitter:title'] | {{lacks: [TK]}} | {more}")
    [finding] = run('<meta property="og:title" name="twitter:title" content="TK">', ruleset).findings
    assert finding.related == ()
    apart = run('<meta property="og:title" content="TK"><meta name="twitter:title" content="TK">', ruleset).findings
    assert len(apart) + len(apart[0].related) == 2


@pytest.mark.parametrize(
    ("more", "findings", "related", "notes"),
    [
        ("together: false", MAX_FINDINGS, 0, ["r: 250 places, the first 100 are shown"]),
        ("together: true", 1, MAX_FINDINGS, []),
    ],
)
def test_one_rule_cannot_flood_the_report(more: str, findings: int, related: int, notes: list[str]) -> None:
    report = run("<h2>TK</h2>" * 250, rules(f"r: headings | {{lacks: [TK]}} | {more}"))
    assert len(report.findings) == findings
    assert len(report.findings[0].related) == related
    assert list(report.notes) == notes


def test_long_values_are_cut_in_messages_and_evidence() -> None:
    (finding,) = run(f"<h1>TK {'x' * 5000}</h1>", rules("r: h1 | {length: 5}")).findings
    assert len(finding.message) < 200
    assert len(finding.evidence) <= 300
    assert finding.evidence.endswith("…")


def test_it_touches_no_file_and_no_network(monkeypatch: pytest.MonkeyPatch, examples: dict[str, str]) -> None:
    ruleset = load_ruleset()
    for html in examples.values():  # modules and schemas are loaded on first use
        run(html, ruleset)

    def bomb(*_: object, **__: object) -> None:
        raise AssertionError("audit reached for the outside world")

    monkeypatch.setattr(builtins, "open", bomb)
    monkeypatch.setattr(socket, "socket", bomb)
    monkeypatch.setattr("time.time", bomb)
    for html in examples.values():
        assert "crashed" not in states(run(html, ruleset)).values()


def test_the_same_page_twice_gives_the_same_report(examples: dict[str, str]) -> None:
    first, second = load_ruleset(), load_ruleset()
    for html in examples.values():
        assert run(html, first) == run(html, second)


def test_the_order_of_attributes_does_not_matter() -> None:
    one = '<link rel="canonical" href="https://a.example/"><meta name="description" content="x"><a href="/x" title="y"></a>'
    other = '<link href="https://a.example/" rel="canonical"><meta content="x" name="description"><a title="y" href="/x"></a>'
    messages = [[(f.rule, f.message) for f in run(html, load_ruleset()).findings] for html in (one, other)]
    assert sorted(messages[0]) == sorted(messages[1])


@pytest.mark.parametrize(
    ("content", "status", "code", "reason"),
    [
        (b"", "failed", "TYPE.empty", "empty"),
        (b"  \n", "failed", "TYPE.empty", "empty"),
        (b"%PDF-1.7 x", "skipped", "TYPE.not-html", "not HTML"),
        (b"\x89PNG\r\n\x1a\n", "skipped", "TYPE.not-html", "not HTML"),
        (b"plain", "skipped", "TYPE.not-html", "not HTML"),
    ],
)
def test_what_is_no_page_is_not_judged_and_says_why(content: bytes, status: str, code: str, reason: str) -> None:
    report = audit(Document(content), load_ruleset())
    assert (report.status, report.code) == (status, code)
    assert (report.reason or "").startswith(reason)
    assert (report.findings, report.outcomes) == ((), ())


def test_a_page_read_in_part_has_the_code_of_what_hindered_it() -> None:
    assert audit(Document(TOO_DEEP.encode()), load_ruleset()).code == "PARSE.depth"


def test_a_cut_page_is_partial_and_says_why() -> None:
    report = audit(Document(b"<p>x", cut="the rest is missing", code="BODY.short"), load_ruleset())
    assert (report.status, report.code, report.reason) == ("partial", "BODY.short", "the rest is missing")


def test_the_public_name_is_the_function_whatever_was_imported_before() -> None:
    called: Callable[[Document, Ruleset], PageReport] = seocheck.audit
    assert called(Document(b"<title></title>"), load_ruleset()).status == "audited"


@pytest.mark.parametrize(
    "value",
    [
        "1e999",
        "9" * 5000,
        "-0",
        '"\\ud800"',
        '"\\u0000"',
        "[" * 90 + "]" * 90,
        '{"@id":"#a","x":{"@id":"#a"}}',
        '{"@type":[]}',
    ],
    ids=lambda value: str(value)[:12],
)
def test_odd_json_values_crash_no_rule(value: str) -> None:
    names = ("headline", "author", "datePublished", "image", "articleSection", "publisher", "wordCount", "@id", "@type")
    html = "".join(ARTICLE % f'"{name}":{value}' for name in names)
    steps = f'{{"@context":"https://schema.org","@type":"BreadcrumbList","itemListElement":{value}}}'
    item = f'{{"@context":"https://schema.org","@type":"BreadcrumbList","itemListElement":[{{"position":{value},"item":{value}}}]}}'
    html += "".join(f'<script type="application/ld+json">{text}</script>' for text in (steps, item))
    assert "crashed" not in states(run(html, load_ruleset())).values()


@pytest.fixture(scope="module")
def examples() -> dict[str, str]:
    """Good and bad pages of every default rule."""
    found = {}
    for rule in load_ruleset().rules:
        for kind, example in (("good", rule.good), ("bad", rule.bad)):
            if example is not None:
                found[f"{rule.id} {kind}"] = example.html.replace("▶", "")
    return found
