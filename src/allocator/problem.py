"""The question: an event, its attendees and their wishes, as frozen values.

The readers build these values and have then checked them; everything else only reads
them. Ids are text, times are aware datetimes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from allocator.plan import Plan
from allocator.policies import GroupLimit as GroupLimit
from allocator.policies import History as History
from allocator.policies import Refusals as Refusals
from allocator.policies import SameTheme as SameTheme
from allocator.policies import Unlisted as Unlisted
from allocator.timetable import timetable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from datetime import date as Date

    from allocator.offer import Bus, Room, Round, Session

CANNOT_WALK_FAR = "cannot_walk_far"
WHEELCHAIR = "wheelchair"
NEEDS = (CANNOT_WALK_FAR, WHEELCHAIR)


@dataclass(frozen=True, slots=True)
class Assumption:
    """A value that the organisers have not stated, and that was chosen."""

    place: str
    value: str


@dataclass(frozen=True)
class Event:
    """What is offered: rounds in the order of time, their sessions, rooms, buses, policies.

    Attributes
    ----------
    date
        The first day.
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
    lunch
        Time that lasts at least between the last session and a departure.
    margin
        Time by which people with hours of their own are back before they must leave.
    loading
        Most buses that load at the same minute; None means no limit.
    budget
        Most that the hired buses may cost; None means no limit.
    no_show
        Share of people who are expected to stay away from a room, 0 <= share < 1.
    keep_rooms
        Whether a theme has the same room in all its rounds.
    group_limits
        At least or at most so many of a group in a session.
    spread
        Most people of one group in any session; None means no limit.
    exclusions
        Sets of sessions of which nobody attends two.
    prerequisites
        Pairs (session, earlier one): the first is open to those of the second only.
    classes
        Priority classes, first one first; people in none come last.
    delete_after
        The day after which lists with names are to be deleted; None if nobody knows.
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
    lunch: timedelta = timedelta(0)
    margin: timedelta = timedelta(0)
    loading: int | None = None
    budget: int | None = None
    no_show: Fraction = Fraction(0)
    keep_rooms: bool = False
    group_limits: tuple[GroupLimit, ...] = ()
    spread: int | None = None
    exclusions: tuple[tuple[str, ...], ...] = ()
    prerequisites: tuple[tuple[str, str], ...] = ()
    classes: tuple[str, ...] = ()
    same_theme: SameTheme = SameTheme.FORBID
    refusals: Refusals = Refusals.AVOID
    staying_away: bool = False
    wish_costs: tuple[int, ...] = ()
    unlisted: Unlisted = Unlisted.TIER
    at_least: int | None = None
    history: History | None = None
    seed: int | None = None
    delete_after: Date | None = None
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
    def days(self) -> tuple[Date, ...]:
        """The first day and all others on which there are sessions, in order."""
        return tuple(sorted({self.date, *(s.day for s in self.sessions)}))

    def moment(self, when: datetime) -> str:
        """Return a moment as "12:35", with its day in front where the event has several."""
        return f"{when:%H:%M}" if len(self.days) == 1 else f"{when:%Y-%m-%d %H:%M}"

    @cached_property
    def offer(self) -> Mapping[str, tuple[Session, ...]]:
        """Sessions of each round, by round id."""
        return {
            r.id: tuple(s for s in self.sessions if s.round_id == r.id) for r in self.rounds
        }

    @cached_property
    def weight(self) -> Mapping[str, int]:
        """Weights of the rounds, by round id."""
        return {r.id: r.weight for r in self.rounds}

    @cached_property
    def offer_ids(self) -> Mapping[str, frozenset[str]]:
        """Ids of the sessions of each round, by round id."""
        return {r: frozenset(s.id for s in offer) for r, offer in self.offer.items()}


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
    languages
        Languages that the person follows; empty means any.
    priority
        Priority class, one of `Event.classes`; "" if none.
    """

    id: str
    group: str = ""
    fixed: tuple[str, ...] = ()
    arrives: datetime | None = None
    leaves: datetime | None = None
    needs: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    priority: str = ""


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
    lists: dict[frozenset[str], Any] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """What it says of each round, by the sessions of the round, see `fairness.lists`."""


@dataclass(frozen=True, order=True, slots=True)
class Pair:
    """Two people who are to be kept together, or apart.

    Attributes
    ----------
    one, other
        Attendee ids.
    round_id
        The round of which this is said; "" means all of them.
    """

    one: str
    other: str
    round_id: str = ""


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
    together, apart
        Pairs of people who attend the same session, or never do; sorted.
    plan
        The plan that was decided on; None while it is still open.
    """

    event: Event
    attendees: tuple[Attendee, ...]
    wishes: Mapping[str, Wishes]
    arrival: tuple[str, ...] = ()
    credit: Mapping[str, int] = field(default_factory=dict)
    together: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    plan: Plan | None = None

    @cached_property
    def attendee(self) -> Mapping[str, Attendee]:
        """Attendees by id."""
        return {a.id: a for a in self.attendees}

    @property
    def decided(self) -> Plan:
        """The plan that was decided on; the empty one while it is open, or there is none."""
        return self.plan or Plan()

    @cached_property
    def timetable(self) -> Event:
        """The event as it is held: with the plan put in, where there is one."""
        return self.event if self.plan is None else timetable(self.event, self.plan)

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
