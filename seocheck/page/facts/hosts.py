"""Host names: which site they belong to, and which nobody outside a newsroom can reach."""

from __future__ import annotations

import ipaddress
import re

import re2

# What stands before a country's code in names anybody may register: example.co.uk.
_SECOND_LEVEL = frozenset(
    (
        "ac",
        "co",
        "com",
        "edu",
        "gen",
        "go",
        "gob",
        "gov",
        "govt",
        "gub",
        "ltd",
        "me",
        "mil",
        "ne",
        "net",
        "nom",
        "or",
        "org",
    )
)
_PRIVATE_ENDS = (".local", ".localhost", ".localdomain", ".internal", ".intranet", ".lan", ".home.arpa", ".test")
_NUMERIC = re.compile(r"^(?:\[.*\]|[0-9.]+|0x[0-9a-f.x]+)$")
# In labels of hosts where pages are tried out: dev.example.com, www-staging.example.com, preprod2.example.com.
_TRIALS = "(?:dev|devel|stage|staging|stg|test|testing|preprod|pre-prod|preview|uat|qa)"
_SUSPECT = re2.compile(
    r"(?im)^\s*file:|^\s*(?:https?:)?//(?:\[|[0-9]+[.x][0-9]|[^/?#\n]*(?:@|localhost|\.local|\.internal|\.intranet|\.lan\b|\.home\.arpa)|"
    rf"(?:[^/?#\n]*[.-])?{_TRIALS}[0-9]{{0,2}}[.-]|[^/?#\n]*\.test\b)"
)
_HOST = re.compile(r"\s*(?:https?:)?//(?:[^/?#@]*@)?(\[[^\]/]*\]|[^/?#:\\\s]+)[^/?#]*([^?#]*)", re.IGNORECASE)
_TRIAL = re.compile(rf"(?:^|-){_TRIALS}\d{{0,2}}(?:-|$)")


def host_and_path(href: str) -> tuple[str | None, str]:
    """The host an address as written leads to, None for the page's own, and its path; quicker than parsing it."""
    match = _HOST.match(href)
    return (match[1].lower(), match[2]) if match else (None, re.split("[?#]", href.strip(), maxsplit=1)[0])


def may_hold_private(addresses: str) -> bool:
    """Whether one of the addresses, a line each, may have a host that is one of those below."""
    return _SUSPECT.search(addresses) is not None


def site_of(host: str) -> str:
    """The domain a site is registered under, by a simple rule: `example.com`, `example.co.uk`."""
    labels = host.lower().rstrip(".").split(".")
    size = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-size:])


def why_private(host: str) -> str | None:
    """Why nobody on the internet can reach `host`, in words, or None when they may."""
    if host in ("localhost", "[::1]") or host.endswith(".localhost"):
        return "it leads to the reader's own computer"
    if host.endswith(_PRIVATE_ENDS):
        return "its host exists only inside a private network"
    if not _NUMERIC.match(host):
        return None
    try:
        number = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None
    if number.is_loopback or number.is_unspecified:
        return "it leads to the reader's own computer"
    return "its host is an address of a private network" if number.is_private else None


def is_trial_host(host: str, site: str) -> bool:
    """Whether `host` is one where `site` tries its pages out."""
    if not host.endswith(f".{site}"):
        return False
    return any(_TRIAL.search(label) for label in host.removesuffix(f".{site}").split("."))
