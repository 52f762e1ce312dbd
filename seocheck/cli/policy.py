"""Options and errors that several commands share: which rules file, which rules of it."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from seocheck.collector import paused

if TYPE_CHECKING:
    from seocheck.ruleset import Ruleset

_Command = TypeVar("_Command", bound=Callable[..., Any])


class PolicyError(click.ClickException):
    """A rules file that cannot be used: every complaint, one a line, as compilers print them."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print the complaints without a prefix: each line begins with its place."""
        click.echo(self.message, file=file, err=file is None)


def rules_option(function: _Command) -> _Command:
    """Add --rules to a command."""
    return click.option(
        "--rules",
        metavar="FILE",
        help="The rules file. Default: the nearest seocheck.yaml upwards, [tool.seocheck] in pyproject.toml, "
        "else the built-in rules.",
    )(function)


def selection_options(function: _Command) -> _Command:
    """Add --select and --ignore to a command."""
    select = click.option(
        "--select",
        multiple=True,
        metavar="RULE",
        help="Only these rules: an id, a group, a glob, or source:google. Repeatable.",
    )
    ignore = click.option(
        "--ignore", multiple=True, metavar="RULE", help="All but these rules, named the same way. Repeatable."
    )
    return select(ignore(function))


@paused()
def load(rules: str | None, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> Ruleset:
    """The ruleset the options ask for; a PolicyError, shown to the user, when there is something wrong with it."""
    from seocheck.ruleset import RulesetError, SelectionError, find_rules, load_ruleset

    try:
        ruleset = load_ruleset(find_rules(Path.cwd(), rules))
        chosen = ruleset.select(_listed(select), _listed(ignore)) if select or ignore else ruleset
    except (RulesetError, SelectionError) as error:
        raise PolicyError(str(error)) from None
    gc.freeze()  # all that was loaded stays: not to look at it for garbage takes 5 ms less a start
    return chosen


def _listed(values: tuple[str, ...]) -> list[str]:
    """`--select a,b --select c` is a, b and c."""
    return [part.strip() for value in values for part in value.split(",") if part.strip()]
