"""What a form asks for: a page at an address, in a file, or pasted. What cannot be meant is said beside its field."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath, PureWindowsPath
from typing import TYPE_CHECKING, Literal

from starlette.datastructures import UploadFile

from seocheck.page.address import Address
from seocheck.sources.addresses import LONGEST, Fault, is_meant, read, without_scheme

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

MOST_PAGE = 15 << 20
_MOST_FIELDS = 4
_LONGEST_NAME = 200

How = Literal["address", "file", "paste"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A page to audit. content: None when it must be fetched from `url`; else `url` is where it is published."""

    how: How
    name: str
    url: str | None
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong with what was filled in, for the person who did it; field: which form it stands in."""

    field: How
    words: str


async def asked_in(request: Request) -> Asked | Slip:
    """What the form of a request asks for; HTTPException(400) when it is no form of ours."""
    async with request.form(max_files=1, max_fields=_MOST_FIELDS, max_part_size=MOST_PAGE) as form:
        file = form.get("file")
        if isinstance(file, UploadFile):
            return _of_file(await file.read(), file.filename or "", _text(form, "at"))
        if "html" in form:
            return _of_paste(_text(form, "html"), _text(form, "at"))
        return _of_address(_text(form, "address"))


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _of_address(text: str) -> Asked | Slip:
    if not text.strip():
        return Slip("address", "Give the address of a page.")
    found = _address(text)
    if isinstance(found, Fault):
        return Slip("address", _sentence(found))
    return Asked("address", found.href, found.href)


def _of_file(content: bytes, name: str, at: str) -> Asked | Slip:
    if not content:
        return Slip("file", "Choose an HTML file that is not empty.")
    if len(content) > MOST_PAGE:
        return Slip("file", "The file is larger than 15 MiB; no page is.")
    return _published("file", _plain(name) or "a file", at, content)


def _of_paste(html: str, at: str) -> Asked | Slip:
    if not html.strip():
        return Slip("paste", "Paste the HTML of a page.")
    return _published("paste", "pasted HTML", at, html.encode("utf-8", "replace"))


def _published(how: How, name: str, at: str, content: bytes) -> Asked | Slip:
    if not at.strip():
        return Asked(how, name, None, content)
    found = _address(at)
    if isinstance(found, Fault):
        return Slip(how, f"The address it will have: {_sentence(found)}")
    return Asked(how, name, found.href, content)


def _address(text: str) -> Address | Fault:
    text = text.strip()
    if len(text) > LONGEST:
        return Fault(f"it is longer than {LONGEST:,} characters", "INP.url-too-long")
    return read(text if is_meant(text) else without_scheme(text) or text)


def _sentence(fault: Fault) -> str:
    return f"{fault.words[:1].upper()}{fault.words[1:]}."


def _plain(name: str) -> str:
    """The name of a file without the folders some browsers send along."""
    return PureWindowsPath(PurePath(name).name).name[:_LONGEST_NAME]
