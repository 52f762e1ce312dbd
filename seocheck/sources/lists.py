"""Lists of inputs (`--from`): one address, file, folder or glob a line; `#` begins a comment line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.model import PageReport


def lines(name: str) -> Iterator[tuple[str, str] | PageReport]:
    """The inputs in a list, each with where it stands (`urls.txt:12`), read as they are asked for."""
    raise NotImplementedError
