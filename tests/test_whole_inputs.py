"""Whole inputs: open plans, groups, classes and pairs, on the worked example of the docs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

import allocator
from allocator.allocation import Allocation
from allocator.chance import derived_seed
from allocator.cli import main
from allocator.errors import InputRefused
from allocator.fingerprint import fingerprint
from allocator.offer import Bus, Guides, Room, Session
from allocator.plan import Decision, Plan
from allocator.problem import Assumption, GroupLimit, Pair, Problem
from allocator.readers import read, read_instance
from allocator.readers.event_schema import EventPart
from allocator.rules import RULES
from allocator.solver import build_model
from support import any_plan

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "inputs.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^`(\S+)`:\n\n```(?:yaml|csv)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLE: dict[str, str] = dict(BLOCK.findall(PAGE))
EVENT, ATTENDEES, TOGETHER = "event.yaml", "attendees.csv", "together.csv"
FILES = {EVENT, ATTENDEES, "preferences.csv", TOGETHER}
OSLO = ZoneInfo("Europe/Oslo")


def at(hour: int, minute: int) -> datetime:
    return datetime(2024, 9, 27, hour, minute, tzinfo=OSLO)


def example(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Write the example with changes (file, old, new); each old text is there once."""
    texts = dict(EXAMPLE)
    for file, old, new in changes:
        assert texts[file].count(old) == 1, (old, texts[file].count(old))
        texts[file] = texts[file].replace(old, new)
    for file, text in texts.items():
        (folder / file).write_text(text, encoding="utf-8")
    return folder


def session(folder: Path, id_: str, *changes: tuple[str, str, str]) -> Session:
    return read(example(folder, *changes)).event.session[id_]


# -- the example as it is read -------------------------------------------------------------


def test_the_example_is_whole_and_nothing_is_found(tmp_path) -> None:
    instance = read_instance(example(tmp_path))
    assert not instance.notices
    assert set(instance.inputs) == set(EXAMPLE) == FILES
    done = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert done.exit_code == 0
    assert "8 people, 8 with wishes, 7 sessions in 3 rounds" in done.stdout


def test_the_example_shows_every_key_that_the_program_decides_by() -> None:
    text = EXAMPLE[EVENT]
    parts = EventPart.model_json_schema()["$defs"]
    named = ("RoomPart", "BusPart", "GroupLimitPart", "PrerequisitePart", "GuidesPart")
    keys = {key for name in named for key in parts[name]["properties"]}
    keys |= {"room", "features", "language", "smallest", "may_be_cancelled", "reserve"}
    keys |= {"lunch_minutes", "margin_minutes", "expected_no_show", "keep_rooms", "loading"}
    keys |= {"budget", "spread", "classes", "exclusions", "bus", "most_buses", "leaves"}
    assert not {key for key in keys - {"assumed"} if f"{key}:" not in text}


def test_what_the_event_says(tmp_path) -> None:
    event = read(example(tmp_path)).event
    assert (event.lunch, event.margin) == (timedelta(minutes=30), timedelta(minutes=15))
    assert (event.loading, event.budget, event.spread) == (2, 15_000, 4)
    assert event.no_show == Fraction(1, 20)
    assert event.keep_rooms
    assert event.classes == ("hosts",)
    assert event.group_limits == (GroupLimit("R1-1", "Etat 01", 1, 2),)
    assert event.exclusions == (("R1-2", "V2"),)
    assert event.prerequisites == (("R2-2", "R1-1"),)
    projector = frozenset({"projector"})
    assert event.rooms == (
        Room("foyer", "Foyer", 12, wheelchair=True),
        Room("sal-1", "Sal 1", 38, wheelchair=True, features=projector | {"stage"}),
        Room("sal-2", "Sal 2", 19, features=projector),
    )
    assert event.buses == (
        Bus("buss-1", "Buss 1", 30, wheelchair=1, cost=8_000),
        Bus("buss-2", "Buss 2", 16, cost=6_000, starts=at(12, 0), ends=at(16, 0)),
        Bus("buss-3", "Buss 3", 16),
    )


def test_what_sessions_say(tmp_path) -> None:
    offer = read(example(tmp_path)).event.session
    water, streets, again = offer["R1-1"], offer["R1-2"], offer["R2-2"]
    assert (water.room, water.rooms) == (None, ("sal-1", "sal-2"))  # those with a projector
    assert (water.features, water.language) == (frozenset({"projector"}), "nb")
    assert (streets.room, streets.rooms) == (None, ("foyer", "sal-2"))
    assert (streets.smallest, streets.cancellable) == (2, True)
    assert (again.room, again.rooms, again.reserve) == ("foyer", (), 2)


def test_what_departures_say(tmp_path) -> None:
    offer = read(example(tmp_path)).event.session
    harbour, streets, park = (offer[v].departure for v in ("V1", "V2", "V3"))
    assert harbour is not None
    assert harbour.fleet == ("buss-1", "buss-2")  # V2 states the third
    assert (harbour.bus, harbour.most_buses) == (None, 2)
    assert harbour.times == (at(12, 35), at(12, 45))
    assert (harbour.leaves, harbour.back) == (at(12, 35), at(15, 25))
    assert (offer["V1"].ride, offer["V1"].busy_from) == (timedelta(minutes=25), at(12, 35))
    assert streets is not None
    assert (streets.bus, streets.fleet, streets.times) == ("buss-3", (), ())
    assert park is not None
    assert park.guides == Guides(1, 5, 8)
    assert park.on_foot


def test_what_people_say(tmp_path) -> None:
    problem = read(example(tmp_path))
    people = problem.attendee
    assert people["A001"].languages == {"nb", "en"}
    assert people["A002"].needs == {"wheelchair"}
    assert people["A003"].priority == "hosts"
    assert (people["A008"].languages, people["A008"].priority) == (frozenset(), "")
    assert problem.together == (Pair("A001", "A005", "V"),)
    assert problem.apart == (Pair("A004", "A006"),)


def test_the_example_has_a_plan_that_breaks_no_rule(tmp_path) -> None:
    problem = read(example(tmp_path))
    model = build_model(problem, RULES)
    plan, choice = any_plan(model)
    days = {person: model.days[d] for person, d in zip(model.people, choice, strict=True)}
    assert not [b for rule in RULES for b in rule.breaches(problem, Allocation(days, plan))]


# -- other ways to say it -------------------------------------------------------------------


@pytest.mark.parametrize("room", ["sal-1", "[sal-1]", "auto"])
def test_one_room_is_stated(room: str, tmp_path) -> None:
    old = "title: Water, theme: water, room: auto, features: [projector]"
    new = f"title: Water, theme: water, room: {room}, features: [projector, stage]"
    found = session(tmp_path, "R1-1", (EVENT, old, new))
    assert (found.room, found.rooms) == ("sal-1", ())


def test_auto_is_every_room_where_nothing_is_needed(tmp_path) -> None:
    found = session(tmp_path, "R2-2", (EVENT, "room: foyer, reserve", "room: auto, reserve"))
    assert found.rooms == ("foyer", "sal-1", "sal-2")


def test_a_list_of_one_bus_is_a_choice_and_the_order_of_a_list_decides_nothing(tmp_path):
    for said, fleet in [("[buss-1]", ("buss-1",)), ("[buss-2, buss-1]", ("buss-1", "buss-2"))]:
        found = session(tmp_path, "V1", (EVENT, "bus: auto", f"bus: {said}"))
        assert found.departure is not None
        assert (found.departure.bus, found.departure.fleet) == (None, fleet)


def test_a_list_of_one_departure_is_stated(tmp_path) -> None:
    found = session(tmp_path, "V1", (EVENT, "leaves: [12:35, 12:45]", "leaves: [12:35]"))
    assert found.departure is not None
    assert (found.departure.leaves, found.departure.times) == (at(12, 35), ())


@pytest.mark.parametrize(
    ("said", "share"),
    [
        ("5 %", Fraction(1, 20)),
        ("5%", Fraction(1, 20)),
        ('"7,5 %"', Fraction(3, 40)),
        ("2.5 %", Fraction(1, 40)),
        ("0.05", Fraction(1, 20)),
        ("0.1", Fraction(1, 10)),
        ("0", Fraction(0)),
        ("99.9999 %", Fraction(999_999, 1_000_000)),
    ],
)
def test_a_share_is_exact(said: str, share: Fraction, tmp_path) -> None:
    event = read(example(tmp_path, (EVENT, "no_show: 5 %", f"no_show: {said}"))).event
    assert event.no_show == share


def test_overbooking_makes_room_for_a_smallest_size(tmp_path) -> None:
    """19 seats and 5 % who stay away: floor(19 / 0.95) = 20; 21 are refused below."""
    assert session(tmp_path, "R1-2", (EVENT, "smallest: 2", "smallest: 20")).smallest == 20


def test_a_group_is_the_same_however_it_is_written(tmp_path) -> None:
    change = (EVENT, "group: Etat 01", 'group: " Etat\u200b 01"')
    instance = read_instance(example(tmp_path, change))
    assert instance.problem.event.group_limits == (GroupLimit("R1-1", "Etat 01", 1, 2),)
    assert not instance.notices


def test_what_was_chosen_is_listed(tmp_path) -> None:
    event = read(
        example(
            tmp_path,
            (EVENT, "spread: 4 ", "assumed: [expected_no_show, keep_rooms]\nspread: 4 "),
            (EVENT, "at_most: 2}", "at_most: 2, assumed: [at_most]}"),
            (EVENT, "after: R1-1}", "after: R1-1, assumed: [after]}"),
            (EVENT, "group_size: 8}", "group_size: 8, assumed: [count]}"),
        )
    ).event
    assert event.assumptions == (
        Assumption("event expected_no_show", "5 %"),
        Assumption("event keep_rooms", "true"),
        Assumption("group_limits 1 at_most", "2"),
        Assumption("prerequisites 1 after", "R1-1"),
        Assumption("sessions V3 departure guides count", "1"),
    )


def test_a_later_departure_is_enough_to_be_reached(tmp_path) -> None:
    """Whoever is free at 12:00 and eats for 40 minutes reaches 12:45, not 12:35."""
    late = (EVENT, "lunch_minutes: 30 ", "lunch_minutes: 40 ")
    read(example(tmp_path, late))
    with pytest.raises(InputRefused) as caught:
        read(example(tmp_path, late, (EVENT, "leaves: [12:35, 12:45]", "leaves: 12:35")))
    (found,) = caught.value.findings
    assert (found.code, found.row) == ("E342", 46)
    assert "bus of V1 leaves 12:35" in found.message
    assert "40 minutes of lunch" in found.message


def test_a_fixed_place_clashes_only_if_the_last_departure_is_too_early(tmp_path) -> None:
    long = (EVENT, "foyer, reserve: 2", 'foyer, reserve: 2, end: "12:40"')
    fixed = (ATTENDEES, "A007,,R1-1,", "A007,,R1-1;R2-2;V1,")
    assert read(example(tmp_path, long, fixed)).attendee["A007"].fixed


# -- together.csv ---------------------------------------------------------------------------


def pairs_of(folder: Path, *rows: str) -> tuple[Problem, list[str]]:
    text = "\n".join(["relation,one,other,round", *rows]) + "\n"
    instance = read_instance(example(folder, (TOGETHER, EXAMPLE[TOGETHER], text)))
    return instance.problem, [str(notice) for notice in instance.notices]


def test_pairs_are_sorted_and_the_smaller_id_comes_first(tmp_path) -> None:
    problem, notices = pairs_of(
        tmp_path, "Together,A005,A001,V", "together,A002,A001,", "apart,A004,A003,R1"
    )
    assert problem.together == (Pair("A001", "A002"), Pair("A001", "A005", "V"))
    assert problem.apart == (Pair("A003", "A004", "R1"),)
    assert not notices


def test_what_is_said_twice_counts_once(tmp_path) -> None:
    rows = ["apart,A001,A002,R1", "apart,A002,A001,R1", "apart,A001,A002,", "apart,A001,A003,V"]
    problem, notices = pairs_of(tmp_path, *rows)
    assert problem.apart == (Pair("A001", "A002"), Pair("A001", "A003", "V"))
    assert notices == [
        "N435  together.csv: rows that say again what another row says: 2; they count once"
    ]


def test_the_round_may_be_left_out(tmp_path) -> None:
    text = "other,relation,one\nA001,together,A002\n"
    problem = read(example(tmp_path, (TOGETHER, EXAMPLE[TOGETHER], text)))
    assert problem.together == (Pair("A001", "A002"),)


def test_without_the_file_nobody_is_kept_together(tmp_path) -> None:
    (example(tmp_path) / TOGETHER).unlink()
    instance = read_instance(tmp_path)
    assert (instance.problem.together, instance.problem.apart) == ((), ())
    assert TOGETHER not in instance.inputs


def test_findings_of_all_files_come_in_one_order(tmp_path) -> None:
    (example(tmp_path) / "history.csv").write_text("attendee_id,regret\n", encoding="utf-8")
    (tmp_path / TOGETHER).write_text("relation,one,other\nnear,A001,A001\n", encoding="utf-8")
    with pytest.raises(InputRefused) as caught:
        read_instance(tmp_path)
    places = [f.place for f in caught.value.findings]
    assert places == [
        "history.csv",
        "together.csv, row 2, column other",
        "together.csv, row 2, column relation",
    ]


# -- findings: file, row, column and code ----------------------------------------------------


@dataclass(frozen=True)
class Case:
    """A change to one file, and the one finding that comes of it."""

    file: str
    old: str
    new: str
    row: int
    column: str
    code: str
    told: str


def evt(old: str, new: str, row: int, column: int, code: str, told: str) -> Case:
    return Case(EVENT, old, new, row, f"col {column}", code, told)


def att(old: str, new: str, row: int, column: str, code: str, told: str) -> Case:
    return Case(ATTENDEES, old, new, row, column, code, told)


def tog(old: str, new: str, row: int, column: str, code: str, told: str) -> Case:
    return Case(TOGETHER, old, new, row, column, code, told)


REFUSED = [
    # rooms and buses, stated or chosen
    evt("room: [sal-2, foyer]", "room: [sal-2, foyer, sal-3]",
        34, 73, "E331", "no room sal-3; did you mean 'sal-2'?"),
    evt("room: [sal-2, foyer]", "room: [sal-2, foyer, sal-2]",
        34, 73, "E336", "session R1-2: room sal-2 twice"),
    evt("room: [sal-2, foyer]", "room: [sal-2, auto]", 34, 66, "E331", "no room auto"),
    evt("room: [sal-2, foyer]", "room: []", 34, 52, "E311", "must have at least one entry"),
    evt("room: [sal-2, foyer]", "room: 5",
        34, 52, "E311", "sessions R1-2 room: must be an id, a list of ids, or auto"),
    evt("room: [sal-2, foyer]", "room: [sal-2, sal 1]",
        34, 66, "E311", "must be an id, a list of ids, or auto"),
    evt("room: [sal-2, foyer]", "room: {id: sal-2}",
        34, 52, "E311", "must be an id, a list of ids, or auto"),
    evt("id: sal-1, title: Sal 1", "id: auto, title: Sal 1",
        20, 6, "E336", "auto leaves the choice to the program"),
    evt("bus: auto", "bus: [buss-1, buss-9]", 49, 44, "E331", "no bus buss-9; did you mean"),
    evt("bus: auto", "bus: [buss-1, buss-1]", 49, 44, "E336", "session V1: bus buss-1 twice"),
    evt("most_buses: 2", "most_buses: 0",
        49, 41, "E311", "departure most_buses: must be a whole number from 1 to 1000"),
    evt("bus: auto", "bus: buss-1",
        49, 43, "E332", "a number of buses, although its bus is stated"),
    evt("bus: buss-3", "bus: buss-3, guides: {group_size: 8}",
        54, 43, "E332", "guides, although it leaves by bus"),
    evt("{by: foot,", "{by: foot, bus: auto,",
        60, 31, "E332", "a bus, although it leaves by foot"),
    evt("{by: foot,", "{by: foot, most_buses: 1,",
        60, 31, "E332", "a number of buses, although it leaves by foot"),
    evt("{by: bus, bus: buss-3", "{by: bus", 54, 9, "E332", "leaves by bus, but names no bus"),
    evt("bus: auto, most_buses: 2, leaves: [12:35, 12:45]",
        "bus: buss-3, leaves: [12:35, 12:45]",
        54, 30, "E333", "bus buss-3 serves V1 at 12:35 or 12:45 and V2 at 12:45"),
    evt("count: 1, people_each: 5, group_size: 8", "count: 1, group_size: 8",
        60, 31, "E339", "count and people_each go together"),
    evt("count: 1, people_each: 5, group_size: 8", "",
        60, 31, "E339", "guides need count and people_each, or group_size"),
    evt("count: 1", "count: 0", 60, 40, "E311", "guides count: must be a whole number from 1"),
    evt("count: 1", "counts: 1",
        60, 40, "E310", "guides: unknown key 'counts'; did you mean 'count'?"),
    evt(", guides: {count: 1, people_each: 5, group_size: 8}", "",
        56, 9, "E334", "session V3: seats is missing, it has no room and no bus"),
    evt("starts: 12:00, ends", "starts: 12, ends",
        25, 56, "E311", "starts: must be a local time such as 09:30"),
    evt("ends: 16:00", "ends: 12:00",
        25, 71, "E346", "bus buss-2: ends 12:00 is not after starts 12:00"),
    evt("title: Buss 3, seats: 16", "title: Buss 3, seats: 16, starts: 12:50",
        54, 30, "E346",
        "session V2 keeps bus buss-3 from 12:45 to 15:15, it can be had from 12:50"),
    evt("title: Buss 3, seats: 16", "title: Buss 3, seats: 16, starts: 08:00, ends: 15:00",
        54, 30, "E346", "it can be had from 08:00 until 15:00"),
    evt("cost: 8000", "cost: -1",
        24, 59, "E311", "must be a whole number from 0 to 1000000000"),
    evt("wheelchair: 1, cost", "wheelchair: true, cost",
        24, 44, "E311", "buses buss-1 wheelchair: must be a whole number"),
    evt("wheelchair: 1, cost", "wheelchair: 31, cost",
        24, 44, "E347", "bus buss-1: 31 places for wheelchairs > 30 seats"),
    evt("seats: 12, wheelchair: true", "seats: 12, wheelchair: 1",
        22, 42, "E311", "rooms foyer wheelchair: must be true or false"),
    # features
    evt("features: [projector], language", "features: [projector, piano], language",
        33, 48, "E336", "session R1-1: auto, but no room has projector and piano"),
    evt("room: foyer, reserve", "room: foyer, features: [stage], reserve",
        42, 58, "E337", "session R2-2: room foyer lacks stage"),
    evt("room: foyer, reserve: 2", "seats: 9, features: [stage]",
        42, 68, "E337", "features are those of a room, it has no room"),
    evt("features: [projector], language", "features: projector, language",
        33, 60, "E311", "sessions R1-1 features: must be a list"),
    # seats
    evt("smallest: 2", "smallest: 21", 35, 10, "E335", "session R1-2: minimum 21 > 20 seats"),
    evt("smallest: 2", "smallest: -2", 35, 10, "E311", "must be a whole number from 0"),
    evt("reserve: 2", "reserve: 13", 42, 71, "E338", "session R2-2: 13 in reserve > 12 seats"),
    evt("reserve: 2", "reserve: 2, smallest: 11",
        42, 83, "E335", "session R2-2: minimum 11 > 10 seats, 2 more in reserve"),
    evt("        start: 13:00\n        departure: {by: bus, bus: auto",
        "        start: 13:00\n        reserve: 47\n        departure: {by: bus, bus: auto",
        49, 9, "E338", "session V1: 47 in reserve > 46 seats"),
    evt("walking: true", "walking: true\n        smallest: 6",
        60, 9, "E335", "session V3: minimum 6 > 5 seats"),
    evt("may_be_cancelled: true", "may_be_cancelled: yes",
        35, 23, "E311", "may_be_cancelled: must be true or false"),
    evt("may_be_cancelled: true", "cancelled: true",
        35, 23, "E310", "did you mean 'may_be_cancelled'?"),
    evt("no_show: 5 %", "no_show: 5",
        8, 1, "E311",
        "expected_no_show: must be a share such as 5 % or 0.05, at least 0 and less than 1"),
    evt("no_show: 5 %", "no_show: 100 %", 8, 1, "E311", "must be a share such as 5 %"),
    evt("no_show: 5 %", "no_show: 1.0", 8, 1, "E311", "must be a share such as 5 %"),
    evt("no_show: 5 %", "no_show: -0.1", 8, 1, "E311", "must be a share such as 5 %"),
    evt("no_show: 5 %", "no_show: true", 8, 1, "E311", "must be a share such as 5 %"),
    evt("no_show: 5 %", "no_show: .nan", 8, 1, "E311", "must be a share such as 5 %"),
    evt("no_show: 5 %", "no_show: five", 8, 1, "E311", "must be a share such as 5 %"),
    evt("no_show: 5 %", "no_show: \"-5 %\"", 8, 1, "E311", "must be a share such as 5 %"),
    evt("no_show: 5 %", "no_show: 5.12345 %", 8, 1, "E311", "must be a share such as 5 %"),
    # times
    evt("leaves: [12:35, 12:45]", "leaves: [12:45, 12:35]",
        49, 72, "E345", "session V1: 12:35 is not after 12:45"),
    evt("leaves: [12:35, 12:45]", "leaves: [12:35, 12:35]",
        49, 72, "E345", "session V1: 12:35 is not after 12:35"),
    evt("leaves: [12:35, 12:45]", "leaves: [12:35, 14:35]",
        49, 72, "E345", "session V1: who leaves 14:35 is there 15:00, it ends 15:00"),
    evt("leaves: [12:35, 12:45]", "leaves: [12:35, 12.45]",
        49, 72, "E311", "departure leaves 2: must be a local time such as 09:30"),
    evt("leaves: [12:35, 12:45]", "leaves: []", 49, 56, "E311", "must have at least one entry"),
    evt("lunch_minutes: 30 ", "lunch_minutes: 41 ", 56, 9, "E342", "41 minutes of lunch"),
    evt("lunch_minutes: 30 ", "lunch_minutes: 1441 ",
        6, 1, "E311", "lunch_minutes: must be a whole number of minutes from 0 to 1440"),
    evt("margin_minutes: 15 ", "margin_minutes: a ",
        7, 1, "E311", "margin_minutes: must be a whole number of minutes from 0 to 1440"),
    evt("loading: 2 ", "loading: 0 ",
        10, 1, "E311", "loading: must be a whole number from 1 to 1000"),
    evt("budget: 15000", "budget: 1.5", 11, 1, "E311", "budget: must be a whole number from 0"),
    evt("keep_rooms: true ", "keep_rooms: 1 ",
        9, 1, "E311", "keep_rooms: must be true or false"),
    # groups, exclusions, prerequisites, classes
    evt("spread: 4 ", "spread: 0 ", 12, 1, "E311", "spread: must be a whole number from 1"),
    evt("{session: R1-1, group", "{session: r1-1, group",
        15, 6, "E350", "no session r1-1; did you mean 'R1-1'?"),
    evt("at_least: 1, at_most: 2", "at_least: 3, at_most: 2",
        15, 5, "E351", "limit in session R1-1: at least 3 > at most 2"),
    evt(", at_least: 1, at_most: 2", "", 15, 5, "E351", "neither at_least nor at_most is said"),
    evt("  - {session: R1-1, group: Etat 01, at_least: 1, at_most: 2}\n",
        "  - {session: R1-1, group: Etat 01, at_least: 1}\n"
        "  - {session: R1-1, group: Etat 01, at_most: 2}\n",
        16, 5, "E351", "the same session and group as in line 15"),
    evt("at_least: 1, at_most", "at_least: -1, at_most",
        15, 37, "E311", "group_limits 1 at_least: must be a whole number from 0 to 100000"),
    evt("group: Etat 01, at_least", "at_least",
        15, 5, "E311", "group_limits 1 group: is missing"),
    evt("at_most: 2", "atmost: 2", 15, 50, "E310", "did you mean 'at_most'?"),
    evt("[[R1-2, V2]]", "[[R1-2, V9]]", 16, 21, "E350", "no session V9"),
    evt("[[R1-2, V2]]", "[[R1-2]]", 16, 14, "E352", "an exclusion needs at least two sessions"),
    evt("[[R1-2, V2]]", "[[R1-2, V2], []]",
        16, 26, "E352", "an exclusion needs at least two sessions"),
    evt("[[R1-2, V2]]", "[[R1-2, V2, R1-2]]",
        16, 25, "E352", "session R1-2 twice in one exclusion"),
    evt("[[R1-2, V2]]", "[R1-2]",
        16, 14, "E311", "exclusions 1: must be lists of ids of sessions"),
    evt("after: R1-1}", "after: R3-1}", 18, 21, "E350", "no session R3-1"),
    evt("{session: R2-2, after", "{session: R2-9, after", 18, 6, "E350", "no session R2-9"),
    evt("after: R1-1}", "after: R2-1}",
        18, 21, "E353", "session R2-2: R2-1 is in no earlier round"),
    evt("after: R1-1}", "after: V1}",
        18, 21, "E353", "session R2-2: V1 is in no earlier round"),
    evt("after: R1-1}", "after: R1-1, not: V1}",
        18, 34, "E310", "unknown key 'not'; known: assumed, session, after"),
    evt("classes: [hosts] ", "classes: [hosts, hosts] ",
        13, 18, "E354", "a class that stands there before"),
    evt("classes: [hosts] ", "classes: hosts ", 13, 1, "E311", "classes: must be a list"),
    evt("language: nb", "language: NB",
        33, 83, "E311",
        "sessions R1-1 language: must be a word of small letters such as nb or en"),
    # people
    att("wheelchair,nb", "wheelchair?,nb",
        3, "needs", "E407", "must be empty or one of: cannot_walk_far, wheelchair"),
    att("nb;en", "nb;EN",
        2, "languages", "E409", "must be words of small letters such as nb;en, or empty"),
    att("A007,,R1-1,,,,,hosts", "A007,,R1-1,,,,,guests",
        8, "priority", "E410", "must be empty or one of: hosts"),
    # pairs: fault 63
    tog("A001,A005", "A001,A001", 2, "other", "E433", "the same person as in column one"),
    tog("A001,A005", "A001,A015", 2, "other", "E432", "not in attendees.csv"),
    tog("A001,A005", "X,A005", 2, "one", "E432", "not in attendees.csv"),
    tog("A001,A005", "A001,", 2, "other", "E432", "id is empty"),
    tog("A001,A005", "A001,a005", 2, "other", "E432", "row 6 there differs only by case"),
    tog("A005,V", "A005,W", 2, "round", "E434", "no such round"),
    tog("A005,V", "A005,v", 2, "round", "E434", "no such round; did you mean 'V'?"),
    tog("apart,", "near,", 3, "relation", "E431", "must be together or apart"),
    tog("apart,", ",", 3, "relation", "E431", "must be together or apart"),
    tog("one,other", "one,others", 1, "", "E203", "no column 'other'; did you mean 'others'?"),
    tog("A006,", "A006", 3, "", "E205", "row 3 has 3 cells, header has 4"),
]  # fmt: skip


def found_in(folder: Path, *changes: tuple[str, str, str]) -> list[tuple[str, int, str, str]]:
    """Return file, row, column and code of every finding of the changed example."""
    try:
        findings = read_instance(example(folder, *changes)).notices
    except InputRefused as trouble:
        findings = trouble.findings
    return [(f.file, f.row, f.column, f.code) for f in findings]


@pytest.mark.parametrize("case", REFUSED, ids=[f"{c.code}-{c.new[:30]}" for c in REFUSED])
def test_a_finding_names_file_row_column_and_code(case: Case, tmp_path) -> None:
    folder = example(tmp_path, (case.file, case.old, case.new))
    with pytest.raises(InputRefused) as caught:
        read_instance(folder)
    assert caught.value.exit_code == 3
    (found,) = [f for f in caught.value.findings if f.stops]
    place = (found.file, found.row, found.column, found.code)
    assert place == (case.file, case.row, case.column, case.code)
    assert case.told in found.message


def test_fault_63_ends_with_3_and_writes_nothing(tmp_path) -> None:
    folder = example(tmp_path, (TOGETHER, "A001,A005", "A001,A001"))
    for command in (["check"], ["solve", "--out", str(tmp_path / "r")]):
        done = CliRunner().invoke(main, [*command, str(folder)])
        assert done.exit_code == 3
        assert "E433  together.csv, row 2, column other" in done.stderr
    assert not (tmp_path / "r").exists()


def test_a_list_without_any_room_that_fits_is_refused_at_each(tmp_path) -> None:
    old, new = "room: [sal-2, foyer]", "room: [sal-2, foyer], features: [stage]"
    assert found_in(tmp_path, (EVENT, old, new)) == [
        (EVENT, 34, "col 59", "E337"),
        (EVENT, 34, "col 66", "E337"),
    ]


def test_one_room_of_a_list_that_does_not_fit_is_a_notice(tmp_path) -> None:
    old, new = "room: [sal-2, foyer]", "room: [sal-2, foyer], features: [projector]"
    assert found_in(tmp_path, (EVENT, old, new)) == [(EVENT, 34, "col 66", "N337")]
    assert read(tmp_path).event.session["R1-2"].rooms == ("foyer", "sal-2")


def test_auto_where_every_bus_is_stated(tmp_path) -> None:
    changes = [
        (EVENT, f"{line}\n", "")
        for line in EXAMPLE[EVENT].splitlines()
        if line.startswith(("  - {id: buss-1", "  - {id: buss-2"))
    ]
    assert found_in(tmp_path, *changes) == [(EVENT, 47, "col 30", "E336")]


def test_auto_where_there_are_no_rooms(tmp_path) -> None:
    text = EXAMPLE[EVENT]
    rooms = text[text.index("\nrooms:") : text.index("\nbuses:")]
    found = found_in(tmp_path, (EVENT, rooms, ""))
    assert (EVENT, 29, "col 48", "E336") in found


def test_more_stated_buses_than_can_load(tmp_path) -> None:
    stated = "bus: auto, most_buses: 2, leaves: [12:35, 12:45]"
    changes = [
        (EVENT, "loading: 2", "loading: 1"),
        (EVENT, stated, "bus: buss-1, leaves: 12:45"),
    ]
    assert found_in(tmp_path, *changes) == [
        (EVENT, 10, "col 1", "E348"),
        (EVENT, 25, "col 5", "N333"),
    ]
    changes[1] = (EVENT, stated, "bus: auto, leaves: 12:45")
    assert not found_in(tmp_path, *changes)  # the plan takes care


def test_a_stated_bus_cannot_hold_back_more_seats_than_it_has(tmp_path) -> None:
    changes = [
        (
            EVENT,
            "bus: auto, most_buses: 2, leaves: [12:35, 12:45]",
            "bus: buss-3, leaves: 12:45",
        ),
        (EVENT, "title: Harbour", "title: Harbour\n        reserve: 8"),
        (EVENT, "title: New streets", "title: New streets\n        reserve: 9"),
    ]
    assert (EVENT, 26, "col 33", "E338") in found_in(tmp_path, *changes)


def test_a_bus_that_a_choice_may_take_is_not_idle(tmp_path) -> None:
    change = (EVENT, "bus: auto, most_buses: 2", "bus: [buss-1]")
    assert found_in(tmp_path, change) == [(EVENT, 25, "col 5", "N333")]


def test_rooms_that_the_plan_chooses_are_not_taken_twice(tmp_path) -> None:
    """One list of three rooms serves two sessions at once; one room does not."""
    stated = (EVENT, "room: auto, features: [projector], language", "room: sal-1, language")
    for rooms, codes in [("[sal-1, sal-2]", []), ("sal-1", ["E341"])]:
        change = (EVENT, "room: [sal-2, foyer]", f"room: {rooms}")
        assert [code for *_, code in found_in(tmp_path, stated, change)] == codes


def test_a_group_or_class_that_nobody_is_of_is_a_notice(tmp_path) -> None:
    changes = [
        (EVENT, "group: Etat 01", "group: Etat 11"),
        (EVENT, "classes: [hosts]", "classes: [hosts, guests]"),
    ]
    assert found_in(tmp_path, *changes) == [
        (EVENT, 13, "col 18", "N605"),
        (EVENT, 15, "col 21", "N604"),
    ]


def test_a_class_without_any_in_the_event(tmp_path) -> None:
    found = found_in(tmp_path, (EVENT, "classes: [hosts]", "classes: []"))
    assert found == [(ATTENDEES, row, "priority", "E410") for row in (4, 8)]


def test_a_change_of_the_clock_reaches_buses_and_lists(tmp_path) -> None:
    changes = [
        (EVENT, "date: 2024-09-27", "date: 2024-03-31"),
        (EVENT, "starts: 12:00", "starts: 02:30"),
        (EVENT, "leaves: [12:35, 12:45]", "leaves: [12:35, 02:45]"),
    ]
    found = [f for f in found_in(tmp_path, *changes) if f[3] == "E320"]
    assert found == [(EVENT, 25, "col 56", "E320"), (EVENT, 49, "col 72", "E320")]


def test_a_refused_event_hides_no_finding_about_pairs(tmp_path) -> None:
    changes = [(EVENT, "loading: 2", "loading: 0"), (TOGETHER, "A004,A006,", "A004,A004,X")]
    assert found_in(tmp_path, *changes) == [
        (EVENT, 10, "col 1", "E311"),
        (TOGETHER, 3, "other", "E433"),
        (TOGETHER, 3, "round", "E434"),
    ]


def test_a_refused_time_hides_no_unknown_session(tmp_path) -> None:
    changes = [
        (EVENT, "starts: 12:00", "starts: 25:00"),
        (ATTENDEES, "A001,Etat 01,", "A001,Etat 01,V8"),
        ("preferences.csv", "A008,V2,1", "A008,V9,1"),
    ]
    found = [(file, code) for file, _, _, code in found_in(tmp_path, *changes)]
    assert found == [(EVENT, "E311"), (ATTENDEES, "E405"), ("preferences.csv", "E511")]


def test_pairs_with_a_refused_row_of_attendees_are_not_reported_again(tmp_path) -> None:
    change = (ATTENDEES, "A005,Etat 01,", '"A005,Etat 01,')
    assert [file for file, *_ in found_in(tmp_path, change)] == [ATTENDEES]


# -- fingerprints ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("tiny", "d13e8d8e0fdd9a725cc2c7da0a26b2231491b7bf6d6aae18e35053b630933069"),
        ("oslo-2024", "30efa3300a450cb678b7dfdcf652e6e84cd006927f2cc5b97017b734a92dc932"),
    ],
)
def test_older_questions_keep_their_fingerprint(name: str, known: str) -> None:
    """Recorded before any event could leave something open."""
    assert fingerprint(allocator.read(ROOT / "instances" / name)) == known


def event_with(**new: object) -> Callable[[Problem], Problem]:
    return lambda problem: replace(problem, event=replace(problem.event, **new))


def first_with(part: str, **new: object) -> Callable[[Problem], Problem]:
    """Change the first room, bus, session or attendee."""

    def change(problem: Problem) -> Problem:
        if part == "attendees":
            one, *rest = problem.attendees
            return replace(problem, attendees=(replace(one, **new), *rest))
        one, *rest = getattr(problem.event, part)
        return event_with(**{part: (replace(one, **new), *rest)})(problem)

    return change


def visit_with(**new: object) -> Callable[[Problem], Problem]:
    """Change the departure of the first visit."""

    def change(problem: Problem) -> Problem:
        sessions = [
            replace(s, departure=replace(s.departure, **new))
            if s.departure and s.id == "V1"
            else s
            for s in problem.event.sessions
        ]
        return event_with(sessions=tuple(sessions))(problem)

    return change


CHANGES = {
    "lunch": event_with(lunch=timedelta(minutes=1)),
    "margin": event_with(margin=timedelta(minutes=1)),
    "loading": event_with(loading=1),
    "budget": event_with(budget=0),
    "no_show": event_with(no_show=Fraction(1, 3)),
    "keep_rooms": event_with(keep_rooms=False),
    "group_limits": event_with(group_limits=(GroupLimit("R1-1", "Etat 01", None, 2),)),
    "spread": event_with(spread=3),
    "exclusions": event_with(exclusions=()),
    "prerequisites": event_with(prerequisites=()),
    "classes": event_with(classes=("hosts", "guests")),
    "room wheelchair": first_with("rooms", wheelchair=False),
    "room features": first_with("rooms", features=frozenset({"piano"})),
    "bus wheelchair": first_with("buses", wheelchair=2),
    "bus cost": first_with("buses", cost=1),
    "bus starts": first_with("buses", starts=at(8, 0)),
    "bus ends": first_with("buses", ends=at(20, 0)),
    "rooms": first_with("sessions", rooms=("sal-1",)),
    "features": first_with("sessions", features=frozenset()),
    "language": first_with("sessions", language=None),
    "smallest": first_with("sessions", smallest=1),
    "cancellable": first_with("sessions", cancellable=True),
    "reserve": first_with("sessions", reserve=1),
    "fleet": visit_with(fleet=("buss-1",)),
    "most_buses": visit_with(most_buses=1),
    "times": visit_with(times=(at(12, 35), at(12, 40))),
    "guides": visit_with(guides=Guides(2, 5)),
    "way back": visit_with(returns=at(14, 55)),
    "languages": first_with("attendees", languages=frozenset({"nb"})),
    "priority": first_with("attendees", priority="hosts"),
    "together": lambda problem: replace(problem, together=()),
    "apart": lambda problem: replace(problem, apart=(Pair("A004", "A006", "R1"),)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_part_of_the_question_enters_the_fingerprint(change, tmp_path) -> None:
    problem = read(example(tmp_path))
    assert fingerprint(change(problem)) != fingerprint(problem)


def test_the_plan_and_the_order_of_rows_do_not_enter_the_fingerprint(tmp_path) -> None:
    problem = read(example(tmp_path))
    plan = Plan(frozenset({Decision("room", "R1-1", "sal-1")}))
    assert fingerprint(replace(problem, plan=plan)) == fingerprint(problem)
    rows = "relation,other,one,round\napart,A004,A006,\ntogether,A001,A005,V\n"
    changes = [
        (TOGETHER, EXAMPLE[TOGETHER], rows),
        (EVENT, "bus: auto, most", "bus: [buss-2, buss-1], most"),
        (EVENT, "room: [sal-2, foyer]", "room: [foyer, sal-2]"),
        (EVENT, "[[R1-2, V2]]", "[[V2, R1-2]]"),
    ]
    assert derived_seed(read(example(tmp_path, *changes))) == derived_seed(problem)


@pytest.mark.parametrize("name", ["Together.csv", "together.csv.txt", "TOGETHER.CSV"])
def test_a_file_with_nearly_the_right_name_is_told_of(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "event"
    copytree(ROOT / "instances" / "tiny", folder)
    (folder / name).write_text("relation,one,other,round\n", encoding="utf-8")
    notices = read_instance(folder).notices
    told = f"is not there; {name} is not read: name it together.csv if it is meant"
    assert [(f.file, f.code, f.message) for f in notices] == [("together.csv", "N106", told)]
