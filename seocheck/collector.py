"""The collector of reference cycles, kept waiting while much is made that stays, as when one page is audited.

An audit makes some 10,000 objects that live until it ends. The collector looks at them again and again and frees none:
a tenth of the time of a page, and on a page of 8,000 links or more, where each look takes longer, most of it.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def paused() -> Iterator[None]:
    """Let nothing be collected until the end, where it is as it was; of several threads the first to end ends it."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
