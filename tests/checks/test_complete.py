"""All of several subjects are there and say something."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from seocheck.checks import complete
from seocheck.model import Fact, View
from seocheck.page.source import Source, TextSpot

Judge = Callable[..., list[str] | None]

OPTIONS = {"with": ["og:title", "og:type", "description"]}


def meta(name: str, content: str = "x") -> str:
    return f'<meta name="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("page", "missing"),
    [
        (meta("og:title") + meta("og:type") + meta("description"), []),
        (meta("og:title") + meta("og:type"), ["description"]),
        (meta("og:title", " ") + meta("og:type") + meta("description", ""), ["og:title and description"]),
        (meta("og:title", "") + meta("og:title") + meta("og:type") + meta("description"), []),
        ("<p>none</p>", ["og:title, og:type and description"]),
    ],
)
def test_what_is_missing_is_named_once(judge: Judge, page: str, missing: list[str]) -> None:
    assert judge("complete", OPTIONS, "og:title", page, show="missing") == missing


def test_an_empty_one_may_be_another_rules_business(judge: Judge) -> None:
    page = meta("og:title", "") + meta("og:type", "") + meta("description")
    assert judge("complete", {**OPTIONS, "even_empty": ["og:type"]}, "og:title", page, show="missing") == ["og:title"]


def test_nothing_is_judged_without_a_place_or_while_something_may_be_unread() -> None:
    spot = TextSpot(Source("x"))
    assert complete.check(View(), {"a": False}, lambda _: View()) is None
    assert complete.check(View(anchor=spot), {"a": False}, lambda _: View(unknown="a block is broken")) is None
    problems = complete.check(View((Fact("x", spot),)), {"a": False}, lambda _: View())
    assert problems is not None
    assert problems[0].spot is spot


def test_it_looks_at_the_subjects_it_names() -> None:
    assert complete.looks_at(OPTIONS) == ("og:title", "og:type", "description")
    assert complete.ABSENCE
