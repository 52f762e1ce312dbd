"""One of a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(("",), None, id="nothing"),
        pytest.param(("<h1>NEWS</h1>",), [], id="listed, in any case"),
        pytest.param(("<h1>1</h1>",), [], id="numbers as text"),
        pytest.param(("<h1>Sport</h1>",), ["Sport | News, 1, True"], id="not listed"),
    ],
)
def test_one_of(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert judge("one_of", {"values": ["News", 1, True]}, "h1", *parts, show="value allowed") == expected


def test_a_detail_instead_of_the_value(judge: Judge) -> None:
    options = {"field": "level", "values": [1]}
    assert judge("one_of", options, "headings.first", "<h2>Most read</h2><h1>x</h1>", show="value seen") == [
        "Most read | 2"
    ]
