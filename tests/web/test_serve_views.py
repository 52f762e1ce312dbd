"""What stands beside the findings: the source with its marks, and mended blocks with theirs."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seocheck import Document, audit, load_ruleset
from seocheck.mend import ABSENT, Change, Mended, mend
from seocheck.model import Finding, PageReport, Place, Related
from seocheck.page.decode import decode
from seocheck.report.html_report.cards import cards
from seocheck.web.archive import Audit
from seocheck.web.beside import Gap, Line, Piece, beside
from seocheck.web.mending import blocks, changed
from seocheck.web.pages import result


def finding(place: Place, rule: str = "rule", severity: str = "error", *related: Place) -> Finding:
    others = tuple(Related("also", each) for each in related)
    return Finding(rule, "group", severity, "Words.", place, "h1", "", others, None, None, None, None, "")  # type: ignore[arg-type]


def lines(text: str, *findings: Finding) -> list[Line | Gap]:
    report = PageReport("page", None, "audited", None, "utf-8", findings)
    return beside(text, cards(report, "p1"))


def drawn(line: Line | Gap) -> str:
    """A line in one text: [error:…] a mark, #id a place, ^rule the way back, … what is cut."""
    assert isinstance(line, Line)
    return "".join(map(_drawn, line.pieces))


def _drawn(piece: Piece) -> str:
    if piece.id:
        return f"#{piece.id}:"
    if piece.cut:
        return f"…{piece.cut}…"
    if piece.flags:
        return "".join(f"^{flag.rule}@{flag.column}" for flag in piece.flags)
    return f"[{piece.mark}:{piece.text}]" if piece.mark else piece.text


@pytest.mark.parametrize(
    ("text", "places", "expected"),
    [
        ("<h1>Mayor</h1>", [(1, 5, 1, 10)], "<h1>#at-1-5:[error:Mayor]^rule@5</h1>"),
        ("<h1>Mayor</h1>", [(1, 1, 1, 15)], "#at-1-1:[error:<h1>Mayor</h1>]^rule@1"),
        ("<h1>Mayor</h1>", [(1, 1, 1, 1)], "^rule@1#at-1-1:<h1>Mayor</h1>"),
        ("<h1>Mayor\n</h1>", [(1, 5, 2, 3)], "<h1>#at-1-5:[error:Mayor]^rule@5"),
        ("short", [(1, 90, 1, 99)], "short^rule@90#at-1-6:"),
        ("", [(1, 1, 1, 1)], "^rule@1#at-1-1:"),
    ],
)
def test_the_place_of_a_finding_is_marked(text: str, places: list[tuple[int, int, int, int]], expected: str) -> None:
    found = lines(text, *(finding(Place(*place)) for place in places))
    assert drawn(found[0]) == expected


def test_of_overlapping_places_the_most_severe_shows_and_all_have_a_way_back() -> None:
    inner = finding(Place(1, 3, 1, 5), "inner", "error")
    outer = finding(Place(1, 1, 1, 7), "outer", "info", Place(1, 7, 1, 9))
    found = lines("abcdefghij", inner, outer)
    assert drawn(found[0]) == ("#at-1-1:[info:ab]#at-1-3:[error:cd]^inner@3[info:ef]^outer@1#at-1-7:[also:gh]ij")


def test_a_long_line_is_cut_where_nothing_is_marked() -> None:
    text = "a" * 50_000 + "MARK" + "b" * 50_000
    found = lines(text, finding(Place(1, 50_001, 1, 50_005)))
    shown = drawn(found[0])
    assert "[error:MARK]^rule@50001" in shown
    assert "…49520…" in shown
    assert len(shown) < 2_000


def test_many_marks_on_one_line_stay_within_bounds() -> None:
    text = "word " * 20_000
    found = lines(text, *(finding(Place(1, 1 + 500 * at, 1, 400 + 500 * at)) for at in range(200)))
    assert isinstance(found[0], Line)
    assert sum(len(piece.text) for piece in found[0].pieces if piece.mark) < 100_000


def test_of_a_very_long_page_what_is_near_findings_is_shown() -> None:
    text = "\n".join(f"line {number}" for number in range(1, 10_001))
    found = lines(text, finding(Place(5_000, 1, 5_000, 5)))
    numbers = [line.number for line in found if isinstance(line, Line)]
    assert numbers == [*range(1, 14), *range(4_988, 5_013)]
    assert [each for each in found if isinstance(each, Gap)] == [Gap(14, 4_987), Gap(5_013, 10_000)]


def test_source_that_cannot_be_seen_is_written_out() -> None:
    assert drawn(lines("a\u202eb\x00c")[0]) == "a\\u202eb\\x00c"


ARTICLE = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "The Ledger"},
        {
            "@type": "NewsArticle",
            "name": "x",
            "author": [{"@type": "Person", "name": "Ann </script> Lee"}],
            "image": [],
        },
    ],
}


def mended(*changes: Change) -> Mended:
    return Mended(b"", (json.dumps(ARTICLE),), changes, (), 1, ())


def change(path: str, after: object, before: object = ABSENT) -> Change:
    return Change("the article", path, before, after, None, "why")


@pytest.mark.parametrize(
    ("path", "after", "marked"),
    [
        ("author/0/name", "Ann </script> Lee", ['"Ann \\u003c/script> Lee"']),
        ("name", "The Ledger", ['"The Ledger"']),
        ("name", "x", ['"x"']),
        ("image", [], ["[]"]),
        ("author/1/name", "Nobody", []),
        ("headline", ABSENT, []),
        ("", ARTICLE, []),
    ],
)
def test_a_changed_value_is_marked_where_it_stands(path: str, after: object, marked: list[str]) -> None:
    block = blocks(mended(change(path, after)))[0]
    assert [part.text for part in block.parts if part.number] == marked


def test_a_changed_object_is_marked_line_by_line_and_numbered_once() -> None:
    author = ARTICLE["@graph"][1]["author"]  # type: ignore[index]
    parts = blocks(mended(change("author", author)))[0].parts
    assert [part.text for part in parts if part.number][:3] == ["[", "{", '"@type": "Person",']
    assert [part.text for part in parts if part.last and part.number] == ["]"]


def test_what_is_copied_is_an_element_that_says_the_same_and_cannot_end_early() -> None:
    text = blocks(mended(change("name", "x")))[0].text
    inside = text.removeprefix('<script type="application/ld+json">\n').removesuffix("\n</script>\n")
    assert json.loads(inside) == ARTICLE
    assert "<" not in inside


def test_a_change_is_told_with_what_was_and_what_is() -> None:
    found = changed(mended(change("name", "x", before="y"), change("url", ABSENT, before="z"), change("image", [])))
    assert [(each.number, each.before, each.after) for each in found] == [
        (1, '"y"', '"x"'),
        (2, '"z"', None),
        (3, None, "[]"),
    ]


CORPUS = Path(__file__).resolve().parents[3] / "shared/corpus/dev"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="there are no real pages beside the checkout")
@pytest.mark.parametrize("file", sorted(CORPUS.glob("*.gz"))[::10], ids=lambda file: file.name)
def test_on_real_pages_every_link_within_the_page_leads_somewhere(file: Path) -> None:
    ruleset = load_ruleset()
    document = Document(gzip.decompress(file.read_bytes()), name=file.name)
    report = audit(document, ruleset, previews=True)
    text = decode(document.content, document.headers).text
    made = datetime(2026, 3, 2, tzinfo=UTC)
    shown = Audit("id", made, "file", report, text, mend(document, ruleset), None, ruleset.info)
    page = result(shown, [], {}, ruleset)
    ids = Counter(re.findall(r' id="([^"]+)"', page))
    assert set(re.findall(r' href="#([^"]+)"', page)) <= set(ids)
    assert [id_ for id_, times in ids.items() if times > 1] == []
