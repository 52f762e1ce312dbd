"""The shape of the code: which part may know which, what is loaded when, how long a file may grow."""

# ruff: noqa: E501  one pattern, unbroken

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
PACKAGE = CHECKOUT / "seocheck"
FILES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
LONGEST = 330

# What each part may import of ours. Nothing stands for the rim, which may import everything.
MAY_KNOW = {
    "model.py": (),
    "tidy.py": (),
    "moment.py": (),
    "collector.py": (),
    "resources.py": (),
    "vocabulary/": ("vocabulary", "resources"),
    "page/": ("page", "model", "tidy", "moment", "resources", "vocabulary"),
    "aligned.py": ("tidy", "numerals"),
    "checks/": ("checks", "page", "model", "tidy", "moment", "aligned", "resources", "vocabulary"),
    "ruleset/": ("ruleset", "checks", "page", "model", "tidy", "resources"),
    "hold.py": ("model", "page", "ruleset"),
    "baseline.py": ("model", "report", "__version__"),  # report: how addresses are shown there
    "compare.py": ("model", "report"),  # report: reads what json and jsonl wrote
    "audit.py": ("model", "page", "ruleset", "hold", "collector"),
    "report/": ("report", "model", "__version__"),
    "sources/": ("sources", "model", "fetch", "page"),
    "fetch/": ("fetch", "model", "page", "__version__"),
    "mend/": ("mend", "model", "audit", "page", "ruleset", "checks", "tidy", "moment"),
    "batch/": ("batch", "mend", "model", "audit", "ruleset", "sources", "fetch", "page", "report", "__version__"),
}
# Modules and calls that reach the disk, standard input or the network, and who may use them.
OUTSIDE = re.compile(
    r"\bopen\(|\.open\(|read_text\(|read_bytes\(|write_text\(|\bsys\.stdin\b|\bimport (?:socket|urllib\.request|httpx2?|httpcore2)\b"
)
MAY_REACH_OUT = (
    "cli/",
    "sources/",
    "ruleset/",
    "resources.py",
    "vocabulary/",
    "checks/schema.py",
    "report/",
    "fetch/",
    "batch/",
    "web/",
)


def imported(path: Path) -> set[str]:
    """The parts of ours a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = (
                [f"seocheck.{alias.name}" for alias in node.names] if node.module == "seocheck" else [node.module or ""]
            )
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("seocheck.")}
    return found


@pytest.mark.parametrize("name", FILES)
def test_each_part_knows_only_what_stands_before_it(name: str) -> None:
    for part, known in MAY_KNOW.items():
        if name == part or (part.endswith("/") and name.startswith(part)):
            assert imported(PACKAGE / name) <= set(known)


@pytest.mark.parametrize("name", FILES)
def test_only_the_rim_reaches_out(name: str) -> None:
    if not name.startswith(MAY_REACH_OUT):
        source = (PACKAGE / name).read_text(encoding="utf-8")
        assert [line for line in source.splitlines() if OUTSIDE.search(line)] == []


@pytest.mark.parametrize("name", FILES)
def test_files_stay_short_and_say_what_they_are(name: str) -> None:
    source = (PACKAGE / name).read_text(encoding="utf-8")
    assert len(source.splitlines()) <= LONGEST
    if source.strip() and name != "_version.py":
        assert ast.get_docstring(ast.parse(source))


@pytest.mark.parametrize("name", FILES)
def test_no_file_is_a_drawer(name: str) -> None:
    assert not {"utils", "helpers", "base", "misc", "common"} & set(Path(name).with_suffix("").parts)


HEAVY = ("extruct", "pyRdfa", "rdflib", "httpx2", "httpcore2", "rich", "jinja2", "starlette", "uvicorn")
FOR_PAGES = ("turbohtml", "jsonschema", "yaml", "re2", "lxml", "ada_url")


def loaded(*args: str) -> set[str]:
    """The top-level modules a command line loads."""
    code = (
        "import sys\nfrom seocheck.cli import main\ntry:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print(' '.join(sorted({name.partition('.')[0] for name in sys.modules})), file=sys.stderr)"
    )
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    command = [sys.executable, "-c", code, *args]
    done = subprocess.run(command, cwd=CHECKOUT, env=env, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_the_version_loads_nothing_heavy() -> None:
    assert loaded("--version") & {*HEAVY, *FOR_PAGES} == set()


def test_help_loads_nothing_heavy() -> None:
    assert loaded("--help") & {*HEAVY, *FOR_PAGES} == set()
    for command in ("check", "serve"):
        assert loaded(command, "--help") & {*HEAVY, "turbohtml", "jsonschema"} == set()


def test_an_ordinary_page_loads_no_library_it_does_not_need() -> None:
    assert loaded("check", "examples/clean.html") & set(HEAVY) == set()


def test_importing_the_package_loads_nothing() -> None:
    code = "import sys, seocheck; print([name for name in sys.modules if name.startswith('seocheck.')])"
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def python_examples() -> list[str]:
    readme = CHECKOUT / "README.md"
    return re.findall(r"```python\n(.*?)```", readme.read_text(encoding="utf-8"), re.DOTALL) if readme.is_file() else []


@pytest.mark.skipif(not python_examples(), reason="README.md has no Python example")
def test_the_python_examples_of_the_readme_run() -> None:
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    for example in python_examples():
        done = subprocess.run(
            [sys.executable, "-c", example], cwd=CHECKOUT, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
