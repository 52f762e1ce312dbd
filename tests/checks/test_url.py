"""Addresses browsers can go to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]


def lead(item: str) -> dict[str, Any]:
    return {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": item}]}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param((lead("https://a.example/x"),), [], id="whole"),
        pytest.param((lead(" https://a.example/x "),), [], id="with spaces around"),
        pytest.param((lead("https://ä.example/größe"),), [], id="umlauts are fine"),
        pytest.param((lead("/x"),), ["it is relative: JSON-LD has no page to resolve it against"], id="relative"),
        pytest.param(
            (lead("//a.example/x"),), ["it is relative: JSON-LD has no page to resolve it against"], id="without scheme"
        ),
        pytest.param(
            (lead("www.a.example/x"),),
            ["https:// is missing before the host, so it leads into this site"],
            id="a bare host",
        ),
        pytest.param((lead("mailto:a@a.example"),), ["it is a mailto: address"], id="mail"),
        pytest.param((lead("javascript:void(0)"),), ["it is a javascript: address"], id="script"),
        pytest.param((lead("urn:isbn:1"),), ["it is a urn: address"], id="a URN"),
        pytest.param(
            (lead("https://a.example/x y"),), ["there is a space or line break inside it"], id="a space inside"
        ),
        pytest.param(
            (lead("https://a.example/{{ slug }}"),), ["it holds a template that was not filled in"], id="a template"
        ),
        pytest.param(
            (lead("https:/a.example/"),),
            ["its beginning is not http:// or https:// followed by a host"],
            id="one slash",
        ),
        pytest.param(
            (lead("https://[object Object]/"),), ["it holds a template that was not filled in"], id="a bad host"
        ),
        pytest.param(
            (lead("https://a.example:99999/"),),
            ["no browser can read it as an address (check the host)"],
            id="a bad port",
        ),
        pytest.param((lead("  "),), None, id="blank"),
    ],
)
def test_url(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert judge("url", {"is": "absolute"}, "BreadcrumbList.addresses", *parts, show="reason") == expected


@pytest.mark.parametrize(
    ("href", "sound"),
    [
        ("/a", True),
        ("?q=1", True),
        ("#top", True),
        ("a/b.html", True),
        ("mailto:desk@a.example?subject=Hello you", True),
        ("tel:+353 1 234", True),
        ("whatsapp://send?text=Look at this", True),
        ("webcal://a.example/x.ics", True),
        ("tg://resolve?domain=x", True),
        ("android-app://com.example/https/a.example", True),
        ("//a.example/x", True),
        ("http://a.example:8080/x", True),
        ("http://xn--4ca.example/", True),
        ("/größe/日本", True),
        ("/a|b", True),
        ("https://a.example/a b", False),
        ("http//a.example/", False),
        ("http://https://a.example/", False),
        ("https://{{host}}/", False),
        ("/story/${id}", False),
        ("https://a b.example/", False),
        ("https://exa<mple.example/", False),
    ],
)
def test_links_a_browser_can_follow(judge: Judge, href: str, sound: bool) -> None:
    found = judge("url", {"is": "resolvable"}, "links", f'<a href="{href}">x</a>', show="nothing")
    assert found == ([] if sound else [""])
