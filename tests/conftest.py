"""What holds for all tests: they run as on a desk, wherever they run; and what those in a browser share."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):  # inside a CI job reports would be others
    os.environ.pop(name, None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; of a module, since while it runs no other event loop can."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core, from the registry of npm."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("there is no npm to fetch axe-core with")
    folder = tmp_path_factory.mktemp("axe")
    command = [npm, "install", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", "axe-core@4"]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=60)
    except (subprocess.SubprocessError, OSError):
        pytest.skip("npm cannot fetch axe-core here")
    return (folder / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
