"""The published schema and the loader say the same."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry

from seocheck import checks, resources
from seocheck.page import subjects
from seocheck.ruleset import RulesetError, language, load_ruleset, load_ruleset_text, validators, vouched
from seocheck.ruleset.strict_yaml import read_yaml


def editor() -> Draft7Validator:
    return Draft7Validator(language.published(), registry=Registry())


def test_the_schema_is_a_schema(real_verbs: None) -> None:
    Draft7Validator.check_schema(language.published())
    assert "$ref" not in json.dumps(validators.file_validator().schema)


def test_editors_are_told_every_verb_and_subject(real_verbs: None) -> None:
    definitions = language.published()["definitions"]
    for name in checks.verb_names():
        described = definitions["expect"]["properties"][name]["description"]
        assert described == (checks.verb(name).__doc__ or "").strip().splitlines()[0]
    names = definitions["subjectName"]["anyOf"][0]
    assert names["enum"] == [info.name for info in subjects.built_in()]
    assert len(names["enumDescriptions"]) == len(names["enum"])


def test_the_policies_of_these_tests_please_editors_too(policies: Path) -> None:
    for path in policies.rglob("*.yaml"):
        assert list(editor().iter_errors(read_yaml(path.read_bytes(), path.name).data)) == [], path


@pytest.mark.parametrize(
    "name",
    [
        "title", "h1", "og:title", "twitter:card", "meta:author", "article:section", "article", "article.author[].name",
        "BreadcrumbList.itemListElement[]", "NewsArticle", "article.@id",
        "titel", "og:", "og:1", "newsArticle", "article.", "article..x", "article[]", "h1.x", "", "og:title\n", " h1",
    ],
)  # fmt: skip
def test_editors_and_loader_know_the_same_subjects(name: str) -> None:
    schema = language.published()["definitions"]["subjectName"]
    # editors read $ as the end of the text, Python's `re` also as the place before a last line break
    to_editors = Draft7Validator(schema).is_valid(name) and not name.endswith("\n")
    to_loader = validators.file_validator().evolve(schema={"format": language.SUBJECT_FORMAT}).is_valid(name)
    assert to_editors == to_loader


MISSHAPEN = [
    "version: 2",
    "rules: []",
    "rules: {a: warn}",
    "rules: {a: {mesage: x}}",
    "rules: {a: {expect: {lenght: 1}}}",
    "rules: {a: {expect: {count: x}}}",
    "rules: {a: {expect: {count: {exacly: 1}}}}",
    "rules: {a: {subject: titel}}",
    "rules: {a: {subject: [h1, titel]}}",
    "rules: {a: {subject: {csss: x}}}",
    "rules: {a: {good: {url: x}}}",
    "rules: {A: off}",
    "overrides: [{for: {url: ''}, rules: {}}]",
]


@pytest.mark.parametrize("text", MISSHAPEN)
def test_what_editors_mark_the_loader_refuses(text: str) -> None:
    assert not editor().is_valid(read_yaml(text, "f").data)
    with pytest.raises(RulesetError):
        load_ruleset_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "rules: {a: off}",
        "rules: {a: {expect: {same_as: {at_least: 0.8}}}}",
        "rules: {a: {expect: {length: {}}}}",
        "rules: {a: {expect: {no_skips: true}}}",
        "rules: {a: {expect: {no_skips: {from: 2}}}}",
        "extends: default",
    ],
)
def test_a_change_may_leave_out_what_its_base_has(text: str) -> None:
    assert editor().is_valid(read_yaml(text, "f").data)


def test_subjects_in_options_are_spelled_out_for_editors(monkeypatch: pytest.MonkeyPatch) -> None:
    options: Any = {"type": "object", "properties": {"to": {"type": "string", "format": "subject", "description": "x"}}}
    monkeypatch.setattr(checks.verb("same_as"), "OPTIONS", options)
    to = language.published()["definitions"]["expect"]["properties"]["same_as"]["then"]["properties"]["to"]
    assert to == {"description": "x", "allOf": [{"$ref": "#/definitions/subjectName"}]}


def test_every_pattern_runs_on_re2(real_verbs: None) -> None:
    from seocheck.ruleset.globs import compile_re2

    for pattern in re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', json.dumps(language.published())):
        compile_re2(json.loads(pattern))


def test_the_file_is_written_and_checked(
    real_verbs: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(resources, "schemas_dir", lambda: tmp_path)
    assert language.main(["--check"]) == 1
    assert "write both: python -m seocheck.ruleset.language" in capsys.readouterr().err
    assert language.main([]) == 0
    assert language.main(["--check"]) == 0
    assert json.loads((tmp_path / "rules.schema.json").read_text(encoding="utf-8")) == language.published()
    (tmp_path / "rules.schema.json").write_text("{}", encoding="utf-8")
    assert language.main(["--check"]) == 1
    assert language.main([]) == 0
    (tmp_path / "rules.stamp").write_text("0" * 64, encoding="utf-8")
    assert language.main(["--check"]) == 1
    assert language.main(["--chek"]) == 2


def test_a_built_in_policy_changed_by_hand_is_judged_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built_in = resources.rules_file().read_text(encoding="utf-8")
    changed = tmp_path / "rules.yaml"
    changed.write_text(built_in.replace("\nrules:", "\nruls: {}\nrules:", 1), encoding="utf-8")
    assert vouched.vouched_for(built_in.encode(), "x")
    assert not vouched.vouched_for(changed.read_bytes(), "x")
    monkeypatch.setattr("seocheck.ruleset.extends.rules_file", lambda: changed)
    with pytest.raises(RulesetError, match="ruls"):
        load_ruleset()


def test_the_stamp_holds_the_policy_as_it_is_read() -> None:
    policy = resources.rules_file().read_bytes()
    vouched_for = vouched.vouched_for(policy, "rules.yaml")
    assert vouched_for
    assert vouched_for.root == read_yaml(policy, "rules.yaml").root
    assert not vouched.vouched_for(policy + b" ", "rules.yaml")


@pytest.mark.parametrize("kept", [0, 64, 65, 66, 10_000])
def test_a_damaged_stamp_vouches_for_nothing(kept: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    policy = resources.rules_file().read_bytes()
    stamp = (resources.schemas_dir() / "rules.stamp").read_bytes()
    schema = (resources.schemas_dir() / "rules.schema.json").read_bytes()
    monkeypatch.setattr(resources, "schemas_dir", lambda: tmp_path)
    (tmp_path / "rules.schema.json").write_bytes(schema)
    (tmp_path / "rules.stamp").write_bytes(stamp)
    assert vouched.vouched_for(policy, "x")
    for damaged in (stamp[:kept], stamp[:kept] + b"\xff" + stamp[kept:]):
        (tmp_path / "rules.stamp").write_bytes(damaged)
        assert vouched.vouched_for(policy, "x") is None


def test_no_stamp_is_written_for_a_policy_that_is_not_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "rules.yaml"
    broken.write_text("rules: []", encoding="utf-8")
    monkeypatch.setattr(resources, "schemas_dir", lambda: tmp_path)
    monkeypatch.setattr(resources, "rules_file", lambda: broken)
    assert language.main([]) == 0
    assert not (tmp_path / "rules.stamp").exists()
    assert language.main(["--check"]) == 1
