"""The rules, one file each. This list is the table of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.rules.apart import Apart
from allocator.rules.bus_seats import BusSeats
from allocator.rules.cannot_walk_far import CannotWalkFar
from allocator.rules.catch_the_bus import CatchTheBus
from allocator.rules.exclusions import Exclusions
from allocator.rules.group_at_least import GroupAtLeast
from allocator.rules.group_at_most import GroupAtMost
from allocator.rules.hours_present import HoursPresent
from allocator.rules.languages import Languages
from allocator.rules.not_the_same_theme_twice import NotTheSameThemeTwice
from allocator.rules.one_session_a_round import OneSessionARound
from allocator.rules.parties import Parties
from allocator.rules.prerequisites import Prerequisites
from allocator.rules.refused_sessions import RefusedSessions
from allocator.rules.room_seats import RoomSeats
from allocator.rules.session_limit import SessionLimit
from allocator.rules.speakers_are_at_their_own import SpeakersAreAtTheirOwn
from allocator.rules.spread import Spread
from allocator.rules.wheelchair_places import WheelchairPlaces
from allocator.rules.wheelchair_rooms import WheelchairRooms

if TYPE_CHECKING:
    from allocator.rules.protocol import Rule

RULES: tuple[Rule, ...] = (
    OneSessionARound(),
    RoomSeats(),
    SessionLimit(),
    BusSeats(),
    CatchTheBus(),
    HoursPresent(),
    NotTheSameThemeTwice(),
    RefusedSessions(),
    SpeakersAreAtTheirOwn(),
    CannotWalkFar(),
    # people among each other, and what they need
    Parties(),
    Apart(),
    GroupAtMost(),
    GroupAtLeast(),
    Spread(),
    WheelchairRooms(),
    WheelchairPlaces(),
    Languages(),
    Exclusions(),
    Prerequisites(),
)
