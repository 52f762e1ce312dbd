"""HTTP/2, well and badly spoken, on a connection of the test's server."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import h2.config
import h2.connection
import h2.events
import h2.exceptions

from tests.fetch.server import Connection, page

FLOOD = b"<p>again" * 2000


async def speak(connection: Connection) -> None:
    """Serve one connection; the path says how."""
    with suppress(h2.exceptions.ProtocolError):  # after a goodbye nothing else is awaited
        await _speak(connection)
    connection.close()


async def _speak(connection: Connection) -> None:
    state = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    state.initiate_connection()
    await connection.send(state.data_to_send())
    while data := await connection.reader.read(65536):
        for event in state.receive_data(data):
            if isinstance(event, h2.events.RequestReceived) and event.headers and event.stream_id:
                path = dict(event.headers)[b":path"].decode()
                await _answer(state, connection, event.stream_id, path)
        await connection.send(state.data_to_send())


async def _answer(state: h2.connection.H2Connection, connection: Connection, stream: int, path: str) -> None:
    head = [(":status", "404" if path == "/robots.txt" else "200"), ("content-type", "text/html")]
    if path == "/goaway":
        state.close_connection(last_stream_id=0)
    elif path == "/headers":
        await connection.send(_large_head(state, stream))
    elif path == "/continuation":
        await connection.send(state.data_to_send() + _frame(1, 0, stream, b"\x88"))
        await connection.flood(_frame(9, 0, stream, b"\x88"))
    elif path == "/broken":
        await connection.send(_frame(0, 0, 0, b"data on no stream"))
    else:
        state.send_headers(stream, head)
        state.send_data(stream, page().encode())
        if path == "/reset":
            await connection.send(state.data_to_send())
            state.reset_stream(stream)
        elif path == "/endless":
            while state.local_flow_control_window(stream) > len(FLOOD):
                state.send_data(stream, FLOOD[: state.max_outbound_frame_size])
                await connection.send(state.data_to_send())
                await asyncio.sleep(0)
        else:
            state.end_stream(stream)


def _frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


def _large_head(state: h2.connection.H2Connection, stream: int) -> bytes:
    """One literal of 4 KB in the table of headers, then thousands of references to it: 10 KB stand for 23 MB."""
    literal = b"\x40\x01a\x7f" + _number(3900 - 127) + b"b" * 3900
    return state.data_to_send() + _frame(1, 4, stream, b"\x88" + literal + b"\xbe" * 6000)


def _number(rest: int) -> bytes:
    data = b""
    while rest >= 128:
        data += bytes([rest % 128 | 128])
        rest //= 128
    return data + bytes([rest])
