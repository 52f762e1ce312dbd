"""What a fetch brings: a document to audit, or the report of why there is none; what a link target answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from seocheck.model import Document, Exchange, PageReport

Verdict = Literal["ok", "broken", "redirected", "unverified"]


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask it later whether its page has changed."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """The result of fetching one address: exactly one of document and report, or neither when it is unchanged.

    document: its `url` is the final address, its `name` the address as asked; `cut` and `code` say so when the body is
        not whole.
    report: nothing to audit: failed, refused or skipped, with the reason in words and as a code.
    unchanged: the server says the page is the one our validators belong to.
    validators: what to keep for the next time.
    """

    document: Document | None = None
    report: PageReport | None = None
    unchanged: bool = False
    validators: Validators = Validators()


@dataclass(frozen=True, slots=True)
class Probe:
    """What became of one link target.

    status: of the final answer, when there was one. code, reason: why the target is not plainly there.
    verdict: `redirected` when the way there is a permanent redirect; `unverified` when a person may well see the page
        but we do not (a bot wall, a login, robots.txt, a server too busy for us).
    """

    url: str
    status: int | None
    code: str | None
    reason: str | None
    exchange: Exchange | None
    verdict: Verdict
