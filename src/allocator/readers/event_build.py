"""From the models of `event.yaml` to the frozen `Event`."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from allocator.language import told
from allocator.offer import Bus, Departure, Guides, Room, Round, Session
from allocator.problem import Event, GroupLimit, History, Refusals, SameTheme, Unlisted
from allocator.readers.assumptions import assumptions
from allocator.readers.event_schema import SpeakerPart
from allocator.readers.report import of_session
from allocator.readers.stated import bus_choice, room_choice
from allocator.sheets.text import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from allocator.readers.clock import Clock
    from allocator.readers.event_schema import (
        BusPart,
        DeparturePart,
        EventPart,
        RoomPart,
        RoundPart,
        SessionPart,
    )
    from allocator.readers.report import Report

KEPT = timedelta(days=30)
"""How long lists with names are kept after an event that does not say."""


def _names(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(map(plain_name, texts))


def _room(part: RoomPart) -> Room:
    return Room(part.id, part.title, part.seats, part.wheelchair, _names(part.features))


def _bus(part: BusPart, clock: Clock) -> Bus:
    starts = clock.at(part.starts) if part.starts else None
    ends = clock.at(part.ends) if part.ends else None
    return Bus(part.id, part.title, part.seats, part.wheelchair, part.cost, starts, ends)


def _guides(part: DeparturePart) -> Guides | None:
    said = part.guides
    return Guides(said.count, said.people_each or 0, said.group_size) if said else None


def _departure(
    session: SessionPart, event: EventPart, start: datetime, clock: Clock
) -> Departure | None:
    part = session.departure
    if part is None:
        return None
    times = tuple(sorted({clock.at(text) for text in part.times}))
    returns = clock.at(part.returns)
    buses = bus_choice(session, event)
    return Departure(
        bus=buses.stated,
        leaves=times[0],
        drop_off=part.drop_off,
        returns=returns,
        return_place=part.return_place,
        back=clock.at(part.back) if part.back else returns + (start - times[0]),
        fleet=buses.options,
        most_buses=part.most_buses,
        times=times if len(times) > 1 else (),
        guides=_guides(part),
    )


def _span(session: SessionPart, round_: RoundPart) -> tuple[str | None, str | None]:
    """Return start and end as written: the session's own, or those of its round."""
    leave = session.departure
    return session.start or round_.start, session.end or (
        leave.returns if leave else round_.end
    )


def _session(
    part: SessionPart, round_: RoundPart, event: EventPart, clock: Clock
) -> Session | None:
    start, end = _span(part, round_)
    if start is None or end is None:
        return None
    began, rooms = clock.at(start), room_choice(part, event)
    return Session(
        id=part.id,
        round_id=round_.id,
        title=part.title,
        start=began,
        end=clock.at(end),
        theme=part.theme,
        room=rooms.stated,
        seats=part.seats,
        speakers=tuple(s.name if isinstance(s, SpeakerPart) else s for s in part.speakers),
        walking=part.walking,
        departure=_departure(part, event, began, clock),
        rooms=rooms.options,
        features=_names(part.features),
        language=part.language,
        smallest=part.smallest or 0,
        cancellable=part.may_be_cancelled,
        reserve=part.reserve,
        aliases=tuple(part.aliases),
    )


def _sessions(part: EventPart, clock: Clock) -> tuple[Session, ...]:
    """Build the sessions that have their times, in the order of the rounds, then by id."""
    order = {r.id: at for at, r in reversed(list(enumerate(part.rounds)))}
    built = [
        _session(s, r, part, clock.on(part.day_of(r))) for r in part.rounds for s in r.sessions
    ]
    return tuple(sorted(filter(None, built), key=lambda s: (order[s.round_id], s.id)))


def _whole(part: EventPart, report: Report) -> bool:
    """Tell whether every session has a start and an end; say so where one has not."""
    good = True
    for r, round_ in enumerate(part.rounds):
        for s, session in enumerate(round_.sessions):
            for name, text in zip(("start", "end"), _span(session, round_), strict=True):
                if text is None:
                    good = False
                    why = of_session(session.id, told("{key} is missing", key=name))
                    report.say(("rounds", r, "sessions", s), why, "E321")
    return good


def build_event(part: EventPart, clock: Clock, report: Report) -> Event | None:
    """Build the event.

    Parameters
    ----------
    part
        The content of `event.yaml`.
    clock
        First day, and zone of its times.
    report
        Takes findings.

    Returns
    -------
    Event | None
        None where a session lacks a start or an end.
    """
    if not _whole(part, report):
        return None
    return Event(
        title=part.title,
        date=part.date,
        timezone=part.timezone,
        place=part.place,
        rounds=tuple(Round(r.id, r.title, r.weight) for r in part.rounds),
        sessions=_sessions(part, clock),
        rooms=tuple(_room(r) for r in sorted(part.rooms, key=lambda r: r.id)),
        buses=tuple(_bus(b, clock) for b in sorted(part.buses, key=lambda b: b.id)),
        transfer=timedelta(minutes=part.transfer_minutes),
        lunch=timedelta(minutes=part.lunch_minutes),
        margin=timedelta(minutes=part.margin_minutes),
        loading=part.loading,
        budget=part.budget,
        no_show=part.expected_no_show or Fraction(0),
        keep_rooms=part.keep_rooms,
        group_limits=_group_limits(part),
        spread=part.spread,
        exclusions=tuple(sorted(tuple(sorted(set(ids))) for ids in part.exclusions)),
        prerequisites=tuple(sorted({(p.session, p.after) for p in part.prerequisites})),
        classes=tuple(map(plain_name, part.classes)),
        same_theme=SameTheme(part.same_theme),
        refusals=Refusals(part.wishes.refusals),
        staying_away=part.staying_away,
        wish_costs=tuple(part.wishes.costs or ()),
        unlisted=Unlisted(part.wishes.unlisted),
        at_least=part.wishes.at_least,
        history=_history(part),
        seed=part.seed,
        delete_after=part.delete_after or part.last_day + KEPT,
        assumptions=tuple(assumptions(part)),
    )


def _group_limits(part: EventPart) -> tuple[GroupLimit, ...]:
    found = (
        GroupLimit(said.session, plain_name(said.group), said.at_least, said.at_most)
        for said in part.group_limits
    )
    return tuple(sorted(found, key=lambda limit: (limit.session_id, limit.group)))


def _history(part: EventPart) -> History | None:
    """Return the setting with its factor as people wrote it: 0.1 is one tenth."""
    said = part.history
    return History(Fraction(str(said.factor)), said.most) if said else None
