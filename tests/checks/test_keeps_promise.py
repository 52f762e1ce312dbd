"""Text that promises a link holds one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(("<p>Nothing here.</p>",), None, id="no promise"),
        pytest.param(("<p>Read our <a href=/r>report</a>.</p>",), [], id="kept"),
        pytest.param(("<p>Please read our reports on rents.</p>",), ["read our reports"], id="broken"),
        pytest.param(("<p>Lire aussi : les loyers</p>",), ["Lire aussi :"], id="case does not matter"),
        pytest.param(
            ("<p>Read our <a>report</a>.</p>",), ["Read our report"], id="a link without address keeps nothing"
        ),
        pytest.param(
            ("<p>Lire aussi :</p><ul><li><a href=/a>A</a></li></ul>",), [], id="the list that follows keeps it"
        ),
        pytest.param(
            ("<p>Read our <a href=/r>report</a>.</p><p>Read our report.</p>",), ["Read our report"], id="one of two"
        ),
        pytest.param(("<nav><p>Read our report</p></nav>",), None, id="in the menu nobody promises"),
    ],
)
def test_keeps_promise(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert (
        judge(
            "keeps_promise",
            {"patterns": [r"\bread our reports?\b", r"\blire aussi ?:"]},
            "body.paragraphs",
            *parts,
            show="found",
        )
        == expected
    )


def test_a_pattern_that_asks_for_the_very_start_is_found_in_every_text(judge: Judge) -> None:
    options = {"patterns": [r"\Asee below"]}
    assert judge("keeps_promise", options, "body.paragraphs", "<p>One.</p><p>See below.</p>", show="found") == [
        "See below"
    ]


@pytest.mark.parametrize(
    ("text", "expected"), [("Stay in touch. Click here to register.", "Click here"), ("The rest: ...", "...")]
)
def test_the_end_of_the_sentence_before_is_not_quoted(judge: Judge, text: str, expected: str) -> None:
    options = {"patterns": [r"(?:^|[.!?] )click here\b", r"\.\.\.$"]}
    assert judge("keeps_promise", options, "body.paragraphs", f"<p>{text}</p>", show="found") == [expected]
