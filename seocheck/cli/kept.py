"""Runs that are kept: addresses, lists and sitemaps are read into a store first, and reported from it."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import sys
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

import click

from seocheck import __version__

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from types import FrameType

    from seocheck.batch.crew import Crew
    from seocheck.batch.rows import RunInfo
    from seocheck.batch.store import Store
    from seocheck.fetch import FetchOptions
    from seocheck.model import PageReport, RulesetInfo
    from seocheck.page.facts.targets import Scope

_Result = TypeVar("_Result")

ENDING = ".run"
_SITEMAPS = (".xml", ".xml.gz")
_SECRET = re.compile(r"(?<=://)[^/?#\s]+(?=@)")


class RunError(click.ClickException):
    """A run that cannot be had as asked, in words."""

    exit_code = 2


class RunBrokenOffError(RunError):
    """A run that stopped early, in words, with the line that resumes it."""

    exit_code = 4


def folder() -> Path:
    """Where runs are kept unless --run says otherwise."""
    from platformdirs import user_cache_path

    return user_cache_path("seocheck", appauthor=False) / "runs"


def is_kept(inputs: tuple[str, ...], lists: tuple[str, ...], run: str | None) -> bool:
    """Whether these inputs make a run that is kept: anything but pages at hand."""
    from seocheck.sources.addresses import is_meant

    return bool(run or lists) or any(is_meant(text) or text.lower().endswith(_SITEMAPS) for text in inputs)


@dataclass(frozen=True, slots=True)
class Order:
    """What a run is to do: all that decides on what its reports say.

    words: those after `seocheck`, as typed. inputs, lists, url: what is to be read. previews: whether the reports show
    them. links: which links of the pages are asked as well.
    """

    words: tuple[str, ...]
    inputs: tuple[str, ...]
    lists: tuple[str, ...]
    url: str | None
    ruleset: RulesetInfo
    options: FetchOptions
    previews: bool
    links: Scope | None


class KeptRun:
    """A run in a store, from here to its end; whatever breaks it off leaves a store that can be resumed."""

    def __init__(self, path: str | None, order: Order, *, quiet: bool) -> None:
        self._order, self._quiet = order, quiet
        self._info = _info(order)
        self.path = path or str(_default(self._info.key, [*order.lists, *order.inputs]))
        self.name = self.path if path else Path(self.path).stem
        self.store: Store

    def __enter__(self) -> Self:
        from seocheck.batch.link_store import LinkStore
        from seocheck.batch.store import Store

        with self._told():
            if not os.path.isdir(os.path.dirname(self.path) or "."):  # noqa: PTH112, PTH120
                if Path(self.path).parent != folder():
                    raise RunError(f"--run {self.path}: there is no folder of this name.")
                try:
                    folder().mkdir(parents=True, exist_ok=True)
                except OSError as error:
                    words = f"{folder()}: runs cannot be kept there: {error.strerror}; choose a file with --run FILE."
                    raise RunError(words) from None
            self.store = LinkStore(self.path) if self._order.links else Store(self.path)
            try:
                self._begin(self.store)
            except BaseException:
                self.store.close()
                raise
        return self

    def _begin(self, store: Store) -> None:
        last = store.last()
        if last and last.ended is None and last.key != self._info.key:
            raise RunError(
                f"{self.path} holds a run that is not finished, of another command or other rules:\n"
                f"  {shlex.join(('seocheck', *last.command))}\n"
                f"Finish it with {self._resume()}, delete the file, or choose another --run FILE."
            )
        goes_on = store.begin(self._info)
        counts = store.counts()
        self._all_listed = bool(goes_on and last and last.listed)
        if goes_on and last and not self._quiet:
            more = "" if last.listed else " or more"
            click.echo(
                f"Going on with the run of {last.started[:16].replace('T', ' ')} UTC: "
                f"{counts.done:,} of {counts.known:,}{more} pages are done.",
                err=True,
            )

    def __exit__(self, *_: object) -> None:
        self.store.close()

    def reported(self, write: Callable[[Iterable[PageReport]], _Result], crew: Crew, size: int) -> _Result:
        """Read all there is to read, then have it written in the order of the inputs; what `write` returns."""
        with self._told():
            self._read(crew, size)
            crew.close()
            try:
                result = write(self.store.pages())
            except (KeyboardInterrupt, SystemExit):
                self._say_stopped()
                raise
            except BrokenPipeError:
                raise
            except OSError as error:
                raise self._unwritten(error) from None
            self._end()
        return result

    def _read(self, crew: Crew, size: int) -> None:
        """Ctrl-C once ends it with all that was done kept, twice at once."""
        import asyncio

        from seocheck.batch.link_store import LinkStore
        from seocheck.batch.links import check
        from seocheck.batch.progress import Progress
        from seocheck.batch.run import Stopped, work
        from seocheck.fetch import Fetcher
        from seocheck.sources import STDIN, entries

        order = self._order
        at_hand = self._all_listed and STDIN in (*order.inputs, *order.lists)  # what was piped in then is in the store
        found = None if at_hand else entries(order.inputs, order.lists, order.url)

        async def together() -> None:
            stop = asyncio.Event()
            progress = Progress(quiet=self._quiet)
            at_once = order.options.limits.per_host
            with _until_stopped(stop) as numbers:
                try:
                    async with Fetcher(order.options) as fetcher:
                        await work(self.store, found, crew, size, fetcher, at_once, progress, stop, order.links)
                        if isinstance(self.store, LinkStore):
                            shown = Progress(quiet=self._quiet, what="links")
                            await check(self.store, crew, size, fetcher, at_once, shown, stop)
                            self._say_links(self.store.link_codes())
                except Stopped:
                    self._say_stopped()
                    sys.exit(128 + numbers[0])

        asyncio.run(together())

    def _say_links(self, codes: Mapping[str, int]) -> None:
        """Why of some links nobody can tell what readers see."""
        if codes and not self._quiet:
            told = ", ".join(f"{number:,} {code}" for code, number in codes.items())
            click.echo(f"Links that could not be told, so nothing is said of them: {told}", err=True)

    def _end(self) -> None:
        """All is reported: the next time the same command begins anew."""
        self.store.end_run(_now())

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what goes wrong with the store or a report into words, an exit code and the line that goes on."""
        from seocheck.batch.store_faults import StoreError

        try:
            yield
        except StoreError as error:
            if not error.resumable:
                raise RunError(str(error)) from None
            raise RunBrokenOffError(f"{error}\nTo go on later: {self._resume()}") from None

    def _unwritten(self, error: OSError) -> RunError:
        """What to say when a report cannot be written: nothing is lost."""
        where = f": {error.filename}" if error.filename else ""
        words = f"the report could not be written{where}: {error.strerror or error}. All pages are read and kept."
        return RunBrokenOffError(f"{words}\nTo write it again: {self._resume()}")

    def _say_stopped(self) -> None:
        from seocheck.batch.link_store import LinkStore

        counts = self.store.counts()
        known, asked = self.store.link_counts() if isinstance(self.store, LinkStore) else (0, 0)
        links = f", {asked:,} of {known:,} links asked" if known else ""
        click.echo(f"Stopped; {counts.done:,} of {counts.known:,} pages are done and kept{links}.", err=True)
        click.echo(f"To go on: {self._resume()}", err=True)

    def _resume(self) -> str:
        program = click.get_current_context().find_root().info_name or "seocheck"
        return f"{program} runs resume {shlex.quote(self.name)}"


_POLITENESS = frozenset({"per_host", "gap", "gap_max", "park_after", "park_for", "parks", "backoff", "retry_after_cap"})


def _info(order: Order) -> RunInfo:
    """The order as the store notes it."""
    from seocheck.batch.rows import RunInfo

    tool = f"{__version__}{'+previews' if order.previews else ''}{f'+links-{order.links}' if order.links else ''}"
    options = order.options
    # not those of politeness: they change when a page is read, not what is found
    limits = {name: value for name, value in asdict(options.limits).items() if name not in _POLITENESS}
    how = [sorted(options.allow_private), options.robots, options.user_agent, limits]
    here = os.getcwd()  # noqa: PTH109
    parts = [tool, order.ruleset.digest, here, order.inputs, order.lists, order.url, *how]
    key = sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()
    words = tuple(_SECRET.sub("***", word) for word in order.words)
    return RunInfo(key, words, here, tool, order.ruleset, _now())


def _default(key: str, given: list[str]) -> Path:
    """The file of a run in the user's cache: a name people know it by, and one that is only its own."""
    last = [part for part in re.split(r"[/\\]", given[0]) if part][-1:] if given else []
    label = re.sub(r"[^\w.-]+", "-", last[0]).strip("-.")[:40] if last else ""
    return folder() / f"{label or 'run'}-{key[:8]}{ENDING}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextmanager
def _until_stopped(stop: asyncio.Event) -> Iterator[list[int]]:
    """Set `stop` at the first SIGINT or SIGTERM, whose number is then in the list; end the process at the second."""
    import asyncio

    loop = asyncio.get_running_loop()
    numbers: list[int] = []

    def stopped(number: int, _: FrameType | None) -> None:
        if numbers:
            if sys.stderr.isatty():
                os.write(2, b"\x1b[?25h\n")  # the bar had hidden the cursor
            os._exit(128 + number)
        numbers.append(number)
        loop.call_soon_threadsafe(stop.set)

    before: dict[signal.Signals, Callable[[int, FrameType | None], object] | int | None] = {}
    with suppress(ValueError):  # not the main thread
        for number in (signal.SIGINT, signal.SIGTERM):
            before[number] = signal.signal(number, stopped)
    try:
        yield numbers
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
