"""The rules, one file each. This list is the table of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.rules.apart import Apart
from allocator.rules.bus_at_departure import BusAtDeparture
from allocator.rules.bus_hours import BusHours
from allocator.rules.bus_seats import BusSeats
from allocator.rules.buses_hired import BusesHired
from allocator.rules.buses_of_cancelled import BusesOfCancelled
from allocator.rules.cancelled_sessions import CancelledSessions
from allocator.rules.cannot_walk_far import CannotWalkFar
from allocator.rules.catch_the_bus import CatchTheBus
from allocator.rules.exclusions import Exclusions
from allocator.rules.fleet_seats import FleetSeats
from allocator.rules.group_at_least import GroupAtLeast
from allocator.rules.group_at_most import GroupAtMost
from allocator.rules.guided_walks import GuidedWalks
from allocator.rules.hire_budget import HireBudget
from allocator.rules.hours_present import HoursPresent
from allocator.rules.languages import Languages
from allocator.rules.loading import Loading
from allocator.rules.lunch import Lunch
from allocator.rules.most_buses import MostBuses
from allocator.rules.not_the_same_theme_twice import NotTheSameThemeTwice
from allocator.rules.one_departure import OneDeparture
from allocator.rules.one_room_a_session import OneRoomASession
from allocator.rules.one_session_a_room import OneSessionARoom
from allocator.rules.one_session_a_round import OneSessionARound
from allocator.rules.one_trip_at_a_time import OneTripAtATime
from allocator.rules.parties import Parties
from allocator.rules.prerequisites import Prerequisites
from allocator.rules.refused_sessions import RefusedSessions
from allocator.rules.room_features import RoomFeatures
from allocator.rules.room_seats import RoomSeats
from allocator.rules.session_limit import SessionLimit
from allocator.rules.smallest_size import SmallestSize
from allocator.rules.speakers_are_at_their_own import SpeakersAreAtTheirOwn
from allocator.rules.spread import Spread
from allocator.rules.theme_keeps_its_room import ThemeKeepsItsRoom
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
    CancelledSessions(),
    SmallestSize(),
    OneRoomASession(),
    OneSessionARoom(),
    ThemeKeepsItsRoom(),
    RoomFeatures(),
    FleetSeats(),
    MostBuses(),
    BusAtDeparture(),
    OneDeparture(),
    BusesOfCancelled(),
    OneTripAtATime(),
    BusHours(),
    BusesHired(),
    HireBudget(),
    Loading(),
    Lunch(),
    GuidedWalks(),
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
