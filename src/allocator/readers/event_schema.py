"""What `event.yaml` may hold: strict models, nothing unknown, nothing converted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from allocator.problem import SameTheme
from allocator.readers.schema_words import (
    Clock,
    Clocks,
    Day,
    Id,
    Ids,
    Language,
    Minutes,
    Money,
    Number,
    Seats,
    Share,
    Text,
)

if TYPE_CHECKING:
    from datetime import date as Date

AUTO = "auto"
"""The word for "any that fits": the plan chooses among all rooms, or all free buses."""


class Part(BaseModel):
    """A mapping of the file; `assumed` names fields of it that somebody chose."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)

    assumed: list[str] = Field(
        default=[], description="Fields of this mapping that nobody has stated."
    )

    @model_validator(mode="after")
    def _assumed_are_fields(self) -> Part:
        known = type(self).model_fields.keys() - {"assumed", "assumed_notes"}
        for name in self.assumed:
            if name not in known or getattr(self, name) is None:
                raise PydanticCustomError("assumed", "assumed names a field that is not here")
        return self


class RoomPart(Part):
    """A room."""

    id: Id
    title: Text
    seats: Seats
    wheelchair: bool = False
    features: list[Text] = []


class BusPart(Part):
    """A bus; starts and ends say when it can be had at the venue."""

    id: Id
    title: Text
    seats: Seats
    wheelchair: Number = 0
    cost: Money = 0
    starts: Clock | None = None
    ends: Clock | None = None


class WishesPart(Part):
    """How wishes are read and weighed."""

    refusals: Literal["avoid", "forbid"] = "avoid"
    irregular_ranks: Literal["report", "refuse"] = "report"
    unlisted: Literal["tier", "last"] = "tier"
    at_least: Annotated[int, Field(ge=1, le=1_000)] | None = None
    costs: list[Annotated[int, Field(ge=0, le=1_000_000)]] | None = Field(
        default=None,
        min_length=1,
        max_length=1_000,
        description="What a level counts: first 0, never falling.",
    )

    @model_validator(mode="after")
    def _costs_rise(self) -> WishesPart:
        costs = self.costs or [0]
        if costs[0] != 0 or sorted(costs) != costs:
            raise PydanticCustomError("costs", "costs must begin with 0 and never fall")
        return self


class HistoryPart(Part):
    """How earlier disappointments count."""

    factor: Annotated[float, Field(ge=0, le=1)] = 0.5
    most: Annotated[int, Field(ge=0, le=1_000)] = 2


class GroupLimitPart(Part):
    """At least or at most so many people of a group in a session."""

    session: Id
    group: Text
    at_least: Number | None = None
    at_most: Number | None = None


class PrerequisitePart(Part):
    """A session for those only who attend an earlier one."""

    session: Id
    after: Id


class SpeakerPart(Part):
    """A speaker; `attendee` is the id in attendees.csv of one who attends."""

    name: Text
    attendee: Id | None = None
    group: Text | None = None

    @property
    def is_name(self) -> bool:
        """Whether nothing is said but the name."""
        return self.attendee is None and self.group is None and not self.assumed


def _speaker_kind(value: object) -> str:
    return "text" if isinstance(value, str) else "person"


Speaker = Annotated[
    Annotated[Text, Tag("text")] | Annotated[SpeakerPart, Tag("person")],
    Discriminator(_speaker_kind),
]


class GuidesPart(Part):
    """How many people may walk: so many for each guide, or one largest group."""

    count: Seats | None = None
    people_each: Seats | None = None
    group_size: Seats | None = None


class DeparturePart(Part):
    """How a visit is left for, and the way back; a list leaves the choice to the plan."""

    by: Literal["bus", "foot"]
    bus: Ids | None = Field(default=None, description="An id, a list of ids, or auto.")
    most_buses: Annotated[int, Field(ge=1, le=1_000)] | None = None
    leaves: Clocks
    drop_off: Text
    returns: Clock
    return_place: Text
    back: Clock | None = None
    guides: GuidesPart | None = None

    @property
    def times(self) -> list[str]:
        """When it may leave, as written."""
        return [self.leaves] if isinstance(self.leaves, str) else self.leaves


class SessionPart(Part):
    """One workshop or one visit."""

    id: Id
    title: Text
    aliases: list[Text] = Field(default=[], description="Other texts by which forms call it.")
    theme: Text | None = None
    room: Ids | None = Field(default=None, description="An id, a list of ids, or auto.")
    features: list[Text] = []
    language: Language | None = None
    seats: Seats | None = None
    smallest: Number | None = None
    may_be_cancelled: bool = False
    reserve: Number = 0
    start: Clock | None = None
    end: Clock | None = None
    walking: bool = False
    district: Text | None = None
    speakers: list[Speaker] = []
    contributions: list[Text] = []
    departure: DeparturePart | None = None

    @field_validator("speakers")
    @classmethod
    def _plain_names(cls, speakers: list[str | SpeakerPart]) -> list[str | SpeakerPart]:
        """Return a mapping that holds a name alone as that name."""
        return [s.name if isinstance(s, SpeakerPart) and s.is_name else s for s in speakers]


class RoundPart(Part):
    """A round and its sessions; start and end hold where a session has none."""

    id: Id
    title: Text
    weight: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    date: Day | None = Field(default=None, description="Its day; else the event's first.")
    start: Clock | None = None
    end: Clock | None = None
    sessions: list[SessionPart] = Field(min_length=1, max_length=1_000)


class EventPart(Part):
    """An event: rounds in the order of time, their sessions, rooms, buses."""

    title: Text
    date: Day
    timezone: str
    place: Text
    transfer_minutes: Minutes = 0
    lunch_minutes: Minutes = 0
    margin_minutes: Minutes = 0
    loading: Annotated[int, Field(ge=1, le=1_000)] | None = None
    budget: Money | None = None
    expected_no_show: Share | None = None
    keep_rooms: bool = False
    same_theme: Literal["forbid", "allow", "prefer"] = SameTheme.FORBID.value
    staying_away: bool = False
    spread: Seats | None = None
    group_limits: list[GroupLimitPart] = []
    exclusions: list[list[Id]] = []
    prerequisites: list[PrerequisitePart] = []
    classes: list[Text] = []
    wishes: WishesPart = Field(default_factory=WishesPart)
    history: HistoryPart | None = None
    seed: Annotated[int, Field(ge=0, le=2**63 - 1)] | None = None
    delete_after: Day | None = Field(
        default=None,
        description="When lists with names are deleted; 30 days after the last day.",
    )
    rooms: list[RoomPart] = []
    buses: list[BusPart] = []
    rounds: list[RoundPart] = Field(min_length=1, max_length=50)
    assumed_notes: list[Text] = []

    def day_of(self, round_: RoundPart) -> Date:
        """Return the day of a round."""
        return round_.date or self.date

    @property
    def last_day(self) -> Date:
        """The last day on which there is anything."""
        return max(self.date, *map(self.day_of, self.rounds))


def event_schema() -> dict[str, Any]:
    """Return the JSON Schema of `event.yaml`.

    Returns
    -------
    dict
        As published in `src/allocator/event.schema.json`.
    """
    schema = EventPart.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "event.yaml"
    return schema
