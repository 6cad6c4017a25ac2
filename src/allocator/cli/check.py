"""`allocator check`: findings, counts, demand against seats, without solving."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from allocator.cli.findings import show
from allocator.cli.language import of_json, spoken
from allocator.language import LANGUAGES, Speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.checkup import Checkup


PATH = click.Path(path_type=Path)


@click.command()
@click.argument("target", type=PATH)
@click.option("--event", type=PATH, help="For a form export: event.yaml of its event.")
@click.option("--people", type=PATH, help="For a form export: a list of registrations.")
@click.option("--aliases", type=PATH, help="For a form export: other texts for options.")
@click.option("--encoding", help="Encoding of the text files, if it is not recognised.")
@click.option("--json", "as_json", is_flag=True, help="Everything as JSON on stdout.")
@click.option("--html", type=PATH, help="Write a page, without names.")
@click.option(
    "--xlsx",
    type=PATH,
    help="Write a copy with each doubtful cell marked; it holds names.",
)
@click.option("--force", is_flag=True, help="Keep earlier files as backups.")
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=LANGUAGES[0],
    help="Language of messages and files.  [default: of messages the locale's, of files nb]",
)
def check(
    target: Path,
    event: Path | None,
    people: Path | None,
    aliases: Path | None,
    encoding: str | None,
    as_json: bool,
    html: Path | None,
    xlsx: Path | None,
    force: bool,
    lang: str,
) -> None:
    """Judge TARGET without solving: a folder of inputs, or a form export as it is."""
    from allocator.checkup import check as checked
    from allocator.checkup.document import json_text
    from allocator.checkup.files import write_files

    found = checked(target, event, people=people, aliases=aliases, encoding=encoding)
    files = write_files(
        found,
        html=html,
        xlsx=xlsx,
        lang=lang,
        encoding=encoding,
        force=force,
    )
    if as_json:
        click.echo(json_text(found, of_json()), nl=False)
    else:
        _tell(found, target, event, files)
    sys.exit(found.exit_code)


def _tell(found: Checkup, target: Path, event: Path | None, files: Sequence[str]) -> None:
    """Show alerts, then counts, then three closing lines."""
    from allocator.checkup.said import count_lines, first_line, next_step, outcome, written

    tr = Speaker(spoken())
    show(found.findings)
    if found.exit_code == 4:
        click.echo("\n".join(found.existence.sentences(tr.lang)), err=True)
    click.echo(first_line(tr, found))
    if found.export is not None:
        from allocator.checkup.understood import export_lines

        click.echo("\n".join(export_lines(tr, found.export)))
    if found.counts is not None:
        click.echo("\n".join(count_lines(tr, found.counts)))
    click.echo("")
    click.echo(outcome(tr, found))
    click.echo(written(tr, files))
    click.echo(next_step(tr, found, str(target), str(event or "event.yaml")))
