"""`allocator init`: an event guessed from a form export, or an empty workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from allocator.cli.language import echo
from allocator.cli.setup import PATH, put
from allocator.errors import UsageTrouble
from allocator.language import LANGUAGES, told

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.option("--template", type=PATH, help="Write an empty workbook to fill in, and stop.")
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="nb",
    show_default=True,
    help="Language of a workbook, and of messages.",
)
@click.option("--force", is_flag=True, help="Keep an earlier file as a backup.")
def init(template: Path | None, lang: str, force: bool) -> None:
    """Write an event to begin with."""
    from allocator.writers.setup_book import setup_book

    if template is None:
        raise UsageTrouble(told("name a file, or --template"))
    if template.suffix.casefold() != ".xlsx":
        raise UsageTrouble(told("{name}: a template is a workbook, .xlsx", name=template.name))
    put(template, setup_book(None, lang), force=force)
    echo(told("{file}: fill it in, then run allocator check on its folder", file=str(template)))
