"""An import from files to an instance, without writing anything."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.forms.answer import Role
from allocator.forms.options import Options
from allocator.forms.reading import understand
from allocator.importing.asking import ask_for_aliases
from allocator.importing.books import read_books
from allocator.importing.codes import of_the_event, with_codes
from allocator.importing.details import NEEDS, read_details
from allocator.importing.headers import unlike_before, without_lost_sheet
from allocator.importing.imported import Imported
from allocator.importing.instance import ask_contradictions, put_people, put_wishes, together
from allocator.importing.judged import judge_people, judge_tidy
from allocator.importing.kept import kept_cells
from allocator.importing.numbering import numbered
from allocator.importing.people import crowd
from allocator.importing.registered import List, read_list
from allocator.importing.source import Source
from allocator.importing.tables import Tables
from allocator.importing.tidy import read_tidy
from allocator.importing.written import PEOPLE
from allocator.language import told
from allocator.readers.event_file import read_event_file
from allocator.readers.people_file import read_people_file
from allocator.sheets import read_book

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.forms.answer import Understood
    from allocator.importing.decisions import Decisions
    from allocator.importing.people import Crowd
    from allocator.importing.request import Request
    from allocator.readers.people_file import Person
    from allocator.sheets import Book

TELLS_WHO = (Role.ID, Role.EMAIL, Role.NAME, Role.GIVEN_NAME, Role.FAMILY_NAME)
SAID_LATER = ("N708", "N710", "N711", "N712")
"""Hidden, struck and coloured rows, and wishes for what is refused."""


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
    lost: list[Finding] = []
    if not request.said.sheet:
        decisions, lost = without_lost_sheet(decisions, books)
    imported = Imported(read, books, decisions=decisions)
    imported.findings += [*read.notices, *findings, *said, *lost]
    if imported.refused:
        return imported
    tidy = read_tidy(books)
    if tidy is not None:
        imported.tables = tidy
        imported.findings += judge_tidy(imported)
        return imported
    return _FormImport(request, imported).run()


class _FormImport:
    """Goes from books to tables, step by step, adding to what the import gives."""

    def __init__(self, request: Request, imported: Imported) -> None:
        self.request, self.imported = request, imported

    def run(self) -> Imported:
        imported = self.imported
        before = imported.decisions
        decided, findings = of_the_event(before, imported.event)
        imported.decisions, more = with_codes(
            decided, self.request.aliases, imported.event, self.request.encoding
        )
        imported.findings += findings + more
        imported.understood = self._understood()
        source = Source.of(imported.understood, imported.books)
        listed = self._registrations(source)
        headers = [column.header for column in imported.columns]
        imported.findings += unlike_before(source.understood.file, before.columns, headers)
        found = crowd(
            source, imported.decisions, self.request.ask, listed.doubts if listed else None
        )
        column = imported.understood.value_column
        found.decisions = ask_contradictions(found, column, self.request.ask)
        imported.decisions, imported.dropped = found.decisions, found.dropped
        imported.left_out += found.rows_left_out()
        imported.findings += found.findings
        self._instance(found, listed)
        if not imported.refused:
            imported.findings += _nobody(imported) or judge_people(imported)
        return imported

    def _understood(self) -> Understood:
        imported, ask = self.imported, self.request.ask
        found = self._once(imported.books, imported.decisions)
        if ask and found.unknown:
            confirmed = ask_for_aliases(found, imported.event, ask)
            if confirmed:
                aliases = {**imported.decisions.aliases, **confirmed}
                imported.decisions = replace(imported.decisions, aliases=aliases)
                found = self._once(imported.books, imported.decisions)
        imported.findings += [f for f in found.findings if not _said_later(f)]
        return found

    def _once(self, books: Sequence[Book], decisions: Decisions) -> Understood:
        event, codes = self.imported.event, decisions.codes
        return understand(books, event, stated=decisions.stated(), codebook=codes)

    def _registrations(self, answers: Source) -> List | None:
        """Read the list of registrations, if there is one; it may have wishes or not."""
        if self.request.people is None:
            return None
        book = read_book(self.request.people, encoding=self.request.encoding)
        self.imported.books = [*self.imported.books, book]
        self.imported.findings += book.findings
        if not book.sheets:
            return None
        decisions = replace(self.imported.decisions, sheet="")
        found = self._once([book], decisions)
        self.imported.registered = found
        self.imported.findings += _of_a_list(found)
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
        kept, notices = kept_cells(
            self.request.out, codes, _columns(imported.decisions), self.request.encoding
        )
        imported.findings += notices
        cells = [{**before, **said} for before, said in zip(kept, cells, strict=True)]
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


def _columns(decisions: Decisions) -> set[str]:
    """Return the columns of attendees.csv that the form is stated to give."""
    words = decisions.details().values()
    return {"needs" if word.startswith(NEEDS) else word for word in words}


def _said_later(finding: Finding) -> bool:
    """Tell whether the part about people says the same, and what is done about it."""
    return finding.code in SAID_LATER and not finding.cell


def _of_a_list(found: Understood) -> list[Finding]:
    """Return what is wrong with a list of registrations; it need not have wishes."""
    if any(column.role in TELLS_WHO for column in found.columns):
        return []
    message = told("no column tells who is registered: no e-mail, no name")
    return [Finding(found.file, 0, "", message, "E746")]


def _is_a_summary(imported: Imported) -> bool:
    """Tell whether rows go through the sessions of whole rounds, and are nobody's."""
    found, event = imported.understood, imported.event
    named = [wish.session_id for answer in found.answers for wish in answer.wishes]
    told_apart = any(answer.person for answer in found.answers)
    if told_apart or len(named) != len(found.answers) or len(set(named)) != len(named):
        return False
    rounds = {event.session[id_].round_id for id_ in named}
    whole = {session.id for session in event.sessions if session.round_id in rounds}
    return whole == set(named)


def _nobody(imported: Imported) -> list[Finding]:
    """Tell of an import without people, or without a column that is wishes."""
    file = imported.understood.file
    if not imported.tables.attendees:
        message = told("no answer counts, so there is nobody to give a place")
        return [Finding(file, 0, "", message, "E749")]
    if _is_a_summary(imported):
        message = told(
            "every row is another session, and nothing tells who answered: this looks like a "
            "summary, or a list of sessions, and not like answers"
        )
        return [Finding(file, 0, "", message, "E749")]
    wishes = any(c.role in (Role.WISH, Role.REFUSAL) for c in imported.understood.columns)
    if not wishes and not imported.tables.preferences:
        message = told(
            "no column was understood to be wishes for sessions of the event; which they are "
            "can be stated in form.yaml"
        )
        return [Finding(file, 0, "", message, "E749")]
    return []
