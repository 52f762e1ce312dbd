"""Text fits a pattern."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from seocheck.checks import OptionError

Judge = Callable[..., list[str] | None]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(("",), None, id="nothing"),
        pytest.param(("<h1> </h1>",), None, id="blank is not judged"),
        pytest.param(("<h1>42</h1>",), [], id="fits"),
        pytest.param(("<h1>42a</h1>",), ["42a"], id="does not"),
        pytest.param(("<h1>a</h1><h1>1</h1><h1>b</h1>",), ["a", "b"], id="each"),
    ],
)
def test_matches(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert judge("matches", {"pattern": "^[0-9]+$"}, "h1", *parts) == expected


@pytest.mark.parametrize(
    ("position", "expected"),
    [(1, []), ("2", []), (None, None), ("first", ["first"]), (1.5, ["1.5"]), (True, ["True"])],
)
def test_a_property_of_each_node(judge: Judge, position: Any, expected: list[str] | None) -> None:
    trail = {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": position}]}
    options = {"of": "position", "pattern": r"^\s*-?[0-9]+\s*$"}
    assert judge("matches", options, "BreadcrumbList.steps", trail) == expected


def test_a_detail_instead_of_the_value(judge: Judge) -> None:
    options = {"field": "tag", "pattern": "h[12]"}
    assert judge("matches", options, "headings", "<h1>a</h1><h3>b</h3>", show="tag") == ["h3"]


@pytest.mark.parametrize("pattern", ["(?=x)", r"(a)\1", "(", "[z-a]", "a{1000000}"])
def test_what_re2_cannot_compile_is_said_in_words(judge: Judge, pattern: str) -> None:
    with pytest.raises(OptionError, match="is no pattern RE2 can compile"):
        judge("matches", {"pattern": pattern}, "h1", "<h1>a</h1>")


def test_a_pattern_that_explodes_elsewhere_takes_no_time(judge: Judge) -> None:
    assert judge("matches", {"pattern": "^(a+)+$"}, "h1", f"<h1>{'a' * 50_000}!</h1>", show="nothing") == [""]
