"""What is offered: sessions in rounds, their rooms, buses and departures, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Room:
    """A room and its seats.

    Attributes
    ----------
    wheelchair
        Whether somebody in a wheelchair can attend there.
    features
        What the room has, such as "projector"; words of the organisers.
    """

    id: str
    title: str
    seats: int
    wheelchair: bool = False
    features: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bus:
    """A bus and its seats.

    Attributes
    ----------
    wheelchair
        Places for wheelchairs; they are among the seats.
    cost
        Price of hiring it for the event, in whole units of the event's money.
    starts, ends
        When it can be had at the venue, on every day: only the time counts, the day is the
        event's first. None means all day.
    """

    id: str
    title: str
    seats: int
    wheelchair: int = 0
    cost: int = 0
    starts: datetime | None = None
    ends: datetime | None = None

    def there_at(self, leaves: datetime) -> bool:
        """Tell whether it has come when somebody leaves with it, on whatever day."""
        return self.starts is None or leaves.time() >= self.starts.time()

    def there_until(self, back: datetime) -> bool:
        """Tell whether it need not go before it is back at the venue, on whatever day."""
        return self.ends is None or back.time() <= self.ends.time()


@dataclass(frozen=True, slots=True)
class Guides:
    """How many people may walk: guides that lead so many each, or one largest group.

    Attributes
    ----------
    count
        Number of guides; None where only the group's size limits.
    people_each
        People that one guide may lead.
    group_size
        Largest group that the visit takes; None where only the guides limit.
    """

    count: int | None = None
    people_each: int = 0
    group_size: int | None = None


@dataclass(frozen=True, slots=True)
class Departure:
    """How and when a visit is left for, and the way back.

    Attributes
    ----------
    bus
        Id of the bus that is stated; None means on foot, or that the plan chooses.
    leaves
        When it leaves the venue; the earliest of `times` where the plan chooses.
    drop_off
        Where the group arrives.
    returns
        When the way back begins.
    return_place
        Where the way back begins.
    back
        When the group is back at the venue.
    fleet
        Ids of the buses from which the plan chooses; empty where it does not.
    most_buses
        Largest number of buses of the visit; None means no limit.
    times
        When it may leave, ascending, where the plan chooses; else empty.
    guides
        Limits of a walk; None where there is none.
    """

    bus: str | None
    leaves: datetime
    drop_off: str
    returns: datetime
    return_place: str
    back: datetime
    fleet: tuple[str, ...] = ()
    most_buses: int | None = None
    times: tuple[datetime, ...] = ()
    guides: Guides | None = None

    @property
    def options(self) -> tuple[datetime, ...]:
        """When it may leave, ascending: one moment where that is stated."""
        return self.times or (self.leaves,)

    @property
    def on_foot(self) -> bool:
        """Whether no bus takes part."""
        return self.bus is None and not self.fleet


@dataclass(frozen=True, slots=True)
class Session:
    """One workshop or one site visit in one round.

    Attributes
    ----------
    room
        The room that is stated; None where there is none, or the plan chooses.
    rooms
        Ids of the rooms from which the plan chooses; empty where it does not.
    seats
        The session's own limit; None where the room or bus alone decides.
    walking
        Whether it needs a long walk (see the rule `CannotWalkFar`).
    features
        What its room must have.
    language
        Language in which it is held; None where that is not stated.
    smallest
        It is held with at least so many people, or not at all.
    cancellable
        Whether the plan may cancel it.
    reserve
        Seats that stay empty for people at the door.
    held
        False where the plan has cancelled it.
    aliases
        Other texts by which forms call it.
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
    rooms: tuple[str, ...] = ()
    features: frozenset[str] = frozenset()
    language: str | None = None
    smallest: int = 0
    cancellable: bool = False
    reserve: int = 0
    held: bool = True
    aliases: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The day on which it is held."""
        return self.start.date()

    @property
    def busy_from(self) -> datetime:
        """When its people must be ready at the venue; the earliest where the plan chooses."""
        return self.departure.leaves if self.departure else self.start

    @property
    def busy_until(self) -> datetime:
        """When its people are free at the venue again."""
        return self.departure.back if self.departure else self.end

    @property
    def ride(self) -> timedelta:
        """How long the way out takes, by the programme; 0 without a departure."""
        return self.start - self.departure.leaves if self.departure else timedelta(0)


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
