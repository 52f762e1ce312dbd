"""Each one that is there is a problem."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(("<p>x</p>",), None, id="no block, no occasion"),
        pytest.param(({"@type": "Thing"},), [], id="a sound block passes"),
        pytest.param(
            ('<script type="application/ld+json">{</script>' * 2, {"@type": "Thing"}),
            ["", ""],
            id="one problem a broken block",
        ),
    ],
)
def test_absent(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert judge("absent", True, "jsonld.faults", *parts, show="nothing") == expected
