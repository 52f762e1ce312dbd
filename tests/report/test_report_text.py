"""The text report: what an editor reads, and that it never keeps silent about what was not looked at."""

from __future__ import annotations

import re
from textwrap import dedent

import click
import pytest

from seocheck.model import Finding, Outcome, PageReport, Place, Related, Report, RulesetInfo, Severity
from seocheck.report import ReportOptions, encoded, render
from seocheck.report.totals import MOST_EXAMPLES, MOST_REASONS, OTHER, Totals

RULESET = RulesetInfo("rules.yaml", "sha256:0a1b", 88)
CUT = "the page is larger than 15 MiB; the rest was not read"


def finding(
    severity: Severity,
    rule: str,
    at: tuple[int, int],
    message: str,
    evidence: str = "",
    fix: str | None = None,
    related: tuple[tuple[str, int], ...] = (),
) -> Finding:
    return Finding(
        rule=rule,
        group="g",
        severity=severity,
        message=message,
        place=Place(*at, *at),
        subject="s",
        evidence=evidence,
        related=tuple(Related(note, Place(line, 1, line, 2)) for note, line in related),
        why=None,
        fix=fix,
        help=None,
        source=None,
        fingerprint="f",
    )


def outcomes(passed: int = 0, idle: int = 0, not_run: int = 0, reason: str | None = None) -> tuple[Outcome, ...]:
    return (
        *(Outcome(f"passed-{number}", "passed") for number in range(passed)),
        *(Outcome(f"idle-{number}", "not_applicable") for number in range(idle)),
        *(Outcome(f"rule-{number}", "not_run", reason) for number in range(not_run)),
    )


MAYOR = PageReport(
    "news/mayor.html",
    "https://www.example.com/mayor",
    "audited",
    None,
    "utf-8",
    (
        finding(
            "warning", "link-text", (1310, 5), "The link says only “more”.", '<a href="/s">more</a>', "Say what comes."
        ),
        finding(
            "error", "breadcrumb-name", (120, 44), "Step 2 has no name.", '"name": ""', "Name it.", (("the trail", 27),)
        ),
        finding("warning", "link-text", (204, 17), "The link says only “here”.", "here", "Say what comes."),
        finding(
            "info", "heading-skip", (96, 1), "Levels are skipped.", related=tuple(("an H4", n) for n in range(101, 108))
        ),
    ),
    outcomes(60, 24),
)
STORM = PageReport("news/storm.html", None, "audited", None, "utf-8", (), outcomes(66, 22))
TRAM = PageReport("news/tram.html", "news/tram.html", "audited", None, "utf-8", (), outcomes(1))
LIVE = PageReport(
    "live.html", None, "partial", CUT, "utf-8", (), (*outcomes(40, 10, 7, CUT), Outcome("r", "crashed", "KeyError"))
)
GONE = PageReport("https://www.example.com/gone", None, "failed", "the server answered 404", None)


def text(*pages: PageReport, **options: bool | int) -> str:
    report = Report(RULESET, pages)
    return b"".join(encoded("text", render("text", report, ReportOptions(**options)))).decode()  # type: ignore[arg-type]


FULL = """\
news/mayor.html  1 error, 2 warnings, 1 info
https://www.example.com/mayor
    96:1   info     Levels are skipped.  heading-skip
                    See 101:1, 102:1, 103:1, 104:1, 105:1 and 2 more: an H4
   120:44  error    Step 2 has no name.  breadcrumb-name
                    | "name": ""
                    See 27:1: the trail
                    Fix: Name it.
   204:17  warning  The link says only “here”.  link-text
                    Fix: Say what comes.
  1310:5   warning  The link says only “more”.  link-text
                    | <a href="/s">more</a>

news/storm.html  no findings (66 rules passed, 22 had nothing to look at)
news/tram.html  no findings (1 rule passed)

live.html  partial: the page is larger than 15 MiB; the rest was not read
  Not run: 7 rules: rule-0, rule-1, rule-2, rule-3, rule-4 and 2 more
  Crashed: 1 rule (KeyError): r

https://www.example.com/gone  failed: the server answered 404

Not looked at
  failed   https://www.example.com/gone: the server answered 404
  partial  live.html: the page is larger than 15 MiB; the rest was not read
  not run  7 rules on 1 page (not read whole): rule-0, rule-1, rule-2, rule-3, rule-4 and 2 more
  crashed  1 rule on 1 page (KeyError): r

4 findings (1 error, 2 warnings, 1 info) on 5 pages: 3 audited, 1 partial, 1 failed; 7 rules not run; 1 rule crashed
Judged by 88 rules from rules.yaml
"""

QUIET = """\
news/mayor.html:96:1: info: Levels are skipped.  heading-skip
news/mayor.html:120:44: error: Step 2 has no name.  breadcrumb-name
news/mayor.html:204:17: warning: The link says only “here”.  link-text
news/mayor.html:1310:5: warning: The link says only “more”.  link-text
live.html: partial: the page is larger than 15 MiB; the rest was not read
https://www.example.com/gone: failed: the server answered 404
4 findings (1 error, 2 warnings, 1 info) on 4 pages: 2 audited, 1 partial, 1 failed; 7 rules not run; 1 rule crashed
"""


def test_a_run_reads_like_this() -> None:
    assert text(MAYOR, STORM, TRAM, LIVE, GONE) == FULL


def test_quiet_is_one_line_a_finding_and_one_for_the_sums() -> None:
    assert text(MAYOR, STORM, LIVE, GONE, quiet=True) == QUIET


def test_statistics_count_errors_first() -> None:
    assert text(MAYOR, MAYOR, quiet=True, statistics=True).endswith(
        dedent("""\

        Findings by rule
          error    2  breadcrumb-name  on 2 pages
          warning  4  link-text        on 2 pages
          info     2  heading-skip     on 2 pages
        8 findings (2 errors, 4 warnings, 2 info) on 2 pages, all read whole
        """)
    )
    assert "Findings by rule" not in text(STORM, statistics=True)


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ((), "Nothing was audited. There were no pages"),
        ((GONE,), "Nothing was audited. 1 page: 1 failed"),
        ((GONE, GONE), "Nothing was audited. 2 pages: 2 failed"),
        ((STORM,), "No findings on 1 page, read whole"),
        ((STORM, TRAM), "No findings on 2 pages, all read whole"),
        ((LIVE,), "No findings on 1 page: 1 partial; 7 rules not run; 1 rule crashed"),
        ((STORM,) * 1200, "No findings on 1,200 pages, all read whole"),
    ],
)
def test_silence_is_never_success(pages: tuple[PageReport, ...], said: str) -> None:
    assert text(*pages, quiet=True).splitlines()[-1] == said
    assert text(*pages).splitlines()[-2:] == [said, "Judged by 88 rules from rules.yaml"]


def test_only_findings_of_one_severity_are_named_by_it() -> None:
    page = PageReport("a", None, "audited", None, None, (finding("warning", "r", (1, 1), "m"),))
    assert "\n1 warning on 1 page, read whole\n" in text(page)
    page = PageReport("a", None, "audited", None, None, (finding("info", "r", (1, 1), "m"),))
    assert "\n1 finding (1 info) on 1 page, read whole\n" in text(page)


def test_what_else_is_known_of_a_page_stands_under_its_findings() -> None:
    page = PageReport(
        "a.html",
        None,
        "failed",
        None,
        None,
        (finding("error", "r", (1, 1), "m"),),
        (
            Outcome("b", "not_run", "a block is broken"),
            Outcome("a", "not_run", "a block is broken"),
            Outcome("c", "not_run"),
        ),
        ("the bytes were not UTF-8",),
    )
    assert text(page).startswith(
        dedent("""\
        a.html  1 error
          1:1  error    m  r
          Failed: no reason given
          Not run: 2 rules (a block is broken): a, b
          Not run: 1 rule: c
          Note: the bytes were not UTF-8
        """)
    )


def test_a_page_that_failed_says_so_even_where_there_is_more_to_say() -> None:
    page = PageReport("a.html", "https://a/", "failed", "the worker died", None, (), (), ("it was the second try",))
    assert text(page).startswith(
        "a.html  failed: the worker died\nhttps://a/\n  Note: it was the second try\n\nNothing"
    )
    page = PageReport("a.html", None, "audited", None, None, (), outcomes(3), ("read as windows-1252",))
    assert text(page).startswith("a.html  no findings (3 rules passed)\n  Note: read as windows-1252\n")


def test_related_places_with_different_notes_and_without() -> None:
    noted = finding("error", "r", (1, 1), "m", related=(("one", 2), ("two", 3), ("one", 4)))
    bare = finding("error", "r", (2, 1), "m", related=(("", 2), ("", 3)))
    said = text(PageReport("a", None, "audited", None, None, (noted, bare)))
    assert [line.strip() for line in said.splitlines() if "See" in line] == [
        "See 2:1, 4:1: one",
        "See 3:1: two",
        "See 2:1, 3:1",
    ]


def test_long_messages_wrap_under_themselves_on_a_terminal_only() -> None:
    message = "The article’s headline is “Mayor resigns after audit finds missing funds”; no H1 says so."
    page = PageReport(
        "a.html",
        None,
        "audited",
        None,
        None,
        (finding("error", "headline-h1", (1, 1), message, "e" * 200, "Do " * 30),),
    )
    assert text(page, width=60).startswith(
        dedent(f"""\
        a.html  1 error
          1:1  error    The article’s headline is “Mayor resigns
                        after audit finds missing funds”; no H1 says
                        so.  headline-h1
                        | {"e" * 41}…
                        Fix: Do Do Do Do Do Do Do Do Do Do Do Do Do
                             Do Do Do Do Do Do Do Do Do Do Do Do Do
                             Do Do Do Do
        """)
    )
    assert all(len(line) <= 60 for line in text(page, width=60).splitlines())
    assert f"  1:1  error    {message}  headline-h1\n" in text(page)
    short = PageReport("a", None, "audited", None, None, (finding("info", "headline-h1", (1, 1), "m" * 30),))
    assert f"{'m' * 30}  headline-h1\n" in text(short, width=59)
    assert f"{'m' * 30}\n                headline-h1\n" in text(short, width=58), (
        "the id goes below when it does not fit"
    )
    wrapped = text(GONE, LIVE, width=50)
    assert "\n  partial  live.html: the page is larger than 15\n           MiB; the rest was not read\n" in wrapped


def test_colour_adds_colour_only() -> None:
    plain, coloured = (
        text(MAYOR, STORM, LIVE, GONE, color=color, statistics=True, width=90) for color in (False, True)
    )
    assert "\x1b" not in plain
    assert click.unstyle(coloured) == plain
    assert "\x1b[31m\x1b[1merror  \x1b[0m" in coloured
    assert "\x1b[2mbreadcrumb-name\x1b[0m" in coloured
    assert "\x1b[1mnews/mayor.html\x1b[0m" in coloured


NASTY = "\x1b[2J\x1b]0;t\x07\x9b31m\u202e\u2028\ud800\r\n::error::boom\n##[error]x " + "x" * 5000


@pytest.mark.parametrize("width", [0, 80])
@pytest.mark.parametrize("quiet", [False, True])
@pytest.mark.parametrize("color", [False, True])
def test_a_hostile_page_is_only_text(width: int, quiet: bool, color: bool) -> None:
    bad = finding("error", NASTY, (1, 1), NASTY, "::warning::" + NASTY, NASTY, ((NASTY, 1),) * 3)
    ends = (Outcome(NASTY, "not_run", NASTY), Outcome(NASTY, "crashed", NASTY))
    pages = (
        PageReport("::error::" + NASTY, NASTY, "partial", NASTY, None, (bad,), ends, (NASTY,)),
        PageReport("::error::" + NASTY, NASTY, "failed", NASTY, None),
    )
    report = Report(RulesetInfo(NASTY, "sha256:00", 1), pages)
    options = ReportOptions(color=color, width=width, quiet=quiet, statistics=True)
    said = b"".join(encoded("text", render("text", report, options))).decode()
    plain = re.sub("\x1b\\[[0-9]+m", "", said)
    assert color == (said != plain)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028\ud800]", plain)
    assert not [line for line in plain.split("\n") if line.lstrip().startswith("::") or "##[" in line]
    assert (
        r"\x1b[2J\x1b]0;t\x07\x9b31m\u202e\u2028\ud800 \x3a:error::boom \x23#[error]x"
        in plain.replace("\n", "")[:20000]
    )
    assert len(plain) < 15_000, "long values are cut"


def test_the_totals_of_a_long_bad_run_stay_small() -> None:
    totals = Totals()
    for number in range(500):
        ends = (Outcome("a", "not_run", f"reason {number}"), Outcome("b", "crashed", f"Error {number}"))
        totals.add(PageReport(f"{number}.html", None, "failed", None, None, (), ends))
    assert len(totals.unread["failed"]) == MOST_EXAMPLES
    assert len(totals.not_run) == len(totals.crashed) == MOST_REASONS + 1
    assert totals.not_run[OTHER].pages == 400
    said = text(*(PageReport(f"{number}.html", None, "refused", None, None) for number in range(13)), STORM)
    assert "\n  refused  9.html\n  refused  and 3 pages more\n" in said
