"""Changes to a JSON-LD block that leave every other character as it is."""

from __future__ import annotations

import json
import re

from .fault import MARK, Edit
from .spans import Member, Value

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def written(data: object) -> str:
    """A value as it is written in a JSON-LD block."""
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")


class Rewriter:
    """What a patient can have done to its structured data; text is the page's."""

    text: str

    def new_value(self, value: Value, data: object) -> Edit:
        """Another value in its place, marked."""
        return Edit(value.start, value.end, MARK + written(data))

    def drop(self, owner: Value, key: str) -> Edit | None:
        """A key and its value gone, with one comma."""
        keys = [member.key for member in owner.members]
        if keys.count(key) != 1:
            return None
        at = keys.index(key)
        if at + 1 < len(keys):
            return Edit(owner.members[at].start, owner.members[at + 1].start, "")
        return Edit(owner.members[at - 1].end, owner.members[at].end, "") if at else None

    def rename(self, member: Member, name: str) -> Edit:
        """Another name for a key, marked."""
        match = _STRING.match(self.text, member.start)
        assert match is not None
        return Edit(match.start(), match.end(), MARK + written(name))

    def add(self, owner: Value, key: str, data: object) -> Edit:
        """One more key, on a line of its own; both the key and the value are marked."""
        end = owner.members[-1].end
        return Edit(end, end, f",\n{MARK}{written(key)}: {MARK}{written(data)}")
