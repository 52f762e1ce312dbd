"""Globs over addresses, file paths and rule ids: `*` stays within one step of a path, `**` crosses slashes.

Nothing else is special (a `?` in an address is a question mark). They run on RE2, so in linear time.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, cast

_TOKEN = re.compile(r"^\*\*+/|(?<=/)\*\*+/|\*\*+|\*|[^*]+")


def translate(glob: str) -> str:
    """The RE2 pattern that matches the same whole texts as `glob`."""
    pattern = "".join(_piece(token) for token in _TOKEN.findall(glob))
    return f"(?s){pattern}"


def matches(glob: str, text: str) -> bool:
    """Whether the whole of `text` is what `glob` says."""
    # A lone surrogate is no text to RE2.
    return _compiled(glob).fullmatch(text.encode("utf-8", "replace").decode()) is not None


def _piece(token: str) -> str:
    if token.startswith("**"):
        return "(?:.*/)?" if token.endswith("/") else ".*"
    return "[^/]*" if token == "*" else re.escape(token)


@lru_cache(maxsize=2048)
def _compiled(glob: str) -> Any:
    return compile_re2(translate(glob))


@lru_cache(maxsize=2048)
def compile_re2(pattern: str) -> Any:
    """A compiled RE2 pattern; RE2's own error is raised without the line it would write to stderr."""
    import re2

    options = re2.Options()
    options.log_errors = False
    return cast("Any", re2.compile(pattern, options))
