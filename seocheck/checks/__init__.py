"""The verbs: what a rule may expect of its subject. One verb is one file in this folder; its file name is its name.

A verb module holds
    a docstring       first line: the sentence README and `rules schema` show
    OPTIONS           JSON Schema (draft-07) of what may stand after the verb in YAML, once `SHORTHAND` is expanded
    SHORTHAND         the key a bare scalar or list stands for (`same_as: h1` is `same_as: {to: h1}`), or None
    FIELDS            the message fields it fills, beside those every verb has (see COMMON_FIELDS)
    ABSENCE           True when it objects to something missing, here or on the other side of a comparison: not run on
                      a page that was not read whole
    prepare(options)  -> whatever `check` needs, compiled once when the ruleset loads; raises OptionError
    looks_at(options) -> names of the other subjects it compares with, for the loader to check
    check(view, prepared, look) -> list of Problems ([] = passed), or None when there is nothing to judge

`look(name)` gives another subject's View. A verb knows no page, no severity and no wording.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any, Protocol, cast

from seocheck.model import Problem, View

Look = Callable[[str], View]

COMMON_FIELDS = ("value", "count", "subject")
"""Message fields of every rule: the value seen, how many places, the subject's name."""


class OptionError(ValueError):
    """An option value that the schema cannot refuse but the verb must (a pattern that does not compile).

    path: keys and indexes below the verb, to the value at fault.
    """

    def __init__(self, path: Sequence[str | int], message: str) -> None:
        super().__init__(message)
        self.path = tuple(path)


class Verb(Protocol):
    """The shape of a verb module."""

    __doc__: str | None
    OPTIONS: Mapping[str, Any]
    SHORTHAND: str | None
    FIELDS: tuple[str, ...]
    ABSENCE: bool

    def prepare(self, options: Mapping[str, Any]) -> Any:
        """What `check` needs, compiled once."""
        ...

    def looks_at(self, options: Mapping[str, Any]) -> tuple[str, ...]:
        """The other subjects it compares with."""
        ...

    def check(self, view: View, prepared: Any, look: Look) -> list[Problem] | None:
        """What is wrong; None when there is nothing to judge."""
        ...


@cache
def verb_names() -> tuple[str, ...]:
    """Names of all verbs, sorted."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


@cache
def verb(name: str) -> Verb:
    """The verb of that name; it must be one of `verb_names()`."""
    return cast("Verb", import_module(f"{__name__}.{name}"))
