from __future__ import annotations

from pathlib import Path

import pytest

from seocheck.ruleset import RulesetError, find_rules


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """top/.git, top/site/news: the search starts in the last."""
    news = tmp_path / "top" / "site" / "news"
    news.mkdir(parents=True)
    (tmp_path / "top" / ".git").mkdir()
    return news


def write(path: Path, text: str = "extends: default\n") -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_without_any_file_the_built_in_policy_applies(folder: Path) -> None:
    assert find_rules(folder) is None


def test_what_is_given_wins(folder: Path) -> None:
    write(folder / "seocheck.yaml")
    assert find_rules(folder, "other.yaml") == Path("other.yaml")


def test_the_nearest_file_wins(folder: Path) -> None:
    far = write(folder.parent.parent / "seocheck.yaml")
    assert find_rules(folder) == far
    near = write(folder.parent / "seocheck.yaml")
    assert find_rules(folder) == near


def test_the_search_ends_at_the_repository(folder: Path) -> None:
    write(folder.parent.parent.parent / "seocheck.yaml")
    assert find_rules(folder) is None


def test_pyproject_names_a_file(folder: Path) -> None:
    rules = write(folder.parent / "policy.yaml")
    write(folder.parent / "pyproject.toml", '[tool.seocheck]\nrules = "policy.yaml"\n')
    assert find_rules(folder) == rules
    own = write(folder.parent / "seocheck.yaml")
    assert find_rules(folder) == own, "seocheck.yaml in the same folder comes first"


@pytest.mark.parametrize(
    "text", ["", "[tool.other]\n", "[tool.seocheck]\njobs = 2\n", "tool = 3 # seocheck\n", "not TOML ["]
)
def test_a_pyproject_that_says_nothing_of_it_is_passed_by(text: str, folder: Path) -> None:
    write(folder / "pyproject.toml", text)
    far = write(folder.parent / "seocheck.yaml")
    assert find_rules(folder) == far


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tool.seocheck\n", "the file is not TOML"),
        ("seocheck = " + "[" * 5000, "the file is not TOML"),
        ("[tool.seocheck]\nrules = 3\n", "must be the path of a rules file"),
        ('[tool.seocheck]\nrules = "gone.yaml"\n', "there is no file “gone.yaml”"),
        ('[tool.seocheck]\nrules = "/etc/passwd"\n', "is neither “default” nor the path of a .yaml file"),
        ('[tool.seocheck]\nrules = "../x.yaml"\n', "without “..”"),
        ('[tool.seocheck]\nrules = "https://x/y.yaml"\n', "is an address"),
    ],
)
def test_a_pyproject_that_is_wrong_about_it_is_said(text: str, said: str, folder: Path) -> None:
    write(folder / "pyproject.toml", text)
    with pytest.raises(RulesetError) as caught:
        find_rules(folder)
    assert said in str(caught.value)
    assert "pyproject.toml: tool > seocheck: " in str(caught.value)


def test_bytes_that_are_no_text_are_said(folder: Path) -> None:
    (folder / "pyproject.toml").write_bytes(b"[tool.seocheck]\nrules = '\xff'\n")
    with pytest.raises(RulesetError, match="not TOML"):
        find_rules(folder)
