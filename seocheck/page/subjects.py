"""Subjects: the nouns of the rule language. A name, what it means, and how a page answers it.

Three kinds:
    built in        `title`, `h1`, `links.text` …: functions registered with `@subject` in the modules of `facts`
    families        `og:title`, `twitter:card`, `article:section`, `meta:author`: any meta element by its name
    structured data `article.author[].name`, `BreadcrumbList.itemListElement[]`: a schema.org type (subtypes count)
                    or `article`, the page's main article, and a dotted path of properties
A rules file adds its own with a CSS selector (`CssSubject`).
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from seocheck.model import View
    from seocheck.page.page import Page

Resolver = Callable[["Page"], "View"]


class SubjectInfo(NamedTuple):
    """What a rule author needs to know of a subject: its meaning and the message fields its facts carry."""

    name: str
    description: str
    fields: tuple[str, ...] = ()


class CssSubject(NamedTuple):
    """A subject of a rules file's own: elements by CSS selector, looked at through an attribute or their text.

    attribute: an attribute's name, or `text` for the visible text.
    """

    css: str
    attribute: str = "text"

    @property
    def name(self) -> str:
        """How findings and error messages call it."""
        return f"css {self.css}"


_BUILT_IN: dict[str, tuple[SubjectInfo, Resolver]] = {}
_FAMILY = re.compile(r"^(og|twitter|article|meta|fb):[A-Za-z][\w:.\-]*\Z")
_PATH = re.compile(r"^(?:article|[A-Z][A-Za-z0-9]*)(?:\.[A-Za-z@][\w\-]*(?:\[\])?)*\Z")


def subject(name: str, description: str, fields: tuple[str, ...] = ()) -> Callable[[Resolver], Resolver]:
    """Register a function of a page as the built-in subject `name`."""

    def register(resolver: Resolver) -> Resolver:
        _BUILT_IN[name] = (SubjectInfo(name, description, fields), resolver)
        return resolver

    return register


def built_in() -> tuple[SubjectInfo, ...]:
    """Every built-in subject, sorted by name."""
    _load()
    return tuple(info for _, (info, _) in sorted(_BUILT_IN.items()))


def describe(name: str) -> SubjectInfo | None:
    """What `name` means, or None when it is no subject."""
    _load()
    if name in _BUILT_IN:
        return _BUILT_IN[name][0]
    if _FAMILY.match(name):
        return SubjectInfo(name, f"the content of every meta element named {name.removeprefix('meta:')}")
    if _PATH.match(name):
        return SubjectInfo(name, "a structured-data node or value", ("type", "syntax"))
    return None


def resolve(page: Page, name: str) -> View:
    """What subject `name` shows on a page. The name must be one `describe` knows."""
    return _resolver(name)(page)


@lru_cache(maxsize=1024)  # the rules name some hundred, and every page is asked for all of them
def _resolver(name: str) -> Resolver:
    meta, path_view = _load()
    if name in _BUILT_IN:
        return _BUILT_IN[name][1]
    if _FAMILY.match(name):
        family = name.removeprefix("meta:").lower()
        return lambda page: meta(page, family)
    return lambda page: path_view(page, name)


@cache
def _load() -> tuple[Callable[[Page, str], View], Callable[[Page, str], View]]:
    """Import the modules of `facts`, which register their subjects; they in turn need the decorator of this one.

    Gives what answers for the families of meta elements, and for structured data.
    """
    from seocheck.page import facts

    for module in pkgutil.iter_modules(facts.__path__):
        import_module(f"{facts.__name__}.{module.name}")
    from seocheck.page.facts.head import meta
    from seocheck.page.facts.paths import path_view

    return meta, path_view
