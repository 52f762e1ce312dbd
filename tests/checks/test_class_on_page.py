"""A class selector, and an element that has the class."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]

BODY = '<p class="story paywall md:paid w-1/2 1st größe">Paid</p><template><p class="hidden"></p></template>'
NONE = "it is no class selector: Google wants a dot and one class name"
NOWHERE = "no element of the page has this class"


def paid(*selectors: Any) -> dict[str, Any]:
    parts = [{"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": each} for each in selectors]
    return {"@type": "NewsArticle", "headline": "x", "hasPart": parts}


def judged(judge: Judge, *selectors: Any) -> list[str] | None:
    return judge("class_on_page", True, "article.hasPart[].cssSelector", BODY, paid(*selectors), show="reason")


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        pytest.param(".paywall", [], id="the class"),
        pytest.param(" .paywall ", [], id="space round it"),
        pytest.param(".paywall, .other", [], id="one of a list is enough"),
        pytest.param(".paywall,", [], id="a comma left over"),
        pytest.param(".story.paywall", [], id="several classes of one element"),
        pytest.param(".md\\:paid", [], id="an escaped sign"),
        pytest.param(".w-1\\/2", [], id="an escaped slash"),
        pytest.param(".\\31 st", [], id="an escaped digit"),
        pytest.param(".größe", [], id="letters of any language"),
        pytest.param([".paywall", ".story"], [], id="selectors in a list"),
        pytest.param(["", None, 5], None, id="what is no text is not judged"),
        pytest.param(".Paywall", [NOWHERE], id="case counts"),
        pytest.param(".pay", [NOWHERE], id="a part of a class"),
        pytest.param(".hidden", [NOWHERE], id="a class in a template"),
        pytest.param(".story.other", [NOWHERE], id="one of several is missing"),
        pytest.param([".paywall", ".other"], [NOWHERE], id="each of a list of values"),
        pytest.param("paywall", [NONE], id="no dot"),
        pytest.param("#paywall", [NONE], id="an id"),
        pytest.param("p.paywall", [NONE], id="with an element"),
        pytest.param(".story .paywall", [NONE], id="one in another"),
        pytest.param(".story > .paywall", [NONE], id="a child"),
        pytest.param(".paywall:first-child", [NONE], id="a pseudo-class"),
        pytest.param("[data-paid]", [NONE], id="an attribute"),
        pytest.param(".", [NONE], id="a dot alone"),
        pytest.param(".paywall, p", [NONE], id="one of a list is none"),
        pytest.param(",", [NONE], id="nothing but a comma"),
    ],
)
def test_class_on_page(judge: Judge, selector: Any, expected: list[str] | None) -> None:
    assert judged(judge, selector) == expected


def test_every_part_is_judged(judge: Judge) -> None:
    assert judged(judge, ".paywall", "#x", ".none") == [NONE, NOWHERE]


def test_hostile_selectors_cost_little(judge: Judge) -> None:
    assert judged(judge, "." + "é\\123456" * 20_000 + "!") == [NONE]
