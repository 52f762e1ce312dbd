"""Gzip, unpacked within bounds: never more than is asked for, however well it is packed."""

from __future__ import annotations

import zlib
from typing import Literal

MAGIC = b"\x1f\x8b"
_PIECE = 1024
"""Packed bytes taken at a time: of damaged data all is kept up to the piece that cannot be unpacked."""

Ending = Literal["whole", "too large", "damaged", "cut"]


def unpack(packed: bytes, limit: int) -> tuple[bytes, Ending, str]:
    """What is packed, at most `limit` bytes of it; how that ends; and what zlib says of the damage.

    Another member may follow the first; padding and rubbish behind the last one are nobody's page.
    """
    content = bytearray()
    at = 0
    unpacker = zlib.decompressobj(wbits=31)
    while at < len(packed) and len(content) <= limit:
        piece = packed[at : at + _PIECE]
        at += len(piece)
        try:
            content += unpacker.decompress(piece, limit + 1 - len(content))
        except zlib.error as error:
            return bytes(content), "damaged", str(error)
        if unpacker.eof and len(content) <= limit:
            at -= len(unpacker.unused_data)
            if not packed.startswith(MAGIC, at):
                return bytes(content), "whole", ""
            unpacker = zlib.decompressobj(wbits=31)
    if len(content) > limit:
        return bytes(content[:limit]), "too large", ""
    return bytes(content), "cut" if packed else "whole", ""
