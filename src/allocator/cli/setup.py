"""`allocator setup`: the event as a workbook, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from allocator.cli.findings import show
from allocator.cli.language import echo
from allocator.errors import InputRefused, SelfCheckFailed, UsageTrouble
from allocator.language import LANGUAGES, told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.readers.event_document import EventRead
    from allocator.readers.event_schema import EventPart
    from allocator.readers.event_tree import Path as KeyPath

PATH = click.Path(path_type=Path)
BOOK, TEXTS = ".xlsx", (".yaml", ".yml")


@click.command()
@click.argument("source", type=PATH)
@click.option("--out", type=PATH, required=True, help="event.yaml, or a workbook (.xlsx).")
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="nb",
    show_default=True,
    help="Language of a workbook, and of messages.",
)
@click.option("--force", is_flag=True, help="Keep an earlier file as a backup.")
def setup(source: Path, out: Path, lang: str, force: bool) -> None:
    """Write the event of SOURCE, event.yaml or oppsett.xlsx, as the other one.

    Nothing is lost on the way; the sheet of people is not taken along.
    """
    check_suffix(out)
    read = _read(source)
    findings = [*read.findings, *(read.report.findings if read.report else ())]
    if read.part is None or any(finding.stops for finding in findings):
        raise InputRefused(findings)
    show(findings)
    put(out, written(read.part, out, lang), force=force)
    if read.people is not None:
        echo(told("The sheet of people is not taken along."), err=True)
    echo(told("{file}: {title}", file=str(out), title=read.part.title))


def _read(source: Path) -> EventRead:
    from allocator.readers.event_document import LIMITS, read_event
    from allocator.sheets.files import read_files

    limit = max(LIMITS.values())
    return read_event(read_files(source.parent, {source.name: limit})[source.name])


def check_suffix(out: Path) -> None:
    """Refuse a file name that does not say what the file shall be.

    Raises
    ------
    UsageTrouble
        If it does not end in .xlsx or .yaml.
    """
    if out.suffix.casefold() not in (BOOK, *TEXTS):
        raise UsageTrouble(told("{name}: must end in .xlsx or .yaml", name=out.name))


def written(
    part: EventPart, out: Path, lang: str, notes: Mapping[KeyPath, Sequence[str]] | None = None
) -> bytes:
    """Return an event as a file, read back to see that it says the same.

    Parameters
    ----------
    part
        The event.
    out
        Its name says whether it is a workbook.
    lang
        Language of a workbook.
    notes
        Comments in YAML, by path.

    Raises
    ------
    SelfCheckFailed
        If something would be lost.
    """
    from allocator.readers.event_document import read_event
    from allocator.sheets.files import RawFile
    from allocator.writers.event_text import event_text
    from allocator.writers.setup_book import setup_book

    book = out.suffix.casefold() == BOOK
    data = setup_book(part, lang) if book else event_text(part, notes).encode()
    if read_event(RawFile(out.name, data, len(data))).part != part:
        raise SelfCheckFailed([told("{name}: would not say the same event", name=out.name)])
    return data


def put(out: Path, data: bytes, *, force: bool) -> None:
    """Write a file whole, and tell which earlier one was kept.

    Parameters
    ----------
    out
        Where.
    data
        What it shall hold.
    force
        Keep an earlier file as a backup instead of refusing.
    """
    from allocator.writers.several import Content, write_several

    for backup in write_several(out.parent, {out.name: Content(data)}, force=force):
        echo(told("the earlier file is kept as {name}", name=backup), err=True)
