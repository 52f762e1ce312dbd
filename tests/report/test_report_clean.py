"""Page text in reports is only ever text: nothing in it steers a terminal, a log or a reader's eye."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seocheck.model import Finding, PageReport, Place, Related
from seocheck.report.clean import clean
from seocheck.report.redact import redact, redacted
from seocheck.report.wrap import columns, fit, wrap

TABLE = {
    "plain": ("Mayor resigns", "Mayor resigns"),
    "letters of the world": ("“Zürich” 東京 🚋 تهران", "“Zürich” 東京 🚋 تهران"),
    "joiners of emoji and Persian stay": ("👩\u200d👧 می\u200cشود", "👩\u200d👧 می\u200cشود"),
    "clear screen": ("a\x1b[2Jb", r"a\x1b[2Jb"),
    "window title": ("\x1b]0;owned\x07", r"\x1b]0;owned\x07"),
    "hyperlink": ("\x1b]8;;http://x\x1b\\y", r"\x1b]8;;http://x\x1b" + "\\y"),
    "C1 control sequence introducer": ("\x9b31m", r"\x9b31m"),
    "C1 next line": ("a\x85b", r"a\x85b"),
    "first and last C1": ("\x80\x9f", r"\x80\x9f"),
    "no-break space is not C1": ("a\xa0b", "a\xa0b"),
    "backspace, delete, nul": ("a\x08b\x7fc\x00", r"a\x08b\x7fc\x00"),
    "separators of C0": ("a\x1cb\x1f", r"a\x1cb\x1f"),
    "line breaks and tabs": ("\r\n a \t\r\n b\fc\vd ", "a b c d"),
    "carriage return cannot overwrite": ("evil\rgood", "evil good"),
    "bidi override": ("user\u202egnp.exe", r"user\u202egnp.exe"),
    "bidi embeddings": ("\u202a\u202b\u202c\u202d", r"\u202a\u202b\u202c\u202d"),
    "bidi isolates": ("\u2066\u2067\u2068\u2069", r"\u2066\u2067\u2068\u2069"),
    "bidi marks": ("\u200e\u200f\u061c", r"\u200e\u200f\u061c"),
    "line and paragraph separator": ("a\u2028b\u2029c", r"a\u2028b\u2029c"),
    "lone surrogates": ("\ud800 \udfff", r"\ud800 \udfff"),
    "GitHub command": ("::error::x", r"\x3a:error::x"),
    "GitHub command after a break": ("a\n::set-output name=x::y", r"a \x3a:set-output name=x::y"),
    "GitHub command after a no-break space": ("\xa0::debug::x", "\xa0\\x3a:debug::x"),
    "two colons inside a word": ("std::vector p::before ::", "std::vector p::before ::"),
    "old GitHub and Azure commands": ("a ##[error]b ##vso[task]c", r"a \x23#[error]b \x23#vso[task]c"),
    "TeamCity command": ("##teamcity[x]", r"\x23#teamcity[x]"),
    "Markdown heading": ("## Heading [1]", "## Heading [1]"),
    "empty": ("", ""),
    "spaces only": (" \n\t ", ""),
}


@pytest.mark.parametrize(("text", "shown"), TABLE.values(), ids=TABLE.keys())
def test_clean(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("abcd efg", 6, "abcd…"),
        ("abcdefg", 1, "…"),
        ("abcdefg", 0, "abcdefg"),
        ("ab\x1b[2Jx", 5, "ab…"),
        ("ab\x1b[2Jx", 7, r"ab\x1b…"),
        ("ab\u202ecdef", 7, "ab…"),
        ("x" * 5000, 100, "x" * 99 + "…"),
    ],
)
def test_clean_cuts_between_characters_not_inside_an_escape(text: str, limit: int, shown: str) -> None:
    assert clean(text, limit) == shown


@given(st.text(st.characters()), st.integers(0, 50))
def test_cleaning_twice_changes_nothing_and_leaves_nothing_unseen(text: str, limit: int) -> None:
    once = clean(text, limit)
    assert clean(once, limit) == once
    assert not limit or len(once) <= limit
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) <= 0x9F or 0xD800 <= ord(char) <= 0xDFFF for char in once)
    assert not once.lstrip().startswith("::e")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://anna:pw@example.com/a", "https://***@example.com/a"),
        ("https://anna:p@w@example.com/a", "https://***@example.com/a"),
        ("https://example.com/?token=abc&page=2", "https://example.com/?token=***&page=2"),
        (
            "https://example.com/?a=1&Access_Token=abc#id_token=xyz",
            "https://example.com/?a=1&Access_Token=***#id_token=***",
        ),
        (
            "https://example.com/?X-Amz-Signature=abc&sessionid=4",
            "https://example.com/?X-Amz-Signature=***&sessionid=***",
        ),
        ("https://example.com/@anna?monkey=1&author=b&id=7", "https://example.com/@anna?monkey=1&author=b&id=7"),
        (
            "GET https://u:p@a/ failed, then https://b/?key=1 failed",
            "GET https://***@a/ failed, then https://b/?key=*** failed",
        ),
        ("news/token=1.html", "news/token=1.html"),
    ],
)
def test_secrets_of_addresses_are_hidden(text: str, shown: str) -> None:
    assert redact(text) == shown
    assert redact(shown) == shown


def test_a_secret_address_is_hidden_wherever_the_page_report_speaks_of_it() -> None:
    url = "https://example.com/a?token=SECRET"
    place = Place(1, 1, 1, 2)
    finding = Finding(
        rule="canonical-other",
        group="g",
        severity="error",
        message=f"The canonical is https://example.com/?key=public, the page is {url}.",
        place=place,
        subject="canonical",
        evidence=f"<a href='{url}'>",
        related=(Related(f"at {url}", place),),
        why=None,
        fix=None,
        help=None,
        source=None,
        fingerprint="f",
    )
    page = PageReport(url, url, "partial", f"{url} was cut", "utf-8", (finding,), notes=(f"from {url}",))
    shown = redacted(page)
    assert "SECRET" not in repr(shown)
    assert "key=public" in shown.findings[0].message, "what the page itself publishes is no secret"


def test_an_address_that_begins_another_does_not_uncover_it() -> None:
    page = PageReport("https://a/?token=S", "https://a/?token=SECRET", "partial", None, None)
    assert "ECRET" not in repr(redacted(page))


def test_a_page_without_secrets_is_left_alone() -> None:
    page = PageReport("a.html", None, "failed", "no such file", None)
    assert redacted(page) is page
    hidden = redacted(PageReport("a.html", None, "failed", "https://u:p@b/ is gone", None))
    assert hidden.reason == "https://***@b/ is gone"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one line", 0, ["one line"]),
        ("", 40, [""]),
        ("a" * 20 + " " + "b" * 20, 30, ["a" * 20, "b" * 20]),
        (
            "see https://example.com/a/very/long/address now",
            30,
            ["see", "https://example.com/a/very/long/address", "now"],
        ),
        ("https://example.com/a/very/long/address", 30, ["https://example.com/a/very/long/address"]),
        ("漢" * 20, 30, ["漢" * 15, "漢" * 5]),
        ("x" * 30 + "::error::y", 30, ["x" * 30, r"\x3a:error::y"]),
        ("too narrow to be wrapped at three columns", 3, ["too narrow to be wrapped", "at three columns"]),
    ],
)
def test_wrapping_counts_columns_and_keeps_addresses(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


def test_columns_of_wide_and_combining_characters() -> None:
    assert [columns(text) for text in ("abc", "漢字", "e\u0301", "می\u200cشود")] == [3, 4, 1, 5]


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [
        ("x" * 99, 0, "x" * 99),
        ("x" * 30, 30, "x" * 30),
        ("x" * 31, 30, "x" * 29 + "…"),
        ("漢" * 16, 30, "漢" * 14 + "…"),
        ("x" * 28 + "…y" * 9, 30, "x" * 28 + "…"),
    ],
)
def test_fitting_counts_columns(text: str, width: int, cut: str) -> None:
    assert fit(text, width) == cut
