"""Where documents come from: one kind of source a file. A source yields documents, or a report of why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seocheck.model import Document, PageReport
from seocheck.sources import files, stdin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["STDIN", "documents"]

STDIN = "-"
MAX_BYTES = 15 * 1024 * 1024
"""How much of a page is read; Google fetches no more than 15 MB either."""


def documents(inputs: Iterable[str], url: str | None = None, limit: int = MAX_BYTES) -> Iterator[Document | PageReport]:
    """The documents behind command-line inputs, in the order given: files, folders, globs, `-` for standard input.

    url: the address the page is published at. limit: bytes read of each page. What cannot be read comes as the
    PageReport that says so; a file met twice is skipped the second time.
    """
    seen: set[str] = set()
    for text in inputs:
        if text == STDIN and STDIN in seen:
            yield PageReport(stdin.NAME, url, "skipped", "given twice: it was read before", None)
        elif text == STDIN:
            seen.add(STDIN)
            yield stdin.document(url, limit)
        elif text.lower().startswith(("http://", "https://")):
            yield PageReport(
                text, text, "refused", "seocheck does not fetch pages: save the page and give its file with --url", None
            )
        else:
            yield from files.documents(text, url, limit, seen)
