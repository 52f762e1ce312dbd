"""Runs one verb on one subject of a small page."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from jsonschema import Draft7Validator

from seocheck.checks import verb
from seocheck.model import Document
from seocheck.page import read_page


@pytest.fixture
def judge() -> Callable[..., list[str] | None]:
    """What a verb objects to: one detail of each problem; None when there is nothing to judge.

    parts: pieces of the page; a mapping or list stands for a JSON-LD block. Several details are joined by “ | ”.
    """

    def run(
        name: str, options: Any, subject: str, *parts: Any, show: str = "value", url: str | None = None
    ) -> list[str] | None:
        module = verb(name)
        Draft7Validator(module.OPTIONS).validate(options)
        html = "".join(part if isinstance(part, str) else block(part) for part in parts)
        page = read_page(Document(html.encode(), url=url, headers={"content-type": "text/html; charset=utf-8"}))
        problems = module.check(page.view(subject), module.prepare(options), page.view)
        if problems is None:
            return None
        return [" | ".join(str(problem.fields.get(key, "")) for key in show.split()) for problem in problems]

    return run


def block(data: Mapping[str, Any] | list[Any]) -> str:
    if isinstance(data, Mapping):
        data = {"@context": "https://schema.org", **data}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'
