"""The tidy tables as CSV text: RFC 4180, UTF-8, ids only, stable order."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from allocator import bus_clock
from allocator.boarding import boarding
from allocator.certificate import SCALE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from allocator.allocation import Allocation
    from allocator.fairness.comparison import Comparison
    from allocator.fairness.outcome import Outcome
    from allocator.fairness.records import Fairness
    from allocator.lottery import Chance
    from allocator.offer import Session
    from allocator.plan import Plan
    from allocator.problem import Event, Problem
    from allocator.solution import StageClaim

Cell = str | int | float | None
Record = dict[str, Cell]

LIST_MARK = ";"
"""Between several ids in one cell, as in the inputs."""
TRUTH = {True: "true", False: "false"}

PRICED_STAGES = ("total", "squares")
SEAT_RULES = ("room seats", "session limit", "bus seats", "fleet seats", "guided walks")
"""Rules whose rows a seat more widens."""


def csv_text(records: Sequence[Record], columns: Sequence[str]) -> str:
    r"""Return records as CSV: comma, CRLF, quotes doubled, empty for missing.

    Examples
    --------
    >>> csv_text([{"id": "A", "n": None}], ["id", "n"])
    'id,n\r\nA,\r\n'
    """
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(records)
    return buffer.getvalue()


def assignments(problem: Problem, allocation: Allocation) -> list[Record]:
    """Return one record a person and round, sorted by person and round."""
    event, aboard = problem.timetable, boarding(problem, allocation)
    order = {r.id: i for i, r in enumerate(event.rounds)}
    place = {s.id: order[s.round_id] for s in event.sessions}
    held = {s.id: (_where(s, None), _when(s)) for s in event.sessions}
    records: list[Record] = []
    for person, day in sorted(allocation.days.items()):
        ranks = problem.wishes_of(person).ranks
        for id_ in sorted(day, key=place.__getitem__):
            where, when = held[id_]
            records.append(
                {
                    "attendee_id": person,
                    "round_id": event.rounds[place[id_]].id,
                    "session_id": id_,
                    "rank": ranks.get(id_),
                    **where,
                    "bus": aboard[id_].get(person) if id_ in aboard else None,
                    **when,
                }
            )
    return records


def _where(session: Session, bus: str | None) -> Record:
    return {"room": session.room, "bus": bus, "departure": _departure(session)}


def _departure(session: Session) -> str | None:
    return session.departure.leaves.isoformat() if session.departure else None


def _when(session: Session) -> Record:
    return {"start": session.start.isoformat(), "end": session.end.isoformat()}


def _buses(session: Session) -> str | None:
    """Return the buses of a visit in one cell."""
    leave = session.departure
    return (leave.bus or LIST_MARK.join(leave.fleet) or None) if leave else None


def days(problem: Problem, allocation: Allocation, outcomes: Iterable[Outcome]) -> list[Record]:
    """Return one record a person: the session of each round, bus, departure, numbers."""
    event, aboard = problem.timetable, boarding(problem, allocation)
    leaves = {s.id: _departure(s) for s in event.sessions}
    records: list[Record] = []
    for o in sorted(outcomes, key=lambda o: o.attendee_id):
        day = allocation.sessions(event, o.attendee_id)
        held = {s.round_id: s.id for s in day}
        away = next((s.id for s in day if s.departure), "")
        records.append(
            {
                "attendee_id": o.attendee_id,
                **{r.id: held.get(r.id) for r in event.rounds},
                "bus": aboard.get(away, {}).get(o.attendee_id),
                "departure": leaves.get(away),
                "first_wishes": o.firsts,
                "regret": o.regret,
            }
        )
    return records


def notions(event: Event, comparison: Comparison) -> list[Record]:
    """Return one record a notion and person: the day that the notion would give."""
    return [
        {
            "notion": name,
            "attendee_id": person,
            **{s.round_id: s.id for s in allocation.sessions(event, person)},
        }
        for name, allocation in comparison.allocations.items()
        for person in sorted(allocation.days)
    ]


def sessions(event: Event, fairness: Fairness, stages: Iterable[StageClaim]) -> list[Record]:
    """Return one record a session: what it is, seats, demand, and the price of a seat.

    Parameters
    ----------
    event
        The event as it is held.
    fairness
        Gives seats and demand.
    stages
        Give the prices.
    """
    prices = _seat_prices(event, stages)
    return [
        {
            "session_id": d.session_id,
            "round_id": d.round_id,
            "title": d.title,
            "theme": s.theme,
            **({"held": TRUTH[s.held]} if may_be_cancelled(event) else {}),
            **_where(s, _buses(s)),
            **_when(s),
            "seats": d.seats,
            "filled": d.filled,
            "wished_first": d.wished_first,
            "wished": d.wished,
            "seat_price": prices.get(d.session_id),
        }
        for d, s in ((d, event.session[d.session_id]) for d in fairness.sessions)
    ]


def may_be_cancelled(event: Event) -> bool:
    """Tell whether an event leaves open which sessions are held."""
    return any(s.cancellable for s in event.sessions)


def plan(decided: Plan) -> list[Record]:
    """Return one record a decision, in the order of the plan."""
    return [
        {"kind": d.kind, "subject": d.subject, "value": d.value, "at": d.at or None}
        for d in decided
    ]


def lottery(chances: Iterable[Chance]) -> list[Record]:
    """Return one record for each session that a person has a chance of, before the draw."""
    return [
        {
            "attendee_id": c.attendee_id,
            "round_id": c.round_id,
            "session_id": c.session_id,
            "numerator": c.probability.numerator,
            "denominator": c.probability.denominator,
            "chance": round(float(c.probability), 6),
        }
        for c in chances
    ]


def _seat_prices(event: Event, stages: Iterable[StageClaim]) -> Mapping[str, float]:
    """Return what one more seat could save at most in the first summed stage.

    The prices of the session's rows (room, limit, buses) added up, for a stage named in
    `PRICED_STAGES`; empty where no such stage had something to decide. Everybody takes one
    session a round, so a price that all sessions of a round share says nothing of any of
    them: lowering all of them alike gives a bound at least as good, since a round has no
    fewer seats than people. That common part is left out.
    """
    priced = next((s for s in stages if s.name in PRICED_STAGES), None)
    if priced is None:
        return {}
    by_subject: dict[str, int] = {}
    for label, p in priced.prices.rows.items():
        rule, subject = label.split(": ", 1)
        if rule in SEAT_RULES:
            by_subject[subject] = by_subject.get(subject, 0) + p
    aboard = {s.id: ride.label for ride in bus_clock.shared(event) for s in ride.visits}
    found: dict[str, float] = {}
    for offer in event.offer.values():
        prices = {
            s.id: by_subject.get(s.id, 0) + by_subject.get(aboard.get(s.id, ""), 0)
            for s in offer
        }
        common = 0 if event.staying_away else min(prices.values(), default=0)
        found |= {s: round((p - common) / SCALE, 3) for s, p in prices.items()}
    return found
