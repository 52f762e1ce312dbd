"""Views whose facts are found or made only when asked for."""

from collections.abc import Iterator

import pytest

from seocheck.model import Fact, View
from seocheck.page.lazy import lazy_view, view_as_found
from seocheck.page.source import Source, TextSpot

SPOT = TextSpot(Source(""))


def counted(count: int) -> tuple[View, list[int]]:
    """A view of facts with the values 0, 1 …, and a list of those that were looked for so far."""
    looked: list[int] = []

    def facts() -> Iterator[Fact]:
        for number in range(count):
            looked.append(number)
            yield Fact(number, SPOT)

    return view_as_found(facts(), SPOT, None), looked


def test_no_fact_is_looked_for_before_it_is_asked_for() -> None:
    view, looked = counted(3)
    assert looked == []
    assert view.facts
    assert view.facts[0].value == 0
    assert next(iter(view.values)) == 0
    assert looked == [0]


def test_each_fact_is_looked_for_once() -> None:
    view, looked = counted(3)
    pairs = [(one.value, other.value) for one in view.facts for other in view.facts]
    assert pairs == [(one, other) for one in range(3) for other in range(3)]
    assert list(view.values) == [0, 1, 2]
    assert (len(view.facts), view.facts[-1].value, len(view.facts[1:])) == (3, 2, 2)
    assert looked == [0, 1, 2]


def test_where_nothing_is_found() -> None:
    view, _ = counted(0)
    assert not view.facts
    with pytest.raises(IndexError):
        view.facts[0]


def test_a_search_that_fails_fails_for_all_who_ask() -> None:
    def facts() -> Iterator[Fact]:
        yield Fact(0, SPOT)
        raise ValueError("the page is odd")

    view = view_as_found(facts(), SPOT, None)
    assert view.facts
    for ask in (list, len, lambda found: found[1], list):
        with pytest.raises(ValueError, match="the page is odd"):
            ask(view.facts)
        with pytest.raises(ValueError, match="the page is odd"):
            ask(view.values)
    assert view.facts[0].value == 0


def test_a_fact_is_the_same_one_for_all_who_ask() -> None:
    view = lazy_view("ab", lambda index: Fact("ab"[index], SPOT))
    assert view.facts[1] is list(view.facts)[1] is view.facts[1:][0] is view.facts[-1]
