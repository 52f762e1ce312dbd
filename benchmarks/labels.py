"""How far the headline, author and date that facts give agree with what others noted by hand: a table.

Run `python -m benchmarks.labels [CORPUS ...] [--show]`. The labelled pages lie in a `shared` folder beside the
checkout; a corpus is a folder there (dev and oddities, if none is named). `--show` lists what differs.

What readers see and what the markup says are told apart. Of the labelled pages, `given` are those where the subject
shows anything; `agree` are those of them where it shows what was noted: the headline in the same words (a kicker more
or less), at least one of the authors, the day give or take one (time zones).
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from seocheck.model import Document, Fact
from seocheck.moment import parse_moment
from seocheck.page import Page, read_page
from seocheck.page.facts.days import days_in
from seocheck.tidy import compact, contained

CORPORA = Path(__file__).resolve().parents[1] / "../shared/corpus"
_JOINED = re.compile(r", | and | und | et | y ")
_SHORTEST = 3  # letters of a name
_FAR = date(2020, 1, 1)  # for the century of a year of two digits


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was noted for a page, and what a subject shows there."""

    page: str
    noted: tuple[str, ...]
    shown: tuple[str, ...]
    agrees: bool


def headlines(fact: Fact, noted: tuple[str, ...]) -> bool:
    """The same words, or those of one inside the other."""
    return any(contained(str(fact.value), title) or compact(str(fact.value)) == compact(title) for title in noted)


def names(fact: Fact, noted: tuple[str, ...]) -> bool:
    """One of the names stands in the value."""
    shown = compact(str(fact.value))
    single = (name for text in noted for name in _JOINED.split(text))  # some note all authors as one text
    return any(len(name) >= _SHORTEST and name in shown for name in map(compact, single))


def days(fact: Fact, noted: tuple[str, ...]) -> bool:
    """The day, or a neighbour."""
    moments = (parse_moment(text.replace(" ", "T", 1)) for text in noted)
    noted_days = [moment.day for moment in moments if moment is not None]
    near = noted_days[0] if noted_days else _FAR
    moment = parse_moment(str(fact.value))
    found = [moment.day] if moment else days_in(str(fact.value), str(fact.fields.get("datetime") or ""), near)
    return any(abs((day - noted_day).days) <= 1 for day in found for noted_day in noted_days)


Row = tuple[str, tuple[str, ...]]
ROWS: Mapping[Row, tuple[str, Callable[[Fact, tuple[str, ...]], bool]]] = {
    ("visible headline", ("h1",)): ("title", headlines),
    ("marked-up headline", ("article.headline",)): ("title", headlines),
    ("visible author", ("visible.byline",)): ("authors", names),
    ("marked-up author", ("article.author", "article.author.name")): ("authors", names),
    ("visible date", ("visible.dates",)): ("date", days),
    ("marked-up date", ("article.datePublished",)): ("date", days),
}
"""What is compared: its name and the subjects; the key of the label, and how the two are held together."""


def _is_text(fact: Fact) -> bool:
    return isinstance(fact.value, str) and bool(fact.value.strip())


def labelled(corpus: str) -> Iterator[tuple[str, Page, dict[str, tuple[str, ...]]]]:
    """The labelled pages of a corpus, with all that was noted for each."""
    for line in (CORPORA / corpus / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        noted: dict[str, list[str]] = {}
        for label in row["labels"]:
            for key, value in label.items():
                texts = value if isinstance(value, list) else [value]
                noted.setdefault(key, []).extend(text for text in texts if isinstance(text, str))
        content = gzip.decompress((CORPORA / corpus / row["file"]).read_bytes())
        yield row["file"], read_page(Document(content, name=row["file"])), {key: tuple(v) for key, v in noted.items()}


def compare(corpus: str) -> dict[Row, list[Comparison]]:
    """Every comparison of a corpus, by row."""
    table: dict[Row, list[Comparison]] = {row: [] for row in ROWS}
    for name, page, noted in labelled(corpus):
        for row, (key, agree) in ROWS.items():
            wanted = tuple(text for text in noted.get(key, ()) if len(compact(text)) >= _SHORTEST)
            if wanted:
                facts = [fact for subject in row[1] for fact in page.view(subject).facts if _is_text(fact)]
                agrees = any(agree(fact, wanted) for fact in facts)
                shown = tuple(str(fact.value) for fact in facts)
                table[row].append(Comparison(name, wanted, shown, agrees))
    return table


def main() -> int:
    """Print the table; with --show also what differs."""
    write = sys.stdout.write
    corpora = [argument for argument in sys.argv[1:] if not argument.startswith("-")] or ["dev", "oddities"]
    for corpus in corpora:
        write(f"{corpus:20} {'labelled':>8} {'given':>6} {'agree':>6} {'of given':>9} {'of labelled':>12}\n")
        for (what, _), found in compare(corpus).items():
            given = sum(bool(case.shown) for case in found)
            agree = sum(case.agrees for case in found)
            shares = f"{agree / max(given, 1):9.1%} {agree / max(len(found), 1):12.1%}"
            write(f"{what:20} {len(found):8} {given:6} {agree:6} {shares}\n")
            for case in found if "--show" in sys.argv else ():
                if not case.agrees:
                    write(f"    {case.page}\n      noted {case.noted}\n      shown {case.shown[:5]}\n")
        write("\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
