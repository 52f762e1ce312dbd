"""Lines that fit a terminal, whatever the script: a Chinese character takes two columns, a combining accent none."""

from __future__ import annotations

from unicodedata import category, east_asian_width

from seocheck.report.clean import ELLIPSIS, clean

LEAST = 24  # columns; narrower text is worse to read than text the terminal breaks


def columns(text: str) -> int:
    """How many columns of a terminal clean `text` takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def wrap(text: str, width: int) -> list[str]:
    """The lines of clean `text`, at most `width` columns each (0: one line). Addresses are never broken."""
    if width <= 0:
        return [text]
    width = max(width, LEAST)
    lines = [""]
    for word in text.split(" "):
        line = f"{lines[-1]} {word}" if lines[-1] else word
        if columns(line) <= width:
            lines[-1] = line
        elif columns(word) <= width or "://" in word:
            lines.append(word)
        else:
            lines.extend(_broken(word, width))
    return lines if lines[0] or len(lines) == 1 else lines[1:]


def fit(text: str, width: int) -> str:
    """Clean `text`, cut to `width` columns (0: not cut)."""
    if width <= 0 or columns(text) <= width:
        return text
    return _broken(text, max(width, LEAST) - 1)[0].removesuffix(ELLIPSIS) + ELLIPSIS


def _broken(word: str, width: int) -> list[str]:
    pieces = [""]
    used = 0
    for char in word:
        wide = _columns(char)
        if used + wide > width:
            pieces.append("")
            used = 0
        pieces[-1] += char
        used += wide
    return [clean(piece) for piece in pieces]  # a piece may begin with what a log obeys


def _columns(char: str) -> int:
    if east_asian_width(char) in "WF":
        return 2
    return 0 if category(char) in ("Mn", "Me", "Cf") else 1
