"""Spares a process from judging the shape of the built-in policy again: a stamp says it was judged when it was written.

`schemas/rules.stamp` holds the digest of the policy and of the schema it was judged by. Judging takes 0.2 s, half of
what auditing one page would take; a policy or schema that was changed by hand no longer fits its stamp and is judged.
"""

from __future__ import annotations

import hashlib

from seocheck import resources


def write_stamp() -> None:
    """Vouch for the built-in policy as it is now; for who has just judged it."""
    (resources.schemas_dir() / "rules.stamp").write_text(_digest() + "\n", encoding="ascii")


def is_vouched_for() -> bool:
    """Whether the built-in policy is the one that was judged, by the schema it was judged by."""
    try:
        return (resources.schemas_dir() / "rules.stamp").read_text(encoding="ascii").strip() == _digest()
    except (OSError, ValueError):  # no stamp, or none of ours
        return False


def _digest() -> str:
    digest = hashlib.sha256(resources.rules_file().read_bytes() + b"\0")
    digest.update((resources.schemas_dir() / "rules.schema.json").read_bytes())
    return digest.hexdigest()
