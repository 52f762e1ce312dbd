"""The time one address may take: what was spent on requests and pauses counts, waiting for our turn at a host not."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Budget:
    """Seconds that are left."""

    def __init__(self, seconds: float) -> None:
        self.total = seconds
        self._left = seconds

    @property
    def left(self) -> float:
        """Seconds not yet spent; never negative."""
        return max(0.0, self._left)

    @contextmanager
    def spending(self) -> Iterator[None]:
        """What happens inside is paid from the budget."""
        began = time.monotonic()
        try:
            yield
        finally:
            self._left -= time.monotonic() - began
