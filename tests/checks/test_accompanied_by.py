"""Where the one is, the other is too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]


def trail(*items: Any) -> dict[str, Any]:
    return {"@type": "BreadcrumbList", "itemListElement": list(items)}


def step(number: Any = None, **more: Any) -> dict[str, Any]:
    return {"@type": "ListItem", **({} if number is None else {"position": number}), **more}


VISIBLE = '<nav class="breadcrumb"><a href="/">Home</a> › <a href="/w">World</a></nav>'


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(("<p>x</p>",), None, id="nothing to accompany"),
        pytest.param((VISIBLE,), ["BreadcrumbList"], id="alone"),
        pytest.param((VISIBLE, trail(step(1, name="Home"), step(2, name="World"))), [], id="accompanied"),
        pytest.param(
            (VISIBLE, '<script type="application/ld+json">{"a": "b</script>'), None, id="a broken block may hold it"
        ),
    ],
)
def test_accompanied_by(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert judge("accompanied_by", {"subject": "BreadcrumbList"}, "visible.trail", *parts, show="other") == expected
