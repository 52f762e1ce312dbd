"""What is shipped is whole, what is installed is pinned, and `./run` sets itself up safely. No network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from contextlib import chdir
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from seocheck import __version__
from seocheck.resources import data_folder, rules_file, schemas_dir

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SHIPPED = [name.strip("/") for name in PYPROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]]


# --- The source distribution and the wheel made from it


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked source distribution, built from a copy of the checkout."""
    from hatchling.build import build_sdist

    copy = tmp_path_factory.mktemp("copy")
    for name in ["pyproject.toml", *SHIPPED]:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, copy / name)
    unpacked = tmp_path_factory.mktemp("sdist")
    with chdir(copy):
        name = build_sdist(str(unpacked))
    with tarfile.open(unpacked / name) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", lambda member, _path: member)
        archive.extractall(unpacked)
    return unpacked / f"seocheck-{__version__}"


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked wheel, built from the source distribution and from nothing else."""
    from hatchling.build import build_wheel

    unpacked = tmp_path_factory.mktemp("wheel")
    with chdir(source):
        name = build_wheel(str(unpacked))
    with zipfile.ZipFile(unpacked / name) as archive:
        archive.extractall(unpacked)
    (unpacked / name).unlink()
    return unpacked


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.parametrize("name", SHIPPED)
def test_the_source_distribution_holds_what_it_promises(source: Path, name: str) -> None:
    assert (source / name).exists()


def test_the_wheel_carries_the_policy_and_every_schema_unchanged(wheel: Path) -> None:
    data = files_below(wheel / "seocheck" / "_data")
    assert data.pop("rules.yaml") == (ROOT / "rules.yaml").read_bytes()
    assert data == {f"schemas/{name}": content for name, content in files_below(ROOT / "schemas").items()}


def test_the_wheel_carries_the_whole_package_and_nothing_beside_it(wheel: Path) -> None:
    shipped = {name: body for name, body in files_below(wheel / "seocheck").items() if not name.startswith("_data/")}
    assert shipped == files_below(ROOT / "seocheck")
    assert {entry.name for entry in wheel.iterdir()} == {"seocheck", f"seocheck-{__version__}.dist-info"}


def test_the_wheel_says_that_it_is_typed_and_brings_the_command(wheel: Path) -> None:
    assert (wheel / "seocheck" / "py.typed").exists()
    entry_points = (wheel / f"seocheck-{__version__}.dist-info" / "entry_points.txt").read_text()
    assert entry_points.split() == ["[console_scripts]", "seocheck", "=", "seocheck.cli:main"]


def test_an_installed_wheel_finds_its_own_policy_and_schemas(wheel: Path, tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from seocheck.resources import rules_file, schemas_dir\n"
        "sys.stdout.buffer.write(bytes(rules_file()) + b'\\n' + bytes(schemas_dir()))"
    )
    said = subprocess.run([sys.executable, "-I", "-c", code, wheel], cwd=tmp_path, capture_output=True, check=True)
    data = wheel.resolve() / "seocheck" / "_data"
    assert [Path(os.fsdecode(line)) for line in said.stdout.split(b"\n")] == [data / "rules.yaml", data / "schemas"]


# --- Where the data is


def test_a_checkout_uses_the_policy_and_schemas_at_its_top() -> None:
    assert rules_file() == ROOT / "rules.yaml"
    assert schemas_dir() == ROOT / "schemas"


def data_in(folder: Path, *, schemas: bool = True) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rules.yaml").touch()
    if schemas:
        (folder / "schemas").mkdir()
    return folder


def test_packaged_data_wins_over_the_folder_around_the_package(tmp_path: Path) -> None:
    data_in(tmp_path)
    packaged = data_in(tmp_path / "seocheck" / "_data")
    assert data_folder(tmp_path / "seocheck") == packaged


def test_half_of_the_packaged_data_does_not_count(tmp_path: Path) -> None:
    data_in(tmp_path)
    data_in(tmp_path / "seocheck" / "_data", schemas=False)
    assert data_folder(tmp_path / "seocheck") == tmp_path


def test_missing_data_is_told_with_both_places_that_were_looked_at(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"rules\.yaml and schemas/ are missing") as told:
        data_folder(tmp_path / "seocheck")
    assert str(tmp_path / "seocheck" / "_data") in str(told.value)


# --- The lists in requirements/


def pins(layer: str) -> dict[str, Requirement]:
    """The exact requirements of a list that hold on this Python, by name."""
    text = (ROOT / "requirements" / f"{layer}.txt").read_text(encoding="utf-8")
    found = [Requirement(line) for line in re.findall(r"^([a-z0-9][^\\\n]*)", text, re.MULTILINE)]
    return {canonicalize_name(pin.name): pin for pin in found if not pin.marker or pin.marker.evaluate()}


def pinned_version(pin: Requirement) -> str:
    [specifier] = pin.specifier
    assert specifier.operator == "=="
    return specifier.version


@pytest.mark.parametrize("layer", ["run", "dev"])
def test_every_pin_has_a_hash_and_no_list_names_an_index(layer: str) -> None:
    text = (ROOT / "requirements" / f"{layer}.txt").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"\S*://\S*|^--?\w+.*", text, re.MULTILINE) == []


@pytest.mark.parametrize(
    ("layer", "ranges"),
    [("run", PYPROJECT["project"]["dependencies"]), ("dev", PYPROJECT["dependency-groups"]["dev"])],
)
def test_the_lists_satisfy_pyproject(layer: str, ranges: list[str]) -> None:
    listed = pins(layer)
    for wanted in map(Requirement, ranges):
        assert wanted.specifier.contains(pinned_version(listed[canonicalize_name(wanted.name)])), wanted


def test_the_tests_run_on_the_versions_that_users_get() -> None:
    assert {name: str(pin) for name, pin in pins("run").items()}.items() <= {
        name: str(pin) for name, pin in pins("dev").items()
    }.items()


# --- ./run


run: Any = ModuleType("run_script")
run.__file__ = str(ROOT / "run")
SourceFileLoader("run_script", run.__file__).exec_module(run)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A tiny checkout whose seocheck tells how it was called."""
    root = tmp_path.resolve() / "checkout"
    (root / "requirements").mkdir(parents=True)
    for name in ("pyproject.toml", "requirements/run.txt", "requirements/dev.txt"):
        (root / name).touch()
    shutil.copy2(ROOT / "run", root)
    (root / "seocheck").mkdir()
    (root / "seocheck" / "__main__.py").write_text(
        "import os, sys\nprint(os.getcwd(), sys.argv[1:], sys.stdin.read())\nsys.exit(3)\n"
    )
    return root


@pytest.fixture
def environment(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The checkout's environment, with a real but bare Python in it; `installed` notes what pip was asked for."""
    import venv

    made = run.Environment(checkout)
    made.installed = []
    monkeypatch.setattr(made, "build", lambda: venv.EnvBuilder(symlinks=os.name != "nt").create(made.folder))
    monkeypatch.setattr(made, "pip", lambda requirements, lock: made.installed.append(requirements.name))
    return made


def test_the_first_call_installs_and_says_so_in_one_line(environment: Any, capfd: pytest.CaptureFixture[str]) -> None:
    environment.make("run")
    assert environment.installed == ["run.txt"]
    assert capfd.readouterr() == ("", "Setting up .venv (first run only) …\n")


def test_later_calls_do_nothing_and_say_nothing(environment: Any, capfd: pytest.CaptureFixture[str]) -> None:
    environment.make("run")
    capfd.readouterr()
    environment.make("run")
    assert environment.installed == ["run.txt"]
    assert capfd.readouterr() == ("", "")


def test_the_tests_need_both_lists(environment: Any) -> None:
    environment.make("dev")
    environment.make("dev")
    assert environment.installed == ["run.txt", "dev.txt"]


def test_development_tools_are_added_without_making_all_anew(environment: Any) -> None:
    environment.make("run")
    environment.make("dev")
    assert environment.installed == ["run.txt", "dev.txt"]


@pytest.mark.parametrize("changed", ["requirements/run.txt", "pyproject.toml"])
def test_a_change_to_what_is_needed_makes_all_anew(environment: Any, changed: str) -> None:
    environment.make("dev")
    left_over = environment.site_packages() / "left_over.py"
    left_over.touch()
    (environment.root / changed).write_text("# changed\n")
    environment.make("dev")
    assert environment.installed == ["run.txt", "dev.txt"] * 2
    assert not left_over.exists()


def test_what_a_link_leads_to_is_left_alone(
    environment: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "made-by-run").touch()
    environment.folder.symlink_to(other)
    with pytest.raises(SystemExit, match="2"):
        environment.make("run")
    assert "is a link" in capfd.readouterr().err
    assert (other / "made-by-run").exists()


def test_a_change_to_the_development_list_leaves_the_rest(environment: Any) -> None:
    environment.make("dev")
    (environment.root / "requirements" / "dev.txt").write_text("# changed\n")
    assert environment.has("run")
    environment.make("dev")
    assert environment.installed == ["run.txt", "dev.txt", "dev.txt"]


@pytest.mark.parametrize("fact", ["version", "base_prefix"])
def test_another_python_makes_all_anew(environment: Any, monkeypatch: pytest.MonkeyPatch, fact: str) -> None:
    environment.make("run")
    monkeypatch.setattr(sys, fact, "another")
    assert not environment.has("run")


def test_a_python_that_has_gone_makes_all_anew(environment: Any) -> None:
    environment.make("run")
    environment.python.unlink()
    assert not environment.has("run")


@pytest.mark.parametrize("step", ["build", "pip"])
def test_a_set_up_cut_short_is_made_again(environment: Any, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def cut(*_: object) -> None:
        (environment.folder / "lib" / "half").mkdir(parents=True)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(environment, step, cut)
        with pytest.raises(KeyboardInterrupt):
            environment.make("run")
    assert not environment.has("run")
    environment.make("run")
    assert environment.has("run")
    assert not (environment.folder / "lib" / "half").exists()


def test_a_removal_cut_short_does_not_look_complete(environment: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    environment.make("run")
    before = (environment.root / "pyproject.toml").read_text()
    (environment.root / "pyproject.toml").write_text("# changed\n")

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(shutil, "rmtree", cut)
    with pytest.raises(KeyboardInterrupt):
        environment.make("run")
    (environment.root / "pyproject.toml").write_text(before)
    assert not environment.has("run")


def test_somebody_elses_environment_is_left_alone(environment: Any, capsys: pytest.CaptureFixture[str]) -> None:
    (environment.folder / "bin").mkdir(parents=True)
    with pytest.raises(SystemExit) as ended:
        environment.make("run")
    assert ended.value.code == 2
    assert "was not made by ./run" in capsys.readouterr().err
    assert [entry.name for entry in environment.folder.iterdir()] == ["bin"]


def test_a_python_without_ensurepip_is_told_what_to_install(
    environment: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "ensurepip" else name)
    with pytest.raises(SystemExit) as ended:
        environment.make("run")
    assert ended.value.code == 2
    assert f"apt install python3.{sys.version_info.minor}-venv" in capsys.readouterr().err
    assert not environment.folder.exists()


def test_what_pip_says_is_shown_only_when_it_fails(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    made = run.Environment(checkout)
    made.python = checkout / "pip"
    made.python.write_text("#!/bin/sh\necho no such version; exit $FAKE_PIP\n")
    made.python.chmod(0o755)
    monkeypatch.setenv("FAKE_PIP", "0")
    made.pip(checkout / "requirements" / "run.txt", None)
    assert capfd.readouterr() == ("", "")
    monkeypatch.setenv("FAKE_PIP", "1")
    with pytest.raises(SystemExit) as ended:
        made.pip(checkout / "requirements" / "run.txt", None)
    assert ended.value.code == 2
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.startswith("no such version\n")
    assert "could not install run.txt" in said.err


def test_an_old_python_is_told_which_one_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 13, "final", 0))
    with pytest.raises(SystemExit) as ended:
        run.main(["check"])
    assert ended.value.code == 2
    assert "needs Python 3.11 or newer; this is 3.10.13" in capsys.readouterr().err


TWICE_AT_ONCE = """
import sys, time
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

run = ModuleType("run_script")
run.__file__ = sys.argv[1] + "/run"
SourceFileLoader("run_script", run.__file__).exec_module(run)
made = run.Environment(Path(sys.argv[1]))

def slowly():
    time.sleep(0.3)
    made.python.parent.mkdir(parents=True)  # fails if both do it
    made.python.touch()
    made.site_packages().mkdir(parents=True)

made.build = slowly
made.pip = lambda requirements, lock: print("installed", flush=True)
made.make("run")
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no fcntl lock on Windows")
def test_two_first_calls_at_once_set_up_once(checkout: Path) -> None:
    command = [sys.executable, "-c", TWICE_AT_ONCE, str(checkout)]
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
        for _ in range(2)
    ]
    said = [process.communicate(timeout=30) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sorted(out for out, _ in said) == ["", "installed\n"]


def test_arguments_folder_stdin_and_exit_code_go_through(environment: Any, tmp_path: Path) -> None:
    environment.make("run")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "seocheck.py").write_text("raise SystemExit('imported from the folder we are in')\n")
    command = [sys.executable, environment.root / "run", "check", "-", "a b"]
    done = subprocess.run(
        command, cwd=elsewhere, input="page", capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 3, done.stderr
    assert (done.stdout, done.stderr) == (f"{elsewhere} ['check', '-', 'a b'] page\n", "")
    assert [entry.name for entry in elsewhere.iterdir()] == ["seocheck.py"]


def test_the_tests_are_pytest_with_the_arguments_that_follow() -> None:
    assert run.command_line(Path("python"), ["tests", "-k", "x"]) == ["python", "-P", "-m", "pytest", "-k", "x"]
    assert run.command_line(Path("python"), ["check", "tests"]) == ["python", "-P", "-m", "seocheck", "check", "tests"]
