"""`extends`, what a file changes in its base, and where each value came from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from seocheck.page.subjects import CssSubject
from seocheck.ruleset import Rule, Ruleset, RulesetError, load_ruleset, load_ruleset_text
from seocheck.ruleset import extends as extends_module

Load = Callable[..., Ruleset]
Complain = Callable[..., list[str]]


def rule_of(ruleset: Ruleset, rule_id: str) -> Rule:
    return next(rule for rule in (*ruleset.rules, *ruleset.off) if rule.id == rule_id)


@pytest.fixture
def base(policies: Path) -> Ruleset:
    return load_ruleset(policies / "base.yaml")


@pytest.fixture
def sport(policies: Path) -> Ruleset:
    return load_ruleset(policies / "sport.yaml")


def test_a_rule_is_read_whole(base: Ruleset) -> None:
    headline, skip, title = rule_of(base, "headline-h1"), rule_of(base, "heading-skip"), rule_of(base, "title-length")
    assert [rule.id for rule in base.rules] == ["heading-skip", "headline-h1", "title-length"]
    assert (headline.group, headline.severity, headline.source) == ("headline", "warning", "google")
    assert headline.subjects == ("article.headline",)
    assert [(each.verb, each.options) for each in headline.expectations] == [
        ("same_as", {"to": "h1", "allow": "contained"})
    ]
    assert headline.message.render({"value": "A", "other_value": "B"}) == "“A” is not “B”."
    assert headline.fix is not None
    assert headline.fix.render({"value": "A"}) == "Make “A” and the H1 say the same."
    assert headline.good is not None
    assert headline.bad is not None
    assert (headline.good.url, headline.bad.url) == (None, "https://example.com/")
    assert (skip.together, headline.together) == (True, False)
    assert skip.expectations[0].options == {}, "`true` stands for no options"
    assert title.subjects == ("title", "og:title")
    assert title.conditions == (("article", True), (CssSubject("html[amp]"), False))
    assert {each.verb: each.options for each in title.expectations} == {
        "length": {"at_most": 60, "at_least": 5},
        "lacks": {"phrases": ["Headline:", "TK"]},
    }
    assert (title.why, title.fix, title.help, title.good) == (None, None, None, None)


def test_mappings_merge_and_lists_and_scalars_replace(sport: Ruleset) -> None:
    headline, skip, title = (
        rule_of(sport, "headline-h1"),
        rule_of(sport, "heading-skip"),
        rule_of(sport, "title-length"),
    )
    assert skip.severity == "info"
    assert headline.expectations[0].options == {"to": "h1", "allow": "contained", "at_least": 0.8}
    assert headline.message.template == "Not alike: {value}"
    assert headline.why == "Search shows one and readers see the other."
    assert title.subjects == ("title",)
    assert {each.verb: each.options for each in title.expectations} == {
        "length": {"at_most": 60, "at_least": 5},
        "lacks": {"phrases": ["TK"]},
    }


def test_a_new_rule_belongs_to_the_group_own(sport: Ruleset) -> None:
    dateline = rule_of(sport, "our-dateline")
    assert dateline.group == "own"
    assert dateline.subjects == (CssSubject("article .dateline", "text"),)


def test_overrides_of_the_base_come_first(sport: Ruleset) -> None:
    assert [override.fits for override in sport.overrides] == [{"url": ("**/live/**",)}, {"section": ("Sport",)}]


SHORTHANDS = [
    ("same_as: og:title", {"to": "og:title", "allow": "contained"}),
    ("same_as: [title, og:title]", {"to": ["title", "og:title"], "allow": "contained"}),
    ("same_as: {at_least: 0.5}", {"to": "h1", "allow": "contained", "at_least": 0.5}),
]


@pytest.mark.parametrize(("change", "options"), SHORTHANDS)
def test_shorthand_is_spelled_out_before_merging(change: str, options: object, policies: Path) -> None:
    text = f"extends: base.yaml\nrules: {{headline-h1: {{expect: {{{change}}}}}}}"
    ruleset = load_ruleset_text(text, "own.yaml", policies)
    assert rule_of(ruleset, "headline-h1").expectations[0].options == options


@pytest.mark.parametrize("change", ["off", "{severity: off}", "'off'"])
def test_off_switches_off(change: str, policies: Path) -> None:
    ruleset = load_ruleset_text(f"extends: base.yaml\nrules: {{heading-skip: {change}}}", "own.yaml", policies)
    assert [rule.id for rule in ruleset.rules] == ["headline-h1", "title-length"]
    assert [rule.id for rule in ruleset.off] == ["heading-skip"]
    assert ruleset.info.rules == 2


def test_a_subject_is_replaced_never_mixed(load: Load) -> None:
    base = "a: {subject: {css: p, attribute: title}, expect: {absent: true}, severity: error, message: x}"
    ruleset = load(f"rules: {{{base}}}\noverrides: [{{for: {{url: '**'}}, rules: {{a: {{subject: {{css: q}}}}}}}}]")
    assert ruleset.for_page("https://x/")[0].subjects == (CssSubject("q", "text"),)


def test_each_value_knows_the_file_and_place_it_came_from(sport: Ruleset, policies: Path) -> None:
    origin = rule_of(sport, "headline-h1").origin
    base, own = (policies / "base.yaml").as_posix(), (policies / "sport.yaml").as_posix()
    assert str(origin) == f"{base}:3:3", "where the rule was first written"
    assert str(origin.of("message")) == f"{own}:6:14"
    assert str(origin.of("expect", "same_as", "at_least")) == f"{own}:5:34"
    assert str(origin.of("expect", "same_as", "to")) == f"{base}:6:28"
    leaves = {".".join(map(str, path)): (value, str(mark)) for path, value, mark in origin.leaves()}
    assert leaves["severity"] == ("warning", f"{base}:7:15")
    assert leaves["expect.same_as.at_least"] == (0.8, f"{own}:5:34")
    assert "expect.same_as.allow" in leaves
    assert str(rule_of(sport, "heading-skip").origin.of("severity")) == f"{own}:3:17"


def test_the_digest_is_of_the_content_not_the_layout(base: Ruleset, policies: Path, load: Load) -> None:
    text = (policies / "base.yaml").read_text(encoding="utf-8")
    assert base.digest.startswith("sha256:")
    assert load("# words\n" + text.replace("{no_skips: true}", "{no_skips: {}}")).digest == base.digest
    assert load_ruleset_text("extends: base.yaml", "own.yaml", policies).digest == base.digest
    assert load(text.replace("severity: info", "severity: off")).digest != base.digest
    assert load(text.replace("**/live/**", "**/love/**")).digest != base.digest


def test_the_built_in_policy_can_be_built_upon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, policies: Path) -> None:
    monkeypatch.setattr(extends_module, "rules_file", lambda: policies / "base.yaml")
    built_in = load_ruleset()
    assert built_in.source == "rules.yaml"
    (tmp_path / "seocheck.yaml").write_text("extends: default\nrules: {heading-skip: off}\n", encoding="utf-8")
    own = load_ruleset(tmp_path / "seocheck.yaml")
    assert [rule.id for rule in own.rules] == ["headline-h1", "title-length"]
    assert str(own.rules[0].origin) == "built-in rules.yaml:3:3"


def test_a_missing_built_in_policy_is_said(monkeypatch: pytest.MonkeyPatch, complaints: Complain) -> None:
    def absent() -> Path:
        raise FileNotFoundError("rules.yaml is missing")

    monkeypatch.setattr(extends_module, "rules_file", absent)
    with pytest.raises(RulesetError, match=r"built-in rules\.yaml: rules\.yaml is missing"):
        load_ruleset()
    assert complaints("extends: default") == ["rules.yaml:1:10: extends: “default”: rules.yaml is missing"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("/etc/passwd.yaml", "must be a path with “/” inside the folder of this file, without “..”"),
        ("../base.yaml", "must be a path with “/” inside"),
        ("a/../base.yaml", "must be a path with “/” inside"),
        ("~/base.yaml", "must be a path with “/” inside"),
        ("a\\base.yaml", "must be a path with “/” inside"),
        ("https://example.com/base.yaml", "is an address; a rules file builds on files in its own folder only"),
        ("file:///base.yaml", "is an address"),
        ("C:/base.yaml", "is an address"),
        (
            "newsrom",
            "is neither “default”, “newsroom” nor “minimal” nor the path of a .yaml file; did you mean “newsroom”?",
        ),
        ("secrets.txt", "is neither “default” nor the path of a .yaml file"),
        ("missing.yaml", "“missing.yaml”: there is no such file"),
        ("folder.yaml", "“folder.yaml”: this is a folder, not a rules file"),
        ("out.yaml", "is a link that leads out of the folder of this file"),
        ("linked/base.yaml", "is a link that leads out of the folder of this file"),
        ("loop.yaml", ""),
        ("x" * 5000 + ".yaml", ""),
        ('"a\\0b.yaml"', "must be a path with “/” inside"),
    ],
)
def test_a_file_builds_on_files_of_its_own_folder_only(
    name: str, said: str, tmp_path: Path, complaints: Complain
) -> None:
    home = tmp_path / "home"
    (home / "folder.yaml").mkdir(parents=True)
    (tmp_path / "base.yaml").write_text("rules: {}", encoding="utf-8")
    (home / "out.yaml").symlink_to(tmp_path / "base.yaml")
    (home / "linked").symlink_to(tmp_path)
    (home / "loop.yaml").symlink_to(home / "loop.yaml")
    found = complaints(f"extends: {name}", home)
    assert len(found) == 1
    assert found[0].startswith("rules.yaml:1:10: extends: ")
    assert said in found[0]


def test_text_alone_has_no_folder(complaints: Complain) -> None:
    assert complaints("extends: base.yaml") == [
        "rules.yaml:1:10: extends: a path cannot be followed from here; only “default”, “newsroom” and “minimal” can"
    ]
    assert complaints("extends: [a]")[0] == (
        "rules.yaml:1:10: extends: must be “default”, “newsroom”, “minimal” or the path of a rules file"
    )


def test_links_within_the_folder_are_followed(tmp_path: Path, policies: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "real.yaml").write_text(
        (policies / "base.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (tmp_path / "link.yaml").symlink_to(tmp_path / "below" / "real.yaml")
    for name in ("below/real.yaml", "./link.yaml"):
        assert len(load_ruleset_text(f"extends: {name}", "own.yaml", tmp_path).rules) == 3


def test_a_ring_of_files_is_found(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    for name, target in (("a.yaml", "b.yaml"), ("b.yaml", "./a.yaml"), ("self.yaml", "self.yaml")):
        (tmp_path / name).write_text(f"extends: {target}\n", encoding="utf-8")
    for name in ("a.yaml", "self.yaml"):
        with pytest.raises(RulesetError, match="builds on this file again: a ring of rules files"):
            load_ruleset(tmp_path / name)


def test_the_chain_of_files_is_short(tmp_path: Path, policies: Path) -> None:
    (tmp_path / "f1.yaml").write_text((policies / "base.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    for number in range(2, 7):
        (tmp_path / f"f{number}.yaml").write_text(f"extends: f{number - 1}.yaml\n", encoding="utf-8")
    assert len(load_ruleset(tmp_path / "f5.yaml").rules) == 3
    with pytest.raises(RulesetError, match="more than 5 rules files build on one another"):
        load_ruleset(tmp_path / "f6.yaml")


def test_faults_of_the_base_are_said_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("rules:\n  a: {subject: h1}\n  b: warn\n", encoding="utf-8")
    (tmp_path / "own.yaml").write_text(
        "extends: base.yaml\nrulez: {}\nrules: {c: off, d: {message: '{'}}\n", encoding="utf-8"
    )
    with pytest.raises(RulesetError) as caught:
        load_ruleset(tmp_path / "own.yaml")
    found = [str(complaint).removeprefix(f"{tmp_path.as_posix()}/") for complaint in caught.value.complaints]
    assert found[0] == "base.yaml:2:3: rules > a: “expect”, “severity” and “message” are missing"
    assert found[1].startswith("base.yaml:3:6: rules > b: “warn” is not one of")
    assert found[2] == "own.yaml:2:1: unknown key “rulez”; did you mean “rules”?"
    assert found[3].startswith("own.yaml:3:9: rules > c: there is no rule “c” to change")


def test_without_its_base_nothing_is_said_to_be_missing(complaints: Complain, tmp_path: Path) -> None:
    text = "extends: gone.yaml\nrules: {a: off, b: {message: x}, c: {expect: {count: x}}}"
    assert [line.split(": ")[0] for line in complaints(text, tmp_path)] == ["rules.yaml:1:10", "rules.yaml:2:54"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("headlin-h1: off", "there is no rule “headlin-h1” to change; did you mean “headline-h1”?"),
        ("zzzz: info", "there is no rule “zzzz” to change"),
        ("titel-length: {severity: info}", "there is no rule “titel-length” to change; did you mean “title-length”?"),
        ("own: {subject: h1, severity: info}", "“expect” and “message” are missing"),
    ],
)
def test_a_change_of_a_rule_that_is_not_there(change: str, said: str, policies: Path, complaints: Complain) -> None:
    for text, place in (
        (f"extends: base.yaml\nrules: {{{change}}}", "2:9"),
        (f"extends: base.yaml\noverrides: [{{for: {{url: x}}, rules: {{{change}}}}}]", "2:37"),
    ):
        found = complaints(text, policies)
        assert found[0].startswith(f"rules.yaml:{place}: ")
        assert found[0].endswith(said) or "overrides" in found[0]


@pytest.mark.parametrize(
    ("path", "said"), [("missing.yaml", "there is no such file"), (".", "this is a folder"), ("a\0b", "cannot be read")]
)
def test_a_file_that_cannot_be_read_is_said(path: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(RulesetError, match=said) as caught:
        load_ruleset(f"{tmp_path}/{path}")
    assert caught.value.complaints[0].line == 0
