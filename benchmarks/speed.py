"""What an audit with all default rules costs, mostly as ratios, which hold on any machine: tables.

Run `python -m benchmarks.speed [PART …] [--folder FOLDER] [--pages N] [--rounds N] [--audits N]`; without a PART, all:

    pages    audit ÷ parsing the same bytes with lxml and with turbohtml; `extruct.extract` ÷ audit; p99 ÷ median
    stages   where the time of an audit goes: reading, and the dearest subjects and verbs
    growth   time with twice as many elements, links, JSON-LD nodes, own rules: linear is up to 2
    memory   resident memory over --audits audits of the smaller half of the pages again and again: the slope in KB an
             audit
    start    whole processes: `--version`, and one page with a text report
    jobs     pages a second of `check` with one worker and with two

FOLDER holds saved pages (.html or .html.gz); without it, the bulk pages of a `shared` folder beside the checkout. N
pages are taken, spread over the folder. What is compared runs in turn on each page, in one process. A round goes over
all pages, for a page that is audited twice in a row finds warm what a new page does not. Times are of the processor,
the least of the rounds, for other work on a machine only ever adds to them. `start` and `jobs` are by the clock, the
median of the rounds.
"""

from __future__ import annotations

import argparse
import gzip
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from turbohtml import parse

from seocheck import Document, load_ruleset
from seocheck.audit import audit
from seocheck.page import read_page, subjects
from seocheck.page.decode import decode
from seocheck.ruleset import Ruleset

BULK = Path(__file__).resolve().parents[1] / "../shared/corpus/bulk"
COMMAND = (sys.executable, "-m", "seocheck")
_WARMING = 20  # pages audited before anything is measured
_DEAREST = 20
_SAMPLES = 10
_COUNTS = (500, 2_000, 8_000)  # of what a page has twice as much of
_EXTRUCT_PAGES = 40  # extruct takes some hundred times as long as a parse

Job = Callable[[], object]


def seconds(*jobs: Job, rounds: int) -> list[float]:
    """The processor time of each job, the least of the rounds; in each round they take turns."""
    least = [float("inf")] * len(jobs)
    for _ in range(rounds):
        for at, job in enumerate(jobs):
            start = time.process_time()
            job()
            least[at] = min(least[at], time.process_time() - start)
    return least


def by_the_clock(command: Sequence[str], rounds: int) -> float:
    """How long a process takes from start to end, the median of the rounds."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        taken.append(time.perf_counter() - start)
    return median(taken)


def table(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """A title, and lines of a name and a number below it."""
    sys.stdout.write("".join((f"\n{title}\n\n", *(f"  {name:<58} {number:>10}\n" for name, number in rows))))
    sys.stdout.flush()


def pages(contents: list[bytes], rules: Ruleset, rounds: int) -> None:
    """Audits against parsers and extruct."""
    import extruct
    from lxml import html

    texts = [decode(content, {}).text for content in contents]
    taken = seconds(
        *(
            job
            for content, text in zip(contents, texts, strict=True)
            for job in (
                partial(audit, Document(content), rules),
                partial(html.document_fromstring, content),
                partial(parse, text, scripting=True, source_locations=True),
            )
        ),
        rounds=rounds,
    )
    own, lxml, turbohtml = taken[::3], taken[1::3], taken[2::3]
    step = max(len(contents) // _EXTRUCT_PAGES, 1)
    some = seconds(
        *(
            job
            for content, text in zip(contents[::step], texts[::step], strict=True)
            for job in (partial(audit, Document(content), rules), partial(extruct.extract, text, errors="ignore"))
        ),
        rounds=1,
    )
    audits, extracts = some[::2], some[1::2]
    ordered = sorted(own)
    size = sum(map(len, contents)) / len(contents) / 1024
    rows = [
        ("audit, ms a page", f"{1000 * sum(own) / len(own):.1f}"),
        ("audit, ms the median page", f"{1000 * median(own):.1f}"),
        ("audit ÷ lxml.html parse, all pages together", f"{sum(own) / sum(lxml):.2f}"),
        ("audit ÷ lxml.html parse, the median page", f"{median(map(_ratio, own, lxml)):.2f}"),
        ("audit ÷ turbohtml parse with places, all pages together", f"{sum(own) / sum(turbohtml):.2f}"),
        ("p99 page ÷ median page", f"{ordered[len(ordered) * 99 // 100] / median(ordered):.1f}"),
        (f"extruct.extract, all syntaxes ÷ audit ({len(audits)} pages)", f"{sum(extracts) / sum(audits):.1f}"),
    ]
    table(f"Audits of {len(contents)} pages, {size:.0f} KB on average", rows)


def _ratio(one: float, other: float) -> float:
    return one / other


def stages(contents: list[bytes], rules: Ruleset) -> None:
    """Exclusive time by subject and verb: what one calls for first pays for what others share with it."""
    spent: defaultdict[str, float] = defaultdict(float)
    open_ones: list[float] = []  # the time inner calls took, for each call that is not over

    def timed(name: Callable[..., str], function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            open_ones.append(0.0)
            start = time.process_time()
            try:
                return function(*given)
            finally:
                taken = time.process_time() - start
                spent[name(*given)] += taken - open_ones.pop()
                if open_ones:
                    open_ones[-1] += taken

        return call

    module = sys.modules["seocheck.audit"]
    replaced: list[tuple[Any, str, Any]] = [(module, "read_page", "reading the page"), (subjects, "resolve", None)]
    verbs = {expectation.verb: expectation.module for rule in rules.rules for expectation in rule.expectations}
    replaced += [(verb, "check", f"verb {name}") for name, verb in verbs.items()]
    kept = [(owner, attribute, getattr(owner, attribute)) for owner, attribute, _ in replaced]
    try:
        for (owner, attribute, label), (_, _, function) in zip(replaced, kept, strict=True):
            name = (lambda *_, label=label: label) if label else (lambda _, subject: f"subject {subject}")
            setattr(owner, attribute, timed(name, function))
        whole = timed(lambda *_: "judging and reporting itself", lambda content: audit(Document(content), rules))
        for content in contents:
            whole(content)
    finally:
        for owner, attribute, function in kept:
            setattr(owner, attribute, function)
    total = sum(spent.values())
    rows = [
        (name, f"{100 * taken / total:.1f} %")
        for name, taken in sorted(spent.items(), key=lambda item: -item[1])[:_DEAREST]
    ]
    table("Where the time goes (shares; measuring adds to the many small ones)", rows)


def growth(rules: Ruleset, rounds: int) -> None:
    """Time of a page with twice as much of something, ÷ the time with once as much."""
    makers = {"elements": _elements, "links": _links, "JSON-LD nodes": _nodes, "paragraphs": _paragraphs}
    article = _paragraphs(50)
    cases = [
        *(
            (name, count, (make(count), rules), (make(2 * count), rules))
            for name, make in makers.items()
            for count in _COUNTS
        ),
        *(("own rules", count, (article, _own_rules(count)), (article, _own_rules(2 * count))) for count in (100, 400)),
    ]
    rows = []
    for name, count, once, twice in cases:
        small, large = seconds(
            lambda once=once: audit(Document(once[0]), once[1]),  # type: ignore[misc]
            lambda twice=twice: audit(Document(twice[0]), twice[1]),  # type: ignore[misc]
            rounds=rounds,
        )
        rows.append((f"{name}: {2 * count:,} ÷ {count:,}", f"{large / small:.2f}"))
    table("Twice as much takes so many times as long", rows)


def _page(head: str, body: str) -> bytes:
    head = f"<head><title>Mayor resigns</title>{head}</head>"
    return f"<!doctype html><html lang=en>{head}<body>{body}</body></html>".encode()


def _elements(count: int) -> bytes:
    return _page("", "<h1>Mayor resigns</h1>" + '<div class="box"><span>12 apples</span></div>\n' * (count // 2))


def _links(count: int) -> bytes:
    return _page(
        "", "<h1>Mayor resigns</h1>" + "".join(f'<a href="/story/{at}">Story {at}</a>\n' for at in range(count))
    )


def _nodes(count: int) -> bytes:
    nodes = ",\n".join(f'{{"@type":"Person","@id":"#p{at}","name":"Ann Lee {at}"}}' for at in range(count))
    block = f'{{"@context":"https://schema.org","@graph":[{nodes}]}}'
    return _page(f'<script type="application/ld+json">{block}</script>', "<h1>Mayor resigns</h1>")


def _paragraphs(count: int) -> bytes:
    words = "The council met on Monday and heard what the mayor had to say about the budget of the town. "
    return _page("", "<article><h1>Mayor resigns</h1>" + f"<p>{words * 3}</p>\n" * count + "</article>")


def _own_rules(count: int) -> Ruleset:
    """A policy of one newsroom's rules alone."""
    entries = "".join(
        f'  own-{at}:\n    group: own\n    subject: {{css: "p.c{at}, h1"}}\n    expect: {{matches: "^[A-Z]"}}\n'
        f"    severity: info\n    message: 'It begins with “{{value}}”.'\n"
        for at in range(count)
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "seocheck.yaml"
        path.write_text(f"version: 1\nrules:\n{entries}", "utf-8")
        return load_ruleset(path)


def memory(contents: list[bytes], rules: Ruleset, audits: int) -> None:
    """Resident memory while pages are audited again and again; Linux only. The first tenth is for warming up."""
    status = Path("/proc/self/status")
    if not status.exists():
        table("Memory: not measured, this system has no /proc", ())
        return
    smaller = sorted(contents, key=len)[: max(len(contents) // 2, 1)]  # what leaks leaks there too, in half the time
    seen: list[tuple[int, int]] = []
    for at in range(audits):
        audit(Document(smaller[at % len(smaller)]), rules)
        if (at + 1) % max(audits // _SAMPLES, 1) == 0:
            seen.append((at + 1, _resident(status)))
    (first, before), (last, after) = seen[0], seen[-1]
    rows = [(f"after {count:,} audits, MB", f"{size / 1024:.0f}") for count, size in seen]
    rows.append((f"KB an audit, from audit {first:,} to {last:,}", f"{(after - before) / max(last - first, 1):.3f}"))
    table(f"Memory over {audits:,} audits of {len(smaller)} pages", rows)


def _resident(status: Path) -> int:
    """Kilobytes a process has in memory."""
    (line,) = (line for line in status.read_text("ascii").splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1])


def start(contents: list[bytes], rounds: int) -> None:
    """Whole processes, from start to end."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_bytes(sorted(contents, key=len)[len(contents) // 2])
        rows = [
            ("python -c pass, s", f"{by_the_clock((sys.executable, '-c', 'pass'), rounds):.3f}"),
            ("seocheck --version, s", f"{by_the_clock((*COMMAND, '--version'), rounds):.3f}"),
            ("seocheck check PAGE, s", f"{by_the_clock((*COMMAND, 'check', str(page)), rounds):.3f}"),
        ]
    table("Start", rows)


def jobs(contents: list[bytes], rounds: int) -> None:
    """One worker against two."""
    with tempfile.TemporaryDirectory() as folder:
        for at, content in enumerate(contents):
            Path(folder, f"{at:05}.html").write_bytes(content)
        command = (*COMMAND, "check", folder, "--format", "jsonl", "--quiet", "--jobs")
        taken = [(by_the_clock((*command, "1"), 1), by_the_clock((*command, "2"), 1)) for _ in range(rounds)]
    one, two = (median(column) for column in zip(*taken, strict=True))
    rows = [
        ("one worker, pages a second", f"{len(contents) / one:.0f}"),
        ("two workers, pages a second", f"{len(contents) / two:.0f}"),
        ("two workers ÷ one", f"{one / two:.2f}"),
    ]
    table(f"`check` of a folder of {len(contents)} pages", rows)


PARTS = ("pages", "stages", "growth", "memory", "start", "jobs")


def _contents(folder: Path, count: int) -> Iterator[bytes]:
    """The bytes of some pages, spread over a folder."""
    paths = sorted(path for path in folder.rglob("*") if path.name.endswith((".html", ".html.gz", ".htm")))
    if not paths:
        sys.exit(f"benchmarks.speed: no pages in {folder}; name a folder with --folder")
    for path in paths[:: max(len(paths) // count, 1)][:count]:
        content = path.read_bytes()
        content = gzip.decompress(content) if path.suffix == ".gz" else content
        if content.strip():
            yield content


def main() -> None:
    """The tables asked for, on standard output."""
    about, _, _ = str(__doc__).partition("\n")
    parser = argparse.ArgumentParser("benchmarks.speed", description=about)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--folder", type=Path, default=BULK)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--audits", type=int, default=20_000)
    given = parser.parse_args()
    if unknown := [part for part in given.parts if part not in PARTS]:
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    contents, rules = list(_contents(given.folder, given.pages)), load_ruleset()
    for content in contents[:_WARMING]:
        audit(Document(content), rules)
        read_page(Document(content))
    measured: dict[str, Job] = {
        "pages": lambda: pages(contents, rules, given.rounds),
        "stages": lambda: stages(contents, rules),
        "growth": lambda: growth(rules, given.rounds),
        "memory": lambda: memory(contents, rules, given.audits),
        "start": lambda: start(contents, given.rounds),
        "jobs": lambda: jobs(contents, given.rounds),
    }
    for part in given.parts or PARTS:
        measured[part]()


if __name__ == "__main__":
    main()
