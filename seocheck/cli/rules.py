"""`seocheck rules`: what the policy says, why, and whether its examples hold."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from seocheck.cli.policy import PolicyError, load, rules_option, selection_options

if TYPE_CHECKING:
    from seocheck.ruleset import Rule


@click.group("rules")
def command() -> None:
    """List, explain, show and test rules."""


@command.command("list")
@rules_option
@selection_options
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def list_rules(rules: str | None, select: tuple[str, ...], ignore: tuple[str, ...], form: str) -> None:
    """Every rule that is on: id, severity, what it expects to find."""
    ruleset = load(rules, select, ignore)
    if form == "json":
        rows = [
            {"id": rule.id, "group": rule.group, "severity": rule.severity, "source": rule.source, "help": rule.help}
            for rule in ruleset.rules
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    width = max((len(rule.id) for rule in ruleset.rules), default=0)
    for group in dict.fromkeys(rule.group for rule in ruleset.rules):
        click.echo(click.style(group, bold=True))
        for rule in ruleset.rules:
            if rule.group == group:
                click.echo(f"  {rule.id:<{width}}  {rule.severity:<7}  {rule.message.template}")
    click.echo(f"\n{len(ruleset.rules)} rules from {ruleset.source}")


@command.command("explain")
@click.argument("rule_id", metavar="ID")
@rules_option
def explain(rule_id: str, rules: str | None) -> None:
    """All about one rule: what it looks at, why, how to mend it, with a good and a bad example."""
    ruleset = load(rules)
    found = next((rule for rule in (*ruleset.rules, *ruleset.off) if rule.id == rule_id), None)
    if found is None:
        meant = load(rules, (rule_id,)).rules  # where it stands for none, this says which ids come near
        raise PolicyError(f"“{rule_id}” stands for {', '.join(rule.id for rule in meant)}; give one of them.")
    click.echo(_explained(found, off=found not in ruleset.rules))


def _explained(rule: Rule, *, off: bool) -> str:
    lines = [
        click.style(f"{rule.id}  {'off' if off else rule.severity}  {rule.group}", bold=True),
        "",
        rule.message.template,
        "",
    ]
    rows = [
        ("Looks at", f"{rule.looked_at}{_meaning(rule)}"),
        ("Expects", "; ".join(f"{item.verb} {_options(item.options)}".strip() for item in rule.expectations)),
        *(
            ("Only where" if there else "Not where", subject if isinstance(subject, str) else subject.name)
            for subject, there in rule.conditions
        ),
        ("Why", rule.why),
        ("Fix", rule.fix.template if rule.fix else None),
        ("Whose rule", rule.source),
        ("Read more", rule.help),
        ("Written in", str(rule.origin)),
    ]
    lines += [f"{label:<11} {text}" for label, text in rows if text]
    for label, example in (("Good", rule.good), ("Bad (▶ marks the finding)", rule.bad)):
        if example is not None:
            lines += ["", f"{label}:", *(f"    {line}" for line in example.html.splitlines())]
            lines += [f"    ({url} answers {answer})" for url, answer in example.answers.items()]
    return "\n".join(lines)


def _meaning(rule: Rule) -> str:
    from seocheck.page.subjects import describe

    if len(rule.subjects) != 1 or not isinstance(rule.subjects[0], str):
        return ""
    info = describe(rule.subjects[0])
    return f" ({info.description})" if info else ""


def _options(options: object) -> str:
    text = "" if options is True else json.dumps(options, ensure_ascii=False)
    return text if len(text) <= 300 else text[:299] + "…"


@command.command("show")
@rules_option
@click.option("--url", help="As it holds for the page at this address, overrides applied.")
@click.option("--path", help="As it holds for the file at this path, overrides applied.")
def show(rules: str | None, url: str | None, path: str | None) -> None:
    """The effective policy, each value with the file and line it comes from."""
    ruleset = load(rules)
    click.echo(f"# {len(ruleset.rules)} rules from {ruleset.source}, {ruleset.info.digest}")
    for rule in ruleset.for_page(url, path):
        click.echo(f"{rule.id}:")
        for keys, value, mark in rule.origin.leaves():
            shown = json.dumps(value, ensure_ascii=False)
            click.echo(f"  {'.'.join(map(str, keys))}: {shown}  # {mark}")
    for entry in ruleset.ignores:
        if (url is None and path is None) or entry.holds_on(url, path):
            until = f" until {entry.until}" if entry.until else ""
            shown = json.dumps(entry.reason, ensure_ascii=False)
            click.echo(f"# not reported{until}: {', '.join(entry.rules)}: {shown}  # {entry.mark}")


@command.command("test")
@click.argument("file", required=False)
@rules_option
def test(file: str | None, rules: str | None) -> None:
    """Run the good and bad examples of every rule: the bad one must be found at its mark, the good one must pass."""
    from seocheck.audit import audit
    from seocheck.ruleset import run_examples

    ruleset = load(file or rules)
    results = run_examples(ruleset, audit)
    wrong = [result for result in results if not result.ok]
    for result in wrong:
        click.echo(f"{result.rule}: {result.message}")
    without = [rule.id for rule in ruleset.rules if rule.good is None or rule.bad is None]
    if without:
        click.echo(f"without a good or a bad example: {', '.join(without)}")
    click.echo(f"{len(results) - len(wrong)} of {len(results)} examples of {len(ruleset.rules)} rules hold")
    sys.exit(1 if wrong else 0)


@command.command("schema")
def schema() -> None:
    """The JSON Schema of rules files, for editors that complete and check as you type."""
    from seocheck.resources import schemas_dir

    click.echo((schemas_dir() / "rules.schema.json").read_text(encoding="utf-8"), nl=False)
