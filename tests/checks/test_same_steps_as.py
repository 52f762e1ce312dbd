"""Two trails name the same steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]

SITE = '<meta property="og:site_name" content="The Daily Example">'


def shown(steps: str) -> str:
    links = (f'<a href="/{number or ""}">{name}</a>' for number, name in enumerate(steps.split(" > ")))
    return f'<nav class="breadcrumb">{" › ".join(links)}</nav>'


def marked(steps: str) -> dict[str, Any]:
    items = [
        {"@type": "ListItem", "position": number, "name": name} for number, name in enumerate(steps.split(" > "), 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param((shown("Home > Politics"),), None, id="only one trail"),
        pytest.param((shown("Home > Politics"), marked("Home > Politics")), [], id="the same"),
        pytest.param((shown("Startseite > Politik"), marked("Home > Politik")), [], id="home has other names"),
        pytest.param(
            (SITE, shown("The Daily Example > Politics"), marked("Home > Politics")), [], id="the site's name is home"
        ),
        pytest.param(
            (shown("Home > Politics"), marked("Home > Politics > Mayor resigns"), "<h1>Mayor resigns</h1>"),
            [],
            id="one ends in the article",
        ),
        pytest.param((shown("Home > News > Politics"), marked("Home > Politics")), [], id="one leaves out a step"),
        pytest.param((shown("Home > Politics"), marked("Home > UK Politics")), [], id="an abbreviation"),
        pytest.param(
            (
                shown("Home > Politics > Mayor resigns over…"),
                marked("Home > Politics"),
                "<h1>Mayor resigns over scandal</h1>",
            ),
            [],
            id="a shortened title",
        ),
        pytest.param((shown("Home > POLÍTICA"), marked("Home > Politica")), [], id="case and accents"),
        pytest.param(
            (shown("Home > Business"), marked("Home > Politics")),
            ["Home › Business | Home › Politics | Politics | Business"],
            id="other steps",
        ),
        pytest.param(
            (shown("Home > Business"), marked("Home > Politics"), marked("Home > Business")),
            [],
            id="one of two marked-up trails agrees",
        ),
        pytest.param(
            (shown("Home > News > Business"), marked("Home > News > Politics")),
            ["Home › News › Business | Home › News › Politics | Politics | Business"],
            id="each has a step of its own",
        ),
    ],
)
def test_same_steps_as(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert (
        judge(
            "same_steps_as",
            {"to": "BreadcrumbList.trails", "home": ["Home", "Startseite"]},
            "visible.trail",
            *parts,
            show="value other_value missing extra",
        )
        == expected
    )
