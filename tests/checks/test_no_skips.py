"""Levels go down one at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(("",), None, id="no headings"),
        pytest.param(("<h1>a</h1><h2>b</h2><h3>c</h3><h1>d</h1>",), [], id="in order"),
        pytest.param(("<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h2>e</h2>",), [], id="up by many is fine"),
        pytest.param(("<h1>a</h1><h3>b</h3>",), ["1 | 3 | h2"], id="one level"),
        pytest.param(("<h1>a</h1><h4>b</h4>",), ["1 | 4 | h2 and h3"], id="two levels"),
        pytest.param(("<h3>a</h3><h4>b</h4>",), [], id="the first skips nothing"),
        pytest.param(("<h1>a</h1><h2 aria-level=3>b</h2>",), ["1 | 3 | h2"], id="aria-level counts"),
        pytest.param(("<h1>a</h1><h2 hidden>b</h2><h3>c</h3>",), ["1 | 3 | h2"], id="a hidden one does not"),
        pytest.param(("<h1>a</h1><h5> </h5><h2>b</h2>",), [], id="an empty one skips nothing"),
        pytest.param(("<h1>a</h1><h3></h3><h3>b</h3>",), ["1 | 3 | h2"], id="nor hides a skip"),
        pytest.param(("<h1>a</h1><h2></h2><h3>b</h3>",), [], id="an empty one in its place is one fault, not two"),
        pytest.param(("<h1>a</h1><h3><img src=x alt=b></h3>",), ["1 | 3 | h2"], id="the words of a picture count"),
    ],
)
def test_no_skips(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert judge("no_skips", True, "headings", *parts, show="before level missing") == expected
