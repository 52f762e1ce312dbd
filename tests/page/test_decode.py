"""Bytes to text: the order browsers use, labels that lie, and bytes no encoding explains."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seocheck.page.decode import decode, not_html

RUSSIAN = "<p>Привет, мир"
CP1251 = RUSSIAN.encode("cp1251")


def header(charset: str) -> dict[str, str]:
    return {"Content-Type": f"text/html; charset={charset}"}


@pytest.mark.parametrize(
    ("content", "headers", "encoding", "text"),
    [
        pytest.param(b"\xef\xbb\xbf<p>\xc3\xa9", header("latin1"), "utf-8", "<p>é", id="utf-8-mark-beats-header"),
        pytest.param(b"\xff\xfe" + "<p>é".encode("utf-16le"), {}, "utf-16le", "<p>é", id="utf-16le-mark"),
        pytest.param(b"\xfe\xff" + "<p>é".encode("utf-16be"), header("utf-8"), "utf-16be", "<p>é", id="utf-16be-mark"),
        pytest.param(RUSSIAN.encode("utf-16le"), header("utf-8"), "utf-16le", RUSSIAN, id="utf-16le-without-mark"),
        pytest.param(RUSSIAN.encode("utf-16be"), {}, "utf-16be", RUSSIAN, id="utf-16be-without-mark"),
        pytest.param(CP1251, header("windows-1251"), "windows-1251", RUSSIAN, id="header"),
        pytest.param(
            CP1251, {"CONTENT-TYPE": 'a/b;CHARSET="CP1251"'}, "windows-1251", RUSSIAN, id="header-in-any-case"
        ),
        pytest.param(
            CP1251, header("x; xcharset=koi8-r; charset=cp1251"), "windows-1251", RUSSIAN, id="header-parameter"
        ),
        pytest.param(b"<p>\x93hi\x94", header("iso-8859-1"), "windows-1252", "<p>“hi”", id="latin1-is-windows-1252"),
        pytest.param("<p>Grüße".encode(), header("iso-8859-1"), "utf-8", "<p>Grüße", id="mislabelled-utf-8"),
        pytest.param("<p>a\0é".encode(), header("latin1"), "utf-8", "<p>a\0é", id="nul-in-utf-8"),
        pytest.param("<p>\x1b[1mé".encode(), {}, "utf-8", "<p>\x1b[1mé", id="terminal-escape-in-utf-8"),
        pytest.param("<p>日本".encode("iso-2022-jp"), {}, "iso-2022-jp", "<p>日本", id="iso-2022-jp"),
        pytest.param("<p>é ü".encode()[:-1], {}, "utf-8", "<p>é \ufffd", id="utf-8-cut-in-a-character"),
        pytest.param("<p>é".encode() * 9 + b"\xff", {}, "utf-8", "<p>é" * 9 + "\ufffd", id="utf-8-with-one-bad-byte"),
        pytest.param(b"<p>caf\xe9 noir", header("utf-7"), "windows-1252", "<p>café noir", id="utf-7-is-refused"),
        pytest.param(b"<p>caf\xe9 noir", header("hz-gb-2312"), "windows-1252", "<p>café noir", id="hz-is-refused"),
        pytest.param(b"<p>caf\xe9 \\x41", header("unicode_escape"), "windows-1252", "<p>café \\x41", id="python-codec"),
        pytest.param(b"<p>a\r\nb\rc\n", {}, "utf-8", "<p>a\nb\nc\n", id="line-ends-are-normalised"),
    ],
)
def test_the_encoding_is_found(content: bytes, headers: Mapping[str, str], encoding: str, text: str) -> None:
    decoded = decode(content, headers)
    assert (decoded.encoding, decoded.text) == (encoding, text)


@pytest.mark.parametrize(
    ("markup", "encoding"),
    [
        ("<meta charset=windows-1251>", "windows-1251"),
        ("<META CHARSET = 'windows-1251' />", "windows-1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "windows-1251"),
        ('<meta content="text/html; charset=windows-1251" http-equiv=content-type>', "windows-1251"),
        ("<!-- <meta charset=koi8-r> --><meta charset=windows-1251>", "windows-1251"),
        ("<!--><meta charset=windows-1251>", "windows-1251"),
        ("<meta charset=windows-1251><meta charset=koi8-r>", "windows-1251"),
        ("<meta charset=nope><meta charset=koi8-r>", "koi8-r"),
        ('<meta name="description" content="set charset=koi8-r"><meta charset=windows-1251>', "windows-1251"),
        (" " * 1100 + "<meta charset=windows-1251>", "windows-1251"),
        (" " * 9000 + "<meta charset=koi8-r>", "koi8-r"),
        ("<meta charset=utf-16>", "utf-8"),
        ("<meta charset=x-user-defined>", "windows-1252"),
    ],
)
def test_a_meta_element_names_the_encoding(markup: str, encoding: str) -> None:
    assert decode(markup.encode() + CP1251, {}).encoding == encoding


@pytest.mark.parametrize(
    ("content", "headers", "damaged", "mislabelled"),
    [
        ("<p>é".encode(), header("latin1"), 0, True),
        ("<p>é".encode(), header("utf8"), 0, False),
        (b"<p>e", header("latin1"), 0, False),
        (b"<meta charset=utf-8><p>caf\xe9 \xe9", {}, 2, False),
        ("<p>\ufffd".encode(), {}, 0, False),
        ("<p>é ü".encode()[:-1], {}, 1, False),
    ],
)
def test_damage_and_wrong_labels_are_known(
    content: bytes, headers: Mapping[str, str], damaged: int, mislabelled: bool
) -> None:
    decoded = decode(content, headers)
    assert (decoded.damaged, decoded.mislabelled) == (damaged, mislabelled)


@given(st.binary(max_size=300), st.text(max_size=20))
def test_no_bytes_and_no_label_make_it_fail(content: bytes, label: str) -> None:
    decoded = decode(content, header(label))
    assert "\r" not in decoded.text
    decode(b"<meta charset=" + content + b">\xff", {})


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n<", "PNG"),
        (b"\x1f\x8b\x08<", "gzip"),
        (b" \n\x00\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"just words", "not one tag"),
        (b"a < b", None),
        (b"<!-- -->", None),
    ],
)
def test_what_is_no_page_is_said(content: bytes, reason: str | None) -> None:
    found = not_html(content)
    assert found is None if reason is None else found and reason in found.reason
