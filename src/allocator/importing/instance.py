"""From people with answers to the tables of an instance, and to people.xlsx."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from allocator.importing.identity import Identity
from allocator.importing.source import rows_said
from allocator.importing.tables import contradicted, preference_records, usable
from allocator.language import told, told_of
from allocator.readers.people_file import Person

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.errors import Finding
    from allocator.importing.counting import Ask
    from allocator.importing.decisions import Decisions
    from allocator.importing.people import Crowd
    from allocator.importing.tables import Tables
    from allocator.problem import Event


def put_wishes(
    tables: Tables, found: Crowd, codes: Sequence[str], event: Event
) -> list[Finding]:
    """Put the wishes of everybody who answered into the tables, round by round.

    Parameters
    ----------
    tables
        Takes the rows.
    found
        People of the form.
    codes
        The attendee id of each of them.
    event
        Has the rounds.

    Returns
    -------
    list[Finding]
        A notice for each answer that refuses what it wishes for.
    """
    findings, column = [], tables.value_column
    rounds = [round_.id for round_ in event.rounds]
    order = {session.id: rounds.index(session.round_id) for session in event.sessions}
    for code, group in zip(codes, found.groups, strict=True):
        wishes = [wish for at in group for wish in found.answers[at].wishes]
        both = contradicted(wishes, column)
        if both:
            row, place = found.answers[group[0]].row, wishes[0].place[1]
            findings.append(_both(found, row, place, len(both)))
        kept = usable(wishes, column, found.decisions.contradiction)
        kept.sort(key=lambda wish: order[wish.session_id])
        tables.preferences += preference_records(code, kept, column)
    return findings


def _both(found: Crowd, row: int, column: int, number: int) -> Finding:
    if found.decisions.contradiction == "refusal":
        message = told_of(
            number,
            "{n} session is both wished for and refused; the refusal counts",
            "{n} sessions are both wished for and refused; the refusals count",
        )
    else:
        message = told_of(
            number,
            "{n} session is both wished for and refused; the wish counts, --contradiction "
            "refusal lets the refusal count",
            "{n} sessions are both wished for and refused; the wishes count, --contradiction "
            "refusal lets the refusals count",
        )
    return found.source.say(row, message, "N757", column)


def ask_contradictions(found: Crowd, value_column: str, ask: Ask | None) -> Decisions:
    """Ask what counts where people refuse what they wish for, unless that is decided.

    Parameters
    ----------
    found
        People of the form.
    value_column
        The third column of the preferences.
    ask
        Puts the question; None if nobody can be asked.
    """
    decisions = found.decisions
    if ask is None or decisions.contradiction:
        return decisions
    at = [at for group in found.groups for at in group]
    rows = [
        found.answers[place].row
        for place in at
        if contradicted(found.answers[place].wishes, value_column)
    ]
    if not rows:
        return decisions
    question = told(
        "Rows {rows} wish for sessions that they also refuse. Shall the wishes count?",
        rows=rows_said(rows),
    )
    return replace(decisions, contradiction="wish" if ask(question, True) else "refusal")


def put_people(
    tables: Tables,
    people: Sequence[Identity],
    codes: Sequence[str],
    cells: Sequence[Mapping[str, str]],
) -> list[Person]:
    """Put everybody into the tables.

    Parameters
    ----------
    tables
        Takes the rows.
    people
        Who comes.
    codes
        The attendee id of each of them.
    cells
        Stated cells of each of them.

    Returns
    -------
    list[Person]
        Who the attendees are; empty where nothing is known of any of them.
    """
    for who, code, stated in zip(people, codes, cells, strict=True):
        tables.attendees.append({"attendee_id": code, "group": who.organisation, **stated})
    if not any(who.name or who.email for who in people):
        return []
    return [
        Person(code, who.name, who.email, who.organisation)
        for who, code in zip(people, codes, strict=True)
    ]


def together(one: Identity, other: Identity) -> Identity:
    """Return what two lists know of a person; the first one goes before.

    >>> together(Identity("Åse"), Identity("Åse Brekkmo", "a@b.example")).email
    'a@b.example'
    """
    return Identity(
        one.name or other.name,
        one.email or other.email,
        one.organisation or other.organisation,
        one.own_id or other.own_id,
        one.phone or other.phone,
    )
