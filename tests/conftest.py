"""What holds for all tests: they run as on a desk, wherever they run."""

import os

for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):  # inside a CI job reports would be others
    os.environ.pop(name, None)
