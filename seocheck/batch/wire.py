"""Messages between a crew and its workers: a JSON header and bytes, the lengths of both in front."""

from __future__ import annotations

import json
import struct
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from socket import socket

_LENGTHS = struct.Struct("!II")
_PIECE = 1 << 16
_STEP, _LEAST = 0.5, 0.01  # seconds waited at a time
_AT_MOST = 3  # times the patience is stretched to

MAX_HEADER = 64 * 1024
"""Bytes a worker's header may have."""


class Rubbish(Exception):  # noqa: N818  it is what was received
    """What came is no message, or a longer one than was allowed."""


class Patience:
    """Seconds that may be spent waiting for the other side.

    Counted in short steps, each for no more than it could have lasted: a process that was stopped for an hour
    (Ctrl-Z, a laptop asleep) has not waited for an hour. Nor does it count, up to a point, when the other side could
    not get a processor: what a page is said to take must not depend on what else the machine does.

    starved: how many seconds in all the other side has waited for a processor.
    """

    def __init__(self, seconds: float, starved: Callable[[], float] = lambda: 0.0) -> None:
        self._left, self._most = seconds, _AT_MOST * seconds
        self._starved, self._before = starved, starved()

    def receive(self, connection: socket, most: int) -> bytes:
        """Some bytes, b"" at the end; TimeoutError when patience is at its end."""
        while self._left > 0 < self._most:
            step = max(min(self._left, self._most, _STEP), _LEAST)
            connection.settimeout(step)
            begun = time.monotonic()
            try:
                return connection.recv(most)
            except TimeoutError:
                now = self._starved()
                self._left += min(now - self._before, step)
                self._before = now
            finally:
                spent = min(time.monotonic() - begun, 2 * step)
                self._left -= spent
                self._most -= spent
        raise TimeoutError


def starved(pid: int) -> float:
    """Seconds a process has waited for a processor so far; 0 where the system does not tell."""
    try:
        with open(f"/proc/{pid}/schedstat", encoding="ascii") as file:  # noqa: PTH123
            return int(file.read().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


def send(connection: socket, header: Mapping[str, Any], body: bytes = b"") -> None:
    """Send one message."""
    text = json.dumps(header).encode()
    connection.sendall(_LENGTHS.pack(len(text), len(body)) + text)
    if body:
        connection.sendall(body)


def receive(connection: socket, most: int, patience: Patience | None = None) -> tuple[Any, bytes] | None:
    """The next message, None when the other side is gone; Rubbish, TimeoutError, OSError.

    most: bytes its body may have. With `patience` the sender is not trusted: its header is bounded as well.
    """
    lengths = _exactly(connection, _LENGTHS.size, patience)
    if lengths is None:
        return None
    of_header, of_body = _LENGTHS.unpack(lengths)
    if of_body > most or (patience and of_header > MAX_HEADER):
        raise Rubbish(f"a message of {of_header} and {of_body} bytes")
    text, body = _exactly(connection, of_header, patience), _exactly(connection, of_body, patience)
    if text is None or body is None:
        return None
    try:
        return json.loads(text), body
    except (ValueError, RecursionError):
        raise Rubbish("a header that is no JSON") from None


def _exactly(connection: socket, count: int, patience: Patience | None) -> bytes | None:
    found = bytearray()
    while len(found) < count:
        most = min(count - len(found), _PIECE)
        piece = patience.receive(connection, most) if patience else connection.recv(most)
        if not piece:
            return None
        found += piece
    return bytes(found)
