r"""Page text made safe to stand in a terminal or a log line: what cannot be seen is shown as `\x1b` or `\u202e`.

Pages are untrusted. Control characters steer terminals, bidirectional controls make a line read as another, lone
surrogates break encoders, and CI logs take `::error::` or `##[group]` as commands.
"""

from __future__ import annotations

import re

ELLIPSIS = "…"

_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional marks, embeddings, overrides, isolates
    "\u2028\u2029"  # line and paragraph separator
    "\ud800-\udfff\ufffe\uffff]"  # lone surrogates, and what XML cannot hold
)
# What CI logs obey: `::error::` where a line may start, `##[group]` and `##vso[` anywhere.
_COMMAND = re.compile(r"(?:^|(?<=\s)):(?=:[A-Za-z])|#(?=#\w*\[)")
_BROKEN_ESCAPE = re.compile(r"\\(?:x[0-9a-f]?|u[0-9a-f]{0,3})?\Z")


def clean(text: str, limit: int = 0) -> str:
    """`text` on one line, nothing in it unseen or obeyed, cut to `limit` characters (0: not cut).

    Cleaning twice changes nothing more.
    """
    line = text if text.isprintable() and "  " not in text else _UNSEEN.sub(_visible, _SPACES.sub(" ", text))
    line = line.strip(" ")
    if "::" in line or "##" in line:
        line = _COMMAND.sub(_visible, line)
    if 0 < limit < len(line):
        line = _BROKEN_ESCAPE.sub("", line[: limit - 1]).rstrip(" ") + ELLIPSIS
    return line


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if match[0] <= "\xff" else f"\\u{code:04x}"
