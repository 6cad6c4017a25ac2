"""`allocator check`: findings, counts, demand against seats, without solving."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.checkup import Checkup
    from allocator.errors import Finding

SHOWN = 20
"""Findings that are shown before it is said how many more there are."""


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--encoding", help="Encoding of the CSV files, if it is not recognised.")
@click.option("--json", "as_json", is_flag=True, help="Everything as JSON on stdout.")
@click.option("--lang", type=click.Choice(["nb", "en"]), help="Language of everything.")
def check(target: Path, encoding: str | None, as_json: bool, lang: str | None) -> None:
    """Judge the inputs of TARGET: the files, and whether any allocation exists."""
    from allocator.checkup import check as checked
    from allocator.checkup.document import json_text

    found = checked(target, encoding=encoding)
    if as_json:
        click.echo(json_text(found, lang or "en"), nl=False)
    else:
        _tell(found, target, lang or "en")
    sys.exit(found.exit_code)


def _tell(found: Checkup, target: Path, lang: str) -> None:
    """Show alerts, then counts, then three closing lines."""
    from allocator.checkup.said import count_lines, first_line, outcome
    from allocator.language import Speaker

    tr = Speaker(lang)
    show(found.findings)
    if found.exit_code == 4:
        click.echo("\n".join(found.existence.sentences(lang)), err=True)
    click.echo(first_line(tr, found))
    if found.counts is not None:
        click.echo("\n".join(count_lines(tr, found.counts)))
    click.echo("")
    click.echo(outcome(tr, found))
    click.echo(
        tr("Nothing was written; --html FILE makes a page, --xlsx FILE marks the cells.")
    )
    if found.exit_code:
        click.echo(tr("Next: mend what is named above, then check again."))
    else:
        click.echo(tr("Next: allocator solve {target}", target=str(target)))


def show(findings: Sequence[Finding]) -> None:
    """Show findings, one a line."""
    for finding in findings[:SHOWN]:
        click.echo(str(finding), err=True)
    if len(findings) > SHOWN:
        click.echo(f"... and {len(findings) - SHOWN} more", err=True)
