"""Rules files: YAML → Ruleset.

    rules.yaml ─▶ strict_yaml (data with places) ─▶ extends (the files it builds on) ─▶ language (is it shaped right?)
               ─▶ merge (one policy) ─▶ compile (rules ready to run) ─▶ Ruleset (which rules for which page)

What is wrong is said all at once, in words, with file, line and column: RulesetError.
Names are imported on first use: finding out which rules file applies needs no YAML parser.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seocheck.ruleset.discover import find_rules
    from seocheck.ruleset.errors import Complaint, RulesetError, SelectionError
    from seocheck.ruleset.examples import ExampleResult, run_examples
    from seocheck.ruleset.load import load_ruleset, load_ruleset_text
    from seocheck.ruleset.message import Message
    from seocheck.ruleset.rule import Example, Expectation, Mark, Origin, Rule
    from seocheck.ruleset.ruleset import Ruleset

_HOMES = {
    "Complaint": "errors",
    "Example": "rule",
    "ExampleResult": "examples",
    "Expectation": "rule",
    "Mark": "rule",
    "Message": "message",
    "Origin": "rule",
    "Rule": "rule",
    "Ruleset": "ruleset",
    "RulesetError": "errors",
    "SelectionError": "errors",
    "find_rules": "discover",
    "load_ruleset": "load",
    "load_ruleset_text": "load",
    "run_examples": "examples",
}

__all__ = [
    "Complaint",
    "Example",
    "ExampleResult",
    "Expectation",
    "Mark",
    "Message",
    "Origin",
    "Rule",
    "Ruleset",
    "RulesetError",
    "SelectionError",
    "find_rules",
    "load_ruleset",
    "load_ruleset_text",
    "run_examples",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
