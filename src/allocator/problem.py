"""The question: an event, its attendees and their wishes, as frozen values.

The readers build these values and have then checked them; everything else only reads
them. Ids are text, times are aware datetimes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from allocator.policies import History as History
from allocator.policies import Refusals as Refusals
from allocator.policies import SameTheme as SameTheme
from allocator.policies import Unlisted as Unlisted

if TYPE_CHECKING:
    from collections.abc import Mapping

CANNOT_WALK_FAR = "cannot_walk_far"
NEEDS = (CANNOT_WALK_FAR,)


@dataclass(frozen=True, slots=True)
class Room:
    """A room and its seats."""

    id: str
    title: str
    seats: int


@dataclass(frozen=True, slots=True)
class Bus:
    """A bus and its seats."""

    id: str
    title: str
    seats: int


@dataclass(frozen=True, slots=True)
class Departure:
    """How and when a visit is left for, and the way back.

    Attributes
    ----------
    bus
        Id of the bus; None means on foot.
    leaves
        When it leaves the venue.
    drop_off
        Where the group arrives.
    returns
        When the way back begins.
    return_place
        Where the way back begins.
    back
        When the group is back at the venue.
    """

    bus: str | None
    leaves: datetime
    drop_off: str
    returns: datetime
    return_place: str
    back: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """One workshop or one site visit in one round.

    Attributes
    ----------
    seats
        The session's own limit; None where the room or bus alone decides.
    walking
        Whether it needs a long walk (see the rule `CannotWalkFar`).
    """

    id: str
    round_id: str
    title: str
    start: datetime
    end: datetime
    theme: str | None = None
    room: str | None = None
    seats: int | None = None
    speakers: tuple[str, ...] = ()
    walking: bool = False
    departure: Departure | None = None

    @property
    def busy_from(self) -> datetime:
        """When its people must be ready at the venue."""
        return self.departure.leaves if self.departure else self.start

    @property
    def busy_until(self) -> datetime:
        """When its people are free at the venue again."""
        return self.departure.back if self.departure else self.end


@dataclass(frozen=True, slots=True)
class Round:
    """A stretch of the day in which each person attends at most one session.

    Attributes
    ----------
    weight
        What one level in this round counts, an integer of at least 1.
    """

    id: str
    title: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Assumption:
    """A value that the organisers have not stated, and that was chosen."""

    place: str
    value: str


@dataclass(frozen=True)
class Event:
    """What is offered: rounds in the order of the day, their sessions, rooms, buses, policies.

    Attributes
    ----------
    sessions
        Sorted by round, then by id, so that the order in the file decides nothing.
    wish_costs
        What a wish counts: entry k is the loss of getting a session of level k; the last
        entry serves every deeper level. Starts at 0, never falls. Empty: the level itself.
    unlisted
        Where sessions stand that a person did not mention.
    at_least
        Number of wishes a round that the form asked for; only counted, see
        `fairness.answers`. None if it asked for no number.
    history
        How earlier disappointments count; None if they do not.
    transfer
        Time that people need from the end of one session to the next.
    """

    title: str
    date: date
    timezone: str
    place: str
    rounds: tuple[Round, ...]
    sessions: tuple[Session, ...]
    rooms: tuple[Room, ...] = ()
    buses: tuple[Bus, ...] = ()
    transfer: timedelta = timedelta(0)
    same_theme: SameTheme = SameTheme.FORBID
    refusals: Refusals = Refusals.AVOID
    staying_away: bool = False
    wish_costs: tuple[int, ...] = ()
    unlisted: Unlisted = Unlisted.TIER
    at_least: int | None = None
    history: History | None = None
    seed: int | None = None
    assumptions: tuple[Assumption, ...] = ()

    @cached_property
    def session(self) -> Mapping[str, Session]:
        """Sessions by id."""
        return {s.id: s for s in self.sessions}

    @cached_property
    def bus(self) -> Mapping[str, Bus]:
        """Buses by id."""
        return {b.id: b for b in self.buses}

    @cached_property
    def room(self) -> Mapping[str, Room]:
        """Rooms by id."""
        return {r.id: r for r in self.rooms}

    @cached_property
    def offer(self) -> Mapping[str, tuple[Session, ...]]:
        """Sessions of each round, by round id."""
        return {
            r.id: tuple(s for s in self.sessions if s.round_id == r.id) for r in self.rounds
        }


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person, known by an id only.

    Attributes
    ----------
    group
        Employer or municipality; "" if none.
    fixed
        Ids of the sessions in which the person must be (speaker, host).
    arrives, leaves
        Hours present; None means the whole day.
    needs
        Words from `NEEDS`.
    """

    id: str
    group: str = ""
    fixed: tuple[str, ...] = ()
    arrives: datetime | None = None
    leaves: datetime | None = None
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What one person said of sessions. A session in neither part was not mentioned.

    Attributes
    ----------
    ranks
        Rank of each session wished for, as written; 1 is best, ties allowed.
    refused
        Sessions the person does not want.
    """

    ranks: Mapping[str, int] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Problem:
    """Event, attendees and wishes: the question.

    Attributes
    ----------
    attendees
        Sorted by id.
    wishes
        By attendee id; people who said nothing are missing.
    arrival
        Attendee ids in the order in which wishes came, for first come, first served only.
    credit
        Points by which earlier disappointments raise a person's burden, by attendee id;
        those without are missing.
    """

    event: Event
    attendees: tuple[Attendee, ...]
    wishes: Mapping[str, Wishes]
    arrival: tuple[str, ...] = ()
    credit: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def attendee(self) -> Mapping[str, Attendee]:
        """Attendees by id."""
        return {a.id: a for a in self.attendees}

    def wishes_of(self, attendee_id: str) -> Wishes:
        """Return what a person said; nothing if the person is silent."""
        return self.wishes.get(attendee_id, NO_WISHES)

    def alone(self, attendee_id: str) -> Problem:
        """Return the same question as if this person were the only attendee."""
        return replace(
            self,
            attendees=(self.attendee[attendee_id],),
            wishes={attendee_id: self.wishes_of(attendee_id)},
            arrival=(attendee_id,),
        )


NO_WISHES = Wishes()
