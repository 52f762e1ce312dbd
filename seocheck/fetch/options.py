"""How pages are fetched: the limits, and what the person running seocheck allows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from seocheck import __version__
from seocheck.fetch.target import allowed_key

MIB = 1 << 20

CONTACT_URL = "https://seocheck.example/bot"
"""Where those who read their server's log can learn what we are; a newsroom sets its own with `user_agent`."""

USER_AGENT = f"seocheck/{__version__} (+{CONTACT_URL})"


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may cost us, and what we may cost a site. Times are in seconds.

    connect, tls, first_byte: until the connection stands; until it is encrypted; until the answer's head is there.
    deadline: the whole of one address: redirects and retries included, waiting for our turn at a host not.
    slow_after, slow_rate: a body that brings fewer bytes a second on average after so long is given up.
    wire_bytes, body_bytes: of a body, as it comes and unpacked. ratio: unpacked to packed, beyond the first MiB.
    retries, backoff: further attempts after a fault that may pass, and the wait before the first; it doubles.
    per_host, gap: requests at once at one host, and the time between two; gap_max: how far that may grow
        when the host asks for less.
    park_after, park_for, parks: a host is left alone after so many failures in a row, for so long; after so many times
        it is given up.
    retry_after_cap: how long a host may ask us to stay away and still be asked again.
    """

    connect: float = 5
    tls: float = 5
    first_byte: float = 10
    deadline: float = 30
    slow_after: float = 10
    slow_rate: int = 1024
    head_bytes: int = 64 * 1024
    head_fields: int = 200
    interim: int = 8
    url_length: int = 8192
    wire_bytes: int = 5 * MIB
    body_bytes: int = 15 * MIB
    ratio: int = 200
    layers: int = 2
    redirects: int = 10
    retries: int = 2
    backoff: float = 1
    per_host: int = 2
    gap: float = 0.5
    gap_max: float = 30
    park_after: int = 20
    park_for: float = 300
    parks: int = 3
    retry_after_cap: float = 600
    robots_bytes: int = 500 * 1024
    robots_redirects: int = 5


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """What the person running seocheck decides. Raises ValueError for what cannot be meant.

    allow_private: hosts that may be private, each named by itself, as `host` or `host:port`.
    user_agent: how we introduce ourselves; None: `USER_AGENT`.
    robots: whether robots.txt is obeyed.
    trusted: a file of certificates to trust besides those of the system.
    downgrade: whether a redirect may lead from https to http.
    """

    limits: FetchLimits = field(default_factory=FetchLimits)
    allow_private: frozenset[str] = frozenset()
    user_agent: str | None = None
    robots: bool = True
    trusted: str | None = None
    downgrade: bool = False

    def __post_init__(self) -> None:
        """Refuse hosts that are none, and a name for ourselves that cannot be sent as one header."""
        for host in self.allow_private:
            allowed_key(host)
        if self.user_agent is not None and not re.fullmatch(r"[!-~](?:[ -~]{0,500}[!-~])?", self.user_agent):
            raise ValueError("a user agent is one line of at most 500 ASCII characters, as in newsbot/1.0 (+https://…)")
