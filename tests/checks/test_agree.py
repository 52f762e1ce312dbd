"""All values say the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(("<head></head>",), None, id="none"),
        pytest.param(('<link rel=canonical href="https://a.example/">',), [], id="one agrees with itself"),
        pytest.param(
            ('<link rel=canonical href="https://a.example"><link rel=canonical href="HTTPS://A.example/">',),
            [],
            id="the same, written otherwise",
        ),
        pytest.param(
            ('<link rel=canonical href="https://a.example/x"><link rel=canonical href="https://a.example/x#y">',),
            [],
            id="a fragment is the same page",
        ),
        pytest.param(
            ('<link rel=canonical href="https://a.example/x"><link rel=canonical href="https://a.example/y">',),
            ["https://a.example/y | https://a.example/x"],
            id="two pages",
        ),
        pytest.param(
            ('<link rel=canonical href=""><link rel=canonical href="https://a.example/y">',),
            [],
            id="an empty one is another rule's business",
        ),
    ],
)
def test_agree(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert judge("agree", {"as": "address"}, "canonical", *parts, show="value other_value") == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [("MAYOR  resigns", []), ("Mayor resigned", ["Mayor resigned"])],
)
def test_texts_agree_once_tidied(judge: Judge, second: str, expected: list[str]) -> None:
    assert judge("agree", {"as": "text"}, "h1", f"<h1>Mayor resigns</h1><h1>{second}</h1>") == expected
