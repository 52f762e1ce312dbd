"""A page report as bytes and back: what workers answer and what runs keep.

JSON, complete and lossless, and read with distrust: who read hostile bytes may have been turned by them, so nothing
is taken for a report but what has the shape of one.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast, get_args

from seocheck.model import (
    SEVERITIES,
    STATES,
    STATUSES,
    Document,
    Excerpt,
    Exchange,
    Finding,
    Held,
    Hop,
    LinkTarget,
    Outcome,
    PageReport,
    Place,
    Preview,
    PreviewPart,
    Related,
    Surface,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_Item = TypeVar("_Item")
_Word = TypeVar("_Word", bound=str)
_MOST = 2**53  # no line, column or status is greater
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


class RecordError(ValueError):
    """Bytes that are no record of a page report."""


def dump(report: PageReport) -> bytes:
    """The record of a report. Places and outcomes, of which there are many, are lists; the rest has names.

    JSON makes lists of named tuples by itself.
    """
    record = {
        "input": report.input,
        "url": report.url,
        "status": report.status,
        "reason": report.reason,
        "encoding": report.encoding,
        "findings": [_finding(finding) for finding in report.findings],
        "outcomes": report.outcomes,
        "notes": report.notes,
        "code": report.code,
        "exchange": report.exchange and _exchange(report.exchange),
        "previews": [_preview(preview) for preview in report.previews],
        "held": report.held,
    }
    return _encode(record).encode("utf-8", "surrogatepass")  # escapes would join two lone surrogates to one character


def load(data: bytes) -> PageReport:
    """The report a record holds; RecordError when it is none."""
    try:
        record = json.loads(data.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise RecordError(f"no JSON: {type(error).__name__}") from None
    return _page(record)


def document_header(document: Document) -> dict[str, Any]:
    """All of a document but its content and how it was fetched, as JSON."""
    return {
        "url": document.url,
        "headers": dict(document.headers),
        "now": document.now and document.now.isoformat(),
        "name": document.name,
        "cut": document.cut,
        "code": document.code,
        "targets": {url: [each.broken, each.moved, sorted(each.lacks)] for url, each in document.targets.items()},
    }


def document_of(header: Mapping[str, Any], content: bytes) -> Document:
    """The document with this header; our own, so not looked at with distrust."""
    given = dict(header)
    now, told = given.pop("now"), given.pop("targets")
    targets = {url: LinkTarget(broken, moved, frozenset(lacks)) for url, (broken, moved, lacks) in told.items()}
    return Document(content, now=now and datetime.fromisoformat(now), targets=targets, **given)


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "group": finding.group,
        "severity": finding.severity,
        "message": finding.message,
        "place": finding.place,
        "subject": finding.subject,
        "evidence": finding.evidence,
        "related": finding.related,
        "why": finding.why,
        "fix": finding.fix,
        "help": finding.help,
        "source": finding.source,
        "fingerprint": finding.fingerprint,
        "excerpt": finding.excerpt,
    }


def _exchange(exchange: Exchange) -> dict[str, Any]:
    return {**exchange._asdict(), "redirects": [hop._asdict() for hop in exchange.redirects]}


def _preview(preview: Preview) -> dict[str, Any]:
    return {**preview._asdict(), "parts": [part._asdict() for part in preview.parts]}


def _page(value: object) -> PageReport:
    page = _Named(value, "a page", 12)
    return PageReport(
        input=page.take("input", _text),
        url=page.take("url", _text_or_none),
        status=page.take("status", _status),
        reason=page.take("reason", _text_or_none),
        encoding=page.take("encoding", _text_or_none),
        findings=page.take("findings", _all(_finding_of)),
        outcomes=page.take("outcomes", _outcomes),
        notes=page.take("notes", _all(_text)),
        code=page.take("code", _text_or_none),
        exchange=page.take("exchange", _exchange_of),
        previews=page.take("previews", _all(_preview_of)),
        held=page.take("held", _all(_held)),
    )


def _finding_of(value: object) -> Finding:
    finding = _Named(value, "a finding", 14)
    return Finding(
        rule=finding.take("rule", _text),
        group=finding.take("group", _text),
        severity=finding.take("severity", _severity),
        message=finding.take("message", _text),
        place=finding.take("place", _place),
        subject=finding.take("subject", _text),
        evidence=finding.take("evidence", _text),
        related=finding.take("related", _all(_related)),
        why=finding.take("why", _text_or_none),
        fix=finding.take("fix", _text_or_none),
        help=finding.take("help", _text_or_none),
        source=finding.take("source", _text_or_none),
        fingerprint=finding.take("fingerprint", _text),
        excerpt=finding.take("excerpt", _excerpt),
    )


def _outcomes(value: object) -> tuple[Outcome, ...]:
    # in one expression, since a page has one for every rule: asking the readers of words takes four times as long
    found = tuple(
        [
            Outcome._make(each)
            for each in (value if isinstance(value, list) else ())
            if type(each) is list
            and len(each) == 3
            and type(each[0]) is str
            and each[1] in STATES
            and (each[2] is None or type(each[2]) is str)
        ]
    )
    return found if isinstance(value, list) and len(found) == len(value) else _refuse("a list of outcomes", value)


def _related(value: object) -> Related:
    message, place = _list(value, 2)
    return Related(_text(message), _place(place))


def _place(value: object) -> Place:
    line, column, end_line, end_column, pointer, selector = _list(value, 6)
    start, end = (_number(line), _number(column)), (_number(end_line), _number(end_column))
    return Place(*start, *end, _text_or_none(pointer), _text_or_none(selector))


def _excerpt(value: object) -> Excerpt | None:
    return None if value is None else Excerpt(*map(_text, _list(value, 3)))


def _exchange_of(value: object) -> Exchange | None:
    if value is None:
        return None
    exchange = _Named(value, "an exchange", 3)
    return Exchange(
        url=exchange.take("url", _text),
        status=exchange.take("status", _number),
        redirects=exchange.take("redirects", _all(_hop)),
    )


def _hop(value: object) -> Hop:
    hop = _Named(value, "a hop", 2)
    return Hop(hop.take("url", _text), hop.take("status", _number))


def _held(value: object) -> Held:
    rule, severity, line, column, *words = _list(value, 7)
    return Held(_text(rule), _severity(severity), _number(line), _number(column), *map(_text, words))


def _preview_of(value: object) -> Preview:
    preview = _Named(value, "a preview", 3)
    return Preview(
        surface=preview.take("surface", _surface),
        parts=preview.take("parts", _all(_part)),
        barred=preview.take("barred", _text_or_none),
    )


def _part(value: object) -> PreviewPart:
    part = _Named(value, "a part of a preview", 6)
    return PreviewPart(
        name=part.take("name", _text),
        value=part.take("value", _text_or_none),
        source=part.take("source", _text_or_none),
        sources=part.take("sources", _all(_text)),
        also=part.take("also", _all(_text)),
        unknown=part.take("unknown", _text_or_none),
    )


class _Named:
    """A JSON object whose every member must be there and be taken."""

    def __init__(self, value: object, kind: str, members: int) -> None:
        if not isinstance(value, dict) or len(value) != members:
            _refuse(kind, value)
        self._value = cast("dict[str, object]", value)

    def take(self, name: str, read: Callable[[object], _Item]) -> _Item:
        if name not in self._value:
            _refuse(name, None)
        return read(self._value[name])


def _text(value: object) -> str:
    return value if isinstance(value, str) else _refuse("text", value)


def _text_or_none(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else _refuse("text", value)


def _number(value: object) -> int:
    return value if type(value) is int and 0 <= value <= _MOST else _refuse("a number", value)


def _list(value: object, length: int) -> list[object]:
    return value if isinstance(value, list) and len(value) == length else _refuse(f"a list of {length}", value)


def _all(read: Callable[[object], _Item]) -> Callable[[object], tuple[_Item, ...]]:
    def every(value: object) -> tuple[_Item, ...]:
        return tuple(map(read, value)) if isinstance(value, list) else _refuse("a list", value)

    return every


def _one_of(words: Sequence[_Word]) -> Callable[[object], _Word]:
    known: dict[str, _Word] = {word: word for word in words}

    def chosen(value: object) -> _Word:
        return known[value] if isinstance(value, str) and value in known else _refuse(" or ".join(words), value)

    return chosen


_severity = _one_of(SEVERITIES)
_status = _one_of(STATUSES)
_surface = _one_of(get_args(Surface))


def _refuse(wanted: str, value: object) -> NoReturn:
    raise RecordError(f"{wanted} was expected, not {type(value).__name__}")
