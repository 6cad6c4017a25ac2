"""An import from files to an instance, without writing anything."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from allocator.forms.codebook import read_codebook
from allocator.forms.options import Options
from allocator.forms.reading import understand
from allocator.importing.asking import ask_for_aliases
from allocator.importing.books import read_books
from allocator.importing.details import read_details
from allocator.importing.headers import unlike_before
from allocator.importing.imported import Imported
from allocator.importing.instance import ask_contradictions, put_people, put_wishes, together
from allocator.importing.numbering import numbered
from allocator.importing.people import crowd
from allocator.importing.registered import List, read_list
from allocator.importing.source import Source
from allocator.importing.tables import Tables
from allocator.importing.tidy import read_tidy
from allocator.importing.written import PEOPLE
from allocator.readers.event_file import read_event_file
from allocator.readers.people_file import read_people_file
from allocator.sheets import read_book

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.forms.answer import Understood
    from allocator.forms.codebook import CodeRow
    from allocator.importing.decisions import Decisions
    from allocator.importing.people import Crowd
    from allocator.importing.request import Request
    from allocator.readers.people_file import Person
    from allocator.sheets import Book


def import_from(request: Request) -> Imported:
    """Import a form export, or our own tidy files.

    Parameters
    ----------
    request
        What is asked for.

    Returns
    -------
    Imported
        The instance; where findings stop the import, what was understood so far.

    Raises
    ------
    FileTrouble
        If a file cannot be read.
    InputRefused
        If the event, or people.xlsx of an earlier import, is refused.
    """
    read = read_event_file(request.event)
    books, findings = read_books(request.files, request.encoding)
    decisions, said = request.decisions()
    imported = Imported(read.event, read.data, books, decisions=decisions)
    imported.findings += [*read.notices, *findings, *said]
    if imported.refused:
        return imported
    tidy = read_tidy(books)
    if tidy is not None:
        imported.tables = tidy
        return imported
    return _FormImport(request, imported).run()


class _FormImport:
    """Goes from books to tables, step by step, adding to what the import gives."""

    def __init__(self, request: Request, imported: Imported) -> None:
        self.request, self.imported = request, imported

    def run(self) -> Imported:
        imported = self.imported
        codebook = self._codebook()
        imported.understood = self._understood(codebook)
        source = Source.of(imported.understood, imported.books)
        headers = [column.header for column in imported.understood.columns]
        imported.findings += unlike_before(
            imported.understood.file, imported.decisions.columns, headers
        )
        listed = self._registrations(source, codebook)
        found = crowd(
            source, imported.decisions, self.request.ask, listed.doubts if listed else None
        )
        column = imported.understood.value_column
        found.decisions = ask_contradictions(found, column, self.request.ask)
        imported.decisions, imported.dropped = found.decisions, found.dropped
        imported.left_out += found.rows_left_out()
        imported.findings += found.findings
        self._instance(found, listed)
        return imported

    def _codebook(self) -> tuple[CodeRow, ...]:
        """Return codes and other texts that were stated, in a file now or before."""
        rows = self.imported.decisions.codes
        if self.request.aliases:
            book = read_book(self.request.aliases, encoding=self.request.encoding)
            found, findings = read_codebook(book)
            self.imported.findings += [*book.findings, *findings]
            rows = tuple(dict.fromkeys((*rows, *found)))
        aliases = self._aliases_in(rows)
        self.imported.decisions = replace(
            self.imported.decisions,
            codes=rows,
            aliases={**aliases, **self.imported.decisions.aliases},
        )
        return rows

    def _aliases_in(self, rows: Sequence[CodeRow]) -> dict[str, str]:
        """Return the texts that name a session wherever they stand, not only as a code."""
        options = Options(self.imported.event)
        named = {code: options.find(text) for question, code, text in rows if not question}
        return {code: ids[0] for code, ids in named.items() if len(ids) == 1}

    def _understood(self, codebook: Sequence[CodeRow]) -> Understood:
        imported, ask = self.imported, self.request.ask
        found = self._once(imported.books, imported.decisions, codebook)
        if ask and found.unknown:
            confirmed = ask_for_aliases(found, imported.event, ask)
            if confirmed:
                aliases = {**imported.decisions.aliases, **confirmed}
                imported.decisions = replace(imported.decisions, aliases=aliases)
                found = self._once(imported.books, imported.decisions, codebook)
        known = set(imported.findings)
        imported.findings += [finding for finding in found.findings if finding not in known]
        return found

    def _once(
        self, books: Sequence[Book], decisions: Decisions, codebook: Sequence[CodeRow]
    ) -> Understood:
        event = self.imported.event
        return understand(books, event, stated=decisions.stated(), codebook=codebook)

    def _registrations(self, answers: Source, codebook: Sequence[CodeRow]) -> List | None:
        """Read the list of registrations, if there is one; it may have wishes or not."""
        if self.request.people is None:
            return None
        book = read_book(self.request.people, encoding=self.request.encoding)
        self.imported.books = [*self.imported.books, book]
        self.imported.findings += book.findings
        if not book.sheets:
            return None
        decisions = replace(self.imported.decisions, sheet="")
        found = self._once([book], decisions, codebook)
        self.imported.findings += [f for f in found.findings if not f.stops]
        source = Source.of(found, [book])
        listed = read_list(source, answers, self.imported.decisions, self.request.ask)
        self.imported.decisions = listed.people.decisions
        self.imported.left_out += listed.people.rows_left_out()
        self.imported.findings += listed.people.findings
        self.imported.silent = len(listed.joined.silent)
        return listed

    def _instance(self, found: Crowd, listed: List | None) -> None:
        """Fill the tables: those who answered, then those who only registered."""
        imported = self.imported
        people = [found.who[group[0]] for group in found.groups]
        cells = self._cells(found, [group[0] for group in found.groups])
        if listed:
            registered = self._cells(listed.people, range(len(listed.people.who)))
            for n, group in enumerate(found.groups):
                at = listed.joined.registration.get(group[0])
                if at is not None:
                    people[n] = together(people[n], listed.people.who[at])
                    cells[n] = {**registered[at], **cells[n]}
            people += [listed.people.who[at] for at in listed.joined.silent]
            cells += [registered[at] for at in listed.joined.silent]
        codes = numbered(people, self._earlier())
        imported.tables = Tables(value_column=imported.understood.value_column)
        imported.people = put_people(imported.tables, people, codes, cells)
        answering = codes[: len(found.groups)]
        imported.findings += put_wishes(imported.tables, found, answering, imported.event)

    def _cells(self, crowd: Crowd, places: Sequence[int]) -> list[dict[str, str]]:
        """Return what stated columns say of people, for attendees.csv."""
        rows = [crowd.answers[at].row for at in places]
        words = self.imported.decisions.details()
        details = read_details(crowd.source, words, rows, Options(self.imported.event))
        self.imported.findings += details.findings
        return [details.cells.get(row, {}) for row in rows]

    def _earlier(self) -> Mapping[str, Person]:
        """Return the people of an earlier import into the same folder."""
        out = self.request.out
        known = out is not None and (out / PEOPLE).exists()
        return read_people_file(out / PEOPLE) if out and known else {}
