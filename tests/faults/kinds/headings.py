"""Faults of the headings: missing, empty, several, out of step."""

from __future__ import annotations

from turbohtml import Element

from ..fault import MARK, Edit, Fault, kind
from ..patient import Patient
from ..words import SUBHEADINGS


def _retagged(p: Patient, element: Element, tag: str) -> tuple[Edit, Edit]:
    """Another tag for an element; its attributes stay."""
    location = element.source_location
    assert location is not None
    assert location.end_tag is not None
    opening, closing = location.start_tag.start_offset + 1, location.end_tag
    return Edit(opening, opening + 2, tag), Edit(closing.start_offset, closing.end_offset, f"</{tag}>")


@kind("headline not marked as a heading", "h1-missing")
def no_h1(p: Patient) -> Fault | None:
    if p.h1 is None or p.body is None or p.select("[role=heading]"):
        return None
    tag = p.pick("div", "p", "span")
    return Fault(_retagged(p, p.h1, tag), at=(p.start(p.body),))


@kind("headline marked as h2", "h1-missing")
def h2_for_h1(p: Patient) -> Fault | None:
    if p.h1 is None or p.body is None or p.select("[role=heading]"):
        return None
    return Fault(_retagged(p, p.h1, "h2"), at=(p.start(p.body),))


@kind("h1 without words", "h1-empty")
def empty_h1(p: Patient) -> Fault | None:
    if p.h1 is None:
        return None
    inside = p.pick("", " ", "&nbsp;", "<span></span>", '<img src="/logo.svg" alt="">', "<br>")
    start = p.start(p.h1)
    opening, closing = _retagged(p, p.h1, "div")
    return Fault((Edit(start, start, f"{MARK}<h1>{inside}</h1>\n"), opening, closing))


@kind("heading without words", "heading-empty")
def empty_heading(p: Patient) -> Fault | None:
    if p.gap is None:
        return None
    level = max(p.levels_around(p.gap)[0], 2)
    inside = p.pick(
        "", " ", "&nbsp;", "<strong></strong>", '<img src="/line.png" alt="">', "<a id='a1'></a>", "&#8203;"
    )
    return Fault((Edit(p.gap, p.gap, f"\n{MARK}<h{level}>{inside}</h{level}>\n"),))


@kind("second h1", "h1-multiple")
def second_h1(p: Patient) -> Fault | None:
    if p.gap is None or len([level for _, level in p.levels if level == 1]) != 1 or p.levels_around(p.gap)[1] > 2:
        return None
    return Fault((Edit(p.gap, p.gap, f"\n{MARK}<h1>{p.say(SUBHEADINGS)}</h1>\n"),))


@kind("heading level skipped", "heading-skip")
def skip(p: Patient) -> Fault | None:
    if p.gap is None:
        return None
    before, after = p.levels_around(p.gap)
    level = before + p.pick(2, 3)
    if before == 0 or level > 6 or after > level + 1:
        return None
    form = p.pick(f"<h{level}>{{}}</h{level}>", f'<h{level} class="sub"><strong>{{}}</strong></h{level}>')
    return Fault((Edit(p.gap, p.gap, f"\n{MARK}{form.format(p.say(SUBHEADINGS))}\n"),))


@kind("heading before the h1", "heading-first")
def before_h1(p: Patient) -> Fault | None:
    if p.h1 is None or not p.levels or p.levels[0][1] != 1 or p.body is None:
        return None
    words = {
        "en": ("Most read", "Menu"),
        "de": ("Meistgelesen", "Menü"),
        "fr": ("Les plus lus",),
        "es": ("Lo más leído",),
    }
    words |= {"it": ("I più letti",), "pt": ("Mais lidas",), "nl": ("Meest gelezen",), "pl": ("Najczęściej czytane",)}
    tag = p.pick("h2", "h3")
    at = p.end_of_start(p.body)
    return Fault((Edit(at, at, f"\n<div>{MARK}<{tag}>{p.say(words)}</{tag}></div>\n"),))
