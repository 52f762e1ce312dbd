"""The text says more than a phrase that fits everywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Judge = Callable[..., list[str] | None]

PHRASES = {"en": ["read more", "here"], "de": ["mehr", "hier klicken"], "fr": ["lire l'article"], "es": ["más"]}


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "Read more", True),
        ("en", "READ MORE »", True),
        ("en", "&gt;&gt; read more …", True),
        ("en", "→&nbsp;here.", True),
        ("en", "“here”", True),
        ("en", "Read more about the mayor", False),
        ("en", "mehr", False),
        ("en", "", False),
        ("en", "»", False),
        ("en", "here " * 40, False),
        ("de-AT", "Mehr…", True),
        ("de_AT", "mehr", True),
        ("DE", "Hier klicken!", True),
        ("de", "read more", True),  # English is met everywhere
        ("de", "más", False),
        ("fr", "Lire l’article", True),
        ("es", "MÁS", True),
        ("sv", "here", True),
        ("sv", "mehr", False),
        ("", "mehr", True),  # a page that does not say its language
    ],
)
def test_phrases_of_the_pages_language(judge: Judge, lang: str, text: str, found: bool) -> None:
    page = f'<html lang="{lang}"><h1>{text}</h1>'
    problems = judge("not_only", PHRASES, "h1", page)
    assert bool(problems) is found


def test_a_page_without_a_language_and_a_page_without_texts(judge: Judge) -> None:
    assert judge("not_only", PHRASES, "h1", "<h1>hier klicken</h1>", show="found") == ["hier klicken"]
    assert judge("not_only", PHRASES, "h1", "<p>here</p>") is None


def test_without_english_phrases(judge: Judge) -> None:
    assert judge("not_only", {"de": ["hier"]}, "h1", '<html lang="sv"><h1>hier</h1>') == []
