"""Where a page is, as machines want it said: a path that starts at the root, or an address; and both as a URI."""

from __future__ import annotations

import os
import re
from urllib.parse import quote

_WEB = re.compile(r"https?://", re.IGNORECASE)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_AUTHORITY = re.compile(r"https?://(?:\[[0-9A-Fa-f:.]*\])?", re.IGNORECASE)


def is_address(name: str) -> bool:
    """Whether a page's name is an address, not a path."""
    return _WEB.match(name) is not None


def path_of(name: str, root: str) -> str:
    """A page's name with slashes and without `./`; relative to `root` when it lies below, else absolute.

    An address stays as it is. Without a root, so does the start of a path.
    """
    if is_address(name):
        return name
    path = os.path.normpath(os.path.join(root, name))  # noqa: PTH118
    if root:
        below = os.path.join(os.path.normpath(root), "")  # noqa: PTH118
        path = path.removeprefix(below)
    return path.replace(os.sep, "/")


def uri_of(name: str, root: str) -> str:
    """A page's name as a URI reference: nothing in it is taken for a scheme, a query or a way out of the root."""
    if is_address(name):
        return address_uri(name)
    path = path_of(name, root)
    encoded = quote(path, errors="replace")
    return f"file://{encoded}" if path.startswith("/") else encoded


def address_uri(address: str) -> str:
    """A web address with everything percent-encoded that a URI may not hold; `""` for what is no web address."""
    start = _AUTHORITY.match(address)
    if start is None:
        return ""
    rest = _STRAY_PERCENT.sub("%25", address[start.end() :])
    before, sign, fragment = rest.partition("#")
    return (
        start[0]
        + quote(before, safe="/%:?@!$&'()*+,;=~", errors="replace")
        + sign
        + quote(fragment, safe="/%:?@!$&'()*+,;=~", errors="replace")
    )
