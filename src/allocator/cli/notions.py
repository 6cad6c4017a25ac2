"""The command that lists the notions of fairness."""

from __future__ import annotations

import json

import click

from allocator.cli.language import of_json, spoken
from allocator.language import say


@click.command()
@click.option("--json", "as_json", is_flag=True, help="A list of objects on stdout.")
def objectives(as_json: bool) -> None:
    """List the notions of fairness."""
    from allocator.objectives import OBJECTIVES

    lang = of_json() if as_json else spoken()
    found = [{"name": o.name, "meaning": say(o.meaning, lang)} for o in OBJECTIVES]
    lines = [f"{entry['name']:<12} {entry['meaning']}" for entry in found]
    text = json.dumps(found, indent=2, ensure_ascii=False)
    click.echo(text if as_json else "\n".join(lines))
