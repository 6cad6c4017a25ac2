"""Waiting lists as files: a workbook for people, a tidy table for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.lists.listing import Column, Fact, Holds, Listing, Row, Section
from allocator.lists.material import Material
from allocator.lists.overview import session_cells, session_columns
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


def waiting_files(held: Held, tr: Speaker) -> Mapping[str, bytes]:
    """Return the waiting lists as a workbook, and as `waiting.csv` with ids only."""
    material = Material(held, tr)
    queues = [_queue(material, s) for s in held.event.sessions if material.waits.get(s.id)]
    book = book_of(material, (_front(material), *queues), linked=1)
    return {tr("waiting.xlsx"): book, "waiting.csv": _table(material).encode()}


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
    tr, held = material.tr, material.held
    rows = tuple(Row(s.id, session_cells(material, s)) for s in held.event.sessions if s.held)
    return Listing(
        key="waiting",
        short=tr("Waiting lists"),
        title=tr("Waiting lists"),
        facts=(
            Fact(tr("Event"), held.event.title),
            Fact(tr("Order"), rule_in_words(tr, held.seed)),
            Fact(
                tr("Who waits"),
                tr(
                    "Everybody who ranked the session above what they got in the same "
                    "round, apart from people with a fixed place in that round."
                ),
            ),
            Fact(
                tr("Fits the day"),
                tr(
                    "No where the rest of the day stands in the way (times, themes, needs), "
                    "or where the person is to stay together with others."
                ),
            ),
        ),
        columns=session_columns(material),
        sections=(Section(rows),),
        across=True,
    )


def _queue(material: Material, session: Session) -> Listing:
    tr, held = material.tr, material.held
    filled = len(held.attending[session.id])
    return Listing(
        key=session.id,
        short=called(session),
        title=tr("Waiting list for {session}", session=called(session)),
        facts=(
            Fact(
                tr("Places"),
                places(tr, filled, seats_in(held, session), session.reserve),
            ),
            Fact(tr("Order"), rule_in_words(tr, held.seed)),
        ),
        columns=(
            Column(tr("No."), 5, Holds.NUMBER),
            *material.roster.columns,
            Column(tr("Points"), 9, Holds.NUMBER),
            Column(tr("Wish no."), 9, Holds.NUMBER),
            Column(tr("Has instead"), 26, grows=True),
            Column(tr("Fits the day"), 14),
            Column(tr("Moved"), 9, Holds.TICK),
        ),
        sections=(Section(tuple(_row(material, w) for w in material.waits[session.id])),),
    )


def _row(material: Material, wait: Waits) -> Row:
    tr, roster = material.tr, material.roster
    instead, fits = wait.instead or tr("nothing"), tr("yes") if wait.fits else tr("no")
    who = roster.cells(roster.who[wait.attendee_id])
    return Row(
        wait.attendee_id, (wait.position, *who, wait.regret, wait.rank, instead, fits, "")
    )
