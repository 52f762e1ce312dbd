"""Neither too short nor too long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(("",), None, id="nothing"),
        pytest.param(("<h1>ab</h1>",), [], id="shortest"),
        pytest.param(("<h1>abcde</h1>",), [], id="longest"),
        pytest.param(("<h1>a</h1>",), ["1"], id="too short"),
        pytest.param(("<h1>abcdef</h1>",), ["6"], id="too long"),
        pytest.param(("<h1>äöüßé</h1>",), [], id="characters, not bytes"),
        pytest.param(("<h1> a\n\n  bc </h1>",), [], id="spaces as shown"),
    ],
)
def test_length(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert judge("length", {"at_least": 2, "at_most": 5}, "h1", *parts, show="length") == expected
