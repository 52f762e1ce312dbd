"""No second headline near the first."""

# ruff: noqa: E501  a page a line, as a table

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(("<p>Headline: x</p>",), None, id="no headline"),
        pytest.param(("<h1>Mayor resigns over housing scandal</h1><p>She had denied it.</p>",), [], id="plain text"),
        pytest.param(
            ("<h1>Mayor resigns</h1><p>Headline: Scandal costs mayor her office</p>",),
            ["Scandal costs mayor her office"],
            id="a labelled one",
        ),
        pytest.param(
            ("<h1>Mayor resigns</h1><p><strong>SEO title:</strong> Scandal costs mayor her office</p>",),
            ["Scandal costs mayor her office"],
            id="bold label",
        ),
        pytest.param(
            ("<h1>Rücktritt</h1><p>Schlagzeile： Skandal kostet das Amt</p>",),
            ["Skandal kostet das Amt"],
            id="another language, full-width colon",
        ),
        pytest.param(
            ("<h1>Mayor resigns over scandal</h1><p>Headline: Mayor resigns over scandal</p>",),
            [],
            id="the label repeats the same headline",
        ),
        pytest.param(
            ("<h1>Mayor resigns</h1><p>The headline: nobody saw it coming</p>",), [], id="the word alone is no label"
        ),
        pytest.param(
            ("<h1>Mayor resigns</h1>" + "<p>Text.</p>" * 14 + "<p>Headline: another one here</p>",),
            [],
            id="deep in the text it is no second headline",
        ),
        pytest.param(
            ("<h1>Mayor resigns over housing scandal</h1><h2>Housing scandal: mayor resigns in shame</h2><p>x</p>",),
            ["Housing scandal: mayor resigns in shame"],
            id="a rewriting h2",
        ),
        pytest.param(
            ("<h1>Mayor resigns over housing scandal</h1><h2>Council to elect a successor in March</h2><p>x</p>",),
            [],
            id="a subheading of its own",
        ),
        pytest.param(
            (
                "<h1>Mayor resigns over housing scandal</h1><h2>The mayor resigns over the housing scandal.</h2><p>x</p>",
            ),
            [],
            id="a standfirst is a sentence",
        ),
        pytest.param(
            (
                "<h1>Mayor resigns over scandal</h1><h2>Mayor of Springfield resigns over a scandal begun in March by a letter</h2>",
            ),
            [],
            id="a standfirst is longer",
        ),
        pytest.param(
            ("<h1>Mayor resigns over housing scandal</h1><p>x</p><h2>Housing scandal: mayor resigns in shame</h2>",),
            [],
            id="a rewriting h2 further down is a section",
        ),
        pytest.param(("<h1>Mayor resigns</h1><h2>Mayor who resigns</h2>",), [], id="short ones share words by chance"),
    ],
)
def test_no_rival(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert (
        judge(
            "no_rival",
            {"to": "h1", "labels": ["Headline", "Schlagzeile", "SEO title"], "like": 0.6},
            "body.opening",
            *parts,
            show="rival",
        )
        == expected
    )
