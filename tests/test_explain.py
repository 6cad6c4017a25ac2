"""Impossible is an answer: faults 54-69, each explained, and each explanation checked."""

from __future__ import annotations

import shutil
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise, product
from pathlib import Path
from random import Random

import numpy as np
import pytest
from click.testing import CliRunner

import allocator
import catalogues
from allocator import pipeline
from allocator.cli import main
from allocator.engine import existence
from allocator.engine.flow import Demand, Pool, Supply, most_seated
from allocator.errors import Explained, LimitReached
from allocator.explainer import Explanation, answer, explain
from allocator.explainer.case import Case
from allocator.explainer.dials import dials
from allocator.explainer.quarrel import Quarrel
from allocator.explainer.said import quarrel_told
from allocator.offer import Bus, Guides
from allocator.pipeline import solve_instance
from allocator.policies import GroupLimit
from allocator.problem import CANNOT_WALK_FAR, WHEELCHAIR, Attendee, Refusals, Wishes
from allocator.rules import RULES
from draws_whole import draw_whole
from explain_support import clock, hold_true, question, visit, workshop
from support import draw_problem

ROOT = Path(__file__).parents[1]


def people(*ids, **more):
    return [Attendee(person, **more) for person in ids]


def party(*ids):
    """Return the pairs that keep people together, each with the next."""
    return list(pairwise(ids))


def nines(count):
    return [f"A{i}" for i in range(1, count + 1)]


# --- the table of faults -----------------------------------------------------------------

A9 = nines(9)
A14 = [f"B{i:02d}" for i in range(14)]

FAULTS = {
    "54 too few seats": (
        question(20, workshop("W1", seats=10), workshop("W2", room="hall"), rooms={"hall": 8}),
        {"too few places"},
        "Because 20 people need a place in round R and its sessions have 18 places together, "
        "round R is 2 places short.",
    ),
    "54 over the best plan": (
        question(
            20,
            workshop("W1", rooms=("hall", "attic")),
            workshop("W2", rooms=("hall", "attic")),
            rooms={"hall": 12, "attic": 7},
        ),
        {"too few places"},
        "Because 20 people need a place in round R and its sessions have 19 places together, "
        "round R is 1 place short.",
    ),
    "55 a set that lacks seats": (
        question(
            [*people("A1", "A2", "A3", "A4", "A5"), *people("B1", "B2")],
            workshop("W1", seats=9),
            workshop("W2", seats=2),
            workshop("W3", seats=1),
            refusals=Refusals.FORBID,
            wishes={f"A{i}": Wishes({}, frozenset({"W1"})) for i in range(1, 6)},
        ),
        {"too few places for some"},
        "Because 5 people can only be in W2 and W3 in round R (A1, A2, A3, A4 and A5) and "
        "these sessions have 3 places together, 2 places are missing for them.",
    ),
    "56 smallest size out of reach": (
        question(
            [*people("A1", "A2", arrives=clock("09:30")), *people("B1")],
            workshop("W1", smallest=3),
            workshop("W2", begins="09:30", ends="10:30"),
        ),
        {"too few people"},
        "Because session W1 must be held with at least 3 people and only 1 person can be "
        "there (B1), 2 people are missing.",
    ),
    "57 smallest sizes together": (
        question(9, workshop("W1", smallest=5), workshop("W2", smallest=6)),
        {"too few people"},
        "Because sessions W1 and W2 must be held with at least 11 people and 9 "
        "people come, 2 people are missing.",
    ),
    "58 fixed in two places at once": (
        question(people("A1", fixed=("W1", "W2")), workshop("W1"), workshop("W2")),
        {"fixed places clash"},
        "Because A1 has a fixed place in W1, A1 has a fixed place in W2 and both are in "
        "round R, A1 has no possible day.",
    ),
    "58 fixed, and the first ends too late": (
        question(people("A1", fixed=("W1", "V1")), workshop("W1", ends="12:45"), visit("V1")),
        {"fixed places clash"},
        "Because A1 has a fixed place in W1, A1 has a fixed place in V1 and V1 lasts "
        "12:30–16:00 and does not fit in time with W1, A1 has no possible day.",
    ),
    "59 fixed into what is refused": (
        question(
            people("A1", fixed=("W1",)),
            workshop("W1"),
            workshop("W2"),
            refusals=Refusals.FORBID,
            wishes={"A1": Wishes({}, frozenset({"W1"}))},
        ),
        {"fixed places clash"},
        "Because A1 has a fixed place in W1 and W1 was refused, A1 has no possible day.",
    ),
    "59 fixed before arriving": (
        question(
            people("A1", fixed=("W1",), arrives=clock("09:30")),
            workshop("W1"),
            workshop("W2", begins="10:00", ends="11:00"),
        ),
        {"fixed places clash"},
        "Because A1 has a fixed place in W1 and W1 begins at 09:00, before arriving at 09:30, "
        "A1 has no possible day.",
    ),
    "60 together and apart": (
        question(
            people("A", "B", "C"),
            workshop("W1"),
            workshop("W2"),
            together=party("A", "B", "C"),
            apart=[("A", "C")],
        ),
        {"together and apart"},
        "Because A and B are to be together, B and C are to be together and A and C are to "
        "be kept apart, this cannot be done in round R.",
    ),
    "61 a party larger than every room": (
        question(
            [*people(*A9), *people("Z")],
            workshop("W1", room="hall"),
            workshop("W2", seats=7),
            together=[(A9[0], other) for other in A9[1:]],
            rooms={"hall": 8},
        ),
        {"party too large"},
        "the largest session that they can all attend in round R has 8 places, the 9 who are "
        "to be together are 1 place short.",
    ),
    "62 parties that merge": (
        question(
            [*people(*A14), *people("Z")],
            workshop("W1", seats=12),
            workshop("W2", seats=13),
            together=[*party(*A14[:8]), *party(*A14[7:])],
        ),
        {"party too large"},
        "B12 and B13 are to be together and the largest session that they can all attend in "
        "round R has 13 places, the 14 who are to be together are 1 place short.",
    ),
    "64 a wheelchair user, and only the walk is left": (
        question(
            [Attendee("A1", needs=frozenset({WHEELCHAIR}), leaves=clock("17:00"))],
            visit("V1", back="17:30", bus="bus"),
            visit("V2", walking=True),
            buses={"bus": Bus("bus", "Bus", 20, wheelchair=1)},
        ),
        {"no day"},
        "No session of round V is possible for A1:\n"
        "  V1 is over at 17:30, after leaving at 17:00\n"
        "  V2 needs a long walk",
    ),
    "65 wheelchair places": (
        question(
            people("A1", "A2", "A3", needs=frozenset({WHEELCHAIR})),
            visit("V1", bus="bus"),
            visit("V2", walking=True),
            buses={"bus": Bus("bus", "Bus", 20, wheelchair=2)},
        ),
        {"too few places for some"},
        "Because 3 people can only be in V1 in round V (A1, A2 and A3) and this session has "
        "2 wheelchair places, 1 place is missing for them.",
    ),
    "66 every bus is too late": (
        question(
            [*people("A1", leaves=clock("15:00")), *people("A2")],
            visit("V1", back="15:30", bus="b1"),
            visit("V2", back="15:10", bus="b2"),
            buses={"b1": 9, "b2": 9},
        ),
        {"no day"},
        "No session of round V is possible for A1:\n"
        "  V1 is over at 15:30, after leaving at 15:00\n"
        "  V2 is over at 15:10, after leaving at 15:00",
    ),
    "67 the host is needed twice": (
        question(
            people("H", fixed=("W1", "W2")),
            workshop("W1"),
            workshop("W2", round_id="S", begins="09:30", ends="10:30"),
            workshop("W3", round_id="S", begins="10:00", ends="11:00"),
        ),
        {"fixed places clash"},
        "Because H has a fixed place in W1, H has a fixed place in W2 and W2 lasts "
        "09:30–10:30 and does not fit in time with W1, H has no possible day.",
    ),
    "68 five rules together": (
        question(
            [
                Attendee("A", fixed=("W2",)),
                *people("B", "C"),
                Attendee("D", needs=frozenset({CANNOT_WALK_FAR})),
            ],
            workshop("W1"),
            workshop("W2", ends="12:45"),
            visit("V1", bus="bus"),
            visit("V2", leaves="13:00", walking=True, seats=9),
            together=[("A", "D", "V")],
            buses={"bus": 9},
        ),
        {"quarrel"},
        "Because everybody has a session in round V, W2 ends too late for V1, which begins "
        "at 12:30, A has a fixed place in W2, D cannot walk far and A and D are "
        "to be together in round V, no allocation exists; without any one of these the "
        "others agree.",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_54_to_68(fault):
    problem, kinds, told = FAULTS[fault]
    found = explain(problem)
    hold_true(problem, found)
    assert {reason.kind for reason in found.reasons} == kinds
    assert found.ways_out
    said = "\n".join(found.sentences("en"))
    assert all(line in said for line in told.split("\n")), said


def test_fault_69_the_explanation_itself_runs_out_of_time(monkeypatch):
    def late(*_, **__):
        raise LimitReached("too late")

    problem, _, _ = FAULTS["68 five rules together"]
    monkeypatch.setattr(answer, "quarrel", late)
    found = explain(problem)
    assert (found.exists, found.complete, found.reasons) == (False, False, ())
    assert found.sentences("en") == [
        "No allocation exists; the reason was not isolated in 30 s."
    ]
    assert found.sentences("nb") == [
        "Det finnes ingen fordeling; grunnen ble ikke funnet på 30 s."
    ]


def test_without_time_nothing_is_claimed():
    problem, _, _ = FAULTS["68 five rules together"]
    assert explain(problem, time_limit=1e-9).exists is None
    known = explain(problem, time_limit=1e-9, infeasible=True)
    assert known.exists is False
    assert "not isolated" in known.sentences("en")[0]


def test_ways_out_that_were_cut_short_are_said_to_be(monkeypatch):
    problem, _, _ = FAULTS["54 too few seats"]

    def late(*_):
        raise LimitReached("too late")

    monkeypatch.setattr("allocator.explainer.asking.Asking.exists", late)
    found = explain(problem)
    assert found.reasons
    assert not found.complete
    assert found.sentences("en")[-1] == "Not all ways out were worked out in time."


# --- ways out, each of its kind ----------------------------------------------------------

GROUP = [*people("A1", "A2", group="north"), *people("B1")]

WAYS = {
    "seats at two places": (
        question(
            8,
            workshop("W1", seats=6),
            workshop("X1", "11:00", "12:00", round_id="S", seats=5),
        ),
        {("more seats", 5), ("exceptions", 3), ("fewer people", 3)},
    ),
    "one room for two rounds": (
        question(
            8,
            workshop("W1", room="hall"),
            workshop("X1", round_id="S", begins="11:00", ends="12:00", room="hall"),
            rooms={"hall": 6},
        ),
        {("room seats", 2), ("exceptions", 2), ("fewer people", 2)},
    ),
    "a limit and a room": (
        question(4, workshop("W1", seats=3, room="hall"), rooms={"hall": 3}),
        {("seats everywhere", 1), ("exceptions", 1), ("fewer people", 1)},
    ),
    "a budget": (
        question(
            30,
            visit("V1", way={"fleet": ("b1", "b2")}),
            buses={"b1": Bus("b1", "B", 20, cost=500), "b2": Bus("b2", "B", 20, cost=700)},
            budget=1000,
        ),
        {("budget", 200), ("bus seats", 10), ("exceptions", 10), ("fewer people", 10)},
    ),
    "a bus more": (
        question(
            30,
            visit("V1", way={"fleet": ("b1",), "most_buses": 1}),
            buses={"b1": 20, "b2": 20},
        ),
        {("bus seats", 10), ("exceptions", 10), ("fewer people", 10)},
    ),
    "two buses, one allowed": (
        question(
            30,
            visit("V1", way={"fleet": ("b1", "b2"), "most_buses": 1}),
            buses={"b1": 20, "b2": 20},
        ),
        {("most buses", 1), ("bus seats", 10), ("exceptions", 10), ("fewer people", 10)},
    ),
    "guides": (
        question(
            30,
            visit("V1", way={"guides": Guides(count=2, people_each=12)}),
        ),
        {("guides", 1), ("exceptions", 6), ("fewer people", 6)},
    ),
    "a smallest size": (
        question(
            [*people("A1", "A2"), *people("B1", arrives=clock("09:30"))],
            workshop("W1", smallest=3),
            workshop("W2", begins="09:30", ends="10:30"),
        ),
        {("smallest size", 1), ("cancellable", 1), ("exceptions", 1)},
    ),
    "people who stay away": (
        question(10, workshop("W1", room="hall"), rooms={"hall": 7}, no_show=Fraction(1, 5)),
        {("room seats", 1), ("exceptions", 2), ("fewer people", 2)},
    ),
    "a group": (
        question(
            GROUP,
            workshop("W1"),
            workshop("W2", seats=1),
            group_limits=(GroupLimit("W1", "north", most=0),),
        ),
        {
            ("group at most", 1),
            ("session seats", 1),
            ("exceptions", 1),
            ("fewer people", 1),
        },
    ),
    "some who could walk": (
        question(
            people("A1", "A2", "A3", needs=frozenset({CANNOT_WALK_FAR})),
            visit("V1", bus="bus"),
            visit("V2", walking=True),
            buses={"bus": 1},
        ),
        {("bus seats", 2), ("exceptions", 2), ("fewer people", 2)},
    ),
}


@pytest.mark.parametrize("what", WAYS)
def test_ways_out_are_least_of_their_kind(what):
    problem, expected = WAYS[what]
    found = explain(problem)
    hold_true(problem, found)
    assert expected <= {(way.kind, way.amount) for way in found.ways_out}


def test_a_group_that_is_too_small_is_named():
    problem = question(
        GROUP,
        workshop("W1"),
        workshop("W2"),
        group_limits=(GroupLimit("W1", "north", least=3),),
    )
    found = explain(problem)
    hold_true(problem, found)
    assert found.sentences("en")[1] == (
        "Because at least 3 people of north are asked for in W1 and only 2 of them can be "
        "there (A1 and A2), 1 person is missing."
    )
    assert found.sentences("nb")[1] == (
        "Fordi det kreves minst 3 personer fra north i W1 og bare 2 av dem kan være der "
        "(A1 og A2), mangler det 1 person."
    )


def test_a_budget_that_is_too_small_is_told_in_numbers():
    problem = question(
        [Attendee("A1", fixed=("V1",)), Attendee("A2", fixed=("V2",))],
        visit("V1", way={"fleet": ("b1", "b2")}),
        visit("V2", way={"fleet": ("b1", "b2")}),
        buses={b: Bus(b, "B", 12, cost=4500) for b in ("b1", "b2")},
        budget=8999,
    )
    found = explain(problem)
    hold_true(problem, found)
    assert found.sentences("en")[1] == (
        "Because the cheapest buses that give everybody a place cost 9000 and the budget is "
        "8999, no allocation exists within the budget."
    )
    assert found.sentences("nb")[1] == (
        "Fordi de billigste bussene som gir alle en plass, koster 9000 og budsjettet er 8999, "
        "finnes det ingen fordeling innenfor budsjettet."
    )


def test_of_many_facts_of_a_rule_three_are_told():
    case = Case(
        question(
            9,
            *(workshop(f"W{i}", seats=i) for i in range(1, 7)),
            *(workshop(f"X{i}", rooms=("hall",), features=frozenset({"x"})) for i in range(5)),
            rooms={"hall": 9},
        ),
        RULES,
    )
    facts = [f for f in case.facts if f.rule in ("session limit", "one room a session")]
    reason = quarrel_told(case, Quarrel(tuple(facts), np.arange(9)))
    (_, told) = Explanation(False, (reason,), complete=False).sentences("en")[:2]
    assert "W3 takes at most 3 people, 3 more of “the session's own limit”" in told
    assert "“each session has one room” holds (X0; X1; X2 and 2 more)" in told


def test_ways_out_name_the_file_in_which_they_are_taken():
    problem, _, _ = FAULTS["68 five rules together"]
    en, nb = (explain(problem).sentences(lang) for lang in ("en", "nb"))
    assert "  – give up 1 pair: that A and D are together (together.csv)" in en
    assert "  – let 1 person walk far after all (D will do; attendees.csv, column needs)" in en
    told = (
        "  – løs 1 person fra sin faste plass (det er nok med A; attendees.csv, kolonnen fixed)"
    )
    assert told in nb
    hours = people("A1", leaves=clock("13:30"))
    en = explain(question(hours, visit("V1", back="14:00"))).sentences("en")
    told = (
        "  – let 1 person come earlier or stay longer "
        "(A1 will do; attendees.csv, columns arrives and leaves)"
    )
    assert told in en


def three_for_one_seat(*needs):
    """Return three people with needs, a bus with one seat and a walk."""
    return question(
        [Attendee(f"A{i}", needs=frozenset({need})) for i, need in enumerate(needs)],
        visit("V1", bus="bus"),
        visit("V2", walking=True),
        buses={"bus": Bus("bus", "Bus", 1, wheelchair=1)},
    )


def test_nobody_in_a_wheelchair_is_asked_to_walk():
    walks = {
        way.people
        for needs in ((WHEELCHAIR, CANNOT_WALK_FAR), (WHEELCHAIR, WHEELCHAIR))
        for way in explain(three_for_one_seat(*needs)).ways_out
        if way.kind == "exceptions" and way.rules == ("cannot walk far",)
    }
    assert walks == {("A1",)}
    hold_true(problem := three_for_one_seat(WHEELCHAIR, CANNOT_WALK_FAR), explain(problem))


@pytest.mark.parametrize(
    ("margin", "nb", "en"),
    [
        (
            0,
            "V1 er over kl. 14.00, etter avreise kl. 13.30",
            "V1 is over at 14:00, after leaving at 13:30",
        ),
        (
            10,
            "V1 er tilbake kl. 14.00, må være tilbake kl. 13.20 (margin 10 minutter)",
            "V1 is back at 14:00, must be back by 13:20 (margin 10 minutes)",
        ),
    ],
)
def test_the_margin_is_told_with_the_hours(margin, nb, en):
    problem = question(
        people("A1", leaves=clock("13:30")),
        visit("V1", leaves="12:30", back="14:00"),
        margin=timedelta(minutes=margin),
    )
    found = explain(problem)
    assert f"  {nb}" in found.sentences("nb")
    assert f"  {en}" in found.sentences("en")


def test_no_place_for_a_wheelchair_on_any_bus():
    problem = question(
        people("A1", needs=frozenset({WHEELCHAIR})),
        visit("V1", way={"fleet": ("b1", "b2")}),
        buses={"b1": 9, "b2": 9},
    )
    found = explain(problem)
    hold_true(problem, found)
    told = "  no bus that may serve V1 has a place for a wheelchair"
    assert told in found.sentences("en")
    told = "  ingen buss som kan kjøre til V1, har plass til rullestol"
    assert told in found.sentences("nb")


def test_a_rule_of_ones_own_is_named_by_its_sentence():
    class Nobody:
        name, sentence, personal = "nobody", "Nobody is anywhere at all.", False

        def post(self, problem, model):
            model.at_most(self.name, "all", ~model.empty("R"), 0)

        def breaches(self, problem, allocation):
            yield from allocation.days

    found = explain(question(2, workshop("W1"), workshop("W2")), rules=(*RULES, Nobody()))
    assert ("rule", ("nobody",)) in {(way.kind, way.rules) for way in found.ways_out}
    assert any("nobody" in reason.rules for reason in found.reasons)


def test_of_many_reasons_some_are_told_and_the_rest_counted():
    early = [Attendee(f"A{i:02d}", leaves=clock(f"15:{i:02d}")) for i in range(30)]
    found = explain(question(early, visit("V1", back="16:00")))
    assert len(found.reasons) == 30
    assert "… and 18 more reasons." in found.sentences("en")
    assert len(found.sentences("en")) < 35


def test_independent_reasons_are_all_told():
    problem = question(
        [Attendee("A1", fixed=("W1", "W2")), *people("A2", "A3", "A4")],
        workshop("W1", seats=1),
        workshop("W2", seats=1),
    )
    found = explain(problem)
    assert {r.kind for r in found.reasons} == {"fixed places clash", "too few places"}
    hold_true(problem, found)


# --- random problems -----------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(24))
def test_what_is_said_of_random_problems_is_true(seed):
    rng = Random(f"explain {seed}")
    offers = rng.choice(((2, 3), (3, 3), (2, 2, 2)))
    count = rng.randint(2, 7)
    if seed % 3:
        keep = rng.choice((0.3, 0.6, 1.0))
        problem = draw_whole(rng, count, offers, seed, keep)
    else:
        problem = draw_problem(rng, count, offers, seed, trouble=1.5)
    hold_true(problem, explain(problem))


@pytest.mark.parametrize("seed", range(0, 24, 3))
def test_prices_and_counted_kinds_agree(seed, monkeypatch):
    rng = Random(f"prices {seed}")
    problem = draw_problem(rng, rng.randint(2, 7), (3, 3), seed, trouble=0.5)
    counted = explain(problem)
    monkeypatch.setattr(existence, "MANY", -1)
    priced = explain(problem)
    assert priced.exists == counted.exists
    assert priced.reasons == counted.reasons
    assert [w.amount for w in priced.ways_out] == [w.amount for w in counted.ways_out]


@pytest.mark.parametrize("seed", range(40))
def test_a_cut_names_people_who_lack_seats(seed):
    rng = Random(f"flow {seed}")
    sessions = rng.randint(1, 4)
    seats = np.array([rng.randint(0, 4) for _ in range(sessions)])
    pools = (Pool(frozenset(range(rng.randint(0, sessions))), rng.randint(0, 5)),)
    supply = Supply(seats, pools)
    demands = [
        Demand(
            rng.randint(1, 3),
            frozenset(s for s in range(sessions) if rng.random() < 0.6),
        )
        for _ in range(rng.randint(1, 4))
    ]
    found = most_seated(demands, supply)
    everybody = sum(d.people for d in demands)

    def lacking(inside):
        return sum(d.people for d in demands if d.sessions <= inside) - supply.of(inside)

    sets = [
        frozenset(s for s, kept in enumerate(choice) if kept)
        for choice in product((0, 1), repeat=sessions)
    ]
    worst = max(map(lacking, sets))
    assert everybody - found.people == max(0, worst)
    if worst > 0:
        assert lacking(found.lacking) == worst


@pytest.mark.parametrize("seed", range(12))
def test_a_dial_turns_one_number_and_nothing_else(seed):
    rng = Random(f"dials {seed}")
    problem = draw_whole(rng, 4, (2, 3), seed, 1.0)
    for dial in dials(problem):
        if dial.span > 1 or dial.kind in ("smallest size", "reserve"):
            assert dial.turned(dial.now) == problem
        assert dial.turned(dial.loosest) != problem
        assert dial.at(0) == dial.now
        assert dial.at(dial.span) == dial.loosest


# --- sentences -----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_every_rule_has_a_text(lang):
    rules = {m.id for m in catalogues.read(lang, "explain") if str(m.id).startswith("rules.")}
    assert rules == {f"rules.{rule.name}" for rule in RULES}


def test_an_unknown_language_is_named():
    with pytest.raises(ValueError, match="no texts in 'se'"):
        explain(question(1, workshop("W1"))).sentences("se")


def test_only_ids_are_told():
    problem, _, _ = FAULTS["68 five rules together"]
    titled = [
        workshop("W1", title="Xqzcanary"),
        workshop("W2", ends="12:45", title="Xqzcanary"),
        visit("V1", bus="bus", title="Xqzcanary"),
    ]
    bus = Bus("bus", "Xqzcanary", 9)
    ranks = {"A": Wishes({"W1": 1}), "D": Wishes({"W2": 1})}
    asked = question(problem.attendees, *titled, buses={"bus": bus}, wishes=ranks)
    found = explain(asked)
    assert found.exists is False
    assert "Xqzcanary" not in "".join((*found.sentences("nb"), *found.sentences("en")))


def test_the_public_names():
    assert allocator.explain is explain
    assert explain(question(2, workshop("W1"))).sentences("en") == [
        "An allocation that obeys all rules exists."
    ]
    nobody = explain(question([], workshop("W1"))).sentences("en")
    assert nobody[1] == "There are no attendees."


# --- on the command line -------------------------------------------------------------------


@pytest.fixture
def crowded(tmp_path):
    """Return an instance with a seat too few."""
    folder = tmp_path / "crowded"
    shutil.copytree(ROOT / "instances" / "tiny", folder)
    event = folder / "event.yaml"
    text = event.read_text(encoding="utf-8")
    event.write_text(text.replace("title: Large room, seats: 2", "title: Large, seats: 1"))
    return folder


def test_check_and_solve_explain_and_write_nothing(crowded, tmp_path):
    runner, out = CliRunner(), tmp_path / "out"
    checked = runner.invoke(main, ["check", str(crowded), "--lang", "en"])
    solved = runner.invoke(main, ["solve", str(crowded), "--out", str(out), "--lang", "en"])
    told = (
        "Because 6 people need a place in round R1 and its sessions have 5 places together, "
        "round R1 is 1 place short."
    )
    for done in (checked, solved):
        assert done.exit_code == 4
        assert told in done.output.splitlines()
    bokmal = runner.invoke(main, ["check", str(crowded), "--lang", "nb"])
    assert "mangler det 1 plass i runde R1" in bokmal.output
    assert [path.name for path in tmp_path.iterdir()] == ["crowded"]


def test_check_tells_that_an_allocation_exists():
    done = CliRunner().invoke(main, ["check", str(ROOT / "instances" / "tiny")])
    assert done.exit_code == 0
    assert "An allocation that obeys all rules exists." in done.output


def test_nobody_explains_what_can_be_solved(tmp_path, monkeypatch):
    def explains(*_, **__):
        raise AssertionError("a feasible solve needs no explanation")

    monkeypatch.setattr(pipeline, "explain", explains)
    for name in ("write_result", "verify"):
        monkeypatch.setattr(pipeline, name, lambda *_, **__: None)
    solve_instance(ROOT / "instances" / "tiny", tmp_path / "out", compare_limit=0)


def test_an_explained_error_holds_the_sentences(crowded, tmp_path):
    with pytest.raises(Explained) as caught:
        solve_instance(crowded, tmp_path / "out", lang="en")
    assert caught.value.exit_code == 4
    assert caught.value.reasons[0] == "No allocation obeys all rules."
