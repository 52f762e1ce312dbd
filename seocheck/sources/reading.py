"""What a sitemap or a robots.txt holds, in a form that travels from the process that read it to the one that asked."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeGuard


class Listed(NamedTuple):
    """An address in a sitemap: its normal form, and the line it stands on."""

    url: str
    line: int


class SitemapReading(NamedTuple):
    """What a sitemap holds.

    entries: the pages it lists. sitemaps: other sitemaps it names. problems: what is wrong in it, by line, in words.
    cut: why it was not read, or not to its end; None when it was.
    """

    entries: tuple[Listed, ...] = ()
    sitemaps: tuple[str, ...] = ()
    problems: tuple[tuple[int, str], ...] = ()
    cut: str | None = None

    def to_record(self) -> dict[str, Any]:
        """This reading as JSON takes it."""
        return {
            "entries": [[item.url, item.line] for item in self.entries],
            "sitemaps": list(self.sitemaps),
            "problems": [list(problem) for problem in self.problems],
            "cut": self.cut,
        }

    @classmethod
    def from_record(cls, record: object) -> SitemapReading:
        """The reading in a record; ValueError when the record is none: who wrote it has read hostile bytes."""
        match record:
            case {"entries": list(entries), "sitemaps": list(sitemaps), "problems": list(problems), "cut": cut} if (
                all(map(_is_entry, entries))
                and all(isinstance(url, str) for url in sitemaps)
                and all(map(_is_problem, problems))
                and (cut is None or isinstance(cut, str))
            ):
                found = tuple((line, words) for line, words in problems)
                return cls(tuple(Listed(*entry) for entry in entries), tuple(sitemaps), found, cut)
        raise ValueError("this is no record of a sitemap")


def _is_entry(entry: object) -> TypeGuard[tuple[str, int]]:
    match entry:
        case [str(), int()]:
            return True
    return False


def _is_problem(problem: object) -> TypeGuard[tuple[int, str]]:
    match problem:
        case [int(), str()]:
            return True
    return False
