"""Bodies unpacked within bounds: never more than asked for in memory, and always told when the end is missing.

Clients unpack a kilobyte into gigabytes, and hand out the beginning of a packed page that was cut as if it were a page.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from seocheck.fetch.codes import FetchError

_WINDOW = 8 << 20  # bytes a zstd frame may ask us to remember
_FREE = 1 << 20  # bytes before the ratio counts
_PIECE = 1 << 16  # bytes unpacked at a time
_ZSTD_FRAME = b"\x28"  # how the next frame begins; a slice may hold no more of its mark
_TRAILER = 8  # a gzip member ends in a checksum: judged by itself, a wrong one costs no content


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What was unpacked, and why it is not all."""

    content: bytes
    fault: FetchError | None = None


class _Decoder(Protocol):
    """One layer. feed yields what packed bytes unpack to, in bounded pieces; whole says whether the end was reached."""

    def feed(self, packed: bytes) -> Iterator[bytes]: ...

    @property
    def whole(self) -> bool: ...


class _DamagedError(Exception):
    """Bytes that are not what they were called."""


def layers_of(header: str, most: int) -> list[str]:
    """The packings a Content-Encoding header names, in the order to undo them.

    Names nobody knows are passed over, as browsers do: they are mistakes (`utf-8`), not packings.
    """
    names = [name.strip().lower().removeprefix("x-") for name in header.split(",")]
    layers = [name for name in names if name in _DECODERS][::-1]
    if len(layers) > most:
        fault = FetchError("BODY.bad-encoding", detail=f"{len(layers)} layers of packing")
        fault.again = "never"
        raise fault
    return layers


def unpack(packed: bytes, layers: list[str], limit: int, ratio: int) -> Unpacked:
    """The content of a packed body, at most `limit` bytes; ratio: how many times its size it may grow."""
    fault: FetchError | None = None
    content = packed
    for name in layers:
        done = _layer(content, name, limit, ratio)
        content, fault = done.content, done.fault or fault
        if fault and fault.code == "BODY.bomb":
            break
    if len(content) > limit:
        return Unpacked(content[:limit], too_large(limit))
    return Unpacked(content, fault)


def too_large(limit: int) -> FetchError:
    """The fault of a body beyond `limit` bytes."""
    return FetchError("BODY.too-large", limit=f"{limit / (1 << 20):g} MiB" if limit >= 1 << 20 else f"{limit} bytes")


def _layer(packed: bytes, name: str, limit: int, ratio: int) -> Unpacked:
    if not packed:
        return Unpacked(b"")
    decoder, step = _DECODERS[name]
    layer = decoder()
    content = bytearray()
    try:
        for start, end in _slices(len(packed), step):
            for piece in layer.feed(packed[start:end]):
                content += piece
                if len(content) > _FREE and len(content) > ratio * end:
                    return Unpacked(b"", FetchError("BODY.bomb", limit=ratio))
                if len(content) > limit:
                    return Unpacked(bytes(content[:limit]), too_large(limit))
    except _DamagedError as error:
        return Unpacked(bytes(content), FetchError("BODY.bad-encoding", detail=str(error)))
    return Unpacked(bytes(content), None if layer.whole else FetchError("BODY.truncated-encoding"))


def _slices(length: int, step: int) -> Iterator[tuple[int, int]]:
    last = max(0, length - _TRAILER)
    for start in range(0, last, step):
        yield start, min(start + step, last)
    yield last, length


class _Gzip:
    """gzip of one or more members; what follows the last one is nobody's page. Also the engine of deflate."""

    name = "gzip"

    def __init__(self, wbits: int = 31) -> None:
        self._wbits = wbits
        self._engine = zlib.decompressobj(wbits=wbits)
        self._started = False
        self._done = False

    def feed(self, packed: bytes) -> Iterator[bytes]:
        while packed and not self._done:
            if self._engine.eof:
                if not self._another(packed):
                    return
                self._engine = zlib.decompressobj(wbits=self._wbits)
            try:
                piece = self._engine.decompress(packed, _PIECE)
            except zlib.error as error:
                raise _DamagedError(f"damaged {self.name}" if self._started else f"no {self.name}") from error
            self._started = True
            packed = self._engine.unconsumed_tail or self._engine.unused_data
            yield piece

    def _another(self, packed: bytes) -> bool:
        self._done = not (self._wbits == 31 and packed.startswith(b"\x1f"))
        return not self._done

    @property
    def whole(self) -> bool:
        return self._engine.eof


class _Deflate(_Gzip):
    """zlib, or bare deflate, which many servers send under the same name."""

    name = "deflate"

    def __init__(self) -> None:
        super().__init__(15)

    def feed(self, packed: bytes) -> Iterator[bytes]:
        if not self._started and packed and not (packed[0] & 0x0F == 8 and packed[0] >> 4 <= 7):
            self._wbits = -15
            self._engine = zlib.decompressobj(wbits=-15)
        return super().feed(packed)


class _Brotli:
    def __init__(self) -> None:
        import brotli  # type: ignore[import-untyped]  # carries no types

        self._engine = brotli.Decompressor()
        self._error = brotli.error

    def feed(self, packed: bytes) -> Iterator[bytes]:
        while not self._engine.is_finished():
            try:
                piece = self._engine.process(packed, output_buffer_limit=_PIECE)
            except self._error as error:
                raise _DamagedError("damaged brotli") from error
            packed = b""
            yield piece
            if not piece and self._engine.can_accept_more_data():
                return

    @property
    def whole(self) -> bool:
        return bool(self._engine.is_finished())


class _Zstandard:
    """zstd of one or more frames. Its engine has no bound for its output, so it is fed little at a time: 4 bytes can
    stand for 128 KiB.
    """

    def __init__(self) -> None:
        import zstandard

        self._error = zstandard.ZstdError
        self._decompressor = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        self._engine = self._decompressor.decompressobj()

    def feed(self, packed: bytes) -> Iterator[bytes]:
        while packed:
            if self._engine.eof:
                if not packed.startswith(_ZSTD_FRAME):
                    return
                self._engine = self._decompressor.decompressobj()
            try:
                piece = self._engine.decompress(packed)
            except self._error as error:
                raise _DamagedError("damaged zstd, or one that needs too much memory") from error
            packed = self._engine.unused_data if self._engine.eof else b""
            yield piece

    @property
    def whole(self) -> bool:
        return self._engine.eof


_DECODERS: dict[str, tuple[Callable[[], _Decoder], int]] = {
    "gzip": (_Gzip, 1024),
    "deflate": (_Deflate, 1024),
    "br": (_Brotli, 1024),
    "zstd": (_Zstandard, 64),
}
