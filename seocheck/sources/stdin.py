"""One page on standard input."""

from __future__ import annotations

import sys

from seocheck.model import Document, PageReport
from seocheck.sources import gzipped
from seocheck.sources.files import too_large, unpacked

NAME = "standard input"


def document(url: str | None, limit: int) -> Document | PageReport:
    """The page that arrives on standard input, gzipped or not, read up to `limit` bytes."""
    if sys.stdin is None or sys.stdin.closed:
        return PageReport(NAME, url, "failed", "standard input is closed", None)
    try:
        content = sys.stdin.buffer.read(limit + 1)
        if content.startswith(gzipped.MAGIC):
            return unpacked(NAME, url, content + sys.stdin.buffer.read(limit), limit)
    except OSError as error:
        return PageReport(NAME, url, "failed", f"it cannot be read: {error.strerror or error}", None)
    cut, code = too_large(limit) if len(content) > limit else (None, None)
    return Document(content[:limit], url=url, name=NAME, cut=cut, code=code)
