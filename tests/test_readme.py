"""README shows what really happens: its console blocks are run as written, its commands exist."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```console\n\$ (\./run [^\n]*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_readme_has_examples() -> None:
    assert len(BLOCKS) >= 3


@pytest.mark.parametrize(("command", "output"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_a_console_block_prints_what_it_shows(command: str, output: str) -> None:
    # the environment of the tests is the one `./run` makes; making it again here would only cost time
    shell = command.replace("./run", f"'{sys.executable}' -m seocheck", 1)
    plain = {**os.environ, "NO_COLOR": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(shell, shell=True, cwd=CHECKOUT, env=plain, capture_output=True, text=True, check=False)
    assert done.stdout == output
    assert done.stderr == ""


def test_the_two_commands_are_the_first_things_asked_of_a_reader() -> None:
    assert "./run check examples/seed.html " in README
    assert "./run tests " in README
    assert "./run tests" in (CHECKOUT / ".ci/run").read_text(encoding="utf-8")
