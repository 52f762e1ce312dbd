"""The kind of JSON a value is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]

MICRODATA = (
    '<div itemscope itemtype="https://schema.org/Article"><meta itemprop="isAccessibleForFree" content="false"></div>'
)
RDFA = '<div vocab="https://schema.org/" typeof="Article"><meta property="isAccessibleForFree" content="false"></div>'


def article(value: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", "isAccessibleForFree": value}


def judged(judge: Judge, kind: str, *parts: Any) -> list[str] | None:
    return judge("kind", {"is": kind}, "article.isAccessibleForFree", *parts, show="value expected kind")


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("boolean", True, []),
        ("boolean", [True, False], []),
        ("boolean", {"@value": False}, []),
        ("boolean", "False", ["False | boolean | text"]),
        ("boolean", "", [" | boolean | text"]),
        ("boolean", 1, ["1 | boolean | number"]),
        ("boolean", [True, "no"], ["no | boolean | text"]),
        ("boolean", None, None),
        ("boolean", {"@type": "Thing"}, None),
        ("number", 1.5, []),
        ("number", True, ["True | number | boolean"]),
        ("number", "1", ["1 | number | text"]),
        ("text", "x", []),
        ("text", 1, ["1 | text | number"]),
    ],
)
def test_kind(judge: Judge, kind: str, value: Any, expected: list[str] | None) -> None:
    assert judged(judge, kind, article(value)) == expected


@pytest.mark.parametrize("markup", ["", MICRODATA, RDFA], ids=["nothing", "microdata", "rdfa"])
def test_what_has_text_only_is_not_judged(judge: Judge, markup: str) -> None:
    assert judged(judge, "boolean", markup) is None
