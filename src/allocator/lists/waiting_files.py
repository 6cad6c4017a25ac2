"""Waiting lists as files: a workbook for people, a tidy table for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.lists.listing import Column, Fact, Holds, Listing, Row, Section
from allocator.lists.material import Material
from allocator.lists.overview import fits_a_page, session_cells, session_columns
from allocator.lists.sessions import called, places, seats_in
from allocator.lists.waiting import RULE, rule_in_words
from allocator.lists.workbook import book_of
from allocator.writers.tables import TRUTH, csv_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.language import Speaker
    from allocator.lists.held import Held
    from allocator.lists.waiting import Waits
    from allocator.offer import Session
    from allocator.writers.tables import Record

COLUMNS = ("session_id", "position", "attendee_id", "rank", "regret", "fits", "rule")


def waiting_files(held: Held, say: Speaker) -> Mapping[str, bytes]:
    """Return the waiting lists as a workbook, and as `waiting.csv` with ids only."""
    material = Material(held, say)
    queues = [_queue(material, s) for s in held.event.sessions if material.waits.get(s.id)]
    book = book_of(material, (_front(material), *queues), linked=1)
    return {say("waiting.xlsx"): book, "waiting.csv": _table(material).encode()}


def _table(material: Material) -> str:
    records: list[Record] = [
        {
            "session_id": w.session_id,
            "position": w.position,
            "attendee_id": w.attendee_id,
            "rank": w.rank,
            "regret": w.regret,
            "fits": TRUTH[w.fits],
            "rule": RULE,
        }
        for some in material.waits.values()
        for w in some
    ]
    return csv_text(records, COLUMNS)


def _front(material: Material) -> Listing:
    """Return how many wait for each session, which leads to the list of who does."""
    say, held = material.say, material.held
    rows = tuple(Row(s.id, session_cells(material, s)) for s in held.event.sessions if s.held)
    return Listing(
        key="waiting",
        short=say("Waiting lists"),
        title=say("Waiting lists"),
        facts=(
            Fact(say("Event"), held.event.title),
            Fact(say("Order"), rule_in_words(say, held.seed)),
            Fact(
                say("Who waits"),
                say(
                    "Whoever ranked a session above what they got in the same round. "
                    "Nobody waits who has a fixed place in it."
                ),
            ),
            Fact(
                say("Fits the day"),
                say(
                    "No, where the rest of the day stands in the way: hours, themes or needs; "
                    "or where the person is to stay with others."
                ),
            ),
        ),
        columns=session_columns(material),
        sections=(Section(rows),),
        one_page=fits_a_page(material),
    )


def _queue(material: Material, session: Session) -> Listing:
    say, held = material.say, material.held
    filled = len(held.attending[session.id])
    return Listing(
        key=session.id,
        short=called(session),
        title=say("Waiting list for {session}", session=called(session)),
        facts=(
            Fact(
                say("Places"),
                places(say, filled, seats_in(held, session), session.reserve),
            ),
            Fact(say("Order"), rule_in_words(say, held.seed)),
        ),
        columns=(
            Column(say("No."), 5, Holds.NUMBER),
            *material.roster.columns,
            Column(say("Points"), 9, Holds.NUMBER),
            Column(say("Wish no."), 9, Holds.NUMBER),
            Column(say("Has instead"), 26, grows=True),
            Column(say("Fits the day"), 14),
            Column(say("Moved"), 9, Holds.TICK),
        ),
        sections=(Section(tuple(_row(material, w) for w in material.waits[session.id])),),
    )


def _row(material: Material, wait: Waits) -> Row:
    say, roster = material.say, material.roster
    instead, fits = wait.instead or say("nothing"), say("yes") if wait.fits else say("no")
    who = roster.cells(roster.who[wait.attendee_id])
    return Row(
        wait.attendee_id, (wait.position, *who, wait.regret, wait.rank, instead, fits, "")
    )
