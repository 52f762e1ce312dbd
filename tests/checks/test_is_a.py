"""Every value is a node of such a type."""

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
        pytest.param((article(),), None, id="nothing"),
        pytest.param((article(author={"@type": "Person", "name": "Ann"}),), [], id="a person"),
        pytest.param((article(author={"@type": "NewsMediaOrganization", "name": "Desk"}),), [], id="a subtype"),
        pytest.param((article(author={"@type": ["Thing", "Person"], "name": "Ann"}),), [], id="one of several types"),
        pytest.param((article(author={"@type": "https://schema.org/Person", "name": "Ann"}),), [], id="a full IRI"),
        pytest.param((article(author="Ann"),), ["plain text"], id="text"),
        pytest.param((article(author=["Ann", "Bob"]),), ["plain text", "plain text"], id="each of several"),
        pytest.param((article(author={"@type": "Thing", "name": "Ann"}),), ["of type Thing"], id="another type"),
        pytest.param((article(author={"name": "Ann"}),), ["an object without a type"], id="no type"),
        pytest.param((article(author=""),), None, id="empty text is another rule's business"),
        pytest.param(
            ({"@graph": [article(author={"@id": "#a"}), {"@id": "#a", "@type": "Person", "name": "A"}]},),
            [],
            id="a reference to a person",
        ),
        pytest.param(
            ({"@graph": [article(author={"@id": "#a"}), {"@id": "#a", "@type": "WebPage", "name": "A"}]},),
            ["of type WebPage"],
            id="a reference to another thing",
        ),
        pytest.param((article(author={"@id": "#a"}),), None, id="a reference that leads nowhere"),
    ],
)
def test_is_a(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert judge("is_a", {"types": ["Person", "Organization"]}, "article.author[]", *parts, show="kind") == expected
