"""The application: which address gives which page."""

from __future__ import annotations

import re
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from seocheck.fetch import Fetcher
from seocheck.web import pages, policy
from seocheck.web.archive import ArchiveError
from seocheck.web.desk import Desk, DeskFull
from seocheck.web.guard import IN_PLACE, Door, Guard
from seocheck.web.intake import Slip, asked_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from seocheck.batch.crew import Crew
    from seocheck.fetch import FetchOptions
    from seocheck.ruleset import Ruleset
    from seocheck.web.archive import Archive, Audit

_LAST = 8  # audits on the front page
_LISTED = 50  # … on a page of the history
_WORDS = {
    400: ("That was no form of ours", "Go back and try again."),
    404: ("There is nothing here", "The audit you look for was made with another store, is too old, or never ended."),
    405: ("That cannot be done here", "Go back to the front page."),
    408: ("That took too long", "The page did not arrive within a minute."),
    413: ("That is too large", "A page may have 15 MiB."),
    429: ("Too many at once", "Audits wait in line already. Try again in a moment."),
    500: ("That went wrong", "seocheck itself failed; the terminal it runs in says more."),
    503: ("The audits cannot be read", "The file they are kept in cannot be used; the terminal says more."),
}


def application(crew: Crew, ruleset: Ruleset, archive: Archive, options: FetchOptions, door: Door) -> ASGIApp:
    """The whole of it, guarded. The crew knows `ruleset` and draws previews; it is closed at the end."""
    here = _Pages(crew, ruleset, archive, options)
    faults: dict[Any, Any] = {HTTPException: _fault, ArchiveError: _fault, Exception: _fault}
    app = Starlette(routes=here.routes(), lifespan=here.lifespan, exception_handlers=faults)
    app.router.redirect_slashes = False
    return Guard(app, door)


class _Pages:
    """The answers. Those that only read run in threads: filling a template takes its time."""

    def __init__(self, crew: Crew, ruleset: Ruleset, archive: Archive, options: FetchOptions) -> None:
        self._crew, self._ruleset, self._archive, self._options = crew, ruleset, archive, options
        self._static = pages.static()
        self._desk: Desk

    def routes(self) -> list[Route]:
        return [
            Route("/", self.front),
            Route("/audits", self.ask, methods=["POST"]),
            Route("/audits/{id}", self.audit),
            Route("/audits/{id}/source", self.source),
            Route("/audits/{id}/mended", self.mended),
            Route("/history", self.history),
            Route("/policy", self.policy),
            Route("/static/{name}", self.static),
        ]

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        del app
        async with Fetcher(self._options) as fetcher:
            self._desk = Desk(self._crew, fetcher, self._archive, self._ruleset.info)
            try:
                yield
            finally:
                await self._desk.close()

    def front(self, request: Request) -> Response:
        del request
        return HTMLResponse(pages.front(self._archive.rows(_LAST)))

    async def ask(self, request: Request) -> Response:
        asked = await asked_in(request)
        if isinstance(asked, Slip):
            rows = await run_in_threadpool(self._archive.rows, _LAST)
            return HTMLResponse(pages.front(rows, asked), 422, IN_PLACE)
        try:
            id_ = self._desk.take(asked)
        except DeskFull:
            raise HTTPException(429, headers={"Retry-After": "5"}) from None
        return RedirectResponse(f"/audits/{id_}", 303)

    def audit(self, request: Request) -> Response:
        id_ = request.path_params["id"]
        job = self._desk.job(id_)
        step = job.step if job is not None else "done"  # it may be another a moment later
        if job is not None and step != "done":
            if request.query_params.get("seen") == step:
                return Response(status_code=204)
            return HTMLResponse(pages.progress(job, step))
        if "hx-request" in request.headers:  # the progress shown in another page: now it is time to go there
            return Response(status_code=204, headers={"HX-Redirect": f"/audits/{id_}"})
        if job is not None and job.empty:
            return HTMLResponse(pages.ended(job))
        found = self._found(id_)
        own = policy.report_levels(found.report)
        if (shorter := _needless(request.query_params, own)) is not None:
            return RedirectResponse(f"/audits/{id_}{shorter}#severities", 303)
        rows = self._archive.rows(_LISTED, found.page)
        return HTMLResponse(pages.result(found, rows, request.query_params, self._ruleset))

    def source(self, request: Request) -> Response:
        return PlainTextResponse(self._found(request.path_params["id"]).text.encode("utf-8", "replace"))

    def mended(self, request: Request) -> Response:
        found = self._found(request.path_params["id"])
        if found.mended is None:
            raise HTTPException(404)
        name = _file_name(found)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(found.mended.content, headers=headers, media_type="application/octet-stream")

    def history(self, request: Request) -> Response:
        page = request.query_params.get("page")
        before = request.query_params.get("before", "")
        number = int(before) if re.fullmatch(r"\d{1,15}", before, re.ASCII) else None
        rows = self._archive.rows(_LISTED + 1, page, number)
        older = rows[_LISTED - 1].number if len(rows) > _LISTED else None
        return HTMLResponse(pages.history(rows[:_LISTED], page if rows else None, older))

    def policy(self, request: Request) -> Response:
        if (shorter := _needless(request.query_params, policy.policy_levels(self._ruleset))) is not None:
            return RedirectResponse(f"/policy{shorter}", 303)
        return HTMLResponse(pages.rules(self._ruleset, request.query_params, self._archive.rows(_LAST)))

    def static(self, request: Request) -> Response:
        found = self._static.get(request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        return Response(found[0], media_type=found[1])

    def _found(self, id_: str) -> Audit:
        found = self._archive.get(id_)
        if found is None:
            raise HTTPException(404)
        return found


def _needless(query: Mapping[str, str], levels: policy.Levels) -> str | None:
    """The query that is left when all is said that differs from `levels` and nothing else; None when it is this one."""
    wanted = policy.as_query(policy.chosen(query, levels))
    return None if list(query.items()) == wanted else f"?{urlencode(wanted)}" if wanted else ""


def _file_name(audit: Audit) -> str:
    """A name any system takes: `story-mended.html`."""
    last = re.split(r"[/\\]", re.sub(r"[?#].*", "", audit.page).rstrip("/\\"))[-1]
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", re.sub(r"\.html?(\.gz)?$", "", last)).strip("-")[:60]
    return f"{stem or 'page'}-mended.html"


async def _fault(request: Request, error: Exception) -> Response:
    """A page that says what is wrong, and nothing of what was sent."""
    del request
    status, headers = 500, {}
    if isinstance(error, HTTPException):
        status, headers = error.status_code, dict(error.headers or {})
    elif isinstance(error, ArchiveError):
        status = 503
        sys.stderr.write(f"seocheck serve: {error}\n")
    title, words = _WORDS.get(status, _WORDS[500])
    return HTMLResponse(pages.said(title, words), status, {**headers, **IN_PLACE})
