"""Where documents come from: one kind of source a file. A source yields documents, or a report of why there is none."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from seocheck.model import Document, PageReport
from seocheck.sources import files, stdin
from seocheck.sources.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["STDIN", "Entry", "documents", "entries"]

STDIN = "-"
MAX_BYTES = 15 * 1024 * 1024
"""How much of a page is read; Google fetches no more than 15 MB either."""


def documents(inputs: Iterable[str], url: str | None = None, limit: int = MAX_BYTES) -> Iterator[Document | PageReport]:
    """The documents behind command-line inputs, in the order given: files, folders, globs, `-` for standard input.

    url: the address the page is published at. limit: bytes read of each page. What cannot be read comes as the
    PageReport that says so; a file met twice is skipped the second time.
    """
    seen: set[str] = set()
    for item in entries(inputs, url=url):
        if isinstance(item, PageReport):
            yield item
        elif item.path is None:
            words = "this command does not fetch pages: save the page and give its file with --url"
            yield PageReport(item.name, item.url, "refused", words, None)
        elif item.path == STDIN:
            yield stdin.document(item.url, limit)
        elif (file := os.path.realpath(item.path)) in seen:
            words = "given twice: this file was read before"
            yield PageReport(item.path, item.url, "skipped", words, None, code="INP.twice")
        else:
            seen.add(file)
            yield files.read(item.path, item.url, limit)


def entries(inputs: Iterable[str], lists: Iterable[str] = (), url: str | None = None) -> Iterator[Entry | PageReport]:
    """What command-line inputs, then the lines of lists (`--from`), stand for, in the order given.

    Nothing is read, listed or looked up before it is asked for, and nothing is kept: repeated ones come repeatedly.
    url: the address a local page is published at. What stands for nothing comes as the PageReport that says why.
    """
    taken = False
    for text in inputs:
        if text != STDIN:
            yield from _entries(text, url, None)
        elif taken:
            yield PageReport(stdin.NAME, url, "skipped", "given twice: it was read before", None, code="INP.twice")
        else:
            taken = True
            yield Entry(stdin.NAME, STDIN, url, given=True)
    for name in lists:
        from seocheck.sources.lists import lines

        if name == STDIN and taken:
            words = "standard input was taken already; give the list as a file"
            yield PageReport(name, None, "failed", words, None, code="INP.twice")
            continue
        taken = taken or name == STDIN
        for line in lines(name):
            if isinstance(line, PageReport):
                yield line
            else:
                text, origin = line
                yield from _entries(text, None, origin)


def _entries(text: str, url: str | None, origin: str | None) -> Iterator[Entry | PageReport]:
    """What one input stands for. origin: where it is listed; None for one of the command line."""
    from seocheck.sources import addresses

    prefix = f"{origin}: " if origin else ""
    if addresses.is_meant(text):
        address = addresses.read(text)
        if isinstance(address, addresses.Fault):
            yield PageReport(text, None, "refused", prefix + address.words, None, code=address.code)
        else:
            yield Entry(text, None, address.href, origin, given=origin is None)
        return
    for found in files.paths(text):
        if isinstance(found, str):
            yield Entry(found, found, url, origin, given=origin is None)
        elif found.code == "INP.file-missing" and (meant := addresses.without_scheme(text)):
            words = f"{prefix}there is no such file; for a page on the web write {meant}"
            yield replace(found, reason=words, code="INP.url-syntax")
        else:
            yield replace(found, reason=f"{prefix}{found.reason}")
