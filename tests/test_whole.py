"""A file is written whole or not at all, and nothing is left beside it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from seocheck.cli.whole import umask, write_whole


def test_it_takes_the_place_of_the_old_and_has_the_mode_asked_for(tmp_path: Path) -> None:
    model, file = tmp_path / "model", tmp_path / "file"
    model.touch(0o640)
    write_whole(str(file), b"first")
    assert stat.S_IMODE(file.stat().st_mode) == 0o666 & ~umask()
    write_whole(str(file), b"second", like=model)
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"second", 0o640)


def test_when_it_cannot_be_finished_the_old_stays_and_nothing_lies_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "file"
    file.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(str(file), b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("file", b"old")]
