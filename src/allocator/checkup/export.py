"""A form export as it was downloaded, checked before anything is imported."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from allocator.checkup.alerts import alerts
from allocator.checkup.counts import counts
from allocator.checkup.instance import existence, in_order
from allocator.checkup.values import Checkup, ColumnSaid, Existence, Export
from allocator.errors import InputRefused, UsageTrouble
from allocator.forms.reading import understand
from allocator.importing import Request, import_from
from allocator.importing.books import read_books, siblings
from allocator.importing.decisions import FORM, Decisions
from allocator.importing.meaning import meaning
from allocator.importing.people import crowd
from allocator.importing.source import Source, short
from allocator.importing.tables import csv_of
from allocator.language import told
from allocator.problem import Event
from allocator.readers.event_document import EVENT, read_event
from allocator.readers.look import ATTENDEES, PREFERENCES, look_of
from allocator.sheets.book import address
from allocator.sheets.files import RawFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from allocator.errors import Finding
    from allocator.forms.answer import Understood
    from allocator.importing import Imported
    from allocator.importing.imported import LeftOut
    from allocator.problem import Problem
    from allocator.sheets import Book

NOTHING = Event("", date(2000, 1, 1), "UTC", "", (), ())
"""An event without sessions: then a form has structure and people, and no wishes."""
BALLOTS = (".soc", ".soi", ".toc", ".toi", ".cat")


def check_export(
    path: Path,
    event: Path | None = None,
    *,
    people: Path | None = None,
    aliases: Path | None = None,
    encoding: str | None = None,
) -> Checkup:
    """Check a form export.

    Parameters
    ----------
    path
        The file.
    event
        `event.yaml` of what the form is about; None looks at structure and people only.
        Decisions of an earlier import, `form.yaml` beside it, count.
    people, aliases
        As for `allocator import`: registrations, and other texts for options.
    encoding
        Of text files; None finds it out.

    Returns
    -------
    Checkup
        Also where the export is refused, or no allocation exists.

    Raises
    ------
    FileTrouble
        If a file cannot be read.
    UsageTrouble
        If the file holds public ballots.
    """
    if path.suffix.casefold() in BALLOTS:
        raise UsageTrouble(
            told(
                "{name}: ballots are checked when `allocator import` has read them",
                name=path.name,
            )
        )
    if event is None:
        return _structure(path, encoding)
    form = (event if event.is_dir() else event.parent) / FORM
    request = Request(
        files=(path,),
        event=event,
        form=form if form.exists() else None,
        people=people,
        aliases=aliases,
        encoding=encoding,
    )
    try:
        imported = import_from(request)
    except InputRefused as refused:
        found = _structure(path, encoding)
        return replace(found, findings=in_order([*refused.findings, *found.findings]))
    return _imported(imported, request)


def _imported(imported: Imported, request: Request) -> Checkup:
    """Count what an import would make."""
    event, paths = imported.event, _paths(request)
    problem = _problem(imported)
    counted = counts(problem) if problem and problem.attendees else None
    name = (request.event / EVENT if request.event.is_dir() else request.event).name
    found = [*imported.findings, *(alerts(event, counted, name) if counted else ())]
    known = Existence()
    if problem and counted and not imported.refused:
        known = existence(problem)
    return Checkup(
        name=request.files[0].name,
        title=event.title,
        findings=in_order(found),
        counts=counted,
        export=_export(
            imported.understood,
            people=len(imported.tables.attendees),
            left_out=imported.left_out,
            replaced=len(imported.dropped),
            silent=imported.silent,
        ),
        existence=known,
        marks=tuple(_marks(imported.understood)),
        inputs={book.file: book.sha256 for book in imported.books},
        sources=_sources(paths, imported.books),
        delete_after=event.delete_after,
    )


def _problem(imported: Imported) -> Problem | None:
    tables = imported.tables
    texts = {
        ATTENDEES: csv_of(tables.attendees, tables.attendee_columns),
        PREFERENCES: csv_of(tables.preferences, tables.preference_columns),
    }
    event = RawFile(EVENT, imported.event_data, len(imported.event_data))
    raws = {name: RawFile(name, t.encode(), len(t.encode())) for name, t in texts.items()}
    return look_of("", {EVENT: event, **raws}, read_event(event)).problem


def _structure(path: Path, encoding: str | None) -> Checkup:
    """Tell what a form looks like and who answered, without knowing any session.

    What stops a form with answers is then about wishes, so it is left out.
    """
    books, findings = read_books([path], encoding)
    understood = understand(books, NOTHING)
    understood.unknown = ()
    found = crowd(Source.of(understood, books), Decisions(), None)
    about_form = [f for f in understood.findings if not (f.stops and understood.answers)]
    known = dict.fromkeys([*findings, *about_form, *found.findings])
    return Checkup(
        name=path.name,
        findings=in_order(known),
        export=_export(
            understood,
            people=len(found.groups),
            left_out=found.rows_left_out(),
            replaced=len(found.dropped),
        ),
        inputs={book.file: book.sha256 for book in books},
        sources=_sources([path, *siblings([path])], books),
    )


def _export(
    understood: Understood,
    *,
    people: int,
    left_out: Sequence[LeftOut],
    replaced: int,
    silent: int = 0,
) -> Export | None:
    if not understood.file:
        return None
    return Export(
        file=understood.file,
        sheet=understood.sheet,
        tool=understood.tool,
        header_rows=understood.header_rows,
        columns=tuple(
            ColumnSaid(c.number, short(c.header), meaning(c)) for c in understood.columns
        ),
        answers=len(understood.answers),
        people=people,
        left_out=dict(sorted(Counter(out.kind.value for out in left_out).items())),
        replaced=replaced,
        silent=silent,
        unknown=len(understood.unknown),
        unknown_cells=sum(len(text.places) for text in understood.unknown),
    )


def _marks(understood: Understood) -> Iterator[Finding]:
    """Yield the further cells of option texts that are no session's."""
    for unknown in understood.unknown:
        (row, _), *others = unknown.places
        here = (f for f in understood.findings if f.row == row and unknown.text in f.message)
        for finding in islice(here, 1):
            for place in others:
                yield replace(finding, row=place[0], cell=address(place))


def _paths(request: Request) -> list[Path]:
    paths = [*request.files, *siblings(request.files)]
    return paths if request.people is None else [*paths, request.people]


def _sources(paths: Iterable[Path], books: Sequence[Book]) -> tuple[Path, ...]:
    """Return the files of books, for copies of them."""
    names = {book.file for book in books}
    return tuple(path for path in paths if path.name in names)
