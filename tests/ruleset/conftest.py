"""A small vocabulary of verbs that no change of the real ones can move, and shorthands for loading rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from seocheck import checks
from seocheck.checks import OptionError
from seocheck.ruleset import Ruleset, RulesetError, load_ruleset_text

NUMBER = {"type": "integer", "minimum": 0}
TEXT = {"type": "string", "minLength": 1}

OPTIONS: dict[str, tuple[Mapping[str, Any], str | None, tuple[str, ...]]] = {
    "absent": ({"const": True}, None, ()),
    "count": (
        {"properties": {"exactly": NUMBER, "at_least": NUMBER, "at_most": NUMBER}, "minProperties": 1},
        "exactly",
        ("exactly",),
    ),
    "lacks": (
        {"properties": {"phrases": {"type": "array", "items": TEXT, "minItems": 1}}, "required": ["phrases"]},
        "phrases",
        ("found",),
    ),
    "length": (
        {
            "properties": {"at_least": NUMBER, "at_most": NUMBER},
            "anyOf": [{"required": ["at_least"]}, {"required": ["at_most"]}],
        },
        "at_most",
        ("length",),
    ),
    "matches": ({"properties": {"pattern": TEXT}, "required": ["pattern"]}, "pattern", ("pattern",)),
    "no_skips": ({"properties": {"from": NUMBER}}, None, ("level",)),
    "same_as": (
        {
            "properties": {
                "to": {"anyOf": [TEXT, {"type": "array", "items": TEXT, "minItems": 1}]},
                "allow": {"enum": ["contained"]},
                "at_least": {"type": "number", "minimum": 0, "maximum": 1},
            },
            "required": ["to"],
        },
        "to",
        ("other_value",),
    ),
}


def fake_verb(name: str) -> ModuleType:
    options, shorthand, fields = OPTIONS[name]
    module: Any = ModuleType(name, f"The {name} verb.\n\nMore words.")
    module.OPTIONS = options if "const" in options else {"type": "object", "additionalProperties": False, **options}
    module.SHORTHAND = shorthand
    module.FIELDS = fields
    module.ABSENCE = False
    module.prepare = prepare
    module.looks_at = looks_at
    module.check = lambda view, prepared, look: None
    found: ModuleType = module
    return found


def prepare(options: Any) -> object:
    if isinstance(options, dict) and options.get("pattern") == "(":
        raise OptionError(("pattern",), "this bracket is not closed")
    if isinstance(options, dict) and options.get("pattern") == "boom":
        raise KeyError("boom")
    if isinstance(options, dict) and options.get("at_least", 0) > options.get("at_most", 9_999):
        raise OptionError(("at_most",), "must not be less than at_least")
    return options


def looks_at(options: Any) -> tuple[str, ...]:
    named = options.get("to", ()) if isinstance(options, dict) else ()
    return (named,) if isinstance(named, str) else tuple(named)


@pytest.fixture(autouse=True)
def _small_vocabulary(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "real_verbs" in request.keywords or "real_verbs" in request.fixturenames:
        return
    verbs = {name: fake_verb(name) for name in OPTIONS}
    monkeypatch.setattr(checks, "verb_names", lambda: tuple(sorted(verbs)))
    monkeypatch.setattr(checks, "verb", verbs.__getitem__)


@pytest.fixture
def real_verbs() -> None:
    """Ask for it to work with the verbs as shipped."""


@pytest.fixture
def policies() -> Path:
    return Path(__file__).parent / "policies"


@pytest.fixture
def complaints() -> Callable[..., list[str]]:
    """What loading a text complains about, one string each."""

    def load(text: str | bytes, folder: Path | None = None) -> list[str]:
        with pytest.raises(RulesetError) as caught:
            load_ruleset_text(text, "rules.yaml", folder)
        assert str(caught.value) == "\n".join(map(str, caught.value.complaints))
        return [str(complaint) for complaint in caught.value.complaints]

    return load


@pytest.fixture
def load() -> Callable[..., Ruleset]:
    return load_ruleset_text
