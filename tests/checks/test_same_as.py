"""Two texts say the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]


def says(headline: str) -> dict[str, Any]:
    return {"@type": "NewsArticle", "headline": headline}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param((says("Mayor resigns"),), None, id="no other side"),
        pytest.param(("<h1>Mayor resigns</h1>",), None, id="no headline"),
        pytest.param(("<h1>Mayor resigns</h1>", says("Mayor resigns")), [], id="agree: Mayor resigns / Mayor resigns"),
        pytest.param(
            ("<h1>MAYOR  Resigns</h1>", says("mayor resigns")), [], id="agree: MAYOR  Resigns / mayor resigns"
        ),
        pytest.param(
            ("<h1>“Mayor” resigns</h1>", says("'Mayor' resigns")), [], id="agree: “Mayor” resigns / 'Mayor' resigns"
        ),
        pytest.param(
            ("<h1>Mayor – resigns</h1>", says("Mayor - resigns")), [], id="agree: Mayor – resigns / Mayor - resigns"
        ),
        pytest.param(
            ("<h1>Tom &amp; Ann</h1>", says("Tom &amp;amp; Ann")), [], id="agree: Tom &amp; Ann / Tom &amp;amp; Ann"
        ),
        pytest.param(
            ("<h1>Zurück&shy;getreten heute</h1>", says("Zurückgetreten heute")),
            [],
            id="agree: Zurück&shy;getreten heute / Zurückgetreten heute",
        ),
        pytest.param(
            ("<h1>Live: Mayor resigns</h1>", says("Mayor resigns")), [], id="agree: Live: Mayor resigns / Mayor resigns"
        ),
        pytest.param(
            ("<h1>Mayor resigns</h1>", says("Housing: Mayor resigns")),
            [],
            id="agree: Mayor resigns / Housing: Mayor resigns",
        ),
        pytest.param(
            ("<h1>Mayor resigns!</h1>", says("Mayor resigns")), [], id="agree: Mayor resigns! / Mayor resigns"
        ),
        pytest.param(("<h1>市長が辞任</h1>", says("市長が辞任")), [], id="agree: 市長が辞任 / 市長が辞任"),
        pytest.param(("<h1>ﬁve mayors</h1>", says("five mayors")), [], id="agree: ﬁve mayors / five mayors"),
        pytest.param(
            ("<h1>Council meets</h1>", says("Mayor resigns")),
            ["Mayor resigns | Council meets"],
            id="differ: Council meets / Mayor resigns",
        ),
        pytest.param(
            ("<h1>12 dead in crash</h1>", says("21 dead in crash")),
            ["21 dead in crash | 12 dead in crash"],
            id="differ: 12 dead in crash / 21 dead in crash",
        ),
        pytest.param(
            ("<h1>Mayor did not resign</h1>", says("Mayor did resign")),
            ["Mayor did resign | Mayor did not resign"],
            id="differ: Mayor did not resign / Mayor did resign",
        ),
        pytest.param(
            ("<h1>Not guilty of fraud</h1>", says("Guilty of fraud")),
            ["Guilty of fraud | Not guilty of fraud"],
            id="differ: Not guilty of fraud / Guilty of fraud",
        ),
        pytest.param(
            ("<h1>Mayor</h1>", says("Mayor resigns")), ["Mayor resigns | Mayor"], id="differ: Mayor / Mayor resigns"
        ),
        pytest.param(
            ("<h1>市長が辞任</h1>", says("知事が辞任")),
            ["知事が辞任 | 市長が辞任"],
            id="differ: 市長が辞任 / 知事が辞任",
        ),
        pytest.param(("<h1>Council meets</h1><h1>Mayor resigns</h1>", says("Mayor resigns")), [], id="any H1 will do"),
        pytest.param(
            (
                '<meta property="og:site_name" content="The Daily Example"><h1>The Daily Example</h1>',
                says("Mayor resigns"),
            ),
            None,
            id="an H1 around the logo is no headline",
        ),
        pytest.param(("<h1></h1>", says("Mayor resigns")), None, id="an empty H1 is another rule's business"),
        pytest.param(("<h1>Mayor resigns</h1>", says("")), None, id="an empty headline too"),
    ],
)
def test_same_as(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert (
        judge("same_as", {"to": "h1", "allow": "contained"}, "article.headline", *parts, show="value other_value")
        == expected
    )


@pytest.mark.parametrize(
    ("h1", "headline", "agree"),
    [
        ("Mayor resigns over the housing scandal", "Mayor resigns over housing scandal in town", True),
        ("Mayor resigns over housing scandal", "Council elects bridge builder", False),
        ("12 dead after coach crash near Springfield", "21 dead after coach crash near Springfield", False),
        ("Dead after coach crash near Springfield", "21 dead after coach crash near Springfield", True),
        ("Mayor did not know about housing scandal", "Mayor did know about housing scandal", False),
        ("Mayor didn’t know about housing scandal", "Mayor did know about housing scandal", False),
        ("Minister tritt wegen Skandal nicht zurück", "Minister tritt wegen Skandal zurück", False),
    ],
)
def test_likeness_never_blesses_a_changed_number_or_a_lost_not(
    judge: Judge, h1: str, headline: str, agree: bool
) -> None:
    found = judge("same_as", {"to": "h1", "at_least": 0.8}, "article.headline", f"<h1>{h1}</h1>", says(headline))
    assert found == ([] if agree else [headline])


def test_a_low_share_only_asks_for_something_in_common(judge: Judge) -> None:
    options = {"to": ["h1", "article.headline"], "allow": "contained", "at_least": 0.25}
    html = "<title>12 dead after crash</title><h1>21 dead after crash</h1>"
    assert judge("same_as", options, "title", html) == []


def test_the_site_at_either_end_is_taken_off(judge: Judge) -> None:
    site = '<meta property="og:site_name" content="The Daily Example">'
    for title in ("Mayor resigns - The Daily Example", "The Daily Example | Mayor resigns"):
        assert judge("same_as", {"to": "h1"}, "title", site, f"<title>{title}</title><h1>Mayor resigns</h1>") == []


def test_a_broken_block_may_hold_the_side_that_agrees(judge: Judge) -> None:
    options = {"to": ["h1", "article.headline"], "at_least": 0.25}
    broken = '<script type="application/ld+json">{"@type": "NewsArticle</script>'
    html = "<title>Weather for the weekend</title><h1>Mayor resigns</h1>"
    assert judge("same_as", options, "title", html) == ["Weather for the weekend"]
    assert judge("same_as", options, "title", html, broken) is None
