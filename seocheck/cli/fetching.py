"""The options of commands that go to the network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import click

from seocheck.cli.limits import fetch_limits, limit_option

if TYPE_CHECKING:
    from seocheck.fetch import FetchOptions

_Command = TypeVar("_Command", bound=Callable[..., Any])

_MIB = 1 << 20


class Fetching(TypedDict):
    """What the options said; None where an option was not given."""

    allow_private: tuple[str, ...]
    robots: bool
    user_agent: str | None
    timeout: float | None
    delay: float | None
    per_host: int | None
    max_size: float | None
    limits: tuple[str, ...]


_OPTIONS = (
    click.option(
        "--allow-private",
        multiple=True,
        metavar="HOST",
        help="A host in a private network that may be asked, such as a staging server: host or host:port. Repeatable.",
    ),
    click.option("--robots/--no-robots", default=True, help="Whether to obey robots.txt.  [default: obey]"),
    click.option("--user-agent", metavar="TEXT", help="How to introduce ourselves to servers."),
    click.option(
        "--timeout",
        type=click.FloatRange(0.1),
        metavar="SECONDS",
        help="For one address with all its redirects.  [default: 30]",
    ),
    click.option(
        "--delay", type=click.FloatRange(0), metavar="SECONDS", help="Between two requests to a host.  [default: 0.5]"
    ),
    click.option("--per-host", type=click.IntRange(1), metavar="N", help="Requests at once to a host.  [default: 2]"),
    click.option("--max-size", type=click.FloatRange(0.01), metavar="MIB", help="Of a page, unpacked.  [default: 15]"),
)

NAMES = frozenset(Fetching.__annotations__)
"""The parameters these options fill."""


def fetch_options(function: _Command) -> _Command:
    """Add the options to a command."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return limit_option(function)


def chosen(given: Fetching) -> FetchOptions:
    """How to fetch, as the options say; the defaults are those of FetchLimits."""
    from seocheck.fetch import FetchOptions

    named: dict[str, Any] = {"deadline": given["timeout"], "gap": given["delay"], "per_host": given["per_host"]}
    limits = replace(
        fetch_limits(given["limits"]), **{name: value for name, value in named.items() if value is not None}
    )
    if given["max_size"] is not None:
        most = int(given["max_size"] * _MIB)
        limits = replace(limits, body_bytes=most, wire_bytes=max(most, limits.wire_bytes))
    try:
        return FetchOptions(
            limits=limits,
            allow_private=frozenset(given["allow_private"]),
            user_agent=given["user_agent"],
            robots=given["robots"],
        )
    except ValueError as error:
        raise click.UsageError(f"{error}.") from None
