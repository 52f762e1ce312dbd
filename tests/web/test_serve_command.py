"""seocheck serve as a command: how it starts, what it says when it cannot, and that nothing is left when it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.served import CHECKOUT, SEED, Served


def family(pid: int) -> set[int]:
    """The processes below one."""
    found: set[int] = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if parent == pid:
            child = int(stat.parent.name)
            found |= {child} | family(child)
    return found


def serve(*args: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    """The command, where it ends by itself."""
    return subprocess.run(
        [sys.executable, "-m", "seocheck", "serve", *args],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), **env},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system does not list processes in /proc")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_with_all_its_processes(tmp_path: Path, end: signal.Signals) -> None:
    with Served(tmp_path) as served:
        served.audit({"file": ("seed.html", SEED)})
        below = family(served.process.pid)
        assert below
        served.process.send_signal(end)
        code, errors = served.stop()
    assert code == 128 + end
    assert "Traceback" not in errors
    assert not any(Path(f"/proc/{pid}").exists() for pid in below)


def test_an_audit_under_way_does_not_hold_up_the_end(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        host = f"127.0.0.1:{silent.getsockname()[1]}"
        with Served(tmp_path, "--allow-private", "127.0.0.1") as served:
            assert served.post({"address": f"http://{host}/"}).status == 303
            code, errors = served.stop()
    assert (code, "Traceback" in errors) == (130, False)


def test_it_listens_on_this_machine_alone_and_takes_the_next_port_when_one_is_taken(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    with Served(tmp_path / "one") as first, Served(tmp_path / "two") as second:
        assert first.address == f"http://127.0.0.1:{first.port}/"
        assert second.port > first.port >= 8737
        assert serve("--port", str(first.port)).stderr.endswith(
            f"127.0.0.1, port {first.port}: Address already in use. Choose another --port or --host.\n"
        )


def test_two_at_once_may_keep_their_audits_in_one_file(tmp_path: Path) -> None:
    with Served(tmp_path) as first, Served(tmp_path) as second:
        path = first.audit({"file": ("seed.html", SEED)})
        assert second.ask(path).status == 200


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--store", "nowhere/audits"], "there is no folder of this name"),
        (["--store", "seed.html"], "this is no store of seocheck serve"),
        (["--store", "."], "audits cannot be kept there"),
        (["--rules", "nowhere.yaml"], "nowhere.yaml"),
        (["--host", "no-such-host.invalid"], "Choose another --port or --host."),
        (["--allow-private", "http://x/y"], "is no host that could be allowed"),
        (["--port", "99999"], "--port"),
    ],
)
def test_what_it_cannot_use_is_said_with_the_mend(tmp_path: Path, args: list[str], words: str) -> None:
    (tmp_path / "seed.html").write_bytes(SEED)
    done = serve(*args, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "seed.html").read_bytes() == SEED


@pytest.mark.parametrize("package", ["starlette", "uvicorn", "python_multipart"])
def test_what_it_needs_beyond_the_rest_is_named_when_it_is_not_installed(tmp_path: Path, package: str) -> None:
    (tmp_path / package).mkdir()
    missing = f"raise ModuleNotFoundError(\"No module named '{package}'\", name='{package}')"
    (tmp_path / package / "__init__.py").write_text(missing, encoding="utf-8")
    done = serve(cwd=tmp_path, PYTHONPATH=f"{tmp_path}{os.pathsep}{CHECKOUT}")
    assert done.returncode == 2
    assert "pip install 'seocheck[web]'" in done.stderr
