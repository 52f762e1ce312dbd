"""What is generated is current."""

from __future__ import annotations

import json
from typing import Any

from jsonschema import Draft7Validator

from seocheck.resources import schemas_dir
from seocheck.ruleset import language
from seocheck.ruleset.vouched import is_stamped


def test_the_schema_of_rules_files_is_current() -> None:
    written = (schemas_dir() / "rules.schema.json").read_text(encoding="utf-8")
    assert written == language.text(), "run: python -m seocheck.ruleset.language"
    assert is_stamped(), "run: python -m seocheck.ruleset.language"


def test_the_schemas_are_sound_json_schema() -> None:
    for name in ("rules", "report"):
        schema: dict[str, Any] = json.loads((schemas_dir() / f"{name}.schema.json").read_text(encoding="utf-8"))
        Draft7Validator.check_schema(schema)
