"""The input of commands that take one page."""

from __future__ import annotations

import sys
from itertools import islice

import click

from seocheck.model import Document, PageReport


def one_document(source: str, url: str | None) -> Document:
    """The one page of an input; a usage error when it holds several, exit 3 with the reason when it holds none."""
    from seocheck.sources import documents

    found = list(islice(documents([source], url), 2))
    if len(found) > 1:
        raise click.UsageError(f"“{source}” holds several pages; give one of them.")
    if isinstance(found[0], PageReport):
        click.echo(f"{source}: {found[0].reason}", err=True)
        sys.exit(3)
    return found[0]
