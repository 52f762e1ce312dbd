"""What others' CI runs of ours does what it says: the pre-commit hook, the GitHub action, the GitLab template."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from junitparser import JUnitXml

CHECKOUT = Path(__file__).resolve().parents[1]
FILES = (".pre-commit-hooks.yaml", "action.yml", "templates/seocheck.gitlab-ci.yml")
FAULTY = "<title>A mayor resigns</title><h1>A mayor resigns</h1><h3>Skipped</h3>"

pytestmark = pytest.mark.skipif(
    not all((CHECKOUT / name).is_file() for name in FILES), reason="the CI kit belongs to a checkout"
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with a faulty page and, in bin/, our command under both its names."""
    (tmp_path / "public").mkdir()
    (tmp_path / "public/a page.html").write_text(FAULTY)
    (tmp_path / ".git").mkdir()
    (tmp_path / "bin").mkdir()
    for name in ("seocheck", "run"):
        script = tmp_path / "bin" / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m seocheck "$@"\n')
        script.chmod(0o755)
    return tmp_path


def bash(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a step as CI systems do."""
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "PYTHONPATH": str(CHECKOUT), **environment}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_the_hook_checks_the_pages_it_is_given(site: Path) -> None:
    (hook,) = yaml.safe_load((CHECKOUT / FILES[0]).read_text())
    names = ["a.html", "b.htm", "c.xhtml", "d.html.gz", "e.html.j2", "htmlx", "f.md"]
    assert [name for name in names if re.search(hook["files"], name)] == names[:4]
    done = bash(f"{hook['entry']} --fail-on warning {shlex.quote('public/a page.html')}", site)
    assert done.returncode == 1
    assert "public/a page.html:1:" in done.stdout


def steps() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((CHECKOUT / "action.yml").read_text())["runs"]["steps"]
    return found


def act(site: Path, **inputs: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
    """Runs the steps of the action, with its inputs as GitHub would fill them in."""
    action = yaml.safe_load((CHECKOUT / "action.yml").read_text())
    values = {name: about.get("default", "") for name, about in action["inputs"].items()}
    values |= {name.replace("_", "-"): value for name, value in inputs.items()}
    (step,) = steps()
    output = site / "output"
    output.write_text("")
    env = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda given: values[given[1]], text)
        for name, text in step["env"].items()
    }
    env |= {"GITHUB_ACTIONS": "true", "GITHUB_ACTION_PATH": str(site / "bin")}
    env |= {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(site / "summary")}
    done = bash(step["run"], site, **env)
    return done, dict(line.split("=", 1) for line in output.read_text().splitlines())


def test_no_step_of_the_action_takes_text_for_code() -> None:
    assert [step for step in steps() if "${{" in step["run"]] == []
    assert [step for step in steps() if "uses" in step] == [], "nobody else's action runs with it"


def test_the_action_annotates_reports_and_fails(site: Path) -> None:
    done, outputs = act(site, paths="public/a page.html\n", fail_on="warning")
    assert (done.returncode, outputs) == (1, {"exit-code": "1"})
    assert "\n::warning file=public/a page.html,line=1," in done.stdout
    assert json.loads((site / "seocheck.sarif").read_text())["runs"][0]["results"]
    assert (site / "seocheck.md").read_text() == (site / "summary").read_text()


def test_the_inputs_of_the_action_are_words_not_code(site: Path) -> None:
    (site / "$(touch owned)").mkdir()
    (site / "$(touch owned)/a.html").write_text(FAULTY)
    (site / "known.json").write_text('{"version": 1, "findings": []}')
    done, outputs = act(
        site,
        paths="$(touch owned)\n`touch owned`\n\npublic",
        args="--select\nheading-skip\n--max-warnings\n0",
        baseline="known.json",
    )
    assert outputs == {"exit-code": "3"}, "one of the paths is no page"
    assert done.stdout.count("::warning") == 2
    assert not (site / "owned").exists()


def test_the_gitlab_template_writes_both_reports(site: Path) -> None:
    spec, jobs = yaml.safe_load_all((CHECKOUT / "templates/seocheck.gitlab-ci.yml").read_text())
    values = {name: about["default"] for name, about in spec["spec"]["inputs"].items()}
    values["options"] = "--fail-on warning"
    job = jobs["seocheck"]
    script = "\n".join(job["script"])
    filled = re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda match: values[match[1]], script)
    done = bash(filled, site)
    assert done.returncode == 1, done.stderr
    reports = job["artifacts"]["reports"]
    assert json.loads((site / reports["codequality"]).read_text())[0]["location"]["path"] == "public/a page.html"
    assert len(JUnitXml.fromfile(str(site / reports["junit"]))) == 1
