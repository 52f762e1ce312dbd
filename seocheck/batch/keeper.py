"""The store as a coroutine sees it: asked in a thread of its own, one thing at a time."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from seocheck.batch.rows import Target
    from seocheck.batch.store import Store

_P = ParamSpec("_P")
_Result = TypeVar("_Result")


class Keeper:
    """Asks a store without keeping the event loop waiting."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._thread = ThreadPoolExecutor(1, "store")

    async def ask(self, method: Callable[_P, _Result], *args: _P.args, **kwargs: _P.kwargs) -> _Result:
        """What a method of the store answers."""
        # Shielded: what was begun is finished and its answer not lost, even when nobody waits for it any more.
        return await asyncio.shield(
            asyncio.get_running_loop().run_in_executor(self._thread, lambda: method(*args, **kwargs))
        )

    async def hosts(self, after: str, most: int) -> list[str]:
        """See Store."""
        return await self.ask(self.store.hosts, after, most)

    async def waiting(self, host: str, after: int, most: int) -> list[Target]:
        """See Store."""
        return await self.ask(self.store.waiting, host, after, most)

    def close(self) -> None:
        """Finish what was begun; the store itself stays open."""
        self._thread.shutdown()
