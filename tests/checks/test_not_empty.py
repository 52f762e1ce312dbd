"""Every value says something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(("",), None, id="nothing"),
        pytest.param(("<h1>a</h1>",), [], id="words"),
        pytest.param(("<h1>a</h1><h2> </h2>",), ["h2"], id="none"),
        pytest.param(('<h2><img src=a alt="The mayor"></h2>',), [], id="a named image is words"),
        pytest.param(('<h2><img src=a alt=""></h2>',), ["h2"], id="a nameless one is not"),
        pytest.param(("<h2>&nbsp;</h2>",), ["h2"], id="a no-break space is no word"),
        pytest.param(("<h2 hidden></h2>",), None, id="a hidden one is nobody's business"),
    ],
)
def test_not_empty(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert judge("not_empty", True, "headings", *parts, show="tag") == expected
