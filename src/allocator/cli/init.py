"""`allocator init`: an event guessed from a form export, or an empty workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from allocator.cli.findings import show
from allocator.cli.guessing.asked import asks, chosen
from allocator.cli.guessing.options import said
from allocator.cli.guessing.shown import show_guess, show_written
from allocator.cli.language import echo
from allocator.cli.setup import PATH, check_suffix, put, written
from allocator.errors import InputRefused, UsageTrouble
from allocator.language import LANGUAGES, told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.errors import Finding
    from allocator.forms.guess.event import Draft, Stated
    from allocator.forms.guess.found import Found, Question


@click.command()
@click.argument("files", nargs=-1, type=PATH)
@click.option(
    "--out",
    type=PATH,
    default=Path("event.yaml"),
    show_default=True,
    help="event.yaml, or a workbook (.xlsx).",
)
@click.option("--template", type=PATH, help="Write an empty workbook to fill in, and stop.")
@click.option("--title", help="Name of the event.")
@click.option("--date", help="The day, 2027-04-14; of several days the first.")
@click.option("--place", help="The venue.")
@click.option("--timezone", help="Such as Europe/Oslo.")
@click.option("--seats", help="Of every session: 20; or of some: 1A=20,1B=25.")
@click.option("--start", help="When rounds begin: R1=09:00,R2=10:45.")
@click.option("--end", help="When rounds end: R1=10:30,R2=12:00.")
@click.option("--day", help="Days of rounds that are not on the first: R3=2027-04-15.")
@click.option("--leave-out", help="Rounds and sessions that are none: R4,R2-3.")
@click.option("--encoding", help="Encoding of text files, if it is not recognised.")
@click.option("--yes", is_flag=True, help="Ask nothing; assume what nobody states.")
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="nb",
    show_default=True,
    help="Language of what is written, and of messages.",
)
@click.option("--force", is_flag=True, help="Keep an earlier file as a backup.")
def init(files: tuple[Path, ...], **options: Any) -> None:
    """Guess the event from FILES: a form export as it was downloaded, or a table of sessions.

    Rounds and sessions are found in the file. What is in no file is asked for in a terminal,
    or taken from the options; else it is assumed, and marked so.
    """
    if options["template"] is not None:
        _template(options["template"], options["lang"], force=options["force"])
        return
    if not files:
        raise UsageTrouble(told("name a form export, or --template"))
    check_suffix(options["out"])
    stated = said(options)
    found = _looked_at(files, options["encoding"])
    show_guess(found)
    rounds, stated = chosen(found, stated, options["leave_out"], ask=asks(options["yes"]))
    if not rounds:
        raise UsageTrouble(told("no round is left, so there is no event to write"))
    draft, data = _made(found, stated, rounds, options)
    put(options["out"], data, force=options["force"])
    show_written(draft.part, options["out"], files)


def _template(out: Path, lang: str, *, force: bool) -> None:
    from allocator.writers.setup_book import setup_book

    if out.suffix.casefold() != ".xlsx":
        raise UsageTrouble(told("{name}: a template is a workbook, .xlsx", name=out.name))
    put(out, setup_book(None, lang), force=force)
    echo(told("{file}: fill it in, then run allocator check on its folder", file=str(out)))


def _looked_at(files: tuple[Path, ...], encoding: str | None) -> Found:
    from allocator.forms.guess import look
    from allocator.importing.books import read_books

    books, findings = read_books(files, encoding)
    found = look(books)
    findings += found.findings
    if any(finding.stops for finding in findings):
        raise InputRefused(findings)
    show(findings)
    return found


def _made(
    found: Found, stated: Stated, rounds: Sequence[Question], options: Mapping[str, Any]
) -> tuple[Draft, bytes]:
    """Return the event and its file; times in texts are left out where they cannot hold.

    Raises
    ------
    InputRefused
        If a solve would refuse what is stated, such as rounds out of order.
    """
    from allocator.forms.guess import event_of

    out, lang = options["out"], options["lang"]
    draft = event_of(found, stated, lang, rounds)
    data = written(draft.part, out, lang, draft.notes)
    if _refused(out, data):
        echo(told("Times in the texts of options do not fit together, and are not used."))
        draft = event_of(found, stated, lang, rounds, timed=False)
        data = written(draft.part, out, lang, draft.notes)
    if findings := _refused(out, data):
        raise InputRefused(findings)
    return draft, data


def _refused(out: Path, data: bytes) -> list[Finding]:
    """Return why a solve would refuse an event."""
    from allocator.readers.event_document import read_event
    from allocator.sheets.files import RawFile

    read = read_event(RawFile(out.name, data, len(data)))
    findings = [*read.findings, *(read.report.findings if read.report else ())]
    return [finding for finding in findings if finding.stops]
