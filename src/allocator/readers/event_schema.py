"""What `event.yaml` may hold: strict models, nothing unknown, nothing converted."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)
from pydantic_core import PydanticCustomError

from allocator.problem import SameTheme

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_-]*$"
TIME_PATTERN = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
PRINTED = r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
TEXT_PATTERN = rf"^{PRINTED}*[^\s\x00-\x1f\x7f-\x9f]{PRINTED}*$"
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
MOST_SEATS = 100_000


def _as_date(value: object) -> object:
    if type(value) is date:
        return value
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("iso_date", "must be a date such as 2024-09-27")


def _speaker_kind(value: object) -> str:
    return "text" if isinstance(value, str) else "person"


Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=100)]
Text = Annotated[str, Field(pattern=TEXT_PATTERN, max_length=2_000)]
Clock = Annotated[str, Field(pattern=TIME_PATTERN)]
Seats = Annotated[int, Field(ge=1, le=MOST_SEATS)]
Day = Annotated[date, BeforeValidator(_as_date)]


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


class BusPart(Part):
    """A bus."""

    id: Id
    title: Text
    seats: Seats


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


class SpeakerPart(Part):
    """A speaker; `attendee` is the id in attendees.csv of one who attends."""

    name: Text
    attendee: Id | None = None
    group: Text | None = None


Speaker = Annotated[
    Annotated[Text, Tag("text")] | Annotated[SpeakerPart, Tag("person")],
    Discriminator(_speaker_kind),
]


class DeparturePart(Part):
    """How a visit is left for, and the way back."""

    by: Literal["bus", "foot"]
    bus: Id | None = None
    leaves: Clock
    drop_off: Text
    returns: Clock
    return_place: Text
    back: Clock | None = None


class SessionPart(Part):
    """One workshop or one visit."""

    id: Id
    title: Text
    theme: Text | None = None
    room: Id | None = None
    seats: Seats | None = None
    smallest: Annotated[int, Field(ge=0, le=MOST_SEATS)] | None = None
    start: Clock | None = None
    end: Clock | None = None
    walking: bool = False
    district: Text | None = None
    speakers: list[Speaker] = []
    contributions: list[Text] = []
    departure: DeparturePart | None = None


class RoundPart(Part):
    """A round and its sessions; start and end hold where a session has none."""

    id: Id
    title: Text
    weight: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    start: Clock | None = None
    end: Clock | None = None
    sessions: list[SessionPart] = Field(min_length=1, max_length=1_000)


class EventPart(Part):
    """An event: rounds in the order of the day, their sessions, rooms, buses."""

    title: Text
    date: Day
    timezone: str
    place: Text
    transfer_minutes: Annotated[int, Field(ge=0, le=1_440)] = 0
    same_theme: Literal["forbid", "allow", "prefer"] = SameTheme.FORBID.value
    staying_away: bool = False
    wishes: WishesPart = Field(default_factory=WishesPart)
    history: HistoryPart | None = None
    seed: Annotated[int, Field(ge=0, le=2**63 - 1)] | None = None
    rooms: list[RoomPart] = []
    buses: list[BusPart] = []
    rounds: list[RoundPart] = Field(min_length=1, max_length=50)
    assumed_notes: list[Text] = []


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
