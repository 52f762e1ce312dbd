"""Faults of the dates in the markup."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from email.utils import format_datetime

from ..fault import Edit, Fault, kind, outermost
from ..patient import Patient
from ..rewriter import written
from ..spans import Value

_FULL = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$")


def _date(p: Patient, *keys: str) -> tuple[Value, datetime] | None:
    """A date-time with offset, and what it means."""
    for key in keys:
        value = p.article.get(key) if p.article else None
        if value is not None and value.text and _FULL.match(value.text):
            try:
                return value, datetime.fromisoformat(value.text)
            except ValueError:
                continue
    return None


def _either(p: Patient) -> tuple[Value, datetime] | None:
    return _date(p, *p.random.sample(["datePublished", "dateModified"], 2))


@kind("date not in ISO 8601", "article-date-format")
def not_iso(p: Patient) -> Fault | None:
    found = _either(p)
    if found is None:
        return None
    value, moment = found
    wrong = p.pick(
        f"{moment:%d.%m.%Y %H:%M}",
        f"{moment:%d/%m/%Y}",
        f"{moment:%Y/%m/%d %H:%M:%S}",
        f"{moment:%B %d, %Y}",
        f"{moment:%d %b %Y}",
        format_datetime(moment),
        f"{moment:%a %b %d %H:%M:%S} CET {moment:%Y}",
        f"{moment:%Y-%m-%d %H:%M:%S}",
        f"{moment:%Y-%m-%dT%I:%M %p}",
        f"{moment:%Y-%m-%d}T25:00:00+01:00",
        f"{moment:%Y%m%d-%H%M}",
    )
    return Fault((p.new_value(value, wrong),))


@kind("time without its zone", "article-date-timezone")
def no_zone(p: Patient) -> Fault | None:
    found = _either(p)
    if found is None:
        return None
    value, moment = found
    return Fault((p.new_value(value, f"{moment:%Y-%m-%dT%H:%M}{p.pick('', moment.strftime(':%S'))}"),))


@kind("date without a time", "article-date-time")
def no_time(p: Patient) -> Fault | None:
    found = _either(p)
    if found is None:
        return None
    value, moment = found
    return Fault((p.new_value(value, f"{moment:%Y-%m-%d}"),))


@kind("changed before it was published", "article-date-order")
def order(p: Patient) -> Fault | None:
    published, modified = _date(p, "datePublished"), _date(p, "dateModified")
    if published is None or modified is None:
        return None
    earlier = published[1] - timedelta(minutes=p.pick(2, 61, 1440 * 2, 1440 * 365))
    return Fault((p.new_value(modified[0], earlier.isoformat(timespec="seconds")),))


@kind("published in the future", "article-date-future", also=("article-date-visible",))
def future(p: Patient) -> Fault | None:
    published, modified = _date(p, "datePublished"), _date(p, "dateModified")
    if published is None:
        return None
    years = p.pick(20, 100)
    edits = [p.new_value(published[0], _later(published[1], years))]
    if modified is not None:  # a clock that is wrong is wrong for both
        edits.append(Edit(modified[0].start, modified[0].end, f'"{_later(modified[1], years)}"'))
    return Fault(tuple(edits))


def _later(moment: datetime, years: int) -> str:
    return moment.replace(year=moment.year + years, day=min(moment.day, 28)).isoformat(timespec="seconds")


@kind("markup and readers have different days", "article-date-visible")
def other_day(p: Patient) -> Fault | None:
    published, modified = _date(p, "datePublished"), _date(p, "dateModified")
    h1 = p.h1
    if published is None or h1 is None or not p.paragraphs:
        return None
    shown = [
        (item.attr("datetime") or "")[:10]
        for item in p.select("time[datetime]")
        if re.search(r"(?:19|20)\d\d", item.text)
        and abs(p.start(item) - p.start(h1)) < 6000
        and p.start(item) < p.start(p.paragraphs[0])
    ]
    days = {day[1].date().isoformat() for day in (published, modified) if day}
    if not shown or not days & set(shown):
        return None
    shift = timedelta(days=p.pick(100, 365, 31))
    edits = [
        p.new_value(day[0], (day[1] - shift).isoformat(timespec="seconds")) for day in (published, modified) if day
    ]
    return Fault(tuple(edits))


_DATED = "time,[class*=date i],[class*=datum i],[class*=time i],[class*=publi i],[itemprop*=date i],[class*=fecha i]"
_NAMED = "a,h2,h3,h4,h5,h6"  # goes as a whole: what is left would have no words
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[.:/]\d\d|\bago\b|\bvor \d|\bhace \d|\bil y a \d")


@kind("no date anywhere", "dateline-missing", also=("article-date-published", "article-date-modified"))
def nowhere(p: Patient) -> Fault | None:
    """The dates gone from the markup and from every short element that shows one."""
    if p.article is None or p.body is None or not isinstance(p.article.data, dict) or not p.paragraphs:
        return None
    rest = {key: value for key, value in p.article.data.items() if "date" not in key.lower()}
    gone = [Edit(p.article.start, p.article.end, written(rest))]
    gone += [
        p.cut(item)
        for item in p.select("meta[content]")
        if re.search(r"time|date", (item.attr("property") or item.attr("name") or item.attr("itemprop") or "").lower())
    ]
    gone += [p.cut(item) for item in p.select(_DATED) if p.is_small(item) and not item.closest(_NAMED)]
    short = [item for item in p.select("span,div,p,li,small,em,b,strong,h2,h3,h4,td,a") if not item.select("*")]
    whole = [item.closest(_NAMED) or item for item in short if _DATE.search(item.text)]
    gone += [p.cut(item) for item in whole if p.is_small(item)]
    if re.search(r'"date(?:Published|Modified|Created)"', p.text[p.article.end :] + p.text[: p.article.start]):
        return None
    return Fault(tuple(outermost(gone)), at=(p.start(p.body), p.article.start))
