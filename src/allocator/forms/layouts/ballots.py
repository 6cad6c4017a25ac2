"""Counted ballots without persons (L6): PrefLib's soc, soi, toc, toi and cat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.forms.answer import Answer, Column, Layout, Role, Understood, Wish
from allocator.forms.listing import Piece
from allocator.forms.notes import Notes
from allocator.forms.rounds import round_of
from allocator.forms.said import Context
from allocator.forms.unknowns import say_unknown
from allocator.language import told
from allocator.readers.ballots.preflib import read_preflib

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.errors import Finding
    from allocator.forms.listing import Lists
    from allocator.readers.ballots.ballot import Poll
    from allocator.sheets.book import Book

KIND = "ballots"
UNLIKE = told("the rounds have unlike numbers of people, so they cannot be joined")


def understand_ballots(books: Sequence[Book], lists: Lists) -> Understood:
    """Understand files of ballots, each a round; the same people in the same order in all.

    Parameters
    ----------
    books
        The files, as lines.
    lists
        Knows what names a session: the names of the alternatives are looked up.

    Returns
    -------
    Understood
        People P001, P002, ... in the order of the ballots.
    """
    file = books[0].file
    context = Context(lists, Notes(file))
    polls, findings = _polls(books)
    people = max((len(poll.ballots) for poll in polls), default=0)
    if any(len(poll.ballots) != people for poll in polls):
        context.notes.say("E714", UNLIKE)
        polls = []
    width = max(3, len(str(people)))
    answers = [Answer(n, {Role.ID: f"P{n:0{width}}"}) for n in range(1, people + 1)]
    columns = [_put(poll, answers, context) for poll in polls]
    unknown = say_unknown(context)
    return Understood(
        file,
        tool="PrefLib",
        columns=tuple(
            Column(n, poll.title, Role.WISH, round_id, layout=Layout.BALLOTS)
            for n, (poll, round_id) in enumerate(zip(polls, columns, strict=True), start=1)
        ),
        answers=answers if polls else [],
        matched=context.matched,
        unknown=unknown,
        findings=[*findings, *context.notes.findings],
    )


def _polls(books: Sequence[Book]) -> tuple[list[Poll], list[Finding]]:
    polls: list[Poll] = []
    findings: list[Finding] = []
    for book in books:
        found, told_of_it = read_preflib(book.file, _text(book))
        polls += found
        findings += told_of_it
    return polls, findings


def _text(book: Book) -> str:
    """Return the lines of a book where they stood."""
    lines = {line.number: line.cells[0] for sheet in book.sheets for line in sheet.lines}
    return "\n".join(lines.get(row, "") for row in range(1, max(lines, default=0) + 1))


def _put(poll: Poll, answers: Sequence[Answer], context: Context) -> str:
    """Add what a poll says to the answers; return its round, "" where it has several."""
    options = context.lists.options
    round_id = round_of(poll.title, options.event)
    sessions = {
        number: context.session(Piece(name, options.find(name)), round_id, (0, 0))
        for number, name in poll.alternatives.items()
    }
    for answer, ballot in zip(answers, poll.ballots, strict=True):
        place = (answer.row, 0)
        answer.wishes += [
            Wish(sessions[number], str(rank), place)
            for rank, tier in enumerate(ballot.tiers, start=1)
            for number in tier
            if sessions[number]
        ]
        refused = (sessions[number] for number in sorted(ballot.refused) if sessions[number])
        answer.wishes += [Wish(session, "refused", place) for session in refused]
    rounds = options.rounds(sessions.values())
    return next(iter(rounds)) if len(rounds) == 1 else ""
