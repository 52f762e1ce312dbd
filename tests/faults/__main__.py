"""`python -m tests.faults`: put every kind of fault into real pages and say what was found and what was not asked for.

--sample N    pages for each kind (all of them when left out)
--kind WORDS  only kinds, or rules, with these words in their name; repeatable
--rules FILE  judge by another policy
--details     every miss and every finding too many, one line each
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence

from .run import Tally, run


def main(arguments: Sequence[str]) -> int:
    """The exit code is 1 when less than 99.5 % is found, or a finding too many comes with one fault in a hundred."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--kind", action="append", default=[])
    parser.add_argument("--rules")
    parser.add_argument("--details", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args(arguments)
    tally = run(chosen.kind, chosen.sample, chosen.jobs, chosen.rules)
    sys.stdout.write("\n".join(_table(tally)) + "\n")
    if chosen.details:
        sys.stdout.write("\n".join(_details(tally)) + "\n")
    return 0 if tally.good else 1


def _table(tally: Tally) -> list[str]:
    lines = [f"{'kind':<58} {'rule':<28} {'pages':>5} {'found':>6} {'placed':>6} {'extra':>5}"]
    for kind, results in tally.by_kind():
        if not results:
            lines.append(f"{kind.name:<58} {kind.rule:<28} {'-':>5}")
            continue
        found, placed = sum(item.found for item in results), sum(item.placed for item in results)
        extras = sum(bool(item.extras) for item in results)
        flag = "" if placed == len(results) and not extras else "  <<"
        lines.append(f"{kind.name:<58} {kind.rule:<28} {len(results):>5} {found:>6} {placed:>6} {extras:>5}{flag}")
    total = len(tally.results)
    lines.append("")
    lines.append(
        f"{len(tally.kinds)} kinds ({len(tally.waiting)} wait for their rule), {total} faults: "
        f"{tally.found:.2%} found, {tally.placed:.2%} at the right line, "
        f"{tally.false_alarms:.2f} with a finding too many per 100 (info among them: {tally.info_alarms:.2f})"
    )
    if tally.waiting:
        lines.append("waiting: " + ", ".join(sorted({kind.rule for kind in tally.waiting})))
    return lines


def _details(tally: Tally) -> list[str]:
    missed = [item for item in tally.results if not item.placed]
    lines = ["", "missed or misplaced:"]
    lines += [
        f"  {item.kind} | {item.page} | wanted {item.lines} saw {item.seen} | {item.state} | {item.put_in!r}"
        for item in sorted(missed, key=lambda item: (item.kind, item.page))
    ]
    lines += ["", "too many:"]
    pairs = Counter((item.kind, extra.rule) for item in tally.results for extra in item.extras)
    lines += [f"  {count:>4}  {kind} -> {rule}" for (kind, rule), count in pairs.most_common()]
    lines += [
        f"  {item.kind} | {item.page}:{extra.line} | {extra.rule} | {extra.message[:200]}"
        for item in tally.results
        for extra in item.extras
    ]
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
