"""Text holds none of these."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(("",), None, id="no text"),
        pytest.param(("<p>All is well.</p>",), [], id="clean"),
        pytest.param(("<p>So: Lorem  Ipsum.</p>",), ["Lorem Ipsum"], id="phrase in any case"),
        pytest.param(("<p>lorem ipsums, ATK</p>",), [], id="whole words only"),
        pytest.param(("<p>Die ÄTK und TKÄ tagen.</p>",), [], id="a letter with an accent is part of a word"),
        pytest.param(("<p>tk TK</p>",), ["TK"], id="capitals mean capitals"),
        pytest.param(("<p>Slug: mayor</p>",), ["Slug:"], id="a start"),
        pytest.param(("<p>[Slug: mayor]</p>",), ["[Slug:"], id="a start behind a quote or bracket"),
        pytest.param(("<p>A slug: mayor</p>",), [], id="not in the middle"),
        pytest.param(("<p>Это Slug: mayor</p>",), [], id="behind a word in another script it is no start"),
        pytest.param(("<p>By {{ name }}</p>",), ["{{ name }}"], id="a pattern"),
        pytest.param(("<p>{{ x }} lorem ipsum</p>",), ["{{ x }}"], id="the leftmost wins"),
        pytest.param(("<p>TK and TK</p><p>TK</p>",), ["TK", "TK"], id="each text once"),
    ],
)
def test_lacks(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert (
        judge(
            "lacks",
            {"phrases": ["lorem ipsum", "TK"], "starts": ["Slug:"], "patterns": [r"\{\{.*\}\}"]},
            "body.paragraphs",
            *parts,
            show="found",
        )
        == expected
    )


def test_a_pattern_that_asks_for_the_very_end_is_found_in_every_text(judge: Judge) -> None:
    html = "<p>To be written</p><p>Done.</p>"
    assert judge("lacks", {"patterns": [r"written\z"]}, "body.paragraphs", html, show="found") == ["written"]


def test_lines_apart_no_pattern_reaches_from_one_text_into_the_next(judge: Judge) -> None:
    assert judge("lacks", {"patterns": [r"one\s+two"]}, "body.paragraphs", "<p>one</p><p>two</p>") == []
