"""Facts that are made when they are asked for: a page has hundreds of links, and rules object to few of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from seocheck.model import Fact, Spot, View

if TYPE_CHECKING:
    from turbohtml import Element

_T = TypeVar("_T")


def lazy_view(values: Sequence[object], make: Callable[[int], Fact], unknown: str | None = None) -> View:
    """A view of facts whose values are at hand; `make` gives the whole fact of one, by its index, and is asked once."""
    return View(_Facts(len(values), make), unknown=unknown, known=values)


def view_as_found(facts: Iterable[Fact], anchor: Spot, unknown: str | None) -> View:
    """A view of facts that are looked for one by one, no further than a rule asks: mostly the first is enough."""
    found = _Found(facts)
    return View(found, anchor, unknown, known=_Found(fact.value for fact in found))


class Details(Mapping[str, object]):
    """What a rule or a message may ask of an element, worked out only when it does.

    readers: how each detail is read of the element, by its name.
    """

    __slots__ = ("_element", "_readers")

    def __init__(self, element: Element, readers: Mapping[str, Callable[[Element], object]]) -> None:
        self._element, self._readers = element, readers

    def __getitem__(self, name: str) -> object:
        return self._readers[name](self._element)

    def __iter__(self) -> Iterator[str]:
        return iter(self._readers)

    def __len__(self) -> int:
        return len(self._readers)


class _Facts(Sequence[Fact]):
    __slots__ = ("_made", "_make", "_size")

    def __init__(self, size: int, make: Callable[[int], Fact]) -> None:
        self._size, self._make = size, make
        self._made: dict[int, Fact] = {}  # `functools.cache` would take longer to set up than it saves

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, index: int) -> Fact: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Fact]: ...
    def __getitem__(self, index: int | slice) -> Fact | Sequence[Fact]:
        chosen = range(self._size)[index]
        return self._fact(chosen) if isinstance(chosen, int) else tuple(map(self._fact, chosen))

    def __iter__(self) -> Iterator[Fact]:
        return map(self._fact, range(self._size))

    def _fact(self, index: int) -> Fact:
        fact = self._made.get(index)
        if fact is None:
            fact = self._made[index] = self._make(index)
        return fact


class _Found(Sequence[_T], Generic[_T]):
    """What was found so far, and the search for the rest.

    A search that fails fails for all who ask, as it would if each searched anew: what it had not found yet would seem
    to the next rule to be missing on the page.
    """

    __slots__ = ("_error", "_found", "_rest")

    def __init__(self, items: Iterable[_T]) -> None:
        self._found: list[_T] = []
        self._rest = iter(items)
        self._error: Exception | None = None

    def __len__(self) -> int:
        self._find_all()
        return len(self._found)

    def __bool__(self) -> bool:
        return bool(self._found) or self._finds_one_more()

    @overload
    def __getitem__(self, index: int) -> _T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[_T]: ...
    def __getitem__(self, index: int | slice) -> _T | Sequence[_T]:
        if index != 0 or not self:
            self._find_all()
        return self._found[index]

    def __iter__(self) -> Iterator[_T]:
        at = 0
        while at < len(self._found) or self._finds_one_more():
            yield self._found[at]
            at += 1

    def _find_all(self) -> None:
        while self._finds_one_more():
            pass

    def _finds_one_more(self) -> bool:
        if self._error is not None:
            raise self._error
        try:
            for item in self._rest:
                self._found.append(item)
                return True
        except Exception as error:
            self._error = error
            raise
        return False
