"""`seocheck fix`: the structured data of a page, put right from what the page itself shows."""

from __future__ import annotations

import difflib
import json
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from seocheck.cli.policy import load, rules_option
from seocheck.cli.single import one_document
from seocheck.cli.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.mend import Change, Mended
    from seocheck.model import Document

_WIDE = 90  # characters of a value shown


@click.command("fix")
@click.argument("source", metavar="PAGE")
@click.option("--url", help="The address the page is published at.")
@rules_option
@click.option("--write", is_flag=True, help="Put the mended blocks into the file; the rest stays byte for byte.")
@click.option("--output", metavar="FILE", help="Write the mended page to another file.")
@click.option("--diff", is_flag=True, help="Show what would change in the page's HTML, as a diff.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(  # noqa: PLR0913, PLR0917  one argument an option
    source: str, url: str | None, rules: str | None, write: bool, output: str | None, diff: bool, form: str
) -> None:
    """Mend the JSON-LD of a page: its main article and its breadcrumb trail.

    PAGE is a file, or - for standard input. Prints the mended blocks, what was changed, and where on the page each
    new value stands. Nothing is invented: what the page does not show is named, for you to fill in.

    Exit codes: 0 no error is left in the article or the trail; 1 some are left; 2 usage or policy; 3 the page could
    not be read whole, or cannot be mended safely.
    """
    target = _target(source, write=write, output=output)
    ruleset = load(rules)
    document = replace(one_document(source, url), now=datetime.now(UTC))
    mended = _mended(document, ruleset, source)
    if target is not None and (output or mended.content != document.content):
        write_whole(target, mended.content, like=Path(source))
    if form == "json":
        from seocheck.mend.record import changes
        from seocheck.report.jsonl import dumps

        result = {
            "input": source,
            "blocks": list(mended.blocks),
            "changes": changes(mended),
            "missing": [{"node": item.node, "path": item.path, "why": item.why} for item in mended.missing],
            "left": [{"rule": item.rule, "line": item.line, "message": item.message} for item in mended.left],
        }
        click.echo((dumps(result, indent=2) + "\n").encode(), nl=False)
    elif diff:
        click.echo(_diff(source, document.content, mended.content).encode("utf-8", "replace"), nl=False)
    else:
        click.echo("\n".join(_text(source, mended, target)))
    sys.exit(1 if mended.left else 0)


def _target(source: str, *, write: bool, output: str | None) -> str | None:
    if write and output:
        raise click.UsageError("--write changes the page itself, --output writes another file: give one of them.")
    if write and (source == "-" or source.lower().endswith(".gz")):
        what = "standard input" if source == "-" else "a packed file"
        raise click.UsageError(f"--write: {what} cannot be written back; use --output FILE.")
    return os.path.realpath(source) if write else output


def _mended(document: Document, ruleset: Any, source: str) -> Mended:
    from seocheck.batch.crew import Crew, TaskFailed

    try:
        with Crew(ruleset) as crew:
            return crew.mend(document)
    except TaskFailed as error:
        click.echo(f"{source}: {error}", err=True)
        sys.exit(3)


def _diff(source: str, before: bytes, after: bytes) -> str:
    old, new = (side.decode("utf-8", "replace").splitlines(keepends=True) for side in (before, after))
    lines = difflib.unified_diff(old, new, source, f"{source} (mended)")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _text(source: str, mended: Mended, target: str | None) -> Iterator[str]:
    from seocheck.report.clean import clean
    from seocheck.report.jsonl import dumps

    if not mended.changes and not mended.missing:
        yield f"{source}: nothing to mend."
    for number, block in enumerate(mended.blocks, 1):
        yield f"Block {number} of {len(mended.blocks)}:"
        yield ""
        yield from dumps(json.loads(block), indent=2).replace("<", "\\u003c").splitlines()
        yield ""
    if mended.changes:
        yield "Changed:"
        for change in mended.changes:
            first, *more = map(clean, _change(change))
            yield from (f"  {first}", *(f"      {line}" for line in more))
        yield ""
    if mended.missing:
        yield "Still to be filled in by you:"
        yield from ("  " + clean(f"{item.node}, {item.path or 'as a whole'}: {item.why}") for item in mended.missing)
        yield ""
    for item in mended.left:
        yield clean(f"Left: {item.rule}, line {item.line} of the mended page: {item.message}")
    before, after = mended.errors, len(mended.left)
    yield f"Errors in the article and the trail: {before} before, {after} now."
    if target is not None and mended.changes:
        yield f"Written to {target}."


def _change(change: Change) -> Iterator[str]:
    yield f"{change.node}{', ' + change.path if change.path else ''}: {change.why}"
    if change.path:
        yield f"{_shown(change.before)} → {_shown(change.after)}"
    if change.shown is not None:
        place = change.shown.place
        words = change.shown.words if len(change.shown.words) <= _WIDE else f"{change.shown.words[:_WIDE]}…"
        yield f"from {change.shown.what}, line {place.line}: “{words}”"


def _shown(value: Any) -> str:
    from seocheck.mend import ABSENT

    text = "nothing" if value is ABSENT else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _WIDE else f"{text[:_WIDE]}…"
