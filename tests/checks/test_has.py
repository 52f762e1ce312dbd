"""Every node has one of the properties."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]


def article(**properties: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", **{name.replace("at_", "@"): value for name, value in properties.items()}}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param((article(author="Ann Lee"),), None, id="no node"),
        pytest.param((article(author={"@type": "Person", "name": "Ann Lee"}),), [], id="a name"),
        pytest.param((article(author={"@type": "Person", "url": "https://a.example/"}),), [], id="the other property"),
        pytest.param(
            (article(author=[{"@type": "Person", "name": "A"}, {"@type": "Person", "jobTitle": "x"}]),),
            ["Person"],
            id="neither",
        ),
        pytest.param((article(author={"@type": "Person", "name": " "}),), ["Person"], id="empty counts as missing"),
        pytest.param(
            ({"@graph": [article(author={"@id": "#a"}), {"@id": "#a", "@type": "Person", "jobTitle": "x"}]},),
            ["Person"],
            id="a reference is resolved",
        ),
        pytest.param((article(author={"@id": "#a"}),), None, id="a reference that leads nowhere is not judged"),
        pytest.param((article(author={"@type": "Person", "@id": "#a"}),), None, id="nor is one that repeats the type"),
        pytest.param(
            (article(author={"@type": "Person", "name": {"@value": "Ann", "@language": "en"}}),),
            [],
            id="language-tagged text is text",
        ),
        pytest.param(
            (article(author={"@type": "schema:Person", "schema:name": "Ann"}),),
            [],
            id="prefixed names are the same property",
        ),
    ],
)
def test_has(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert judge("has", {"any_of": ["name", "url"]}, "article.author[]", *parts, show="kind") == expected
