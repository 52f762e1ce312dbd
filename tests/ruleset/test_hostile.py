"""Whatever stands in a rules file, the answer is a ruleset or complaints, soon; never a traceback."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from seocheck.ruleset import Complaint, RulesetError, load_ruleset_text

PIECES = [
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b"- ",
        b"\n",
        b"\t",
        b"&a ",
        b"*a",
        b"!!int ",
        b"!x ",
        b"'",
        b'"',
        b"|",
        b">",
        b"%",
    ),
    *(
        b"\x00",
        b"\xff",
        b"\xc2\x85",
        b"<<: ",
        b"? ",
        b"---\n",
        b"...\n",
        b"off",
        b"null",
        b"1e999",
        b"9" * 40,
        b"\\ud800",
    ),
    *(b"\\UFFFFFFFF", b"\\x1b", b"a" * 3000, b"{value!r}", b"#", b"  ", b", ", b"(?=", b"(", b"true", b"\xef\xbb\xbf"),
]


def mutated(text: bytes, chance: random.Random) -> bytes:
    made = bytearray(text)
    for _ in range(chance.randint(1, 4)):
        kind, at = chance.random(), chance.randrange(len(made))
        if kind < 0.3:
            made[at] = chance.randrange(256)
        elif kind < 0.5:
            del made[at : at + chance.randint(1, 30)]
        elif kind < 0.85:
            made[at:at] = chance.choice(PIECES)
        else:
            start = chance.randrange(len(made))
            made[at:at] = made[start : start + chance.randint(1, 80)]
    return bytes(made)


def complaints_about(text: bytes) -> tuple[Complaint, ...]:
    try:
        load_ruleset_text(text)
    except RulesetError as error:
        return error.complaints
    return ()


def test_two_thousand_damaged_files(policies: Path, real_verbs: None) -> None:
    whole = (policies / "whole.yaml").read_bytes()
    load_ruleset_text(whole)
    chance = random.Random(20)
    refused = 0
    for text in (mutated(whole, chance) for _ in range(2000)):
        lines = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 2
        said = complaints_about(text)
        refused += bool(said)
        assert all(str(complaint).isprintable() and 0 < complaint.line <= lines for complaint in said)
    assert refused > 1500


HUGE = {
    "brackets": "[" * 250_000,
    "braces": "{" * 250_000,
    "dashes": "- " * 100_000,
    "question marks": "? " * 100_000,
    "quotes": "'" * 260_000,
    "colons": ":" * 250_000,
    "stars": "*" * 250_000,
    "line breaks": "\n" * 250_000,
    "keys nobody knows": "\n".join(f"key{number}: 1" for number in range(9000)),
    "rules nobody knows": "rules:\n" + "\n".join(f"  headline-h{number}: off" for number in range(9000)),
    "names that are none": "rules:\n" + "\n".join(f"  Headline_h{number}: off" for number in range(9000)),
    "the same key": "rules:\n" + "  a: off\n" * 9000,
    "verbs nobody knows": "rules: {a: {expect: {" + ", ".join(f"cuont{number}: 1" for number in range(9000)) + "}}}",
    "subjects nobody knows": "rules: {a: {subject: [" + ", ".join(["headlin"] * 15_000) + "]}}",
    "fields nobody knows": "rules: {a: {subject: h1, expect: {absent: true}, severity: off, message: '"
    + "{valeu}" * 30_000
    + "'}}",
    "a merge bomb": "a0: &a0 {x: 1}\n" + "\n".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 23)),
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_a_file_made_to_hurt_is_answered_soon(text: str) -> None:
    start = time.process_time()  # a square of the length would take minutes, however busy the machine
    with pytest.raises(RulesetError) as caught:
        load_ruleset_text(text)
    assert str(caught.value)
    assert time.process_time() - start < 6


def test_nothing_of_a_hostile_message_is_run() -> None:
    rule = "subject: h1, expect: {absent: true}, severity: error, message: '{{7*7}} %(x)s $x {value}'"
    message = load_ruleset_text(f"rules: {{a: {{{rule}}}}}").rules[0].message
    assert message.render({"value": "{subject.__class__}"}) == "{7*7} %(x)s $x {subject.__class__}"


def test_sixty_rules_load_quickly(real_verbs: None) -> None:
    rule = (
        "  rule-{0}:\n    group: headline\n    subject: article.headline\n"
        "    expect: {{same_as: {{to: h1, allow: contained}}}}\n    severity: warning\n"
        "    message: 'The headline is {{value}}, no H1 says so {{other_value}}.'\n    why: Readers see both.\n"
        "    fix: Say the same.\n    source: google\n    help: https://example.com/help\n"
        "    good: <h1>x</h1>\n    bad: <h1>y</h1>\n"
    )
    text = "version: 1\nrules:\n" + "".join(rule.format(number) for number in range(60))
    load_ruleset_text(text)
    best = 9.0
    for _ in range(5):
        start = time.process_time()
        assert len(load_ruleset_text(text).rules) == 60
        best = min(best, time.process_time() - start)
    assert best < 0.2, "about 0.025 s on a free machine"
