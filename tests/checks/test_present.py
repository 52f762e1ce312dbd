"""Something is there and says something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]


def article(**properties: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", **{name.replace("at_", "@"): value for name, value in properties.items()}}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(("<h1>x</h1>",), None, id="no article: no occasion"),
        pytest.param((article(),), ["missing"], id="missing"),
        pytest.param((article(headline=" "),), ["empty"], id="empty text"),
        pytest.param((article(headline=None),), ["empty"], id="null"),
        pytest.param((article(headline=[]),), ["empty"], id="an empty list"),
        pytest.param((article(headline=["", "Mayor resigns"]),), [], id="one of two says something"),
        pytest.param((article(headline=0),), [], id="zero is a value"),
    ],
)
def test_present(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert judge("present", True, "article.headline", *parts) == expected
