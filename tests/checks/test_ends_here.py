"""A trail leads to this page or its section."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]

URL = "https://www.example.com/politics/mayor-resigns.html"
CANONICAL = f'<link rel="canonical" href="{URL}">'
PAGE = f"<title>Mayor resigns over scandal</title>{CANONICAL}<h1>Mayor resigns over scandal</h1>"


def trail(*steps: str) -> dict[str, Any]:
    """Steps written Name=/path, or Name alone."""
    items = []
    for number, step in enumerate(steps, 1):
        name, _, path = step.partition("=")
        items.append({"@type": "ListItem", "position": number, "name": name})
        if path:
            items[-1]["item"] = path if ":" in path else f"https://www.example.com{path}"
    return {"@type": "BreadcrumbList", "itemListElement": items}


def judged(judge: Judge, *parts: Any) -> list[str] | None:
    return judge("ends_here", True, "BreadcrumbList.trails", *parts, show="last")


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param(("Home=/", "Mayor resigns over scandal"), id="this page by its headline"),
        pytest.param(("Home=/", "Mayor resigns over sc…"), id="cut"),
        pytest.param(("Home=/", "Scandal: mayor resigns"), id="reworded"),
        pytest.param(("Home=/", f"Here={URL}"), id="this page by its address"),
        pytest.param(("Home=/", "Local government=/politics/"), id="its section by its address"),
        pytest.param(("Home=/", "Politics"), id="its section by its name"),
        pytest.param(("Home=/", "Town=/town", "Politics=/town/politics"), id="by a folder further down"),
        pytest.param(("Home=/", "Town=https://town.example.com/"), id="another host may be its section"),
        pytest.param(("Home=/", "Politics=/politics", "Latest=/news/latest"), id="a last step no section is called by"),
        pytest.param(("Home=/", "Politics=/politics", "Europe"), id="a last step without an address"),
        pytest.param(("Home=/", "Politics=/politics", "Town hall=/politics/town"), id="a part of its section"),
    ],
)
def test_trails_that_lead_here(judge: Judge, steps: tuple[str, ...]) -> None:
    assert judged(judge, PAGE, trail(*steps)) == []


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param(("Home=/", "Recipes=/recipes"), id="another section"),
        pytest.param(("Home=/", "Food=/food", "Recipes=/food/recipes"), id="a part of one"),
        pytest.param(("Home=/", "Politics=/politics", "Recipes=/recipes"), id="behind the right one"),
    ],
)
def test_trails_that_lead_elsewhere(judge: Judge, steps: tuple[str, ...]) -> None:
    assert judged(judge, PAGE, trail(*steps)) == ["Recipes"]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param((PAGE,), None, id="no trail"),
        pytest.param((PAGE, trail("Home=/")), None, id="a trail of one step is another rule's business"),
        pytest.param((PAGE, trail("Home=/", "")), None, id="so is a step without a name"),
        pytest.param(("<h1>Mayor</h1>", trail("Home=/", "Recipes=/recipes")), None, id="no address, no section"),
        pytest.param(
            (
                "<h1>Mayor</h1>",
                trail("Politics=/politics", "Soup"),
                {"@type": "Article", "articleSection": "Politics"},
            ),
            [],
            id="an address is needed to tell a part of a section from another",
        ),
        pytest.param(
            (
                '<link rel="canonical" href="https://www.example.com/article/12">',
                trail("Politics=/politics", "Soup=/soup"),
                {"@type": "Article", "articleSection": "Politics"},
            ),
            ["Soup"],
            id="behind the section the article names",
        ),
        pytest.param((PAGE, trail("Home", "Recipes")), None, id="names alone prove nothing"),
        pytest.param(
            ("<h1>Mayor</h1>", trail("Home", "Recipes"), {"@type": "Article", "articleSection": "Politics"}),
            ["Recipes"],
            id="a section the article names proves it",
        ),
        pytest.param(
            ("<h1>Mayor</h1>", trail("Home", "Recipes"), {"@type": "Article", "keywords": "Politics"}),
            None,
            id="keywords do not",
        ),
        pytest.param(
            (PAGE, trail("Home=/", "Recipes=/recipes"), {"@type": "Article", "articleSection": "Recipes"}),
            [],
            id="a section the article names",
        ),
        pytest.param(
            (PAGE, trail("Home=/", "Recipes=/recipes"), {"@type": "Article", "keywords": "soup, recipes"}),
            [],
            id="or one among its keywords",
        ),
        pytest.param(
            (PAGE, trail("Home=/", "Recipes=/recipes"), trail("Home=/", "Politics=/politics")),
            ["Recipes"],
            id="each trail for itself",
        ),
        *(
            pytest.param(
                (f'<link rel="canonical" href="https://www.example.com/{path}">', trail("Home=/", "Recipes=/recipes")),
                None,
                id=f"/{path} tells no section",
            )
            for path in ("mayor", "mayor.html", "article/12", "2026/11/mayor", "nachrichten/mayor", "a1b2c3/mayor")
        ),
        pytest.param(
            ('<link rel="canonical" href="https://www.example.com/tipp/12/soup">', trail("Home=/", "Tipps=/tipps")),
            [],
            id="a section in another number",
        ),
    ],
)
def test_ends_here(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert judged(judge, *parts) == expected
