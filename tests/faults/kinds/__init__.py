"""The kinds of faults, by group of rules; importing this fills the table in `fault.py`."""

from __future__ import annotations

from . import (
    article,
    author,
    breadcrumbs,
    dates,
    editors,
    elements,
    facts,
    headings,
    headlines,
    json_ld,
    links,
    newsroom,
    page,
    social,
    templates,
    terms,
)

__all__ = [
    "article",
    "author",
    "breadcrumbs",
    "dates",
    "editors",
    "elements",
    "facts",
    "headings",
    "headlines",
    "json_ld",
    "links",
    "newsroom",
    "page",
    "social",
    "templates",
    "terms",
]
