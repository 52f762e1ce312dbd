"""`--limit`: every limit has a name, and what is no limit or no number is said."""

from __future__ import annotations

from dataclasses import fields

import click
import pytest

from seocheck.batch.limits import WorkLimits
from seocheck.cli.limits import fetch_limits, work_limits
from seocheck.fetch import FetchLimits


def test_without_the_option_the_defaults_hold() -> None:
    assert (work_limits(()), fetch_limits(())) == (WorkLimits(), FetchLimits())


def test_each_limit_goes_where_it_belongs() -> None:
    given = ("page-seconds=2.5", "worker-pages=7", "redirects=3", "first-byte=1.5")
    assert work_limits(given) == WorkLimits(seconds=2.5, pages=7)
    assert fetch_limits(given) == FetchLimits(redirects=3, first_byte=1.5)


def test_every_limit_of_fetching_can_be_set() -> None:
    for field in fields(FetchLimits):
        changed = fetch_limits([f"{field.name.replace('_', '-')}=7"])
        assert getattr(changed, field.name) == 7


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("page-second=3", "Did you mean “page-seconds”?"),
        ("?", "There are page-seconds=10, page-memory=1073741824"),
        ("redirects", "write redirects=10, or another, a whole number above 0"),
        ("redirects=2.5", "a whole number above 0"),
        ("page-seconds=0", "write page-seconds=10, or another, a number above 0"),
        ("page-seconds=-1", "a number above 0"),
        ("page-seconds=nan", "a number above 0"),
        ("page-seconds=1e99", "a number above 0"),
        ("gap=fast", "a number above 0"),
    ],
)
def test_what_cannot_be_meant_is_said(given: str, said: str) -> None:
    with pytest.raises(click.UsageError) as caught:
        work_limits([given])
    assert said in str(caught.value)
