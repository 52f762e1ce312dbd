"""Packed bodies: what comes out, when it is not all, and how much memory that takes."""

from __future__ import annotations

import gzip
import os
import tracemalloc
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]  # carries no types
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from seocheck.fetch.codes import FetchError
from seocheck.fetch.unpack import layers_of, unpack
from tests.fetch.behaviours import bare_deflate, bomb, wide_window

MIB = 1 << 20
TEXT = os.urandom(1000).hex().encode() * 20
PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}


def _code(packed: bytes, *layers: str, limit: int = 15 * MIB, ratio: int = 200) -> tuple[bytes, str | None]:
    done = unpack(packed, list(layers), limit, ratio)
    return done.content, done.fault.code if done.fault else None


@pytest.mark.parametrize("name", PACK)
@given(content=st.binary(max_size=5000), times=st.integers(1, 60))
def test_what_was_packed_comes_out(name: str, content: bytes, times: int) -> None:
    data = content * times
    assert _code(PACK[name](data), name) == (data, None)


@pytest.mark.parametrize("name", PACK)
def test_every_cut_is_noticed_and_what_came_is_kept(name: str) -> None:
    packed = PACK[name](TEXT)
    for end in {1, 2, 9, 10, 17, 18, len(packed) // 2, len(packed) - 9, len(packed) - 4, len(packed) - 1}:
        content, code = _code(packed[:end], name)
        assert code == "BODY.truncated-encoding"
        assert TEXT.startswith(content)


@pytest.mark.parametrize("name", PACK)
def test_what_is_not_packed_is_said_to_be_damaged(name: str) -> None:
    assert _code(b"<!doctype html><p>" + TEXT, name) == (b"", "BODY.bad-encoding")


@pytest.mark.parametrize("name", PACK)
def test_a_body_is_cut_at_the_limit(name: str) -> None:
    assert _code(PACK[name](TEXT), name, limit=1000) == (TEXT[:1000], "BODY.too-large")


@pytest.mark.parametrize("name", PACK)
def test_nothing_packed_is_nothing(name: str) -> None:
    assert _code(b"", name) == (b"", None)


def test_several_members_are_one_body_and_the_rest_is_nobodys() -> None:
    assert _code(gzip.compress(b"a" * 999) + gzip.compress(b"b"), "gzip") == (b"a" * 999 + b"b", None)
    assert _code(zstandard.compress(b"a" * 999) + zstandard.compress(b"b"), "zstd") == (b"a" * 999 + b"b", None)
    assert _code(gzip.compress(b"a" * 999) + b"\0" * 512, "gzip") == (b"a" * 999, None)
    assert _code(gzip.compress(b"a" * 999) + b"<!-- served in 3 ms -->" * 50, "gzip") == (b"a" * 999, None)


def test_a_wrong_checksum_costs_no_content() -> None:
    packed = gzip.compress(TEXT)
    assert _code(packed[:-8] + bytes(4) + packed[-4:], "gzip") == (TEXT, "BODY.bad-encoding")


def test_layers_are_undone_from_the_outside() -> None:
    packed = brotli.compress(gzip.compress(TEXT))
    assert _code(packed, *layers_of("gzip, br", 2)) == (TEXT, None)
    assert _code(bare_deflate(TEXT), *layers_of("deflate", 2)) == (TEXT, None)


@pytest.mark.parametrize(("header", "layers"), [
    ("", []), ("identity", []), ("GZIP", ["gzip"]), (" x-gzip ", ["gzip"]), ("none", []), ("utf-8, br", ["br"]),
    ("gzip, br", ["br", "gzip"]), ("compress", []),
])  # fmt: skip
def test_the_header_is_read(header: str, layers: list[str]) -> None:
    assert layers_of(header, 2) == layers


def test_more_than_two_layers_are_refused() -> None:
    with pytest.raises(FetchError) as caught:
        layers_of("gzip, gzip, gzip", 2)
    assert caught.value.code == "BODY.bad-encoding"
    assert caught.value.again == "never"


BOMBS = {
    "gzip": (bomb("gzip"), ["gzip"]),
    "gzip in many members": (bomb("gzip", 8) * 128, ["gzip"]),
    "deflate": (zlib.compress(bytes(64 * MIB)), ["deflate"]),
    "brotli": (bomb("br"), ["br"]),
    "zstd": (bomb("zstd"), ["zstd"]),
    "zstd in gzip": (gzip.compress(bomb("zstd")), ["gzip", "zstd"]),
    "gzip in gzip": (gzip.compress(bomb("gzip")), ["gzip", "gzip"]),
    "gzip in brotli": (brotli.compress(bomb("gzip")), ["br", "gzip"]),
}


@pytest.mark.parametrize(("packed", "layers"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_stopped_in_little_memory(packed: bytes, layers: list[str]) -> None:
    tracemalloc.start()
    try:
        done = unpack(packed, layers, 15 * MIB, 200)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert done.fault is not None
    assert done.fault.code == "BODY.bomb"
    assert done.content == b""
    assert peak < 16 * MIB


def test_what_needs_too_much_memory_to_unpack_is_not_unpacked() -> None:
    assert _code(wide_window(), "zstd") == (b"", "BODY.bad-encoding")


def test_a_page_that_packs_well_is_no_bomb() -> None:
    page = b"<p>again and again</p>" * 40_000  # 880 KB, packed more than 300 times smaller
    assert len(page) > 200 * len(gzip.compress(page))
    assert _code(gzip.compress(page), "gzip") == (page, None)
