"""`seocheck serve`: the editors' page, in the browser, from this machine alone."""

from __future__ import annotations

import errno
import secrets
import socket
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from seocheck.cli.fetching import Fetching, chosen, fetch_options
from seocheck.cli.limits import work_limits
from seocheck.cli.policy import load, rules_option

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from seocheck.web.archive import Archive

PORT = 8737
_TRIES = 50
_MISSING = "seocheck serve needs three more packages: pip install 'seocheck[web]'"


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), help=f"Default: {PORT}, or the next that is free.")
@click.option(
    "--host",
    default="127.0.0.1",
    metavar="ADDRESS",
    help="Listen on this address, so that other machines can ask too; the address printed then holds a key. "
    "Default: this machine alone.",
)
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
@click.option("--store", metavar="FILE", help="Where the audits are kept. Default: the user's data folder.")
@rules_option
@fetch_options
def command(
    port: int | None, host: str, show: bool, store: str | None, rules: str | None, **fetching: Unpack[Fetching]
) -> None:
    """Show the editors' page: check an article by its address, from a file or pasted.

    Ctrl-C ends it. The audits are kept on this machine.
    """
    try:
        import python_multipart  # noqa: F401  only to see that it is there; forms need it
        import uvicorn  # noqa: F401  … and this

        from seocheck.web.app import application
        from seocheck.web.desk import AT_ONCE
        from seocheck.web.guard import Door
    except ModuleNotFoundError as error:
        if error.name and error.name.partition(".")[0] in {"uvicorn", "starlette", "python_multipart", "multipart"}:
            raise click.ClickException(f"{_MISSING}.") from None
        raise
    from seocheck.batch.crew import Crew

    ruleset = load(rules)
    options = chosen(fetching)
    with ExitStack() as stack:
        archive = stack.enter_context(closing(_archive(store)))
        listening = stack.enter_context(_listening(host, port))
        limits = work_limits(fetching["limits"])
        crew = stack.enter_context(Crew(ruleset, AT_ONCE, limits, previews=True))  # while there is one thread
        bound = listening.getsockname()[1]
        door = Door(bound, host, None if _is_loopback(host) else secrets.token_urlsafe(24))
        app = application(crew, ruleset, archive, options, door)
        click.echo(f"seocheck is at {door.address}  (Ctrl-C ends it)")
        if door.key is not None:
            click.echo("Whoever has this address can use it; what is sent is not encrypted.", err=True)
        if show:
            _open(door.address)
        _run(app, listening)


def _archive(store: str | None) -> Archive:
    from seocheck.web.archive import Archive, ArchiveError, default_path

    if store is not None and not Path(store).absolute().parent.is_dir():
        raise click.UsageError(f"--store {store}: there is no folder of this name.")
    try:
        return Archive(store or str(default_path()))
    except ArchiveError as error:
        raise click.ClickException(str(error)) from None


def _is_loopback(host: str) -> bool:
    return host in {"127.0.0.1", "::1", "localhost"}


def _listening(host: str, port: int | None) -> socket.socket:
    """A socket that listens; on the next free port when none was asked for."""
    for number in [port] if port else range(PORT, PORT + _TRIES):
        try:
            return _bound(host, number)
        except OSError as error:
            if port is None and error.errno == errno.EADDRINUSE:
                continue
            words = error.strerror or str(error)
            raise click.UsageError(f"{host}, port {number}: {words}. Choose another --port or --host.") from None
    raise click.UsageError(f"No port from {PORT} to {PORT + _TRIES - 1} is free. Choose another --port.")


def _bound(host: str, port: int) -> socket.socket:
    family, kind, number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listening = socket.socket(family, kind, number)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except BaseException:
        listening.close()
        raise
    return listening


def _run(app: ASGIApp, listening: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        app,
        log_config=None,  # addresses may hold secrets, and nobody reads a log here …
        log_level="critical",  # … or a trace: what goes wrong is said by the guard
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        limit_concurrency=200,
        timeout_graceful_shutdown=2,
    )
    uvicorn.Server(config).run(sockets=[listening])


def _open(address: str) -> None:
    """Open the browser, in a thread: some browsers do not return until they are closed."""
    import webbrowser
    from threading import Thread

    Thread(target=webbrowser.open, args=(address,), daemon=True).start()
