"""Spares a process from reading and judging the built-in policy again: a stamp holds it as it was when it was judged.

`schemas/rules.stamp` holds on its second line the nodes that were read, and on its first the digest of them, of the
policy and of the schema it was judged by. Reading them as YAML takes 30 ms, judging them 0.2 s, of the 0.3 s that
checking one page takes. Where one of the three was changed by hand or damaged, the policy is read and judged.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from seocheck import resources
from seocheck.ruleset.node import Node, Yaml

if TYPE_CHECKING:
    from pathlib import Path


def write_stamp() -> None:
    """Vouch for the built-in policy as it is now, if it is in order: else each process says what is wrong with it."""
    stamp = _stamp()
    if stamp:
        _file().write_bytes(stamp)


def is_stamped() -> bool:
    """Whether the stamp is the one `write_stamp` would write."""
    return _file().is_file() and _file().read_bytes() == _stamp()


def vouched_for(policy: bytes, file: str) -> Yaml | None:
    """The policy as it was read, when it is the one that was judged. file: the name used in complaints."""
    try:
        digest, _, nodes = _file().read_bytes().partition(b"\n")
    except OSError:  # no stamp
        return None
    return Yaml(_node(json.loads(nodes), file), judged=True) if digest == _digest(policy, nodes) else None


def _stamp() -> bytes | None:
    from seocheck.ruleset.strict_yaml import read_yaml
    from seocheck.ruleset.validators import file_validator

    policy = resources.rules_file().read_bytes()
    read = read_yaml(policy, "rules.yaml")
    if read.root is None or read.faults or not file_validator().is_valid(read.data):
        return None
    nodes = json.dumps(_row(read.root), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    return _digest(policy, nodes) + b"\n" + nodes


def _node(row: list[Any], file: str) -> Node:
    value, line, column, key_line, key_column, written = row
    if isinstance(value, dict):
        value = {key: _node(each, file) for key, each in value.items()}
    elif isinstance(value, list):
        value = [_node(each, file) for each in value]
    return Node(value, line, column, key_line, key_column, file, written)


def _row(node: Node) -> list[Any]:
    value: Any = node.value
    if isinstance(value, dict):
        value = {key: _row(each) for key, each in value.items()}
    elif isinstance(value, list):
        value = [_row(each) for each in value]
    return [value, node.line, node.column, node.key_line, node.key_column, node.written]


def _file() -> Path:
    return resources.schemas_dir() / "rules.stamp"


def _digest(policy: bytes, nodes: bytes) -> bytes:
    schema = (resources.schemas_dir() / "rules.schema.json").read_bytes()
    return hashlib.sha256(b"\0".join((policy, schema, nodes))).hexdigest().encode()
