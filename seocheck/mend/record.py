"""What mending gave, as JSON: for programs, and on the line between the process that mends and the one that asked."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict
from typing import Any

from seocheck.mend.nouns import ABSENT, Change, Left, Mended, Missing, Shown
from seocheck.model import Place


def changes(mended: Mended) -> list[dict[str, Any]]:
    """The changes as plain data; `before` or `after` is left out where nothing was, or is, there."""
    return [
        {"node": change.node, "path": change.path}
        | {name: value for name, value in (("before", change.before), ("after", change.after)) if value is not ABSENT}
        | {"why": change.why, "shown": change.shown and _shown(change.shown)}
        for change in mended.changes
    ]


def dump(mended: Mended) -> bytes:
    """All of it."""
    record = {
        "content": base64.b64encode(mended.content).decode("ascii"),
        "blocks": list(mended.blocks),
        "changes": changes(mended),
        "missing": [asdict(item) for item in mended.missing],
        "errors": mended.errors,
        "left": [asdict(item) for item in mended.left],
    }
    return json.dumps(record).encode()


def load(record: bytes) -> Mended:
    """What was dumped; ValueError when it is no such record: it may come from a process that read hostile bytes."""
    try:
        found = json.loads(record)
        return Mended(
            base64.b64decode(found["content"], validate=True),
            tuple(map(_text, found["blocks"])),
            tuple(map(_change, found["changes"])),
            tuple(Missing(**{key: _text(value) for key, value in item.items()}) for item in found["missing"]),
            int(found["errors"]),
            tuple(
                Left(_text(item["rule"]), _text(item["message"]), int(item["line"]), int(item["column"]))
                for item in found["left"]
            ),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"no record of mending: {error}") from None


def _shown(shown: Shown) -> dict[str, Any]:
    return {**asdict(shown), "place": shown.place._asdict()}


def _change(item: dict[str, Any]) -> Change:
    shown = item["shown"]
    return Change(
        _text(item["node"]),
        _text(item["path"]),
        item.get("before", ABSENT),
        item.get("after", ABSENT),
        shown and Shown(shown["value"], _text(shown["words"]), _text(shown["what"]), Place(**shown["place"])),
        _text(item["why"]),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text was expected")
    return value
