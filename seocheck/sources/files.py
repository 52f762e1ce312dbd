"""Pages on disk: files, folders and globs, gzipped or not."""

from __future__ import annotations

import glob
import os
import stat
import zlib
from typing import TYPE_CHECKING

from seocheck.model import Document, PageReport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGE_ENDINGS = tuple(f"{ending}{packed}" for ending in (".html", ".htm", ".xhtml") for packed in ("", ".gz"))
"""Names of pages inside a folder; a file named outright may be called anything."""


_PIECE = 1024
"""Packed bytes taken at a time: of damaged data all is kept up to the piece that cannot be unpacked."""


def documents(text: str, url: str | None, limit: int, seen: set[str]) -> Iterator[Document | PageReport]:
    """The pages a path or glob leads to. `seen` holds the files already read and is added to."""
    closed: list[OSError] = []
    paths = _expand(text, closed.append)
    for error in closed:
        yield _failed(str(error.filename or text), f"the folder cannot be looked into: {error.strerror or error}")
    if isinstance(paths, str):
        if not closed:
            yield _failed(text, paths)
        return
    for path in paths:
        real = os.path.realpath(path)
        if real in seen:
            yield PageReport(path, url, "skipped", "given twice: this file was read before", None)
            continue
        seen.add(real)
        yield read(path, url, limit)


def _expand(text: str, on_error: Callable[[OSError], None]) -> list[str] | str:
    """The files meant by `text`, sorted, or why there are none. on_error: told of each folder that does not open."""
    if os.path.isdir(text):  # noqa: PTH112
        found = sorted(_pages_below(text, on_error))
        return found or f"there are no pages in this folder ({', '.join(PAGE_ENDINGS[::2])}, or those with .gz)"
    if os.path.lexists(text):
        return [text]
    if glob.has_magic(text):
        found = sorted(path for path in glob.glob(text, recursive=True) if os.path.isfile(path))  # noqa: PTH113, PTH207
        return found or "no file has a name like this"
    return "there is no such file or folder"


def _pages_below(folder: str, on_error: Callable[[OSError], None]) -> Iterator[str]:
    for base, folders, names in os.walk(folder, onerror=on_error):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.lower().endswith(PAGE_ENDINGS):
                yield os.path.join(base, name)  # noqa: PTH118


def read(path: str, url: str | None, limit: int) -> Document | PageReport:
    """One file as a document; the report of the failure when it cannot be read."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
            return _failed(path, "this is no regular file; a pipe or device could keep us waiting for ever")
        with open(path, "rb") as file:  # noqa: PTH123
            content = file.read(limit + 1)
            if path.lower().endswith(".gz"):
                return _unpacked(path, url, content, file.read(limit), limit)
    except OSError as error:
        return _failed(path, f"it cannot be read: {error.strerror or error}")
    except ValueError:
        return _failed(path, "this is no possible file name")
    return Document(content[:limit], url=url, name=path, cut=too_large(limit) if len(content) > limit else None)


def too_large(limit: int) -> str:
    """Why a page was cut."""
    return f"the page is larger than {limit // (1 << 20)} MiB; what lies beyond was not read"


def _unpacked(path: str, url: str | None, packed: bytes, rest: bytes, limit: int) -> Document | PageReport:
    """The document in a gzip file, never more than `limit` bytes of it, however well it is packed."""
    packed += rest
    content = bytearray()
    at = 0
    unpacker = zlib.decompressobj(wbits=31)
    while at < len(packed) and len(content) <= limit:
        piece = packed[at : at + _PIECE]
        at += len(piece)
        try:
            content += unpacker.decompress(piece, limit + 1 - len(content))
        except zlib.error as error:
            if not content:
                return _failed(path, f"the gzip data is damaged: {error}")
            return _cut(path, url, content, "the gzip data is damaged; what comes after was not read")
        if (
            unpacker.eof and len(content) <= limit
        ):  # another member may follow; padding and rubbish behind the last one are nobody's page
            at -= len(unpacker.unused_data)
            if not packed.startswith(b"\x1f\x8b", at):
                return Document(bytes(content), url=url, name=path)
            unpacker = zlib.decompressobj(wbits=31)
    if len(content) > limit:
        return _cut(path, url, content[:limit], too_large(limit))
    if packed:
        return _cut(path, url, content, "the gzip file ends in the middle; the rest of the page is missing")
    return Document(bytes(content), url=url, name=path)


def _cut(path: str, url: str | None, content: bytes | bytearray, why: str) -> Document:
    return Document(bytes(content), url=url, name=path, cut=why)


def _failed(name: str, reason: str) -> PageReport:
    return PageReport(name, None, "failed", reason, None)
