"""One thing to audit or to expand: what an input, a line of a list or an entry of a sitemap stands for."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """One thing to audit, or to expand.

    name: as the user gave it; shown in reports.
    path: the file it is in; `-` is the page on standard input. None when it must be fetched.
    url: its absolute http(s) address in normal form; beside a path, the address the file is published at.
    origin: where it was listed (`urls.txt:12`, `sitemap.xml:340`), if it was.
    given: named on the command line, not found in a list: a sitemap may hide behind it.
    """

    name: str
    path: str | None = None
    url: str | None = None
    origin: str | None = None
    given: bool = False
