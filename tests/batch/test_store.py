"""The store: each thing read once, each input one row, nothing half kept, nothing broken taken for a run."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from seocheck.batch.listing import listed, lists
from seocheck.batch.rows import Ended, Listed, RunInfo, place
from seocheck.batch.store import Store
from seocheck.batch.store_faults import StoreError, told
from seocheck.model import PageReport, RulesetInfo
from seocheck.sources import Entry
from seocheck.sources.reading import Listed as InSitemap
from seocheck.sources.reading import SitemapReading

CHECKOUT = Path(__file__).resolve().parents[2]
POLICY = RulesetInfo("rules.yaml", "sha256:1", 3)


def info(key: str = "k", tool: str = "1", digest: str = "sha256:1") -> RunInfo:
    return RunInfo(
        key, ("check", "a b"), "/somewhere", tool, RulesetInfo("rules.yaml", digest, 3), "2026-01-01T10:00:00"
    )


def report(name: str, reason: str | None = None) -> PageReport:
    return PageReport(
        name, name, "failed" if reason else "audited", reason, "utf-8", code="TCP.reset" if reason else None
    )


def inputs(*urls: str) -> list[Listed]:
    return [listed(number, Entry(url, None, url, f"list:{number + 1}")) for number, url in enumerate(urls)]


def opened(path: Path, *urls: str) -> Store:
    store = Store(str(path))
    store.begin(info())
    store.take(inputs(*urls))
    store.end_list(len(urls))
    return store


def waits(store: Store) -> dict[str, int]:
    """What waits: address and number."""
    return {row.address: row.id for host in store.hosts("", 99) for row in store.waiting(host, 0, 99)}


def shown(store: Store) -> list[tuple[str, str, str | None]]:
    return [(page.input, page.status, page.reason) for page in store.pages()]


A, B, C, D = (f"https://{name}.example/" for name in "abcd")


def test_pages_come_out_in_the_order_of_the_inputs_whatever_the_order_of_arrival(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "run", C, A, B)) as store:
        for url in (B, A, C):
            store.end([Ended(waits(store)[url], report(url))])
        assert [name for name, _, _ in shown(store)] == [C, A, B]


def test_an_address_listed_twice_is_read_once_and_both_lines_have_a_row(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "run", A, B, A)) as store:
        waiting = waits(store)
        assert sorted(waiting) == [A, B]
        store.end([Ended(number, report(url)) for url, number in waiting.items()])
        said = f"listed twice: it stands before as “{A}” (list:1)"
        assert shown(store) == [(A, "audited", None), (B, "audited", None), (A, "skipped", said)]


def test_a_line_that_is_no_input_has_its_row_where_it_stands(tmp_path: Path) -> None:
    with closing(Store(str(tmp_path / "run"))) as store:
        store.begin(info())
        store.take([*inputs(A), listed(1, PageReport("??", None, "failed", "no address", None))])
        store.end([Ended(waits(store)[A], report(A))])
        assert shown(store) == [(A, "audited", None), ("??", "failed", "no address")]


def test_a_name_that_is_no_text_is_kept_as_it_is(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9 \xc3\xa9.html")
    with closing(Store(str(tmp_path / "run"))) as store:
        store.begin(info())
        store.take([listed(0, Entry(name, name))])
        assert list(waits(store)) == [name]
        store.end([Ended(waits(store)[name], report(name))])
        assert shown(store)[0][0] == name


def test_what_is_kept_is_there_after_opening_again_and_what_waits_still_waits(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "run", A, B)) as store:
        store.end([Ended(waits(store)[A], report(A, "reset"))], {"b.example": 7.5})
    with closing(Store(str(tmp_path / "run"))) as store:
        assert store.begin(info())
        assert list(waits(store)) == [B]
        assert (store.counts().known, store.counts().done) == (2, 1)
        assert (store.codes(), store.holds()) == ({"TCP.reset": 1}, {"b.example": 7.5})


@pytest.mark.parametrize(
    ("after", "waiting"),
    [
        pytest.param((A, B, C), [B, C], id="longer"),
        pytest.param((B, A), [B], id="another order"),
        pytest.param((B,), [B], id="shorter"),
        pytest.param((D, A), [D], id="another line"),
    ],
)
def test_a_list_changed_between_two_starts_is_taken_as_it_is_now(
    tmp_path: Path, after: tuple[str, ...], waiting: list[str]
) -> None:
    with closing(opened(tmp_path / "run", A, B)) as store:
        store.end([Ended(waits(store)[A], report(A))])
    with closing(opened(tmp_path / "run", *after)) as store:
        assert sorted(waits(store)) == waiting
        store.end([Ended(number, report(url)) for url, number in waits(store).items()])
        assert [name for name, _, _ in shown(store)] == list(after)
        assert store.counts().known == store.counts().done == len(after)


SITEMAP = SitemapReading((InSitemap(B, 3), InSitemap(C, 4)), (D,))


def test_what_a_sitemap_lists_stands_where_the_sitemap_stands(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "run", A, f"{A}sitemap.xml", C)) as store:
        waiting = waits(store)
        ended = Ended(waiting[f"{A}sitemap.xml"], report("s"), lists=lists(SITEMAP, "s"))
        assert store.end([Ended(waiting[C], report(C)), ended]) == 2
        store.end([Ended(number, report(url)) for url, number in waits(store).items()])
        assert [(name, status) for name, status, _ in shown(store)] == [
            (A, "audited"),
            (f"{A}sitemap.xml", "audited"),
            (D, "audited"),
            (B, "audited"),
            (C, "audited"),
            (C, "skipped"),
        ]


def test_a_sitemap_that_moved_in_a_changed_list_is_read_again_at_its_new_place(tmp_path: Path) -> None:
    sitemap = f"{A}sitemap.xml"
    with closing(opened(tmp_path / "run", sitemap)) as store:
        store.end([Ended(waits(store)[sitemap], report("s"), lists=lists(SITEMAP, "s"))])
    with closing(opened(tmp_path / "run", A, sitemap)) as store:
        assert sorted(waits(store)) == [A, sitemap]
        store.end([Ended(waits(store)[sitemap], report("s"), lists=lists(SITEMAP, "s"))])
        store.end([Ended(number, report(url)) for url, number in waits(store).items()])
        assert [name for name, _, _ in shown(store)] == [A, sitemap, D, B, C]


def test_a_finished_run_is_followed_by_a_new_one_that_may_use_its_reports(tmp_path: Path) -> None:
    path = tmp_path / "run"
    with closing(opened(path, A)) as store:
        store.end([Ended(waits(store)[A], report(A), "etag", "monday")])
        store.end_run("2026-01-02")
    for key, tool, digest, etag in (("k", "1", "sha256:1", "etag"), ("k", "2", "sha256:1", None)):
        with closing(Store(str(path))) as store:
            assert not store.begin(info(key, tool, digest))
            store.take(inputs(A))
            waiting = store.waiting(store.hosts("", 1)[0], 0, 1)[0]
            assert waiting.etag == etag
            before = store.report_before(waiting.id)
            assert (before is None) == (etag is None)
            store.end([Ended(waiting.id, before or report(A), waiting.etag, waiting.modified)])
            store.end_run("2026-01-03")


def test_of_finished_runs_only_the_last_is_kept_beside_the_present_one(tmp_path: Path) -> None:
    for _ in range(4):
        with closing(opened(tmp_path / "run", A)) as store:
            store.end([Ended(waits(store)[A], report(A))])
            store.end_run("2026-01-02")
    with closing(sqlite3.connect(tmp_path / "run")) as db:
        assert db.execute("SELECT count(*) FROM run").fetchone() == (2,)


def test_places_sort_as_they_are_listed() -> None:
    places = [place(0), place(1), place(0, place(1)), place(300, place(1)), place(0, place(300, place(1))), place(256)]
    assert sorted(places) == places


def test_a_second_process_is_told_who_works_on_the_run(tmp_path: Path) -> None:
    path = str(tmp_path / "run")
    code = f"from seocheck.batch.store import Store; s = Store({path!r}); print('open', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(StoreError, match=rf"\(process {other.pid}\)") as caught:
            Store(path)
        assert caught.value.code == "STO.locked"
        assert caught.value.resumable
        with closing(Store(path, alone=False)) as store:
            assert store.last() is None
        other.kill()
    Store(path).close()
    assert not Path(f"{path}.lock").exists()


def broken(path: Path, how: str) -> None:
    opened(path, A).close()
    if how == "newer":
        with closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA user_version = 99")
    elif how == "foreign":
        path.unlink()
        with closing(sqlite3.connect(path)) as db:
            db.execute("CREATE TABLE something (else_ TEXT)")
    elif how == "no database":
        path.write_bytes(b"<html>" * 1000)
    elif how == "truncated":
        os.truncate(path, 5000)


@pytest.mark.parametrize(
    ("how", "code", "words"),
    [
        ("newer", "STO.newer-version", "newer seocheck"),
        ("foreign", "STO.corrupt", "no run of seocheck"),
        ("no database", "STO.corrupt", "no run of seocheck"),
        ("truncated", "STO.corrupt", "damaged"),
    ],
)
def test_a_file_that_is_no_run_of_ours_is_said_to_be_none_and_left_alone(
    tmp_path: Path, how: str, code: str, words: str
) -> None:
    path = tmp_path / "run"
    broken(path, how)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=words) as caught:
        opened(path, B)
    assert caught.value.code == code
    assert not caught.value.resumable
    assert path.read_bytes() == before


def test_a_full_disk_is_a_reason_to_go_on_later() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.execute("PRAGMA max_page_count = 2")
        db.execute("CREATE TABLE page (content)")
        with pytest.raises(StoreError, match="the disk is full") as caught, told("run"):
            db.execute("INSERT INTO page VALUES (zeroblob(99999))")
        assert (caught.value.code, caught.value.resumable) == ("STO.full", True)


def test_a_batch_that_fails_leaves_nothing_of_itself(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "run", A, B)) as store:
        waiting = waits(store)
        good, bad = Ended(waiting[A], report(A)), Ended(waiting[B], report(B), etag=object())  # type: ignore[arg-type]
        with pytest.raises(StoreError):
            store.end([good, bad])
        assert store.counts().done == 0
