"""Comments by which a page says what should not be reported of it: `<!-- seocheck-disable RULE, RULE: reason -->`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from turbohtml import Comment

if TYPE_CHECKING:
    from seocheck.page.page import Page

WORD = "seocheck-disable"

_FORM = re.compile(rf"\s*{WORD}(?![\w-])([^:]*)(?::(.*))?", re.DOTALL)
_MOST = 50  # comments read


class Disabled(NamedTuple):
    """One such comment: the rules it names, its reason ("" when it gives none) and where it stands."""

    rules: tuple[str, ...]
    reason: str
    line: int
    column: int


def disabled(page: Page) -> list[Disabled]:
    """The comments of a page that disable rules, in page order; what only looks like one (in a script) is none."""
    found = []
    end = 0  # comments come in page order, and the parser does not say where they stand
    for node in page.tree.xpath_iter("//comment()"):
        form = _FORM.fullmatch(node.data) if isinstance(node, Comment) else None
        if form is None:
            continue
        start = max(page.text.find(f"<!--{form[0]}", end), end)
        end = start + 1
        line, column = page.source.line_column(start)
        rules = tuple(name for name in re.split(r"[,\s]+", form[1]) if name)
        found.append(Disabled(rules, " ".join((form[2] or "").split()), line, column))
    return found[:_MOST]
