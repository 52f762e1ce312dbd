"""Whole runs from the command line: every input has its row, and whatever stops a run, the same command goes on."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.batch.site import HOSTS, Site

CHECKOUT = Path(__file__).resolve().parents[2]
OPTIONS = [part for host in HOSTS for part in ("--allow-private", host)]
FAST = ["--delay", "0", "--per-host", "4"]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


class Here:
    """A folder to run commands in, with a cache of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "XDG_CACHE_HOME": str(folder / "cache")}

    def command(self, *args: str) -> list[str]:
        return [sys.executable, "-m", "seocheck", *args]

    def start(self, *args: str, **how: Any) -> subprocess.Popen[bytes]:
        given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, **how}
        return subprocess.Popen(self.command(*args), cwd=self.folder, env=self.environment, **given)

    def run(self, *args: str, **how: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*args),
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            **how,
        )

    def list(self, lines: list[str], name: str = "urls.txt") -> None:
        (self.folder / name).write_text("\n".join([*lines, ""]), encoding="utf-8")

    def done(self, run: str) -> int:
        """How many pages the store of a run knows the end of."""
        path = self.folder / run
        if not path.exists():
            return 0
        with closing(sqlite3.connect(path)) as db:
            try:
                return int(db.execute("SELECT count(status) FROM target").fetchone()[0])
            except sqlite3.OperationalError:  # not yet laid out
                return 0


@pytest.fixture
def here(tmp_path: Path) -> Here:
    return Here(tmp_path)


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def wait_until(true: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def test_killed_at_random_moments_it_ends_with_the_report_of_an_unbroken_run(here: Here, site: Site) -> None:
    urls = site.urls(45, bad=3)
    here.list([*urls, urls[7], "ftp://x.example/", "# a comment", ""])
    told = ["--format", "jsonl", "--from", "urls.txt", *OPTIONS]
    unbroken = here.run("check", *told, *FAST, "--run", "unbroken.run", "--jobs", "1")
    assert unbroken.returncode == 3
    pages = rows(unbroken.stdout)
    assert [page["input"] for page in pages] == [*urls, urls[7], "ftp://x.example/"]
    assert Counter(page["status"] for page in pages) == {"audited": 30, "failed": 9, "refused": 4, "skipped": 4}

    chance = random.Random(5)
    slowly = ["check", *told, "--delay", "0.03", "--run", "killed.run", "--output", "json=report.json"]
    kills = 0
    while kills < 10:
        with here.start(*slowly, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(chance.uniform(0.2, 1.2))
            process.kill()
        kills += 1
        if here.done("killed.run"):
            with closing(sqlite3.connect(here.folder / "killed.run")) as db:
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert not (here.folder / "report.json").exists() or json.loads((here.folder / "report.json").read_text())
    assert here.run(*slowly).stdout == unbroken.stdout


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_asked_to_stop_it_keeps_what_is_done_and_prints_the_line_that_goes_on(
    here: Here, site: Site, number: signal.Signals, code: int
) -> None:
    here.list(site.urls(60))
    args = ["check", "--from", "urls.txt", *OPTIONS, "--format", "jsonl", "--delay", "0.1", "--run", "a run"]
    with here.start(*args) as process:
        wait_until(lambda: here.done("a run") > 3)
        process.send_signal(number)
        out, said = process.communicate(timeout=5)
    assert (process.returncode, out) == (code, b""), said
    kept = here.done("a run")
    line = re.search(r"^To go on: seocheck (runs resume .*)$", said.decode(), re.MULTILINE)
    assert f"{kept} of 60 pages are done and kept" in said.decode()
    assert line is not None
    assert line[1] == "runs resume 'a run'"
    resumed = here.run("runs", "resume", "a run")
    assert "Going on with the run of 20" in resumed.stderr
    assert f"{kept} of 60 pages are done." in resumed.stderr
    assert len(rows(resumed.stdout)) == 60
    assert not list(here.folder.glob("*.lock"))


def test_a_list_is_read_no_faster_than_it_comes_and_the_first_pages_start_at_once(here: Here, site: Site) -> None:
    args = ["check", "--from", "-", *OPTIONS, *FAST, "--format", "jsonl", "--run", "pipe.run", "--quiet"]
    with here.start(*args, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write("".join(f"{url}\n" for url in site.urls(3)).encode())
        process.stdin.flush()
        wait_until(lambda: here.done("pipe.run") == 3)
        process.stdin.write(f"{site.url('/last')}\n".encode())
        out, _ = process.communicate(timeout=20)
    assert [page["input"] for page in rows(out.decode())] == [*site.urls(3), site.url("/last")]


def test_a_second_run_asks_only_what_changed_and_only_while_the_rules_are_the_same(here: Here, site: Site) -> None:
    urls = [site.url(f"/again-{number}") for number in range(4)]
    here.list(urls)
    args = ["check", "--from", "urls.txt", *OPTIONS, *FAST, "--format", "jsonl", "--run", "again.run"]
    site.spared.clear()  # other tests ask the same site
    first = here.run(*args)
    assert not site.spared
    assert here.run(*args).stdout == first.stdout
    assert site.spared == {f"/again-{number}": 1 for number in range(4)}
    fewer = here.run(*args, "--select", "title-missing")
    assert [page["rules"]["passed"] for page in rows(fewer.stdout)] == [1] * 4
    assert sum(site.spared.values()) == 4


URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


def test_a_sitemap_is_followed_by_its_pages_wherever_it_was_found(here: Here, site: Site) -> None:
    pages = "".join(f"<url><loc>{site.url(f'/mapped-{number}')}</loc></url>" for number in range(3))
    site.files["/sitemap.xml"] = site.files["/hidden"] = URLSET.format(pages).encode()
    site.files["/index.xml"] = (
        f"<sitemapindex><sitemap><loc>{site.url('/sitemap.xml')}</loc></sitemap></sitemapindex>".encode()
    )
    (here.folder / "local.xml").write_bytes(site.files["/sitemap.xml"])
    mapped = [(site.url(f"/mapped-{number}"), "audited") for number in range(3)]
    for given, before in (
        (site.url("/hidden"), [(site.url("/hidden"), "skipped")]),
        (site.url("/index.xml"), [(site.url("/index.xml"), "skipped"), (site.url("/sitemap.xml"), "skipped")]),
        ("local.xml", [("local.xml", "skipped")]),
    ):
        done = here.run("check", given, *OPTIONS, *FAST, "--format", "jsonl", "--quiet")
        assert [(page["input"], page["status"]) for page in rows(done.stdout)] == [*before, *mapped], done.stderr


def test_how_a_run_ends_is_its_exit_code(here: Here, site: Site) -> None:
    story, gone = site.url("/story"), site.url("/gone")
    (here.folder / "other.run").write_bytes(b"something else" * 999)
    for args, code in (
        ([story, "--fail-on", "never"], 0),
        ([story, "--fail-on", "warning"], 1),
        ([story, gone, "--fail-on", "warning"], 3),
        ([story, "--run", "other.run"], 2),
        ([story, "--run", "nowhere/x.run"], 2),
        ([story, "--user-agent", "a\nb"], 2),
        (["--from", "nothing.txt"], 3),
    ):
        done = here.run("check", *args, *OPTIONS, *FAST)
        assert (done.returncode, args) == (code, args), done.stderr
        assert "Traceback" not in done.stderr
    here.environment["XDG_CACHE_HOME"] = "/dev/null"
    nowhere = here.run("check", story, *OPTIONS)
    assert (nowhere.returncode, "choose a file with --run FILE" in nowhere.stderr) == (2, True)


def test_two_at_once_on_one_run_the_second_is_told_and_may_come_again(here: Here, site: Site) -> None:
    here.list(site.urls(60))
    args = ["check", "--from", "urls.txt", *OPTIONS, "--delay", "0.2", "--run", "one.run"]
    with here.start(*args) as first:
        wait_until(lambda: here.done("one.run") > 0)
        second = here.run(*args)
        first.send_signal(signal.SIGINT)
    assert second.returncode == 4
    assert f"another seocheck (process {first.pid}) works on this run" in second.stderr


def test_a_run_of_another_command_is_not_mixed_with_this_one(here: Here, site: Site) -> None:
    here.list(site.urls(60))
    with here.start("check", "--from", "urls.txt", *OPTIONS, "--delay", "0.2", "--run", "one.run") as process:
        wait_until(lambda: here.done("one.run") > 0)
        process.kill()
    other = here.run("check", site.url("/story"), *OPTIONS, "--run", "one.run")
    assert other.returncode == 2
    assert "holds a run that is not finished, of another command or other rules" in other.stderr
    assert "seocheck runs resume one.run" in other.stderr


def test_a_report_that_cannot_be_written_costs_nothing_but_writing_it_again(here: Here, site: Site) -> None:
    args = ["check", *site.urls(4), *OPTIONS, *FAST, "--format", "jsonl", "--run", "full.run"]
    with Path("/dev/full").open("wb") as full, here.start(*args, stdout=full) as process:
        _, said = process.communicate(timeout=20)
    assert process.returncode == 4
    assert b"the report could not be written: No space left on device" in said
    before = sum(site.asked.values())
    assert len(rows(here.run("runs", "resume", "full.run").stdout)) == 4
    assert sum(site.asked.values()) == before


def test_a_disk_that_fills_up_leaves_a_run_that_goes_on(here: Here, site: Site) -> None:
    resource = pytest.importorskip("resource")
    here.list(site.urls(40))
    args = ["check", "--from", "urls.txt", *OPTIONS, *FAST, "--format", "jsonl", "--run", "small.run"]
    most = 150_000

    def little_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    with here.start(*args, preexec_fn=little_room) as process:
        _, said = process.communicate(timeout=30)
    assert process.returncode == 4, said
    assert b"To go on later: seocheck runs resume small.run" in said
    assert len(rows(here.run(*args).stdout)) == 40


def test_runs_are_listed_and_shown_by_the_name_they_are_kept_under(here: Here, site: Site) -> None:
    here.list([*site.urls(3), site.url("/gone")], "my list.txt")
    here.run("check", "--from", "my list.txt", *OPTIONS, *FAST)
    listed = here.run("runs", "list")
    name, words = listed.stdout.strip().split("  ", 1)
    assert re.fullmatch(r"my-list\.txt-[0-9a-f]{8}", name)
    assert words.startswith("finished 20")
    assert "seocheck check --from 'my list.txt'" in words
    shown = here.run("runs", "show", name)
    assert "3 audited, 1 failed" in shown.stdout
    assert "1 HTTP.status-4xx" in shown.stdout
    nothing = here.run("runs", "show", "nothing")
    assert (nothing.returncode, nothing.stdout) == (2, "")
    assert "there is no such run" in nothing.stderr
