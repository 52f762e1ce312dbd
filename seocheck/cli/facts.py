"""`seocheck facts`: the rule author's microscope. What can rules look at on this page, and where does it stand?"""

from __future__ import annotations

import json
import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import click

from seocheck.cli.single import one_document
from seocheck.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seocheck.page import Page
    from seocheck.page.markup.nodes import Node

_SHOWN = 12  # facts of one subject shown as text when no subject is asked for
_WIDE = 100


@click.command("facts")
@click.argument("source", metavar="INPUT")
@click.argument("subject", required=False)
@click.option("--url", help="The address the page is published at.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(source: str, subject: str | None, url: str | None, form: str) -> None:
    """Show what rules can look at on one page (a file, or - for standard input), with places.

    SUBJECT narrows it to one: a name from the full list, a path such as article.author[].name, `nodes` for the
    table of structured data, or css:SELECTOR for elements.
    """
    page = _read(source, url)
    facts = _facts(page, subject)
    described = (node for node in page.structured.nodes if not node.is_reference)
    nodes = [_node(node, page) for node in described] if subject in (None, "nodes") else []
    if form == "json":
        found = {name: [_fact(fact) for fact in items] for name, items in facts.items()}
        result = {
            "input": page.document.name,
            "url": page.address.href if page.address else None,
            "facts": found,
            "nodes": nodes,
        }
        from seocheck.report.jsonl import dumps

        click.echo((dumps(result, indent=2) + "\n").encode(), nl=False)  # JSON is UTF-8 whatever the terminal
    else:
        click.echo("\n".join(_text(facts, nodes, page, whole=subject is not None)))
    if page.unread:
        click.echo(f"{source}: not read whole: {page.unread}", err=True)
        sys.exit(3)


def _read(source: str, url: str | None) -> Page:
    from seocheck.page import read_page, why_not_html

    document = one_document(source, url)
    fault = why_not_html(document.content)
    if fault is not None:
        click.echo(f"{source}: {fault.reason}", err=True)
        sys.exit(3)
    return read_page(document)


def _facts(page: Page, subject: str | None) -> dict[str, Sequence[Fact]]:
    from seocheck.page.subjects import CssSubject, built_in, describe

    if subject == "nodes":
        return {}
    if subject is None:
        names = [*(info.name for info in built_in()), *_families(page)]
        return {name: page.view(name).facts for name in names if page.view(name).facts}
    if subject.startswith("css:"):
        from turbohtml import SelectorSyntaxError

        try:
            return {subject: page.view(CssSubject(subject.removeprefix("css:"))).facts}
        except SelectorSyntaxError as error:
            raise click.UsageError(f"“{subject.removeprefix('css:')}” is not a CSS selector: {error}") from None
    if describe(subject) is None:
        near = get_close_matches(subject, [info.name for info in built_in()], 1)
        hint = f"; did you mean “{near[0]}”?" if near else "; `seocheck facts INPUT` lists those of this page"
        raise click.UsageError(f"“{subject}” is not a subject{hint}")
    return {subject: page.view(subject).facts}


def _families(page: Page) -> list[str]:
    """The og:, twitter: and article: names this page uses."""
    from seocheck.page.subjects import describe

    found = (element.attr("property") or element.attr("name") or "" for element in page.select("meta"))
    return sorted(
        {name for name in found if ":" in name and not name.startswith("meta:") and describe(name) is not None}
    )


def _fact(fact: Fact) -> dict[str, Any]:
    fields = {name: _plain(value) for name, value in fact.fields.items()}
    return {"value": _plain(fact.value), "place": fact.spot.place()._asdict(), **fields}


def _plain(value: object) -> object:
    from seocheck.page.markup.nodes import Node

    if isinstance(value, Node):
        return _properties(value)
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else str(value)


def _node(node: Node, page: Page) -> dict[str, Any]:
    return {
        "type": list(node.types),
        "syntax": node.origin.syntax,
        "id": node.id,
        "place": node.spot.place()._asdict(),
        "properties": _properties(node),
        "references": {name: [_led(page, name) for name in ids] for name, ids in _references(node) if ids},
    }


def _references(node: Node) -> Iterator[tuple[str, list[str]]]:
    """The properties of a node that point at other nodes, with the @ids they name."""
    for name, raw in node.data.items():
        items = raw if isinstance(raw, list) else [raw]
        yield name, [item["@id"] for item in items if isinstance(item, dict) and list(item) == ["@id"]]


def _led(page: Page, identity: str) -> dict[str, Any]:
    """Where a reference leads: the type and place of the node described under that @id, null when there is none."""
    target = page.structured.described(identity)
    found = {"type": list(target.types), "place": target.spot.place()._asdict()} if target else None
    return {"id": identity, "node": found}


def _properties(node: Node) -> dict[str, Any]:
    return {name: value for name, value in node.data.items() if not name.startswith("@") or name == "@id"}


def _text(facts: dict[str, Sequence[Fact]], nodes: list[dict[str, Any]], page: Page, *, whole: bool) -> list[str]:
    from seocheck.report.clean import clean

    lines = []
    for name, items in facts.items():
        lines.append(click.style(name, bold=True) + ("" if items else "  nothing on this page"))
        for fact in items if whole else items[:_SHOWN]:
            place = fact.spot.place()
            fields = "  ".join(
                f"{key}={clean(str(value), 60)}"
                for key, value in fact.fields.items()
                if key != "names" and value not in ("", None)
            )
            lines.append(
                f"  {place.line}:{place.column:<6} {clean(_words(fact.value), _WIDE)}{'   ' + fields if fields else ''}"
            )
        if not whole and len(items) > _SHOWN:
            lines.append(f"  … and {len(items) - _SHOWN} more: seocheck facts {clean(page.document.name)} {name}")
    if nodes:
        lines.append(click.style("nodes", bold=True))
        for node in nodes:
            types = "/".join(node["type"]) or "(no type)"
            names = ", ".join(clean(name, 40) for name in node["properties"] if name != "@id")
            place = node["place"]
            identity = f"  @id={clean(node['id'], 60)}" if node["id"] else ""
            lines.append(
                f"  {place['line']}:{place['column']:<6} {clean(types, 60)}  {node['syntax']}{identity}  {names}"
            )
            lines += [_led_text(name, led) for name, leads in node["references"].items() for led in leads]
    return lines or ["nothing on this page"]


def _led_text(name: str, led: dict[str, Any]) -> str:
    from seocheck.report.clean import clean

    target = led["node"]
    if target is None:
        return f"             {clean(name, 40)} → {clean(led['id'], 80)}, which is described nowhere on this page"
    place, types = target["place"], "/".join(target["type"]) or "(no type)"
    return f"             {clean(name, 40)} → {clean(types, 60)} at {place['line']}:{place['column']}"


def _words(value: object) -> str:
    return (
        value
        if isinstance(value, str)
        else json.dumps(value)
        if isinstance(value, int | float | bool) or value is None
        else str(value)
    )
