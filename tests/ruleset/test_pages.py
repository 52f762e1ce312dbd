"""Which rules hold for which page, and which a run selects."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from seocheck.model import RulesetInfo
from seocheck.ruleset import Ruleset, SelectionError, load_ruleset
from seocheck.ruleset.globs import matches

Load = Callable[..., Ruleset]
RULES = "rules:\n" + "\n".join(
    f"  {name}: {{subject: {subject}, expect: {{length: {{at_least: 2, at_most: 9}}}}, severity: {severity}, "
    f"message: m, group: {group}, source: {source}}}"
    for name, subject, severity, group, source in (
        ("title-short", "title", "error", "page", "google"),
        ("title-clean", "title", "warning", "page", "newsroom"),
        ("h1-short", "h1", "info", "headings", "google"),
        ("h1-clean", "h1", "off", "headings", "html"),
    )
)


def states(
    ruleset: Ruleset, url: str | None = None, path: str | None = None, section: str | None = None
) -> dict[str, str]:
    return {rule.id: rule.severity for rule in ruleset.for_page(url, path, section)}


@pytest.mark.parametrize(
    ("glob", "text", "fits"),
    [
        ("**/opinion/**", "https://example.com/opinion/a/b", True),
        ("**/opinion/**", "/opinion/a", True),
        ("**/opinion/**", "opinion/a", True),
        ("**/opinion/**", "/opinions/a", False),
        ("/opinion/*", "/opinion/a", True),
        ("/opinion/*", "/opinion/a/b", False),
        ("/opinion/**", "/opinion/a/b", True),
        ("/a/**/z", "/a/z", True),
        ("/a/**/z", "/a/b/c/z", True),
        ("/a/**/z", "/a/bz", False),
        ("/a**z", "/a/b/z", True),
        ("https://*.example.com/**", "https://www.example.com/x", True),
        ("https://*.example.com/**", "https://example.com/x", False),
        ("/a?b=[1]{x}.html", "/a?b=[1]{x}.html", True),
        ("/a?b", "/axb", False),
        ("*", "", True),
        ("***", "a/b", True),
        ("/é/*", "/é/ü", True),
        ("a", "a\n", False),
        ("**", "a\nb\ud800", True),
    ],
)
def test_globs(glob: str, text: str, fits: bool) -> None:
    assert matches(glob, text) is fits


def test_globs_take_linear_time() -> None:
    start = time.process_time()
    assert not matches("**a" * 300 + "b", "a" * 50_000)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("pages", "url", "path", "section", "fits"),
    [
        ("{url: '**/opinion/**'}", "https://example.com/opinion/x", None, None, True),
        ("{url: '**/opinion/**'}", "https://example.com/news/x", None, None, False),
        ("{url: '**/opinion/**'}", None, "opinion/x", None, False),
        ("{url: '/opinion/**'}", "https://example.com/opinion/x?y=1", None, None, True),
        ("{url: '/opinion/**'}", "https://example.com/opinion", None, None, False),
        ("{url: 'opinion/**'}", "https://example.com/opinion/x", None, None, False),
        ("{url: 'https://example.com/*'}", "https://example.com/x", None, None, True),
        ("{url: '**/x'}", "http://[bad/x", None, None, True),
        ("{url: '/x'}", "http://[bad/x", None, None, False),
        ("{url: ['/a', '/b']}", "https://example.com/b", None, None, True),
        ("{path: 'live/*'}", None, "./live/a.html", None, True),
        ("{path: '**/live/*'}", None, "C:\\site\\live\\a.html", None, True),
        ("{path: 'live/*'}", "https://example.com/live/x", None, None, False),
        ("{section: Opinion}", None, None, " OPINION ", True),
        ("{section: 'Meinung*'}", None, None, "Meinungen", True),
        ("{section: Opinion}", None, None, None, False),
        ("{section: Opinion, url: '/x'}", "https://example.com/x", None, "Opinion", True),
        ("{section: Opinion, url: '/x'}", "https://example.com/y", None, "Opinion", False),
    ],
)
def test_which_pages_an_override_means(
    pages: str, url: str | None, path: str | None, section: str | None, fits: bool, load: Load
) -> None:
    ruleset = load(f"{RULES}\noverrides: [{{for: {pages}, rules: {{title-short: off}}}}]")
    assert ("title-short" not in states(ruleset, url, path, section)) is fits


def test_the_last_override_that_fits_wins(load: Load) -> None:
    ruleset = load(
        f"{RULES}\noverrides:\n"
        "  - {for: {url: '/a/**'}, rules: {title-short: off, h1-clean: error}}\n"
        "  - {for: {url: '/a/b/**'}, rules: {title-short: info}}\n"
    )
    everywhere = {"title-short": "error", "title-clean": "warning", "h1-short": "info"}
    assert states(ruleset) == states(ruleset, "https://x/") == everywhere
    assert states(ruleset, "https://x/a/1") == {"title-clean": "warning", "h1-short": "info", "h1-clean": "error"}
    assert states(ruleset, "https://x/a/b/1") == {**everywhere, "title-short": "info", "h1-clean": "error"}


def test_overrides_change_options_and_messages_too(load: Load) -> None:
    ruleset = load(
        f"{RULES}\noverrides:\n"
        "  - {for: {url: '**'}, rules: {title-short: {expect: {length: 5}, message: 'at most: {value}'}}}\n"
        "  - {for: {section: x}, rules: {title-short: {expect: {length: {at_least: 3}}}}}\n"
    )
    both = {rule.id: rule for rule in ruleset.for_page("https://x/", None, "x")}["title-short"]
    assert both.expectations[0].options == {"at_least": 3, "at_most": 5}
    assert both.message.template == "at most: {value}"
    assert both.origin.of("expect", "length", "at_most").line == 7


def test_rules_of_a_page_are_sorted_and_kept(policies: Path) -> None:
    ruleset = load_ruleset(policies / "sport.yaml")
    rules = ruleset.for_page("https://example.com/live/1", None, "Sport")
    assert [rule.id for rule in rules] == sorted(rule.id for rule in rules)
    assert ruleset.for_page("https://example.com/live/2", None, "sport") is rules
    assert ruleset.for_page("https://example.com/") is ruleset.rules


@pytest.mark.parametrize(
    ("overrides", "place"),
    [
        ("- {for: {url: x}, rules: {title-short: {expect: {length: {at_most: 1}}}}}", "7:68"),
        ("- {for: {url: x}, rules: {title-short: {message: '{nope}'}}}", "7:50"),
        ("- {for: {url: x}, rules: {h1-clean: {subject: titel}}}", "7:47"),
        (  # each is fine, both together are not
            (
                "- {for: {url: x}, rules: {title-short: {expect: {length: {at_most: 5}}}}}\n"
                "- {for: {path: x}, rules: {title-short: {expect: {length: {at_least: 7}}}}}"
            ),
            "7:68",
        ),
    ],
)
def test_what_is_wrong_with_an_override_is_said_when_the_file_is_read(
    overrides: str, place: str, complaints: Callable[..., list[str]]
) -> None:
    assert [line.split(": ")[0] for line in complaints(f"{RULES}\noverrides:\n{overrides}")] == [f"rules.yaml:{place}"]


def test_many_overrides_of_one_rule_load_in_no_time(load: Load) -> None:
    lines = [f"- {{for: {{url: '/{n}/**'}}, rules: {{title-short: {{message: '{n}'}}}}}}" for n in range(500)]
    start = time.process_time()
    ruleset = load(f"{RULES}\noverrides:\n" + "\n".join(lines))
    assert time.process_time() - start < 3
    assert ruleset.for_page("https://x/77/a")[2].message.template == "77"


@pytest.mark.parametrize(
    ("select", "ignore", "left"),
    [
        ([], [], ["h1-short", "title-clean", "title-short"]),
        (["title-short"], [], ["title-short"]),
        (["page"], [], ["title-clean", "title-short"]),
        (["*-short"], [], ["h1-short", "title-short"]),
        (["*"], [], ["h1-short", "title-clean", "title-short"]),
        (["source:google"], [], ["h1-short", "title-short"]),
        (["page", "h1-short"], ["title-clean"], ["h1-short", "title-short"]),
        ([], ["headings"], ["title-clean", "title-short"]),
        (["page"], ["page"], []),
        (["h1-clean"], [], []),  # switched off, but known
    ],
)
def test_selection(select: list[str], ignore: list[str], left: list[str], load: Load) -> None:
    ruleset = load(RULES)
    chosen = ruleset.select(select, ignore)
    assert [rule.id for rule in chosen.rules] == left
    assert chosen.info == RulesetInfo("rules.yaml", chosen.digest, len(left))
    assert (chosen.digest == ruleset.digest) == ((not select and not ignore) or select == ["*"])


def test_selection_holds_under_overrides_and_can_be_repeated(load: Load) -> None:
    ruleset = load(f"{RULES}\noverrides: [{{for: {{url: '/a'}}, rules: {{h1-clean: error, title-short: info}}}}]")
    ruleset.for_page("https://x/a")
    chosen = ruleset.select(["h1-*", "title-short"]).select([], ["h1-short"])
    assert states(chosen, "https://x/a") == {"h1-clean": "error", "title-short": "info"}
    assert states(chosen) == {"title-short": "error"}
    with pytest.raises(SelectionError):
        chosen.select(["title-clean"])


def test_selectors_that_fit_nothing_are_all_named(load: Load) -> None:
    with pytest.raises(SelectionError) as caught:
        load(RULES).select(["titel-short", "pages", "x*", "source:googel", "source:zzz"], ["qqq\x1b", "qqq\x1b"])
    assert str(caught.value).splitlines() == [
        "“titel-short” is neither a rule nor a group; did you mean “title-short”?",
        "“pages” is neither a rule nor a group; did you mean “page”?",
        "no rule fits “x*”",
        "no rule has the source “googel”; did you mean “google”?",
        "no rule has the source “zzz”; sources are google, schema.org, html, wcag, opengraph and newsroom",
        "“qqq\\x1b” is neither a rule nor a group",
    ]
