"""Pages on disk: files, folders and globs. What is gzipped is known by its first bytes, whatever it is called."""

from __future__ import annotations

import glob
import os
import stat
from typing import TYPE_CHECKING

from seocheck.model import Document, PageReport
from seocheck.sources import gzipped

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE_ENDINGS = tuple(f"{ending}{packed}" for ending in (".html", ".htm", ".xhtml") for packed in ("", ".gz"))
"""Names of pages inside a folder; a file named outright may be called anything."""


def paths(text: str) -> Iterator[str | PageReport]:
    """The files meant by a path, a folder or a glob, in the order of their names, found as they are asked for.

    A report stands for what leads to no file, and for each folder that does not open.
    """
    if not text:
        yield _failed('""', "this argument is empty; is a variable of the shell not set?", "INP.file-missing")
    elif os.path.isdir(text):  # noqa: PTH112
        found = False
        for item in _pages_below(text):
            found = True
            yield item
        if not found:
            endings = ", ".join(PAGE_ENDINGS[::2])
            yield _failed(text, f"there are no pages in this folder ({endings}, or those with .gz)", "INP.folder-empty")
    elif os.path.lexists(text):
        yield text
    elif glob.has_magic(text):
        files = sorted(path for path in glob.glob(text, recursive=True) if os.path.isfile(path))  # noqa: PTH113, PTH207
        yield from files
        if not files:
            yield _failed(text, "no file has a name like this", "INP.file-missing")
    else:
        yield _failed(text, "there is no such file or folder", "INP.file-missing")


def _pages_below(folder: str) -> Iterator[str | PageReport]:
    pending = [os.path.join(folder, "")]  # noqa: PTH118
    while pending:
        path = pending.pop()
        if not path.endswith(os.sep):
            yield path
            continue
        folder = path.rstrip(os.sep) or os.sep
        try:
            with os.scandir(folder) as entries:
                names = sorted(filter(None, map(_sort_name, entries)), reverse=True)
        except OSError as error:
            words = f"the folder cannot be looked into: {error.strerror or error}"
            yield _failed(folder, words, "INP.unreadable")
            continue
        pending += [path + name for name in names]


def _sort_name(entry: os.DirEntry[str]) -> str | None:
    """What to look into or to read of a folder's entry; a folder's name ends in a slash, as it does inside paths."""
    if entry.is_dir():
        return None if entry.is_symlink() or entry.name.startswith(".") else entry.name + os.sep
    return entry.name if entry.name.lower().endswith(PAGE_ENDINGS) else None


def read(path: str, url: str | None, limit: int) -> Document | PageReport:
    """One file as a document; the report of the failure when it cannot be read."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
            return _failed(path, "this is no regular file; a pipe or device could keep us waiting for ever")
        with open(path, "rb") as file:  # noqa: PTH123
            content = file.read(limit + 1)
            if content.startswith(gzipped.MAGIC):
                return unpacked(path, url, content + file.read(limit), limit)
            if content and path.lower().endswith(".gz"):
                return _failed(path, "its name ends in .gz, but there is no gzip data in it: name it by what it holds")
    except OSError as error:
        return _failed(path, f"it cannot be read: {error.strerror or error}")
    except ValueError:
        return _failed(path, "this is no possible file name")
    cut, code = too_large(limit) if len(content) > limit else (None, None)
    return Document(content[:limit], url=url, name=path, cut=cut, code=code)


def too_large(limit: int) -> tuple[str, str]:
    """Why a page was cut, in words and as a code."""
    return f"the page is larger than {limit // (1 << 20)} MiB; what lies beyond was not read", "BODY.too-large"


def unpacked(name: str, url: str | None, packed: bytes, limit: int) -> Document | PageReport:
    """The document in gzip data."""
    content, ending, damage = gzipped.unpack(packed, limit)
    if ending == "damaged" and not content:
        return _failed(name, f"the gzip data is damaged: {damage}", "BODY.bad-encoding")
    cut, code = {
        "whole": (None, None),
        "too large": too_large(limit),
        "damaged": ("the gzip data is damaged; what comes after was not read", "BODY.bad-encoding"),
        "cut": ("the gzip file ends in the middle; the rest of the page is missing", "BODY.truncated-encoding"),
    }[ending]
    return Document(content, url=url, name=name, cut=cut, code=code)


def _failed(name: str, reason: str, code: str = "INP.unreadable") -> PageReport:
    return PageReport(name, None, "failed", reason, None, code=code)
