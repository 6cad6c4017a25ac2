"""Lists as data: who stands where, in which order, and that it is the allocation."""

from __future__ import annotations

import csv
import hashlib
import hmac
import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from allocator.allocation import Allocation
from allocator.errors import InputRefused
from allocator.language import Speaker
from allocator.lists.all_lists import all_lists, door_lists, manifests
from allocator.lists.collation import Name, collation_key
from allocator.lists.everybody import everybody
from allocator.lists.held import Held, read_held
from allocator.lists.listing import Holds
from allocator.lists.material import Material
from allocator.lists.named import check_names
from allocator.lists.overview import overview
from allocator.offer import Bus, Session
from allocator.pipeline import solve_instance
from allocator.plan import BUS, RUN, Decision, Plan
from allocator.problem import Pair, SameTheme
from allocator.readers.people_file import Person
from lists_support import NASTY, at, departure, event, held, needy

OSLO = Path(__file__).parents[1] / "instances" / "oslo-2024"
PEOPLE, SEATS = 0.27, 0.31
"""Shares of the made-up people and of all seats; all speakers come."""

# Norwegian order, as outputs.md states it: each text stands before the next one
ORDER = (
    "1. rekke",
    "Aho",
    "Berg",
    "berg, Anna",
    "Berg-Hansen",
    "Bergan",
    "Čáhppesčohkka",
    "Dahl",
    "d’Angelo",
    "Đoković",
    "Ek",
    "Łukasiewicz",
    "Mayer",
    "Müller",
    "Nguyễn",
    "Ŋorvi",
    "O'Brien",
    "Obrist",
    "Straßer",
    "Strasz",
    "Ŧorri",
    "Zahl",
    "Ängström",
    "Ærlig",
    "Øyen",
    "Özil",
    "Øzturk",
    "Aa",
    "Åge",
    "Ångström",
    "Aasland",
    "A\u030asne",
    "Иванова",
)


def material(result, lang="nb"):
    return Material(result, Speaker(lang))


def by_key(listings):
    return {listing.key: listing for listing in listings}


def smaller(folder):
    """Write Oslo 2024 with about a third of its people and seats."""
    fewer = [f"A{n:03}" for n in range(1, 221) if n * PEOPLE % 1 < PEOPLE]
    for name in ("attendees.csv", "preferences.csv"):
        head, *rows = (OSLO / name).read_text(encoding="utf-8").splitlines()
        kept = [row for row in rows if row.startswith("S") or row.split(",")[0] in fewer]
        (folder / name).write_text("\n".join((head, *kept, "")), encoding="utf-8")
    text = (OSLO / "event.yaml").read_text(encoding="utf-8")
    seats = re.sub(r"(?<=seats: )\d+", lambda n: str(math.ceil(int(n[0]) * SEATS)), text)
    (folder / "event.yaml").write_text(seats, encoding="utf-8")


@dataclass(frozen=True)
class Solved:
    """A result on disk, and as lists read it."""

    inputs: Path
    result: Path
    held: Held

    def table(self, name):
        return records(self.result / name)


@pytest.fixture(scope="module")
def oslo(tmp_path_factory):
    inputs, result = tmp_path_factory.mktemp("oslo"), tmp_path_factory.mktemp("out") / "result"
    smaller(inputs)
    solve_instance(inputs, result, compare_limit=0)
    return Solved(inputs, result, read_held(result))


# --- order of names ----------------------------------------------------------------------


def test_names_stand_in_norwegian_order():
    keys = [collation_key(name) for name in ORDER]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Åse", "A\u030ase"),
        ("ÅSE", "aase"),
        ("Ægir", "Ägir"),
        ("Øst", "Öst"),
        ("Berg-Hansen", "Berg Hansen"),
        ("D'Angelo", "dAngelo"),
        ("José", "Jose"),
        ("Ǿre", "Øre"),
        ("Ǻs", "Ås"),
        ("  Lie ", "Lie"),
    ],
)
def test_what_does_not_count_in_the_order(one, other):
    assert collation_key(one) == collation_key(other)


@pytest.mark.parametrize(
    ("text", "family", "given"),
    [
        ("Åse Brekkmo", "Brekkmo", "Åse"),
        ("Brekkmo, Åse", "Brekkmo", "Åse"),
        ("Ole Martin Pedersen Gjestad", "Gjestad", "Ole Martin Pedersen"),
        ("Pedersen Gjestad,Ole  Martin", "Pedersen Gjestad", "Ole Martin"),
        ("Anna van der Berg", "van der Berg", "Anna"),
        ("Per von Lippe", "von Lippe", "Per"),
        ("De la Cruz", "la Cruz", "De"),
        ("Madonna", "Madonna", ""),
        ("Berg,", "Berg", ""),
        (",", "", ""),
        ("", "", ""),
    ],
)
def test_names_are_taken_apart(text, family, given):
    assert Name.of(text) == Name(family, given)


def test_lists_are_sorted_by_name_and_tell_people_of_one_name_apart():
    names = {"A1": "Åse Lie", "A2": "Kari Aas", "A3": "Kari Ås", "A4": "Kari ÅS", "A5": ""}
    result = held(dict.fromkeys(names, ("W1", "V1")), names=names)
    rows = everybody(material(result)).sections[0].rows
    assert [row.key for row in rows] == ["A1", "A2", "A4", "A3", "A5"]
    assert [row.cells[1:3] for row in rows] == [
        ("Lie", "Åse"),
        ("Aas", "Kari (A2)"),
        ("ÅS", "Kari (A4)"),
        ("Ås", "Kari (A3)"),
        ("A5", ""),
    ]


def test_without_names_ids_stand_in_their_order():
    result = held({"B": ("W1", "V1"), "A": ("W2", "V2")})
    listing = everybody(material(result))
    assert [row.cells[:2] for row in listing.sections[0].rows] == [(1, "A"), (2, "B")]
    assert listing.columns[1].title == "Deltaker"


def test_the_organisation_of_the_people_file_comes_before_the_group():
    result = held({"A1": ("W1", "V1"), "A2": ("W1", "V1")}, names={"A1": "Kari Ås"})
    named = replace(result, persons={"A1": Person("A1", "Kari Ås", organisation="Norce")})
    rows = everybody(material(named)).sections[0].rows
    assert {row.key: row.cells[3] for row in rows} == {"A1": "Norce", "A2": "Lillevik kommune"}


# --- lists are the allocation ------------------------------------------------------------


def test_everybody_stands_on_exactly_the_lists_of_their_day(oslo):
    assigned = {(r["attendee_id"], r["session_id"]) for r in oslo.table("assignments.csv")}
    whole = material(oslo.held)
    lists = by_key((*door_lists(whole), *manifests(whole)))
    on_lists = Counter()
    for trip in whole.trips:
        assert sorted(lists[trip.key].people) == sorted(trip.people)
        on_lists.update((p, v) for v, people in trip.riders.items() for p in people)
    for session in whole.indoors:
        on_lists.update((p, session.id) for p in lists[session.id].people)
    assert on_lists == Counter(assigned)
    assert Counter(everybody(whole).people) == Counter({p for p, _ in assigned})


def test_the_overview_says_what_the_tables_of_the_result_say(oslo):
    whole = material(oslo.held)
    sessions, trips = overview(whole)
    figures = {row.cells[1]: row.cells[4:7] for s in sessions.sections for row in s.rows}
    assert figures == {
        r["session_id"]: (
            int(r["seats"]),
            int(r["filled"]),
            int(r["seats"]) - int(r["filled"]),
        )
        for r in oslo.table("sessions.csv")
    }
    for section in sessions.sections:
        columns = zip(*(row.cells[4:] for row in section.rows), strict=True)
        assert section.total[4:] == tuple(map(sum, columns))
    riders = [row.cells[4] for row in trips.sections[0].rows]
    assert sum(riders) == len(oslo.held.allocation.days)
    keys = {listing.key for listing in all_lists(whole)}
    assert {row.key for s in (*sessions.sections, *trips.sections) for row in s.rows} <= keys


def test_the_alphabetical_list_says_each_persons_day(oslo):
    days = {r["attendee_id"]: r for r in oslo.table("days.csv")}
    for row in everybody(material(oslo.held)).sections[0].rows:
        said = [cell.split(" ")[0] for cell in row.cells[3:6]]
        assert said == [days[row.key][r] for r in ("R1", "R2", "R3")]


# --- what a host must act on -------------------------------------------------------------


def notes(listing):
    at_note = [c.title for c in listing.columns].index("Merknad")
    return {row.key: row.cells[at_note] for row in listing.sections[0].rows}


def test_hosts_learn_what_they_must_act_on_and_nothing_else():
    days = {f"A00{n}": ("W1", "V1") for n in (1, 2, 3, 4)}
    days |= {"A003": ("W2", "V2")}
    lists = all_lists(material(held(days, people=needy())))
    door, other, bus, walk = (notes(listing) for listing in lists[1:])
    assert door == {"A001": "Innleder eller vert", "A002": "Rullestol", "A004": ""}
    assert other == {"A003": ""}
    assert bus == {"A001": "", "A002": "Rullestol", "A004": ""}
    assert walk == {"A003": "Kan ikke gå langt"}


def test_a_manifest_says_when_and_where_and_has_three_boxes_to_tick():
    days = {"A001": ("W1", "V1"), "A002": ("W1", "V1")}
    (bus, walk) = manifests(material(held(days, people=needy())))
    assert bus.title == "Buss 1 – V1 Furuset"
    assert [(f.label, f.value) for f in bus.facts] == [
        ("Oppmøte og avgang", "Fredag 27. september 2024 kl. 12.35, Hotell 33 Økern"),
        ("Framme", "kl. 13.00, Trygve Lies plass 1"),
        ("Hjemreise", "kl. 15.00 fra Romsås senter 1, tilbake kl. 15.25"),
        ("Plasser", "2 av 49 fylt, 47 ledige"),
        ("Rullestolplasser", "1 av 2 i bruk"),
        ("Ansvarlig", "Telefon"),
    ]
    ticks = [c.title for c in bus.columns if c.holds is Holds.TICK]
    assert ticks == ["Ut", "Framme", "Hjem"]
    assert bus.sections[0].total[1] == "Talt (av 2)"
    assert walk.title == "Til fots – V2 Kuben"
    assert walk.sections[0].note == "Ingen har plass her."
    assert "Rullestolplasser" not in [f.label for f in walk.facts]


def test_seats_kept_for_people_at_the_door_are_told():
    facts = {
        f.label: f.value for f in door_lists(material(held({"A1": ("W2", "V1")})))[1].facts
    }
    assert facts["Plasser"] == (
        "1 av 39 fylt, 38 ledige; 1 til er holdt av til dem som kommer uten påmelding"
    )


# --- trips -------------------------------------------------------------------------------


def test_a_bus_with_several_visits_has_one_list_that_says_who_gets_off_where():
    day = event()
    third = Session("V3", "V", "Romsås", at(13), at(15), departure=departure("b1"))
    days = {"A1": ("W1", "V3"), "A2": ("W1", "V1"), "A3": ("W1", "V1")}
    result = held(
        days, day=replace(day, sessions=(*day.sessions, third)), wishes={"A2": {"V3": 1}}
    )
    bus, _ = manifests(material(result))
    assert bus.title == "Buss 1 – V1, V3"
    assert notes(bus) == {"A1": "V3", "A2": "V1", "A3": "V1"}
    assert [f.label for f in bus.facts].count("Framme") == 2
    assert [s.heading for s in bus.sections[1:]] == ["Venteliste for V3 Romsås"]


def open_fleet():
    """Return a day whose visit V1 has two buses of three, and where W2 is cancelled."""
    day = event()
    leave = replace(departure(None), fleet=("b1", "b2", "b3"))
    sessions = [
        replace(s, departure=leave)
        if s.id == "V1"
        else replace(s, cancellable=s.id == "W2", smallest=1 if s.id == "W2" else 0)
        for s in day.sessions
    ]
    buses = tuple(Bus(f"b{n}", f"Buss {n}", 2, wheelchair=1) for n in (1, 2, 3))
    made = {Decision(BUS, "V1", b, "12:35") for b in ("b1", "b3")}
    return replace(day, sessions=tuple(sessions), buses=buses), Plan(frozenset(made))


def with_plan(result, plan):
    problem = replace(result.problem, plan=plan)
    from allocator.boarding import boarding

    return replace(
        result,
        problem=problem,
        event=problem.timetable,
        aboard=boarding(problem, Allocation(result.allocation.days, plan)),
    )


def test_a_visit_with_two_buses_has_two_lists_and_a_cancelled_session_none():
    day, plan = open_fleet()
    days = {f"A00{n}": ("W1", "V1") for n in (1, 2, 3)}
    result = with_plan(held(days, day=day, people=needy()), plan)
    lists = all_lists(material(result))
    titles = [listing.title for listing in lists[1:]]
    assert titles == [
        "W1 Boliger",
        "Buss 1 – V1 Furuset",
        "Buss 3 – V1 Furuset",
        "Til fots – V2 Kuben",
    ]
    first, second = lists[2].people, lists[3].people
    assert sorted((*first, *second)) == sorted(days)
    assert {len(first), len(second)} == {1, 2}
    others = {f.label: f.value for f in lists[2].facts}["Andre busser"]
    assert others == "Buss 3"
    where = {
        row.cells[1]: row.cells[3]
        for s in overview(material(result))[0].sections
        for row in s.rows
    }
    assert where["W2"] == "avlyst"
    assert where["V1"] == "Buss 1, Buss 3"


def test_a_visit_to_which_no_bus_was_given_has_no_list():
    day, _ = open_fleet()
    plan = Plan(frozenset({Decision(RUN, "W2")}))
    result = with_plan(held({"A1": ("W1", "V2")}, day=day), plan)
    assert [listing.title for listing in manifests(material(result))] == ["Til fots – V2 Kuben"]
    (sessions, _) = overview(material(result))
    assert [row.key for row in sessions.sections[1].rows if row.cells[1] == "V1"] == [""]


def test_a_day_of_several_is_told_on_each_list():
    day = event()
    later = replace(
        day.sessions[2],
        start=at(13, day=1),
        end=at(15, day=1),
        departure=departure("b1", day=1),
    )
    days = replace(day, sessions=(*day.sessions[:2], later, day.sessions[3]))
    result = held({"A1": ("W1", "V1")}, day=days)
    door, bus = (
        {f.label: f.value for f in listing.facts}
        for listing in all_lists(material(result))[1::2]
    )
    assert door["Tid"] == "Fredag 27. september 2024 kl. 09.00–10.00"
    _walk, bus = (
        {f.label: f.value for f in listing.facts} for listing in manifests(material(result))
    )
    assert bus["Oppmøte og avgang"].startswith("Lørdag 28. september 2024 kl. 12.35")
    sessions, trips = overview(material(result))
    assert sessions.sections[0].rows[0].cells[0] == "27.09.2024 kl. 09.00–10.00"
    assert [row.cells[0] for row in trips.sections[0].rows] == [
        "27.09.2024 kl. 13.00",
        "28.09.2024 kl. 12.35",
    ]
    assert sessions.facts[0].value == "fredag 27. september 2024, lørdag 28. september 2024"


# --- waiting lists -----------------------------------------------------------------------


def records(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def waiting_by_hand(oslo):
    """Return every waiting list of a result, counted from its files alone."""
    table, inputs = oslo.table, oslo.inputs
    round_of = {r["session_id"]: r["round_id"] for r in table("sessions.csv")}
    regret = {r["attendee_id"]: int(r["regret"]) for r in table("days.csv")}
    wished = {
        (r["attendee_id"], r["session_id"]): int(r["rank"])
        for r in records(inputs / "preferences.csv")
        if r["rank"].isdigit()
    }
    settled = {
        (r["attendee_id"], round_of[s])
        for r in records(inputs / "attendees.csv")
        for s in filter(None, r["fixed"].split(";"))
    }
    has = {
        (r["attendee_id"], r["round_id"]): wished.get((r["attendee_id"], r["session_id"]), 99)
        for r in table("assignments.csv")
    }
    found = {s: [] for s in round_of}
    for (person, session), rank in wished.items():
        place = (person, round_of[session])
        if place not in settled and rank < has[place]:
            found[session].append((-regret[person], rank, person))
    return found


def drawn(seed, session, person):
    message = f"waiting\n{session}\n{person}".encode()
    return hmac.new(str(seed).encode(), message, hashlib.sha256).digest()


def test_waiting_lists_stand_in_the_order_that_they_state(oslo):
    expected = {
        session: [
            (person, -regret, rank)
            for regret, rank, person in sorted(
                some, key=lambda w: (w[0], w[1], drawn(oslo.held.seed, session, w[2]))
            )
        ]
        for session, some in waiting_by_hand(oslo).items()
    }
    assert sum(map(len, expected.values())) > 50
    found = material(oslo.held).waits
    assert {s: [(w.attendee_id, w.regret, w.rank) for w in q] for s, q in found.items()} == (
        expected
    )
    for queue in found.values():
        assert [w.position for w in queue] == list(range(1, len(queue) + 1))


def test_whether_somebody_could_come_is_told_by_theme_and_needs(oslo):
    """In this event themes may not come twice, and some cannot walk far."""
    result = oslo.held
    sessions, attendee = result.event.session, result.problem.attendee
    seen = set()
    for queue in material(result).waits.values():
        for wait in queue:
            target = sessions[wait.session_id]
            rest = [sessions[s] for s in result.allocation.days[wait.attendee_id]]
            themes = {s.theme for s in rest if s.round_id != target.round_id and s.theme}
            lame = target.walking and bool(attendee[wait.attendee_id].needs)
            assert wait.fits == (target.theme not in themes and not lame)
            seen.add(wait.fits)
    assert seen == {True, False}


def test_who_waits_and_who_does_not():
    days = {
        "A001": ("W2", "V1"),  # host of W1: waits for nothing in that round
        "A002": ("W2", "V1"),
        "A003": ("V1",),  # has nothing in the first round
        "A004": ("W2", "V1"),  # ranked both alike
        "A005": ("W2", "V1"),  # got something not on the list
        "A006": ("W2", "V1"),
    }
    wishes = {
        "A001": {"W1": 1, "W2": 2},
        "A002": {"W1": 1, "W2": 2},
        "A003": {"W1": 3},
        "A004": {"W1": 1, "W2": 1},
        "A005": {"W1": 2},
        "A006": {"W2": 1, "W1": 2},
    }
    regrets = {"A002": 1, "A003": 1, "A005": 2}
    result = held(days, wishes=wishes, regrets=regrets, people=needy())
    waits = material(result).waits
    assert [(w.attendee_id, w.instead) for w in waits["W1"]] == [
        ("A005", "W2"),
        ("A002", "W2"),
        ("A003", ""),
    ]
    assert not waits["W2"]


def test_nobody_is_said_to_fit_who_is_to_stay_with_others_or_breaks_a_rule():
    day = event(same_theme=SameTheme.FORBID)
    themed = {"W1": "1", "W2": "2", "V1": "1", "V2": "2"}
    day = replace(day, sessions=tuple(replace(s, theme=themed[s.id]) for s in day.sessions))
    days = {a: ("W2", "V1") for a in ("A002", "A003", "A004", "A005")}
    days |= {"A002": ("W2", "V2"), "A004": ("W2", "V2")}
    wishes = {a: {"W1": 1, "W2": 2} for a in days}
    result = held(days, day=day, wishes=wishes, people=needy())
    problem = replace(result.problem, together=(Pair("A004", "A005", "R1"),))
    waits = material(replace(result, problem=problem)).waits["W1"]
    assert {w.attendee_id: w.fits for w in waits} == {
        "A002": False,  # a wheelchair, and a walk in the rest of the day
        "A003": False,  # the theme of V1
        "A004": False,  # stays with A005
        "A005": False,
    }
    alone = material(replace(result, problem=replace(problem, together=()))).waits["W1"]
    assert {w.attendee_id for w in alone if w.fits} == {"A004"}


# --- the people file ---------------------------------------------------------------------


def codes(result):
    return [f.code for f in check_names(result)]


def test_a_people_file_of_another_event_is_refused():
    result = held({"A1": ("W1", "V1")}, names={"X1": "Kari Ås"})
    with pytest.raises(InputRefused) as refused:
        check_names(result)
    assert [f.code for f in refused.value.findings] == ["E810"]
    assert "Kari" not in str(refused.value.findings)


def test_people_without_a_name_and_strangers_are_told():
    days = {"A1": ("W1", "V1"), "A2": ("W1", "V1")}
    assert codes(held(days, names={"A1": "Kari Ås", "A2": "Per Ås"})) == []
    assert codes(held(days, names={"A1": "Kari Ås", "A2": ""})) == ["N810"]
    assert codes(held(days, names={"A1": "Kari Ås", "X1": "Per Ås"})) == ["N810", "N811"]
    assert codes(held(days)) == []


# --- texts that could harm ---------------------------------------------------------------


def test_no_text_of_an_event_turns_the_line_around_or_breaks_it():
    day = event(title="One\n two \u202eeerht", place="\u2067Here")
    day = replace(
        day, sessions=tuple(replace(s, title=f"{s.title}\n\u202e!") for s in day.sessions)
    )
    lists = (
        *overview(material(held({"A1": ("W1", "V1")}, day=day))),
        *all_lists(material(held({"A1": ("W1", "V1")}, day=day))),
    )
    texts = [
        str(text)
        for listing in lists
        for text in (
            listing.title,
            *(f.value for f in listing.facts),
            *(c for s in listing.sections for row in s.rows for c in row.cells),
        )
    ]
    assert "One two eerht" in texts
    assert not [t for t in texts if "\u202e" in t or "\u2067" in t or "\n" in t]


def test_names_that_look_like_formulas_stay_as_they_are():
    names = {f"A{n:02}": name for n, name in enumerate(NASTY)}
    result = held(dict.fromkeys(names, ("W1", "V1")), names=names)
    rows = everybody(material(result)).sections[0].rows
    whole = {row.key: f"{row.cells[2]} {row.cells[1]}".strip() for row in rows}
    plain = {k: v for k, v in names.items() if "," not in v and "\u202e" not in v}
    assert {k: whole[k] for k in plain} == plain


def test_a_bus_without_people_can_be_cancelled_and_its_name_is_said_once():
    day = event()
    visit = next(s for s in day.sessions if s.departure)
    result = held({"A1": ("W1",)}, day=day)
    bus = next(iter(day.buses))
    named = replace(visit, title=f"{bus.title} – Furuset")
    sessions = tuple(named if s.id == visit.id else s for s in day.sessions)
    again = held({"A1": ("W1",)}, day=event(sessions=sessions))
    assert "nobody has a place" in str(overview(Material(result, Speaker("en")))[1].facts)
    lists = manifests(Material(again, Speaker("en")))
    titles = [a.title for a in lists if a.key.startswith(bus.id)]
    assert f"{bus.title} – Furuset" in titles
    notes = {a.sections[0].note for a in lists if a.key.startswith(bus.id)}
    assert notes == {"Nobody has a place here: the bus can be cancelled for this trip."}
