"""The value is a language code."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Judge = Callable[..., list[str] | None]


@pytest.mark.parametrize(
    ("lang", "reason"),
    [
        ("en", None),
        ("pt-BR", None),
        ("PT-br", None),
        ("zh-Hant-TW", None),
        ("sr-Latn-RS", None),
        ("es-419", None),
        ("de-CH-1996", None),
        ("en-GB-oxendict", None),
        ("ca-valencia", None),
        ("en-u-hc-h12", None),
        ("de-x-formal", None),
        ("x-klingon", None),
        ("i-klingon", None),
        ("zh-min-nan", None),
        ("fil", None),
        ("zh-yue-HK", None),
        ("en-USA", "it is not built like one"),
        ("iw", None),
        ("en_US", "it has an underscore; write en-US"),
        ("eng", "“eng” is written en in a language tag"),
        ("deu-DE", "“deu” is written de in a language tag"),
        ("xx", "there is no language “xx”"),
        ("english", "there is no language “english”"),
        ("en-", "it is not built like one"),
        ("en us", "it is not built like one"),
        ("{{ lang }}", "it is not built like one"),
        ("e", "it is not built like one"),
    ],
)
def test_the_language_of_a_page(judge: Judge, lang: str, reason: str | None) -> None:
    page = f'<html lang="{lang}">'
    assert judge("language_tag", {"as": "bcp47"}, "html.lang", page, show="reason") == ([reason] if reason else [])


def test_an_empty_or_missing_code_is_not_judged(judge: Judge) -> None:
    assert judge("language_tag", {"as": "bcp47"}, "html.lang", '<html lang=" ">') is None
    assert judge("language_tag", {"as": "bcp47"}, "html.lang", "<html>") is None


def test_codes_of_language_versions(judge: Judge) -> None:
    links = "".join(f'<link rel="alternate" hreflang="{code}" href="/">' for code in ("en-GB", "en-UK", "x-default"))
    assert judge("language_tag", {"as": "hreflang"}, "hreflang", links) == ["en-UK"]
