"""So many times."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]


def trail(*items: Any) -> dict[str, Any]:
    return {"@type": "BreadcrumbList", "itemListElement": list(items)}


def step(number: Any = None, **more: Any) -> dict[str, Any]:
    return {"@type": "ListItem", **({} if number is None else {"position": number}), **more}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(("<p>x</p>",), ["missing | 0"], id="none where one is needed"),
        pytest.param(("<h1>a</h1>",), [], id="one"),
        pytest.param(("<h1>a</h1>" * 2,), [], id="two"),
        pytest.param(("<h1>a</h1><h1>b</h1><h1>c</h1><h1>d</h1>",), ["c | 4"], id="the first too many is the place"),
    ],
)
def test_count(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert judge("count", {"at_least": 1, "at_most": 2}, "h1", *parts, show="value count") == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        pytest.param((step(1), step(2)), [], id="two"),
        pytest.param((step(1),), ["1"], id="one"),
        pytest.param(([], None), ["0"], id="nothing"),
        pytest.param(([step(1), step(2)],), [], id="two in a list in a list"),
    ],
)
def test_values_counted_within_each_node(judge: Judge, items: tuple[Any, ...], expected: list[str]) -> None:
    options = {"of": "itemListElement", "at_least": 2}
    assert judge("count", options, "BreadcrumbList", trail(*items), show="count") == expected


def test_exactly(judge: Judge) -> None:
    assert judge("count", {"exactly": 1}, "h1", "<h1>a</h1><h1>b</h1>", show="value exactly") == ["b | 1"]


def test_no_nodes_are_no_occasion(judge: Judge) -> None:
    assert judge("count", {"of": "itemListElement", "at_least": 2}, "BreadcrumbList", "<p>x</p>") is None
