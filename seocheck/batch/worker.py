"""What a worker process does: waits for a task, does it, answers; until nobody asks any more or it has done enough."""

from __future__ import annotations

import json
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from seocheck.audit import audit
from seocheck.batch import wire
from seocheck.batch.record import document_of, dump
from seocheck.model import PageReport
from seocheck.page import read_page
from seocheck.page.decode import decode
from seocheck.page.facts.targets import to_ask
from seocheck.sources import MAX_BYTES, files, sitemap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from socket import socket

    from seocheck.batch.limits import WorkLimits
    from seocheck.ruleset import Ruleset

MEMORY = "memory"
"""The error of a task that was refused memory; others are told in words."""


def _audit(ruleset: Ruleset, header: Mapping[str, Any], body: bytes) -> bytes:
    about = dict(header)
    previews = about.pop("previews")
    return dump(audit(document_of(about, body), ruleset, previews=previews))


def _audit_file(ruleset: Ruleset, header: Mapping[str, Any], body: bytes) -> bytes:
    del body
    found = files.read(header["name"], header["url"], MAX_BYTES)
    if isinstance(found, PageReport):
        return dump(found)
    return _audit(ruleset, {**header, "cut": found.cut, "code": found.code}, found.content)


def _fragments(ruleset: Ruleset, header: Mapping[str, Any], body: bytes) -> bytes:
    del ruleset
    page = read_page(document_of(header, body))
    return json.dumps(None if page.unread else sorted({str(fact.value) for fact in page.view("ids").facts})).encode()


def _links(ruleset: Ruleset, header: Mapping[str, Any], body: bytes) -> bytes:
    del ruleset
    about = dict(header)
    scope = about.pop("scope")
    return json.dumps(to_ask(read_page(document_of(about, body)), scope)).encode()


def _sitemap(ruleset: Ruleset, header: Mapping[str, Any], body: bytes) -> bytes:
    del ruleset
    return json.dumps(sitemap.read(body, header["base"]).to_record()).encode()


def _mend(ruleset: Ruleset, header: Mapping[str, Any], body: bytes) -> bytes:
    from seocheck.mend import Unmendable, mend
    from seocheck.mend.record import dump as dump_mended

    try:
        return dump_mended(mend(document_of(header, body), ruleset))
    except Unmendable as why:
        return json.dumps({"unmendable": str(why)}).encode()


def _text(ruleset: Ruleset, header: Mapping[str, Any], body: bytes) -> bytes:
    del ruleset
    return decode(body, document_of(header, body).headers).text.encode("utf-8", "replace")


TASKS: dict[str, Callable[[Ruleset, Mapping[str, Any], bytes], bytes]] = {
    "audit": _audit,
    "audit_file": _audit_file,
    "fragments": _fragments,
    "links": _links,
    "mend": _mend,
    "sitemap": _sitemap,
    "text": _text,
}
"""What can be asked of a worker: a function of the ruleset, the header and the body of the question."""


def answer(ruleset: Ruleset, header: Mapping[str, Any], body: bytes, most: int) -> tuple[dict[str, str], bytes]:
    """Do the task a header names. The header answered holds `error` when it could not be done."""
    try:
        result = TASKS[header["task"]](ruleset, header["about"], body)
    except MemoryError:
        return {"error": MEMORY}, b""
    except Exception as error:  # noqa: BLE001  the parent decides what it means
        return {"error": f"{type(error).__name__}: {error}"[:300]}, b""
    if len(result) > most:
        return {"error": f"the report has {len(result)} bytes, more than {most}"}, b""
    return {}, result


def work(connection: socket, ruleset: Ruleset, limits: WorkLimits) -> None:
    """Answer until the other side is gone, a task failed, or the worker has done or used enough."""
    zygote = os.getppid()
    for left in range(limits.pages - 1, -1, -1):
        question = wire.receive(connection, sys.maxsize)
        if question is None:
            return
        _limit_cpu(limits)
        said, result = answer(ruleset, *question, limits.answer)
        last = not left or "error" in said or _peak() > limits.resident
        wire.send(connection, {**said, "last": last}, result)
        if last:
            return
        if left == limits.pages - 1:  # loading what this takes must not hold up who checks one page
            _die_with(zygote)


def confine(limits: WorkLimits) -> None:
    """Put this process under its limits: memory, no core dumps."""
    import resource

    _lower(resource.RLIMIT_CORE, 0)
    with suppress(OSError, ValueError):  # only Linux says how much address space is in use, and keeps to a limit
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            taken = int(file.read().split()[0]) * resource.getpagesize()
        _lower(resource.RLIMIT_AS, taken + limits.memory)


def _limit_cpu(limits: WorkLimits) -> None:
    """The backstop of the clock: works even when nobody is left to kill us."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + 2 * limits.seconds) + 1
    with suppress(OSError, ValueError):
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (_least(seconds, hard), hard))


def _lower(which: int, value: int) -> None:
    import resource

    with suppress(OSError, ValueError):
        limit = _least(value, resource.getrlimit(which)[1])
        resource.setrlimit(which, (limit, limit))


def _least(value: int, hard: int) -> int:
    import resource

    return value if hard == resource.RLIM_INFINITY else min(value, hard)


def _peak() -> int:
    """The most memory this process has used at once, in bytes."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _die_with(zygote: int) -> None:
    """Have the kernel kill this process if the zygote goes without having killed it itself."""
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG
        if os.getppid() != zygote:
            os._exit(0)
