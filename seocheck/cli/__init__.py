"""The command line. Each command is a file of this folder, imported when it is called."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from seocheck import __version__
from seocheck.collector import paused

_COMMANDS = {
    "check": ("seocheck.cli.check", "Audit pages and report what is wrong with them."),
    "baseline": ("seocheck.cli.baseline", "Keep known findings, so that only new ones are reported."),
    "diff": ("seocheck.cli.diff", "Compare two reports: what is new, fixed, still there."),
    "facts": ("seocheck.cli.facts", "Show what rules can look at on a page, with places."),
    "fix": ("seocheck.cli.fix", "Mend the structured data of a page from what the page shows."),
    "serve": ("seocheck.cli.serve", "Show the editors' page in the browser."),
    "runs": ("seocheck.cli.runs", "List, show and resume the runs that are kept."),
    "rules": ("seocheck.cli.rules", "List, explain, show and test rules."),
    "init": ("seocheck.cli.init", "Write a commented seocheck.yaml to start from."),
}


class _ReaderGone(Exception):  # noqa: N818  it is no error
    """Nobody reads our standard output any more (`| head`)."""


class _LateGroup(click.Group):
    """A group that imports a command's module only when the command is used or explained."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # click would end with 1, which means findings
            raise _ReaderGone from None

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return list(_COMMANDS)

    @paused()  # modules stay: to look for garbage among them took 13 million instructions of a start
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  … this too
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(_COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  … and this
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in _COMMANDS.items()])


@click.group(cls=_LateGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="seocheck", message="%(prog)s %(version)s")
def _group() -> None:
    """Audit the article pages of news publishers: structured data, headlines, headings, links, newsroom hygiene.

    Exit codes of `check`: 0 all read and nothing at or above --fail-on; 1 findings; 2 usage, policy or internal
    error; 3 some input could not be read whole; 4 stopped early, to be resumed; 130 and 143 stopped by a signal.
    """


def _terminated(number: int, frame: object) -> None:
    del frame
    sys.exit(128 + number)  # an exception, so that half-written reports are cleared away


def main(args: list[str] | None = None, **extra: Any) -> None:
    """Run the command line and leave the process with its exit code; no traceback ever reaches the user."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without “ or é is no reason to fail
    with suppress(ValueError):  # not the main thread
        signal.signal(signal.SIGTERM, _terminated)
    try:
        code = _group.main(args, standalone_mode=False, **{"prog_name": "seocheck", **extra})
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        error.show()
        code = max(error.exit_code, 2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        code = 130
    except _ReaderGone:  # nothing to say, and nowhere to say it
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 141
    except OSError as error:
        click.echo(f"Error: {error.strerror or error}{f': {error.filename}' if error.filename else ''}", err=True)
        code = 2
    except Exception as error:
        if os.environ.get("SEOCHECK_DEBUG"):
            raise
        click.echo(
            f"Error: seocheck itself failed ({type(error).__name__}: {error}). "
            "This is a fault of seocheck; set SEOCHECK_DEBUG=1 to see where, and please report it.",
            err=True,
        )
        code = 2
    sys.exit(code if isinstance(code, int) else 0)
