"""Numbers run 1, 2, 3."""

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
        pytest.param(("",), None, id="no list"),
        pytest.param((trail(step(1), step(2), step(3)),), [], id="in order"),
        pytest.param((trail(step(2), step(1)),), [], id="order of writing does not matter"),
        pytest.param((trail(step("1"), step("2")),), [], id="text is a number"),
        pytest.param((trail(step(0), step(1)),), ["0, 1 | 1, 2 | counting starts at 0, one too low"], id="one too low"),
        pytest.param((trail(step(1), step(1)),), ["1, 1 | 1, 2 | a number stands more than once"], id="twice"),
        pytest.param((trail(step(1), step(3)),), ["1, 3 | 1, 2 | a number is left out"], id="a gap"),
        pytest.param((trail(step(1), step()),), None, id="a missing number is another rule's business"),
        pytest.param((trail("Home", step(2)),), None, id="so is a step that is no object"),
        pytest.param((trail(step("one"), step(2)),), None, id="so is a number that is none"),
        pytest.param((trail(),), None, id="an empty list too"),
        pytest.param(
            ([trail(step(1), step(2)), trail(step(2), step(3))],),
            ["2, 3 | 1, 2 | a number is left out"],
            id="each list for itself",
        ),
        pytest.param(
            (trail(step(1), step(10**6)),), ["1, 1000000 | 1, 2 | a number is left out"], id="a number beyond counting"
        ),
    ],
)
def test_sequence(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert (
        judge("sequence", {"of": "itemListElement", "starts": 1}, "BreadcrumbList", *parts, show="found expected hint")
        == expected
    )
