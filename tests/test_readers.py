"""Readers: what a good folder becomes, and what holds for every folder."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.errors import AllocatorError, InputRefused
from allocator.offer import Bus, Room
from allocator.problem import CANNOT_WALK_FAR, Assumption, Attendee, Refusals, SameTheme, Wishes
from allocator.readers import event_schema, read, read_instance
from instances_support import ATTENDEES, EVENT, PREFERENCES, TOGETHER, write_instance

OSLO = ZoneInfo("Europe/Oslo")


def at(hour: int, minute: int) -> datetime:
    return datetime(2024, 9, 27, hour, minute, tzinfo=OSLO)


def test_a_good_folder_is_read(tmp_path) -> None:
    instance = read_instance(write_instance(tmp_path))
    problem, event = instance.problem, instance.problem.event
    assert instance.name == tmp_path.name
    assert problem.attendees == (
        Attendee(
            "A01",
            "Town",
            arrives=at(8, 30),
            leaves=at(17, 0),
            needs=frozenset({CANNOT_WALK_FAR}),
        ),
        Attendee("A02", "Village"),
        Attendee("A03"),
        Attendee("S01", "Town", fixed=("R1-1",)),
    )
    assert problem.wishes == {
        "A01": Wishes({"R1-3": 1}, frozenset({"R2-1"})),
        "A02": Wishes({"R1-1": 1, "R1-2": 2, "R2-3": 1}),
        "S01": Wishes({"V2": 1}),
    }
    assert problem.arrival == ("A02", "A01", "S01", "A03")
    assert [f.code for f in instance.notices] == ["N505"]
    assert (event.title, event.timezone) == ("A small day", "Europe/Oslo")
    assert event.transfer == timedelta(minutes=10)
    assert event.same_theme is SameTheme.FORBID
    assert event.refusals is Refusals.AVOID
    assert not event.staying_away
    assert (event.seed, event.wish_costs) == (2024, ())
    assert event.rooms == (Room("sal-1", "Room 1", 20), Room("sal-2", "Room 2", 30))
    assert event.buses == (Bus("bus-1", "Bus 1", 40),)
    assert [(r.id, r.weight) for r in event.rounds] == [("R1", 1), ("R2", 1), ("V", 2)]
    assert event.assumptions == (
        Assumption("rooms sal-1 seats", "20"),
        Assumption("rooms sal-1 title", "Room 1"),
        Assumption("buses bus-1 seats", "40"),
        Assumption("sessions V1 start", "13:10"),
        Assumption("event", "Visits take place in rain too"),
    )


def test_sessions_are_sorted_and_have_the_times_of_their_round(tmp_path) -> None:
    event = read(write_instance(tmp_path)).event
    ids = ["R1-1", "R1-2", "R1-3", "R2-1", "R2-2", "R2-3", "V1", "V2"]
    assert [s.id for s in event.sessions] == ids
    talk = event.session["R1-1"]
    assert (talk.start, talk.end) == (at(9, 0), at(10, 20))
    assert (talk.theme, talk.room, talk.seats) == ("1", "sal-1", None)
    assert talk.speakers == ("Kari Testperson", "Ola Prøve")


def test_a_visit_ends_with_its_way_back(tmp_path) -> None:
    event = read(write_instance(tmp_path)).event
    walk, ride = event.session["V1"], event.session["V2"]
    assert walk.walking
    assert walk.departure is not None
    assert (walk.departure.bus, walk.departure.back) == (None, at(15, 25))
    assert ride.departure is not None
    assert ride.departure.bus == "bus-1"
    assert ride.departure.back == at(15, 20)  # as long as the way there
    assert (ride.end, ride.busy_from) == (at(15, 0), at(12, 30))


def test_the_hashes_are_those_of_the_files(tmp_path) -> None:
    instance = read_instance(write_instance(tmp_path, together=TOGETHER))
    assert instance.inputs == {
        name: hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
        for name in ("event.yaml", "attendees.csv", "preferences.csv", "together.csv")
    }


def test_the_order_of_rows_decides_nothing_but_arrival(tmp_path) -> None:
    def shuffled(text: str) -> str:
        head, *rows = text.splitlines()
        random.Random(7).shuffle(rows)
        return "\n".join([head, *rows])

    one = read(write_instance(tmp_path, **TABLES))
    two = read(write_instance(tmp_path, **{name: shuffled(t) for name, t in TABLES.items()}))
    assert replace(one, arrival=()) == replace(two, arrival=())
    assert list(one.wishes) == list(two.wishes)


def test_the_published_schema_is_that_of_the_models() -> None:
    text = (files("allocator") / "event.schema.json").read_text(encoding="utf-8")
    assert json.loads(text) == event_schema()


def test_all_findings_of_all_files_come_at_once(tmp_path) -> None:
    write_instance(
        tmp_path,
        event=EVENT.replace("room: sal-1\n", "room: sal-9\n").replace("V2", "V1"),
        attendees=ATTENDEES.replace("cannot_walk_far", "nei").replace("A03", "A 3"),
        preferences=PREFERENCES.replace("R1-2,2", "R1-2,9") + "\nA01,R1-1",
    )
    with pytest.raises(InputRefused) as caught:
        read_instance(tmp_path)
    found = caught.value.findings
    stops = [f.place for f in found if f.stops]
    assert stops == [
        "event.yaml, row 22, column col 9",
        "event.yaml, row 47, column col 9",
        "attendees.csv, row 3, column attendee_id",
        "attendees.csv, row 4, column needs",
        "preferences.csv, row 3, column rank",
        "preferences.csv, row 8, column session_id",
        "preferences.csv, row 10",
    ]
    assert list(found) == sorted(found, key=lambda f: (stops_order(f.file), f.row))


def stops_order(file: str) -> int:
    return ["event.yaml", "attendees.csv", "preferences.csv"].index(file)


def test_a_broken_event_hides_no_finding_about_people(tmp_path) -> None:
    people = ATTENDEES.replace("cannot_walk_far", "nei")
    write_instance(tmp_path, event="title: [", attendees=people, preferences=b"")
    with pytest.raises(InputRefused) as caught:
        read_instance(tmp_path)
    assert [f.file for f in caught.value.findings] == [
        "event.yaml",
        "attendees.csv",
        "preferences.csv",
    ]


@pytest.mark.parametrize(
    ("old", "new"), [("A02,Village", '"A02,Village'), ("A02,", "a01,"), ("A02,V", "A02")]
)
def test_a_bad_row_is_not_reported_again_for_each_wish(old, new, tmp_path) -> None:
    people = ATTENDEES.replace(old, new)
    write_instance(tmp_path, attendees=people, preferences=PREFERENCES.replace(old, new))
    with pytest.raises(InputRefused) as caught:
        read_instance(tmp_path)
    assert not [f for f in caught.value.findings if f.code == "E510"]


# -- properties ----------------------------------------------------------------------

CANARY = "Canary7q"
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(["'", '"', "A01", "R1-1", "1", "refused", "-", "12:30", "a\u200b01"]),
)


def csv_text(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def with_more_columns(text: str) -> str:
    """Return attendees with the optional columns that the good event does without."""
    head, *rows = text.splitlines()
    return "\n".join([f"{head},languages,priority", *(f"{row},nb;en," for row in rows)])


TABLES = {
    "attendees": with_more_columns(ATTENDEES),
    "preferences": PREFERENCES,
    "together": TOGETHER,
}


def read_or_refuse(**changes: str | bytes) -> AllocatorError | None:
    """Read an instance; only an error meant for people may come."""
    with tempfile.TemporaryDirectory() as folder:
        write_instance(Path(folder), **changes)
        try:
            read_instance(folder)
        except AllocatorError as trouble:
            str(trouble)
            return trouble
    return None


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(TABLES)), st.data())
def test_any_text_in_a_cell_is_read_or_refused(name: str, data: st.DataObject) -> None:
    rows = rows_of(TABLES[name])
    row = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.integers(0, len(rows[0]) - 1))
    rows[row][column] = data.draw(TEXTS)
    read_or_refuse(**{**TABLES, name: csv_text(rows)})


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.integers(0, len(EVENT)), st.integers(0, 12))
def test_any_text_in_the_event_is_read_or_refused(text: str, at: int, cut: int) -> None:
    read_or_refuse(event=EVENT[:at] + text + EVENT[at + cut :])


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["event", *sorted(TABLES)]), st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(name: str, data: bytes) -> None:
    read_or_refuse(**{name: data})


@pytest.mark.parametrize("name", sorted(TABLES))
def test_findings_never_repeat_a_cell(name: str) -> None:
    text = TABLES[name]
    for row in range(1, len(rows_of(text))):
        for column in range(len(rows_of(text)[0])):
            for value in (CANARY, f"{CANARY} ", f"{CANARY}\u200b", f"{CANARY}\n;{CANARY}"):
                rows = rows_of(text)
                rows[row][column] = value
                trouble = read_or_refuse(**{**TABLES, name: csv_text(rows)})
                for finding in getattr(trouble, "findings", ()):
                    assert CANARY not in str(finding)


def test_a_table_without_header_does_not_show_its_people() -> None:
    people = f"{CANARY},{CANARY},{CANARY}x\n"
    trouble = read_or_refuse(attendees=people, preferences=people)
    assert isinstance(trouble, InputRefused)
    assert CANARY not in "".join(map(str, trouble.findings))


def test_findings_never_repeat_a_speaker() -> None:
    for old, new in [
        ("Ola Prøve", f"[{CANARY}]"),
        ("Ola Prøve", f"{{{CANARY}: x}}"),
        ("Ola Prøve", f"{{name: {CANARY}, nam: {CANARY}}}"),
        ("attendee: S01", f"attendee: {CANARY}"),
        ("attendee: S01", f"attendee: '{CANARY} x'"),
        ("name: Kari Testperson", f"name: {CANARY}, name: {CANARY}"),
        ("Ola Prøve", f"{{{CANARY}: 1, {CANARY}: 2}}"),
        ("Ola Prøve", f"&{CANARY} Ola"),
        ("Ola Prøve", f"*{CANARY}"),
    ]:
        trouble = read_or_refuse(event=EVENT.replace(old, new))
        assert isinstance(trouble, InputRefused), new
        assert CANARY not in "".join(map(str, trouble.findings)), new
