"""`allocator check`: whether the files are good, and anything obeys all rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from allocator.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.errors import Finding

SHOWN = 20
"""Findings that are shown before it is said how many more there are."""


@click.command()
@click.argument("instance", type=click.Path(path_type=Path))
@click.option("--encoding", help="Encoding of the CSV files, if it is not recognised.")
@click.option("--json", "as_json", is_flag=True, help="Findings as JSON on stdout.")
@click.option(
    "--lang",
    type=click.Choice(["nb", "en"]),
    default="nb",
    show_default=True,
    help="Language in which it is said why no allocation exists.",
)
def check(instance: Path, encoding: str | None, as_json: bool, lang: str) -> None:
    """Judge the inputs of INSTANCE: the files, and whether any allocation exists."""
    from allocator.checkup.instance import check_instance

    try:
        found, answer = check_instance(instance, encoding=encoding, lang=lang)
    except InputRefused as error:
        if as_json:
            click.echo(json.dumps([_record(f) for f in error.findings], indent=2))
        raise
    if as_json:
        click.echo(json.dumps([_record(f) for f in found.notices], indent=2))
        return
    show(found.notices)
    problem = found.problem
    known = "An allocation that obeys all rules exists."
    if answer is not None:
        known = answer.sentences("en")[0]
    click.echo(
        f"{found.name}: {len(problem.attendees)} people, {len(problem.wishes)} with "
        f"wishes, {len(problem.event.sessions)} sessions in "
        f"{len(problem.event.rounds)} rounds. {known}\n"
        f"Next: allocator solve {instance}"
    )


def show(findings: Sequence[Finding]) -> None:
    """Show findings, one a line."""
    for finding in findings[:SHOWN]:
        click.echo(str(finding), err=True)
    if len(findings) > SHOWN:
        click.echo(f"... and {len(findings) - SHOWN} more", err=True)


def _record(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "file": finding.file,
        "row": finding.row,
        "column": finding.column,
        "message": finding.message,
        "stops": finding.stops,
    }
