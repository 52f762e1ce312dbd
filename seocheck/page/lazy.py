"""Facts that are made when they are asked for: a page has hundreds of links, and rules object to few of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from seocheck.model import Fact, View


def lazy_view(values: Sequence[object], make: Callable[[int], Fact]) -> View:
    """A view of facts whose values are at hand; `make` gives the whole fact of one, by its index."""
    return View(_Facts(len(values), make), known=values)


class _Facts(Sequence[Fact]):
    __slots__ = ("_make", "_size")

    def __init__(self, size: int, make: Callable[[int], Fact]) -> None:
        self._size, self._make = size, make

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, index: int) -> Fact: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Fact]: ...
    def __getitem__(self, index: int | slice) -> Fact | Sequence[Fact]:
        chosen = range(self._size)[index]
        return self._make(chosen) if isinstance(chosen, int) else tuple(map(self._make, chosen))

    def __iter__(self) -> Iterator[Fact]:
        return map(self._make, range(self._size))
