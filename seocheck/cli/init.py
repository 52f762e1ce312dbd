"""`seocheck init`: a rules file to start from."""

from __future__ import annotations

from pathlib import Path

import click

NAME = "seocheck.yaml"

_START = """\
# The policy of this site. It builds on the rules that come with seocheck; `seocheck rules list` names them,
# `seocheck rules explain ID` says what each is for, `seocheck rules show` prints what holds in the end.
# yaml-language-server: $schema=seocheck-rules.schema.json      (seocheck rules schema > seocheck-rules.schema.json)
version: 1
extends: default

rules:
  # A severity is enough to change one: error, warning, info or off. This one is as it comes.
  canonical-missing: info
  # heading-skip: info

  # Options merge with those of the rule: here words may differ, as long as four fifths of them agree.
  # headline-h1: {expect: {same_as: {at_least: 0.8}}}

  # A rule of your own looks at elements by CSS selector, or at any subject `seocheck facts PAGE` shows.
  # our-dateline:
  #   subject: {css: "article .dateline", attribute: text}
  #   expect: {matches: "^[A-Z][a-z]+, \\\\d{1,2} [A-Z][a-z]+ \\\\d{4}$"}
  #   severity: error
  #   message: "Dateline “{value}” is not in house style."
  #   fix: Write it like “Dublin, 3 May 2026”.
  #   good: '<article><p class="dateline">Dublin, 3 May 2026</p></article>'
  #   bad: '<article>▶<p class="dateline">03/05/26</p></article>'

# What holds for part of the site only; the last match wins.
# overrides:
#   - for: {url: "**/opinion/**"}
#     rules: {headline-h1: off}

# What is known and not reported; each with its reason, and perhaps its last day.
# ignore:
#   - rule: headline-h1
#     url: "**/archive/**"
#     reason: Old stories keep their headlines.
#     until: 2030-12-31
"""


@click.command("init")
@click.option("--force", is_flag=True, help=f"Replace a {NAME} that is there already.")
def command(force: bool) -> None:
    """Write a commented seocheck.yaml into this folder."""
    path = Path(NAME)
    if path.exists() and not force:
        raise click.ClickException(f"{NAME} is there already; --force replaces it.")
    path.write_text(_START, encoding="utf-8")
    click.echo(f"Wrote {NAME}. It changes nothing yet: change what you want, then run `seocheck rules show`.")
