"""What one page may cost before it is given up."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class WorkLimits:
    """Limits of a worker process.

    seconds: a page may take, by the clock; then its worker is killed.
    memory: bytes of address space a worker may take beyond what it has when it starts.
    pages: read by a worker before a fresh one takes its place.
    resident: bytes of memory a worker may have used at its peak before a fresh one takes its place.
    answer: bytes a worker may say about a page.
    """

    seconds: float = 10
    memory: int = 1024 * MIB
    pages: int = 1000
    resident: int = 768 * MIB
    answer: int = 32 * MIB
