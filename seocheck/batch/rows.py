"""What the store takes in and gives out."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from seocheck.model import PageReport, RulesetInfo

Kind = Literal["page", "file", "sitemap", "link", "part"]

FILES = "files"
"""What files have for a host; those of addresses hold a colon."""
DEEPEST = 4
"""How far down a sitemap may be listed: an index of sitemaps in an index in an index, as search engines read them."""

_NUMBER = struct.Struct(">I")


def place(number: int, below: bytes = b"") -> bytes:
    """Where the thing stands that is listed as `number` (from 0) below another. Places sort as bytes: as listed."""
    return below + _NUMBER.pack(number)


def depth(place: bytes) -> int:
    """1 for an input, 2 for what an input lists."""
    return len(place) // _NUMBER.size


@dataclass(frozen=True, slots=True)
class RunInfo:
    """One use of a command.

    key: equal for uses that must give the same report. command, folder: as it was typed, and where.
    tool, ruleset: the version of seocheck and the policy. listed: all inputs are in the store.
    """

    key: str
    command: tuple[str, ...]
    folder: str
    tool: str
    ruleset: RulesetInfo
    started: str
    listed: bool = False
    ended: str | None = None


class Listed(NamedTuple):
    """One input at its place: what must be read for it, or the report that says why there is nothing.

    key: equal for what must be read only once. host: whom to ask.
    """

    place: bytes
    name: str
    origin: str | None = None
    kind: Kind = "page"
    host: str = FILES
    address: str = ""
    url: str | None = None
    given: bool = False
    key: bytes = b""
    report: PageReport | None = None


class Target(NamedTuple):
    """Something that waits to be read. etag, modified: of its last report, if that may be used again.

    given: named on the command line; a sitemap may hide behind its address.
    """

    id: int
    kind: Kind
    host: str
    address: str
    url: str | None
    given: bool
    etag: str | None
    modified: str | None


class Linking(NamedTuple):
    """A page whose links are asked later: all that is known of it, and the addresses and parts they lead to."""

    header: str
    body: bytes
    leads: tuple[tuple[str, str], ...]


class Ended(NamedTuple):
    """What became of a target. lists: what stands in it, if it was a sitemap; places are below its own.

    linking: the page itself, when its links are to be asked.
    """

    id: int
    report: PageReport
    etag: str | None = None
    modified: str | None = None
    lists: tuple[Listed, ...] = ()
    linking: Linking | None = None


class Counts(NamedTuple):
    """How far a run is: what is known and done, and the findings so far by severity."""

    known: int
    done: int
    findings: tuple[int, int, int]
