"""Trying again: what may pass is asked again after a pause, what will not is not."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from seocheck.fetch.codes import FetchError

if TYPE_CHECKING:
    from seocheck.fetch.answers import Answer
    from seocheck.fetch.budget import Budget
    from seocheck.fetch.options import FetchLimits

Attempt = Callable[[bool], Awaitable["Answer"]]
"""One attempt; the flag asks for a body that is not packed. Raises FetchError."""


async def persist(attempt: Attempt, limits: FetchLimits, budget: Budget) -> Answer:
    """The answer of the first attempt that brings it whole, else the fullest; raises the last fault without any."""
    best: Answer | None = None
    fault: FetchError | None = None
    plain = False
    tried = 0
    while True:
        try:
            answer = await attempt(plain)
            if answer.fault is None:
                return answer
            fault = answer.fault
            best = answer if best is None or len(answer.content) > len(best.content) else best
        except FetchError as error:
            fault = fault if fault and error.code == "BODY.deadline" else error  # what took the time says more
        if not budget.left or not may_try_again(fault, tried, limits):
            break
        plain = fault.code == "BODY.bad-encoding"
        if fault.wait is None:  # a wait that the host asked for is kept by everyone who asks it
            pause = limits.backoff * 2**tried * random.uniform(0.5, 1)
            if pause >= budget.left:
                break
            with budget.spending():
                await asyncio.sleep(pause)
        tried += 1
    if best is None:
        raise fault
    return best


def may_try_again(fault: FetchError, tried: int, limits: FetchLimits) -> bool:
    """Whether to try again after this many repetitions."""
    if fault.wait is not None and fault.wait > limits.retry_after_cap:
        return False
    return tried < {"never": 0, "once": min(1, limits.retries), "yes": limits.retries}[fault.again]
