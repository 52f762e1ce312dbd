"""`seocheck runs`: the runs that are kept, what is in them, and going on with them."""

from __future__ import annotations

import os
import shlex
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seocheck.cli.kept import ENDING, RunError, folder

if TYPE_CHECKING:
    from seocheck.batch.rows import RunInfo
    from seocheck.batch.store import Store


@click.group("runs")
def command() -> None:
    """List, show and resume the runs that are kept.

    A run is named by what `list` shows, or by the FILE that was given to --run.
    """


@command.command("list")
def list_runs() -> None:
    """The runs kept in the user's cache, the latest first."""
    from seocheck.batch.store_faults import StoreError

    paths = sorted(folder().glob(f"*{ENDING}"), key=lambda path: path.stat().st_mtime, reverse=True)
    if not paths:
        click.echo(f"There are no runs in {folder()}.", err=True)
    width = max((len(path.stem) for path in paths), default=0)
    for path in paths:
        try:
            with closing(_open(path)) as store:
                info = store.last()
                told = f"{_state(store, info)}  {_words(info)}" if info else "empty"
        except StoreError as error:
            told = str(error).removeprefix(f"{path}: ")
        click.echo(f"{path.stem:<{width}}  {told}")


@command.command("show")
@click.argument("name", metavar="RUN")
def show(name: str) -> None:
    """How far a run is, by which rules it judges, and what kept pages from being read."""
    from seocheck.batch.past_runs import PastRuns
    from seocheck.model import SEVERITIES

    path = path_of(name)
    with closing(_opened(path)) as store:
        info = store.last()
        if info is None:
            raise RunError(f"{path}: the run has not begun.")
        counts = store.counts()
        rows = [
            ("Command", _words(info)),
            ("Folder", info.folder),
            ("Kept in", str(path)),
            ("Rules", f"{info.ruleset.rules} from {info.ruleset.source}, {info.ruleset.digest}"),
            ("State", _state(store, info)),
            ("Pages", ", ".join(f"{number:,} {status}" for status, number in store.statuses().items()) or "none yet"),
            ("Findings", ", ".join(f"{n:,} {name}" for name, n in zip(SEVERITIES, counts.findings, strict=True))),
        ]
        with closing(PastRuns(str(path))) as past:
            kept = past.runs()
        if len(kept) > 1:
            held = ", ".join(f"{name}#{run.number} ({run.state})" for run in kept)
            rows.append(("Runs", f"{held}; to compare: seocheck diff {shlex.quote(name)}"))
        for label, text in rows:
            click.echo(f"{label:<9} {text}")
        for code, number in store.codes().items():
            click.echo(f"{number:>9,} {code}")


@command.command("resume")
@click.argument("name", metavar="RUN")
@click.pass_context
def resume(ctx: click.Context, name: str) -> None:
    """Go on with a run: the same command, in the folder it was given in. A finished run is begun anew."""
    from seocheck.cli.check import command as check

    path = path_of(name)
    with closing(_opened(path)) as store:
        info = store.last()
    if info is None:
        raise RunError(f"{path}: the run has not begun; give its command again.")
    try:
        os.chdir(info.folder)
    except OSError as error:
        raise RunError(f"{info.folder}: the folder of this run cannot be entered: {error.strerror}") from None
    click.echo(f"In {info.folder}: {_words(info)}", err=True)
    check.main(
        list(info.command[1:]), prog_name=ctx.find_root().info_name, standalone_mode=False, parent=ctx.find_root()
    )


def path_of(name: str) -> Path:
    """The file of the run that `name` names, whether or not it is there."""
    given = Path(name)
    if given.is_file() or given.name != name:
        return given.absolute()
    return folder() / (name if name.endswith(ENDING) else f"{name}{ENDING}")


def _open(path: Path) -> Store:
    from seocheck.batch.store import Store

    return Store(str(path), alone=False)


def _opened(path: Path) -> Store:
    from seocheck.batch.store_faults import StoreError

    try:
        return _open(path)
    except StoreError as error:
        raise RunError(str(error)) from None


def _words(info: RunInfo) -> str:
    return shlex.join(("seocheck", *info.command))


def _state(store: Store, info: RunInfo) -> str:
    if info.ended:
        return f"finished {info.ended[:16].replace('T', ' ')}"
    counts = store.counts()
    return f"stopped at {counts.done:,} of {counts.known:,}{'' if info.listed else ' or more'}"
