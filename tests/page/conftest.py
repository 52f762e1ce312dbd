from __future__ import annotations

from collections.abc import Callable

import pytest

from seocheck.model import Document
from seocheck.page import Page, read_page

Read = Callable[[str], Page]


@pytest.fixture
def read() -> Read:
    return lambda html: read_page(Document(html.encode()))
