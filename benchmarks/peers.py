"""What one page, and a folder of pages, cost with seocheck and with what people would take instead: a table.

Run `python -m benchmarks.peers [FOLDER] [--pages N] [--rounds N] [--tools FOLDER]`. FOLDER holds saved pages (.html or
.html.gz); without it, the bulk pages of a `shared` folder beside the checkout. N of them, spread over the folder, are
unpacked into a folder that is thrown away; the tools that come from npm are put into the user's cache, or where
--tools says, without running their install scripts. A tool that is not to be had here is left out, and why is said.

Measured are whole processes, from start to end, with all they print: each round takes another page and all tools in
turn, the first one another each time. Numbers are medians over the rounds: of seocheck seconds, of the others how many
times what seocheck took in the same round. CPU is user and system time, of child processes too: on a busy machine it
is the steadier number.
"""

from __future__ import annotations

import argparse
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

from seocheck import __version__, load_ruleset
from seocheck.model import Document
from seocheck.sources import documents

CHECKOUT = Path(__file__).resolve().parents[1]
BULK = CHECKOUT / "../shared/corpus/bulk"

_EXTRUCT = """
import json, sys
from pathlib import Path
import extruct
for path in sys.argv[1:]:
    json.dump(extruct.extract(Path(path).read_bytes(), errors="log"), sys.stdout)
"""

# Its command takes one page, its library many. This does for each what the command does for one.
_SDTT = """
const { readFileSync } = require('fs')
const { structuredDataTest } = require('structured-data-testing-tool')
const { Google, SocialMedia } = require('structured-data-testing-tool/presets')
const { printTestResults } = require('structured-data-testing-tool/lib/cli')
const give = error => { if (error.res) return error.res; throw error }
const check = path => structuredDataTest(readFileSync(path), { presets: [Google, SocialMedia] }).catch(give)
const all = async () => { for (const path of process.argv.slice(1)) printTestResults(await check(path), {}) }
all().catch(error => { console.error(error); process.exit(2) })
"""


class MissingError(Exception):
    """Why a tool is not in the table."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that judges pages.

    one, many: what is run, before the paths of one or of many pages. fine: the exit codes of a run that read them all.
    does: what it looks at, so that the ratio is not mistaken. folder: where it is run.
    """

    name: str
    does: str
    one: tuple[str, ...]
    many: tuple[str, ...]
    folder: Path
    fine: tuple[int, ...] = (0,)


class Cost(NamedTuple):
    """Seconds of one run."""

    wall: float
    cpu: float


def seocheck() -> Tool:
    """This checkout, in one worker."""
    command = (sys.executable, "-m", "seocheck", "check", "--exit-zero", "--jobs", "1")
    does = f"all {len(load_ruleset().rules)} rules, each finding with its place"
    partial = 3  # a page that is read in part is judged nevertheless
    return Tool(f"seocheck {__version__}", does, command, command, CHECKOUT, (0, partial))


def extruct() -> Tool:
    """What many scripts begin with: all syntaxes, all pages in one Python process."""
    command = (sys.executable, "-c", _EXTRUCT)
    does = "less: only takes structured data out, in six syntaxes; judges nothing, knows no places"
    return Tool(f"extruct {version('extruct')}, all syntaxes", does, command, command, CHECKOUT)


def sdtt(tools: Path) -> Tool:
    """The structured-data-testing-tool with its presets for search and social networks."""
    home = installed("structured-data-testing-tool@4.5.0", tools)
    node, program = needed("node"), home / "node_modules/structured-data-testing-tool/bin/cli.js"
    one = (node, str(program), "--presets", "Google,SocialMedia", "--file")
    does = "less: whether properties are there, few values; no headings, links, wording; no places"
    return Tool("structured-data-testing-tool 4.5.0", does, one, (node, "-e", _SDTT), home, (0, 1))


def html_validate(tools: Path) -> Tool:
    """The linter for HTML that Node projects use, kept to what the HTML Standard asks for."""
    home = installed("html-validate@10.17.0", tools)  # 11 needs Node 22
    program = home / "node_modules/html-validate/bin/html-validate.mjs"
    command = (needed("node"), str(program), "--preset", "standard")
    does = "other: all of HTML, with places; no structured data"
    return Tool("html-validate 10.17.0, standard", does, command, command, home, (0, 1))


def nu(tools: Path) -> Tool:
    """The Nu Html Checker, which is behind validator.w3.org."""
    java = needed("java")
    home = installed("vnu-jar@26.9.27", tools)
    command = (java, "-jar", str(home / "node_modules/vnu-jar/build/dist/vnu.jar"), "--exit-zero-always")
    does = "other: all of HTML, and CSS in it, with places; of structured data the syntax of microdata only"
    return Tool("Nu Html Checker 26.9.27", does, command, command, home)


def needed(program: str) -> str:
    """Where a program is that must be there."""
    path = shutil.which(program)
    if path is None:
        raise MissingError(f"there is no {program} on this machine")
    return path


def installed(package: str, tools: Path) -> Path:
    """The folder that holds an npm package and what it needs; made if it is not there yet."""
    home = tools / package
    if (home / "node_modules" / package.partition("@")[0] / "package.json").exists():
        return home
    npm = needed("npm")
    home.mkdir(parents=True, exist_ok=True)
    command = (npm, "install", "--prefix", str(home), "--ignore-scripts", "--no-audit", "--no-fund", package)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        reasons = [line for line in done.stderr.splitlines() if "error" in line]
        raise MissingError(f"npm could not install {package}: {reasons[0] if reasons else _end(done.stderr)}")
    return home


def cost(command: Sequence[str], tool: Tool) -> Cost:
    """What a run took. Raises MissingError when it did not read all pages."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        before, start = _cpu(), time.perf_counter()
        done = subprocess.run(
            command, cwd=tool.folder, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, check=False
        )
        taken = Cost(time.perf_counter() - start, _cpu() - before)
        if done.returncode not in tool.fine:
            output.seek(0)
            raise MissingError(f"{tool.name} ended with exit code {done.returncode}: {_end(output.read())}")
    return taken


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _end(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"


def unpacked(folder: Path, number: int, into: Path) -> list[str]:
    """Pages spread evenly over a folder, written as they were before they were packed."""
    files = sorted(path for path in folder.iterdir() if path.name.endswith((".html", ".html.gz")))
    picked = [str(files[place * len(files) // number]) for place in range(min(number, len(files)))]
    paths: list[str] = []
    for page in documents(picked):
        if isinstance(page, Document):
            path = into / f"page-{len(paths) + 1:03}.html"
            path.write_bytes(page.content)
            paths.append(str(path))
    return paths


def present(makers: Sequence[Callable[[], Tool]], pages: Sequence[str]) -> Iterator[Tool]:
    """The tools that are to be had here and read all pages: each has run."""
    for maker in makers:
        try:
            tool = maker()
            warm_up(tool, pages)
        except MissingError as error:
            sys.stderr.write(f"Left out: {error}\n")
        else:
            yield tool


def warm_up(tool: Tool, pages: Sequence[str]) -> None:
    """Have the tool run once, so that it does not pay for files being read for the first time."""
    cost((*tool.one, pages[0]), tool)
    cost((*tool.many, *pages), tool)


def rounds(tools: Sequence[Tool], pages: Sequence[str], number: int) -> Iterator[tuple[list[Cost], list[Cost]]]:
    """Of each round, what every tool took for one page and for all of them."""
    for turn in range(number):
        page = pages[turn * len(pages) // number]
        first = turn % len(tools)
        one, many = {}, {}
        for tool in (*tools[first:], *tools[:first]):
            one[tool.name] = cost((*tool.one, page), tool)
            many[tool.name] = cost((*tool.many, *pages), tool)
        sys.stderr.write(f"round {turn + 1} of {number}\n")
        yield [one[tool.name] for tool in tools], [many[tool.name] for tool in tools]


def row(place: int, tool: Tool, taken: Sequence[tuple[list[Cost], list[Cost]]]) -> str:
    """One line of the table; seocheck is the tool at place 0."""
    cells = []
    for run in (0, 1):
        for kind in (0, 1):
            if place == 0:
                cells.append(f"{median(each[run][0][kind] for each in taken):.2f} s")
            else:
                cells.append(f"{median(each[run][place][kind] / each[run][0][kind] for each in taken):.1f} ×")
    return " | ".join(("", tool.name, *cells, tool.does, "")).strip()


def positive(text: str) -> int:
    """A number of things there must be at least one of."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 1 up")
    return int(text)


def programs() -> str:
    """The versions of what runs the tools."""
    words = [f"Python {sys.version.partition(' ')[0]}"]
    for name, option in (("node", "--version"), ("java", "-version")):
        path = shutil.which(name)
        if path:
            said = subprocess.run((path, option), capture_output=True, text=True, check=False)
            found = re.search(r"\d[\w.]*", said.stdout + said.stderr)
            words.append(f"{name} {found[0] if found else '?'}")
    return ", ".join(words)


def main() -> None:
    """Measure, then print the table as Markdown."""
    from platformdirs import user_cache_path

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=BULK)
    parser.add_argument("--pages", type=positive, default=30)
    parser.add_argument("--rounds", type=positive, default=5)
    parser.add_argument("--tools", type=Path, default=user_cache_path("seocheck") / "peers")
    given = parser.parse_args()
    if not given.folder.is_dir():
        parser.error(f"there is no folder {given.folder}: give one with saved pages")
    with tempfile.TemporaryDirectory(prefix="peers-") as name:
        pages = unpacked(given.folder, given.pages, Path(name))
        if not pages:
            parser.error(f"no .html or .html.gz pages in {given.folder}")
        cache = given.tools.resolve()
        others = [lambda: sdtt(cache), extruct, lambda: html_validate(cache), lambda: nu(cache)]
        try:
            ours = seocheck()
            warm_up(ours, pages)
            tools = [ours, *present(others, pages)]
            taken = list(rounds(tools, pages, given.rounds))
        except MissingError as error:
            parser.exit(1, f"{error}\n")
        size = sum(Path(page).stat().st_size for page in pages) / 1e6
    lines = [
        f"{len(pages)} pages, {size:.1f} MB; medians of {given.rounds} rounds; {programs()}",
        "",
        f"| | one page: wall | CPU | {len(pages)} pages: wall | CPU | what it does |",
        "|---|---:|---:|---:|---:|---|",
        *(row(place, tool, taken) for place, tool in enumerate(tools)),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
