"""Long runs under hard conditions, against a server of our own on loopback. Run `python -m benchmarks.survive`:

    --kills 100 --urls 5000                        killed again and again, then compared with an unbroken run
    --urls 20000 --hosts 20 --misbehaving 30       one row an input? did the server see us keep to what we promise?
    --listing 1000000 --seconds 120                how soon does a long list start, how does the parent's memory grow?
    --listing 1000000 --distinct 20000 --seconds 900   … and is there a row a line when each address stands there often?
    --pages FOLDER                                 pages a second over loopback against the same pages from disk

--delay SECONDS between two requests to a host (default 0.01), --seed NUMBER for the moments of killing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.fetch.server import MISBEHAVING, TICK

CHECKOUT = Path(__file__).resolve().parents[1]
PER_HOST = 2
JITTER = 0.05  # seconds by which a busy machine lets a server note late when an answer went out
_BUSY = [name for name, _ in MISBEHAVING].index("busy")


def main() -> None:
    """Do what the options ask for, in a folder that is thrown away."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--urls", type=int, default=1000)
    parser.add_argument("--hosts", type=int, default=20)
    parser.add_argument("--misbehaving", type=int, default=0, metavar="PERCENT")
    parser.add_argument("--delay", type=float, default=0.01)
    parser.add_argument("--listing", type=int, default=0)
    parser.add_argument(
        "--distinct", type=int, default=0, metavar="N", help="addresses in the list; 0: as many as lines"
    )
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="survive-") as name:
        if given.pages:
            speed(Path(name), given.pages.resolve())
            return
        with server(Path(name), given.hosts, given.misbehaving) as port:
            bench = Bench(Path(name), port, given.hosts, given.delay, given.distinct)
            if given.listing:
                listing(bench, given.listing, given.seconds)
            elif given.kills:
                kills(bench, given.urls, given.kills, given.seed)
            else:
                polite(bench, given.urls, given.misbehaving)


@contextmanager
def server(folder: Path, hosts: int, misbehaving: int) -> Iterator[int]:
    """The misbehaving server in a process of its own; its port."""
    command = [sys.executable, "-m", "tests.fetch.server", "--hosts", str(hosts), "--misbehaving", str(misbehaving)]
    command += ["--log", str(folder / "log.jsonl")]
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


class Bench:
    """A folder with a list of addresses, and the command that checks it."""

    def __init__(self, folder: Path, port: int, hosts: int, delay: float, distinct: int = 0) -> None:
        self.folder, self.port, self.hosts, self.delay, self.distinct = folder, port, hosts, delay, distinct
        self.environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "XDG_CACHE_HOME": str(folder)}

    def url(self, number: int) -> str:
        """One address; hosts take turns."""
        number = number % self.distinct if self.distinct else number
        return f"http://127.0.0.{number % self.hosts + 1}:{self.port}/story-{number}"

    def list(self, number: int) -> None:
        """Write the list."""
        with (self.folder / "urls.txt").open("w") as file:
            file.writelines(f"{self.url(at)}\n" for at in range(number))

    def start(self, run: str, *more: str) -> subprocess.Popen[bytes]:
        """Begin, or go on, with a run; its reports are `run`.jsonl and `run`.csv."""
        private = [part for at in range(self.hosts) for part in ("--allow-private", f"127.0.0.{at + 1}")]
        reports = ["--format", "json", "--output", f"jsonl={run}.jsonl", "--output", f"csv={run}.csv", "--quiet"]
        command = [sys.executable, "-m", "seocheck", "check", "--from", "urls.txt", "--run", f"{run}.run", *reports]
        command += [*private, "--delay", str(self.delay), "--per-host", str(PER_HOST), *more]
        return subprocess.Popen(command, cwd=self.folder, env=self.environment, stdout=subprocess.DEVNULL)

    def text(self, name: str) -> bytes:
        """What a file holds."""
        return (self.folder / name).read_bytes()

    def ask(self, run: str, question: str) -> Any:
        """One value from the store of a run."""
        with closing(sqlite3.connect(self.folder / f"{run}.run", timeout=30)) as db:
            return db.execute(question).fetchone()[0]


def kills(bench: Bench, urls: int, number: int, seed: int) -> None:
    """Kill a run at random moments, and compare what it says in the end."""
    bench.list(urls)
    began = time.monotonic()
    bench.start("unbroken").wait()
    whole = time.monotonic() - began
    say(f"unbroken: {urls} addresses in {whole:.0f} s")
    chance = random.Random(seed)
    fine = done = at_start = 0
    for killed in range(number):
        with bench.start("killed") as process:
            try:
                process.wait(chance.uniform(0.3, 3.0 + 2 * whole / number))
                at_start += 1  # it was finished before it was killed: from here on it begins anew
            except subprocess.TimeoutExpired:
                process.kill()
        if (bench.folder / "killed.run").exists():
            fine += bench.ask("killed", "PRAGMA integrity_check") == "ok"
            done = bench.ask("killed", "SELECT count(status) FROM target WHERE run = (SELECT max(id) FROM run)")
        if killed % 10 == 9:
            say(f"{killed + 1} times: {done} done, {fine} stores sound, {at_start} finished before the kill")
    bench.start("killed").wait()
    for kind in ("jsonl", "csv"):
        same = bench.text(f"killed.{kind}") == bench.text(f"unbroken.{kind}")
        say(f"{kind}: {'the same bytes' if same else 'DIFFERENT'}")
    asked = Counter(visit["host"] + visit["path"] for visit in log(bench) if visit["path"] != "/robots.txt")
    say(
        f"requests for pages: {sum(asked.values())} for {urls} addresses, two runs; most for one: {max(asked.values())}"
    )


def polite(bench: Bench, urls: int, misbehaving: int) -> None:
    """One run; its rows, and what the server saw."""
    bench.list(urls)
    began = time.monotonic()
    process = bench.start("run")
    peak = 0
    while process.poll() is None:
        peak = max(peak, rss(process.pid))
        time.sleep(0.5)
    seconds = time.monotonic() - began
    inputs = [json.loads(line)["input"] for line in bench.text("run.jsonl").splitlines()]
    right = inputs == [bench.url(at) for at in range(urls)]
    say(f"{urls} addresses in {seconds:.0f} s, exit code {process.returncode}, parent at most {peak} MiB")
    say(f"rows: {len(inputs)}, {'each input once, in order' if right else 'NOT each input once'}")
    say(f"codes: {json.dumps(Counter(json.loads(line)['code'] for line in bench.text('run.jsonl').splitlines()))}")
    hosts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for visit in sorted(log(bench), key=lambda visit: float(visit["came"])):
        hosts[visit["host"]].append(visit)
    gaps = [after["came"] - before["came"] for visits in hosts.values() for before, after in pairwise(visits)]
    short = sum(gap < bench.delay - TICK for gap in gaps)
    late = max(visit["began"] - visit["came"] for visits in hosts.values() for visit in visits)
    say(f"requests: {len(gaps) + len(hosts)} at {len(hosts)} hosts")
    say(f"gaps below {bench.delay:g} s: {short}; least {min(gaps):.3f} s, by when requests reached the machine")
    say(f"the server noticed them at most {late:.3f} s later")
    most = max(at_once(visits) for visits in hosts.values())
    say(f"requests at once at a host: {most} (allowed: {PER_HOST})")
    pauses = [pause for visits in hosts.values() for pause in after_busy(visits, misbehaving, bench.delay)]
    if pauses:
        kept = sum(pause >= 1 - JITTER for pause in pauses)
        say(f"Retry-After: 1 was asked {len(pauses)} times and kept to {kept} times; least {min(pauses):.2f} s")


def at_once(visits: list[dict[str, Any]]) -> int:
    """The most requests a host had to answer together."""
    ends = sorted([(visit["began"], 1) for visit in visits] + [(visit["ended"], -1) for visit in visits])
    most = now = 0
    for _, step in ends:
        now += step
        most = max(most, now)
    return most


def after_busy(visits: list[dict[str, Any]], misbehaving: int, delay: float) -> Iterator[float]:
    """After each answer that asked for a pause of a second: how long until the host was asked again.

    What was under way when the answer went out does not count.
    """
    for at, visit in enumerate(visits):
        number = zlib.crc32(visit["path"].encode())
        if number % 100 < misbehaving and number // 100 % len(MISBEHAVING) == _BUSY:
            later = (other["came"] - visit["ended"] for other in visits[at + 1 :])
            if (pause := next((seconds for seconds in later if seconds > delay + JITTER), None)) is not None:
                yield pause


def listing(bench: Bench, number: int, seconds: float) -> None:
    """How soon the first page of a long list is done, how the parent's memory grows with what is read, and its rows."""
    bench.list(number)
    began = time.monotonic()
    process = bench.start("long")
    seen: list[tuple[int, int, int]] = []
    first = None
    while time.monotonic() - began < seconds and process.poll() is None:
        time.sleep(0.05 if first is None else 5)
        spent = time.monotonic() - began
        try:
            done = bench.ask("long", "SELECT count(*) FROM target WHERE status IS NOT NULL")
            known = bench.ask("long", "SELECT coalesce(max(id), 0) FROM target")
        except sqlite3.OperationalError:  # not laid out yet
            continue
        if first is None and done:
            first = spent
            say(f"first page done after {first:.1f} s")
        elif first is not None and process.poll() is None:
            seen.append((known, done, rss(process.pid)))
            say(f"{spent:4.0f} s: {known:9,} addresses, {done:7,} done, parent {seen[-1][2]} MiB")
    if process.poll() is None:
        stopping = time.monotonic()
        process.send_signal(signal.SIGINT)
        say(f"exit code {process.wait()}, {time.monotonic() - stopping:.1f} s after Ctrl-C")
    else:
        with (bench.folder / "long.jsonl").open() as file:
            inputs = [bench.url(at) == json.loads(line)["input"] for at, line in enumerate(file)]
        right = len(inputs) == number and all(inputs)
        say(f"exit code {process.returncode} after {time.monotonic() - began:.0f} s")
        say(f"rows: {len(inputs):,}, {'each input once, in order' if right else 'NOT each input once'}")
    half = seen[len(seen) // 2 :]
    if len(half) > 1:
        grown, lines, pages = half[-1][2] - half[0][2], half[-1][0] - half[0][0], half[-1][1] - half[0][1]
        say(f"in the second half: {grown:+} MiB over {lines:,} addresses listed and {pages:,} pages done")


def speed(folder: Path, pages: Path) -> None:
    """The same pages over loopback and from disk."""
    files = sorted(path for path in pages.iterdir() if path.name.endswith((".html", ".html.gz")))
    for at, path in enumerate(files):
        shutil.copy(
            path, folder / f"{at:05}{''.join(path.suffixes[-2:] if path.suffix == '.gz' else path.suffixes[-1:])}"
        )
    names = sorted(path.name for path in folder.iterdir())
    code = (
        "import asyncio, pathlib, sys\nfrom tests.fetch.server import Server, answer\n"
        "async def respond(request, connection):\n"
        "    path = pathlib.Path(sys.argv[1]) / request.path[1:]\n"
        "    packed = ['Content-Encoding: gzip'] if path.suffix == '.gz' else []\n"
        "    known = path.is_file()\n"
        "    await connection.send(answer(path.read_bytes() if known else b'', *packed if known else (),\n"
        "                                 status='200 OK' if known else '404 Not Found'))\n"
        "async def main():\n    hosts = [f'127.0.0.{number}' for number in range(1, 21)]\n"
        "    async with Server(respond, addresses=hosts) as server:\n"
        "        print(server.port, flush=True)\n        await asyncio.sleep(3600)\nasyncio.run(main())\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            bench = Bench(folder, int(process.stdout.readline()), 20, 0)
            with (folder / "urls.txt").open("w") as file:
                for at, name in enumerate(names):
                    file.write(f"http://127.0.0.{at % 20 + 1}:{bench.port}/{name}\n")
            fetched = timed(bench.start("fetched", "--per-host", "4"))
        finally:
            process.kill()
    command = [sys.executable, "-m", "seocheck", "check", str(folder), "--format", "json", "--quiet"]
    disk = timed(subprocess.Popen(command, env=bench.environment, stdout=subprocess.DEVNULL))
    for what, (seconds, processor) in (("from disk", disk), ("over loopback", fetched)):
        rate = len(names) / seconds
        say(f"{what}: {len(names)} pages in {seconds:.1f} s, {rate:.1f}/s, {processor:.1f} s of processor")
    say(f"ratio: {disk[0] / fetched[0]:.2f} by the clock, {disk[1] / fetched[1]:.2f} by the processor")


def timed(process: subprocess.Popen[bytes]) -> tuple[float, float]:
    """Seconds and processor seconds until a process has ended."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def log(bench: Bench) -> list[dict[str, Any]]:
    """What the server saw."""
    return [json.loads(line) for line in bench.text("log.jsonl").splitlines() if line.endswith(b"}")]


def rss(pid: int) -> int:
    """The memory of a process just now, in MiB."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return int(fields[1]) * resource.getpagesize() >> 20


def say(line: str) -> None:
    """Print, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
