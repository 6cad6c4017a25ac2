"""Rules about people: both readings, by hand, against brute force, and in the fair draw."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest

import allocator
from allocator.allocation import Allocation
from allocator.objectives import OBJECTIVES, named, stages_of
from allocator.objectives.stages import guards
from allocator.offer import Bus, Departure, Room, Round, Session
from allocator.parties import chain, parties
from allocator.plan import BUS, ROOM, RUN, Decision, Plan
from allocator.problem import Attendee, Event, GroupLimit, Pair, Problem, Wishes
from allocator.reporting import render_html
from allocator.reporting.texts import texts
from allocator.reporting.verdict import figure
from allocator.rules import RULES
from allocator.rules.group_at_least import GroupAtLeast
from allocator.rules.wheelchair_places import WheelchairPlaces
from allocator.rules.wheelchair_rooms import WheelchairRooms
from allocator.solver import solve
from allocator.whatif import comparison, strategy_audit
from draws_people import draw_for_law, draw_obliging, with_people_rules
from plain_people import (
    PlainPeople,
    all_that_go_well,
    best_for_people,
    goes_well,
    narrowed_down,
)
from support import (
    NOTIONS,
    breaches,
    contested,
    counted,
    draw_problem,
    model_of,
    shuffled,
    solved,
    solved_or_none,
    spendable,
)
from test_lottery import leximin_expected, one_round
from test_objectives import agree, recount
from test_whatif import with_seats

if TYPE_CHECKING:
    from allocator.fairness.comparison import SeatPrice

NAMES = (
    "cannot walk far",
    "parties",
    "apart",
    "group at most",
    "group at least",
    "spread",
    "wheelchair rooms",
    "wheelchair places",
    "languages",
    "exclusions",
    "prerequisites",
)
PEOPLE_RULES = tuple(rule for rule in RULES if rule.name in NAMES)
FIRST, PROBLEMS = 1000, 150
DRAWS = 12
TINY_DRAWS = 100
FAIR_DRAWS = 150
WHAT_IFS = 150


# --- both readings ---------------------------------------------------------------------


@pytest.mark.parametrize("rule", PEOPLE_RULES, ids=lambda rule: rule.name)
def test_both_readings_agree(rule):
    seen: Counter[bool] = Counter()
    for seed in range(FIRST, FIRST + PROBLEMS):
        rng, problem = draw_for_law(seed)
        model, full = model_of(problem, [rule]), model_of(problem)
        for _ in range(DRAWS):
            allocation = draw_obliging(rng, model, full=full)
            found = list(rule.breaches(problem, allocation))
            allowed = model.allows(allocation)
            assert allowed == (not found), (seed, allocation, found)
            seen[allowed] += 1
    assert min(seen[True], seen[False]) > 0.02 * PROBLEMS * DRAWS, seen


def test_all_rules_about_people_agree():
    seen: Counter[bool] = Counter()
    for seed in range(FIRST, FIRST + PROBLEMS):
        rng, problem = draw_for_law(seed, 0.5)
        model, full = model_of(problem, PEOPLE_RULES), model_of(problem)
        for _ in range(DRAWS):
            allocation = draw_obliging(rng, model, mild=0.9, full=full)
            found = breaches(problem, allocation, PEOPLE_RULES)
            assert model.allows(allocation) == (not found), (seed, allocation, found)
            seen[not found] += 1
    assert min(seen[True], seen[False]) > 0.02 * PROBLEMS * DRAWS, seen


# --- against brute force ---------------------------------------------------------------


def tiny(seed: int) -> Problem:
    """Draw a problem small enough to look at every allocation."""
    rng = Random(f"people {seed}")
    offers = rng.choice(((2, 3), (3, 3), (2, 2, 2), (4,)))
    people = rng.randint(2, 5 if sum(offers) < 6 else 4)
    return with_people_rules(rng, draw_problem(rng, people, offers, seed, 0.1), 0.3)


def test_a_stage_that_prices_alone_do_not_close():
    """Its linear program has a gap: the search completes the proof, the oracle agrees."""
    problem = tiny(100974)
    answer = solved(problem, named("balanced"))
    assert agree(answer, best_for_people(problem, "balanced"))
    assert "search" in set(recount(answer))
    assert all(entry.value == entry.bound for entry in answer.reached)


def test_a_tolerance_follows_from_a_value_that_somebody_reaches():
    """Prices bound the least total at 6, 12 is reached: later stages may spend 16, not 8."""
    problem = tiny(100593)
    answer = solved(problem, named("budgeted 40 %"))
    assert agree(answer, best_for_people(problem, "budgeted 40 %"))
    budget = next(r for r in answer.reached if r.name == "budget (no class)")
    assert (budget.value, budget.limit) == (12, 16)


@pytest.mark.parametrize("objective", NOTIONS, ids=lambda o: o.name)
def test_equals_brute_force(objective):
    seen: Counter[str] = Counter()
    for seed in range(TINY_DRAWS):
        problem = tiny(seed)
        best = best_for_people(problem, objective.name)
        answer = solved_or_none(problem, objective)
        assert agree(answer, best), (seed, best, answer and answer.claims)
        if answer is None or best is None:
            seen["infeasible"] += 1
            continue
        assert breaches(problem, answer.allocation) == []
        assert all(entry.value == entry.bound for entry in answer.reached)
        for name, value in counted(problem, answer.stages, answer.allocation).items():
            claim, whole = answer.claims[name], name.split(" (")[0]
            assert value == claim or claim <= value <= spendable(whole, claim, objective.name)
        seen["feasible"] += 1
        seen["a party"] += bool(problem.together)
        seen["classes"] += bool(problem.event.classes)
        seen["somebody loses"] += any(v for n, v in best.items() if n.startswith("worst"))
    assert seen["feasible"] >= 30, seen
    assert seen["infeasible"] >= 8, seen
    assert min(seen[n] for n in ("a party", "classes", "somebody loses")) >= 8, seen


# --- by hand ---------------------------------------------------------------------------


def clock(hours: int) -> datetime:
    return datetime(2024, 9, 27, hours, tzinfo=UTC)


def by_hand(**changes) -> Problem:
    """Two rounds of workshops and one of visits, three people; change what the case needs."""
    by_coach = Departure("coach", clock(13), "There", clock(14), "There", clock(15))
    on_foot = replace(by_coach, bus=None)
    sessions = {
        "W1": Session("W1", "R1", "One", clock(9), clock(10), room="hall"),
        "W2": Session("W2", "R1", "Two", clock(9), clock(10), room="attic"),
        "X1": Session("X1", "R2", "One more", clock(11), clock(12)),
        "X2": Session("X2", "R2", "Two more", clock(11), clock(12)),
        "V1": Session("V1", "V", "By coach", clock(13), clock(14), departure=by_coach),
        "V2": Session("V2", "V", "On foot", clock(13), clock(14), departure=on_foot),
    }
    for session_id, values in changes.pop("sessions", {}).items():
        sessions[session_id] = replace(sessions[session_id], **values)
    people = {"A001": "north", "A002": "north", "A003": "south"}
    told = changes.pop("people", {})
    attendees = tuple(Attendee(a, group, **told.get(a, {})) for a, group in people.items())
    pairs = {key: changes.pop(key) for key in ("together", "apart") if key in changes}
    event = Event(
        title="A day",
        date=date(2024, 9, 27),
        timezone="UTC",
        place="Here",
        rounds=(Round("R1", "Morning"), Round("R2", "Noon"), Round("V", "Visits")),
        sessions=tuple(sessions.values()),
        rooms=(Room("attic", "Attic", 9), Room("hall", "Hall", 9, wheelchair=True)),
        buses=(Bus("coach", "Coach", 9, wheelchair=1), Bus("van", "Van", 9)),
        seed=1,
        **changes,
    )
    return Problem(event, attendees, {}, ("A001", "A002", "A003"), **pairs)


def spent(*days: str) -> dict[str, tuple[str, ...]]:
    return {f"A00{i}": tuple(day.split()) for i, day in enumerate(days, start=1)}


ALIKE = "W1 X1 V1"
USER = {"needs": frozenset({"wheelchair"})}
EXAMPLES = (
    (
        "cannot walk far",
        by_hand(sessions={"V2": {"walking": True}}, people={"A002": USER}),
        spent(ALIKE, "W1 X1 V2", "W1 X1 V2"),
        ["A002 cannot walk far, V2 needs it"],
    ),
    (
        "parties",
        by_hand(together=(Pair("A001", "A002"), Pair("A002", "A003", "R2"))),
        spent("W1 X1 V1", "W1 X2 V1", "W2 X2 V2"),
        ["A001 and A002 are a party, but have X1 and X2"],
    ),
    (
        "apart",
        by_hand(apart=(Pair("A001", "A003"), Pair("A001", "A002", "V"))),
        spent("W1 X1 V1", "W1 X1 V1", "W2 X1 V2"),
        [
            "A001 and A003 are kept apart, but have X1",
            "A001 and A002 are kept apart, but have V1",
        ],
    ),
    (
        "group at most",
        by_hand(group_limits=(GroupLimit("W1", "north", most=1), GroupLimit("X1", "south"))),
        spent(ALIKE, ALIKE, ALIKE),
        ["W1 has 2 people of north, at most 1 are allowed"],
    ),
    (
        "group at least",
        by_hand(group_limits=(GroupLimit("W2", "south", least=1),)),
        spent("W2 X1 V1", ALIKE, ALIKE),
        ["W2 has 0 people of south, at least 1 are asked for"],
    ),
    (
        "spread",
        by_hand(spread=1),
        spent("W1 X1 V1", "W1 X2 V2", "W1 X1 V1"),
        ["W1 has 2 people of north, no more than 1 of a group may meet"],
    ),
    (
        "wheelchair rooms",
        by_hand(people={"A003": USER}),
        spent("W2 X1 V1", "W2 X1 V1", "W2 X1 V1"),
        ["A003 cannot get into attic to be in W2"],
    ),
    (
        "wheelchair places",
        by_hand(people={"A001": USER, "A003": USER}),
        spent(ALIKE, ALIKE, ALIKE),
        ["bus coach: 2 wheelchair users, 1 places for them"],
    ),
    (
        "languages",
        by_hand(
            sessions={"X1": {"language": "nb"}, "X2": {"language": "en"}},
            people={"A002": {"languages": frozenset({"en", "sv"})}},
        ),
        spent(ALIKE, ALIKE, ALIKE),
        ["A002 does not follow nb in X1"],
    ),
    (
        "exclusions",
        by_hand(exclusions=(("W1", "X2", "V2"),)),
        spent(ALIKE, "W1 X2 V1", "W2 X2 V1"),
        ["A002 attends W1 and X2, which exclude each other"],
    ),
    (
        "prerequisites",
        by_hand(prerequisites=(("V2", "X1"),)),
        spent("W1 X1 V2", "W1 X2 V2", "W1 X2 V1"),
        ["A002 attends V2 without X1"],
    ),
)
each_example = pytest.mark.parametrize(
    ("name", "problem", "days", "lines"), EXAMPLES, ids=[name for name, *_ in EXAMPLES]
)


@each_example
def test_breaches_by_hand(name, problem, days, lines):
    rule = next(r for r in RULES if r.name == name)
    assert list(rule.breaches(problem, Allocation(days))) == lines
    assert not model_of(problem, [rule]).allows(Allocation(days))
    others = [r for r in RULES if r is not rule]
    assert breaches(problem, Allocation(days), others) == []
    assert model_of(problem, others).allows(Allocation(days))


@each_example
def test_a_model_without_the_rule_breaks_it(name, problem, days, lines):
    """Everybody wishes for just the day that the rule denies."""
    wishes = {person: Wishes(dict.fromkeys(day, 1)) for person, day in days.items()}
    problem = replace(problem, wishes=wishes)
    others = [r for r in RULES if r.name != name]
    without = solve(problem, rules=others).allocation
    assert breaches(problem, without) == lines
    found = solve(problem)
    assert found.proven
    assert breaches(problem, found.allocation) == []


def test_every_rule_about_people_has_an_example():
    assert {name for name, *_ in EXAMPLES} == set(NAMES) == {r.name for r in PEOPLE_RULES}


def test_a_chosen_room_must_let_wheelchairs_in():
    """Where the plan chooses, the session is closed under the unmarked room only."""
    problem = by_hand(
        sessions={"W1": {"room": None, "rooms": ("attic", "hall")}}, people={"A001": USER}
    )
    rule, days = WheelchairRooms(), spent(ALIKE, ALIKE, ALIKE)
    model = model_of(problem, [rule])
    told = {
        (): [],
        ("hall",): [],
        ("attic",): ["A001 cannot get into attic to be in W1"],
        ("attic", "hall"): ["A001 cannot get into attic to be in W1"],
    }
    for rooms, lines in told.items():
        plan = Plan(frozenset(Decision(ROOM, "W1", r) for r in rooms))
        assert list(rule.breaches(problem, Allocation(days, plan))) == lines
        assert model.allows(Allocation(days, plan)) == (not lines)


def test_a_session_with_unmarked_rooms_only_is_closed_under_any_plan():
    rooms = {"W1": {"room": None, "rooms": ("attic",)}}
    problem, rule = by_hand(sessions=rooms, people={"A001": USER}), WheelchairRooms()
    days = Allocation(spent(ALIKE, ALIKE, ALIKE))
    assert list(rule.breaches(problem, days)) == ["A001 cannot get into attic to be in W1"]
    model = model_of(problem, [rule])
    assert not model.possible[model.positions(["A001"])][:, model.attends("W1")].any()
    assert model.decisions == {}


def test_wheelchair_places_of_the_buses_that_were_chosen():
    way = by_hand().event.session["V1"].departure
    fleet = {"V1": {"departure": replace(way, bus=None, fleet=("coach", "van"))}}
    problem, rule = by_hand(sessions=fleet, people={"A001": USER}), WheelchairPlaces()
    model, days = model_of(problem, [rule]), spent(ALIKE, ALIKE, ALIKE)
    none = "the buses of V1: 1 wheelchair users, 0 places for them"
    told = {("coach", "13:00"): [], ("van", "13:00"): [none], ("coach", "12:00"): [none]}
    for (bus, at), lines in told.items():
        plan = Plan(frozenset({Decision(BUS, "V1", bus, at)}))
        assert list(rule.breaches(problem, Allocation(days, plan))) == lines
        assert model.allows(Allocation(days, plan)) == (not lines)


def test_a_cancelled_session_needs_nobody_of_a_group():
    limit = GroupLimit("W2", "south", least=1)
    problem = by_hand(group_limits=(limit,), sessions={"W2": {"cancellable": True}})
    rule, days = GroupAtLeast(), spent(ALIKE, ALIKE, ALIKE)
    model = model_of(problem, [rule])
    held = Plan(frozenset({Decision(RUN, "W2")}))
    lines = ["W2 has 0 people of south, at least 1 are asked for"]
    assert list(rule.breaches(problem, Allocation(days, held))) == lines
    assert not model.allows(Allocation(days, held))
    assert list(rule.breaches(problem, Allocation(days))) == []
    assert model.allows(Allocation(days))


def test_an_event_without_such_rules_has_no_rows_of_them():
    model = model_of(by_hand(), PEOPLE_RULES)
    assert model.rows == []
    assert model.decisions == {}
    assert model.permitted.all()


def test_a_pair_with_somebody_who_is_not_here_says_nothing():
    problem = by_hand(
        together=(Pair("A001", "A002"),), apart=(Pair("A001", "A003"), Pair("A001", "B007"))
    )
    alone = problem.alone("A001")
    model = model_of(alone, PEOPLE_RULES)
    assert model.rows == []
    assert breaches(alone, Allocation(spent(ALIKE, ALIKE, ALIKE)), PEOPLE_RULES) == []


def test_parties_merge_round_by_round():
    problem = by_hand(
        together=(Pair("A001", "A003"), Pair("A002", "A003", "V"), Pair("A001", "B007"))
    )
    two, three = ("A001", "A003"), ("A001", "A002", "A003")
    assert parties(problem) == {"R1": (two,), "R2": (two,), "V": (three,)}
    assert chain(problem, "V", "A001", "A002") == problem.together[:2]
    assert chain(problem, "V", "A002", "A001") == problem.together[1::-1]
    assert chain(problem, "R1", "A001", "A002") == ()


# --- the fair draw ---------------------------------------------------------------------


def torn(seed: int) -> Problem:
    """Draw a tiny problem in which people want much the same, most often just the same."""
    problem = contested(Random(seed), tiny(seed))
    said = problem.wishes[problem.attendees[0].id]
    alike = dict.fromkeys(problem.wishes, said)
    return replace(problem, wishes=alike) if seed % 4 else problem


@pytest.mark.parametrize("objective", ["balanced", "total"])
def test_each_ticket_of_a_fair_draw_obeys(objective):
    seen: Counter[str] = Counter()
    for seed in range(FAIR_DRAWS):
        problem = torn(seed)
        plain = PlainPeople(problem)
        joint = all_that_go_well(plain)
        if not joint[0].size:
            continue
        result = solve(problem, objective, seed=1, draw="fair")
        assert result.lottery
        assert result.lottery.proven
        table = result.lottery.table
        for allocation in (*table.allocations, result.allocation):
            assert breaches(problem, allocation) == []
            assert goes_well(problem, allocation.days)
        _, joint = narrowed_down(plain, joint, objective, without="ties")
        best = leximin_expected(plain, joint)
        assert {p: float(e) for p, e in result.lottery.expected.items()} == pytest.approx(
            best, abs=1e-5
        ), seed
        assert guards(problem) or result.fairness.envy.cycles == 0
        seen["a party"] += bool(problem.together)
        seen["several allocations"] += len(table.tickets) > 1
        seen["equals"] += bool(table.types)
    assert seen["a party"] >= 15, seen
    assert seen["several allocations"] >= 10, seen
    assert seen["equals"] >= 3, seen


def test_parties_are_drawn_for_as_one():
    """By hand: two parties of two want the two seats in X, so each has them at even odds."""
    wanted = {person: ["X", "Y"] for person in "ABCD"}
    problem = one_round({"X": 2, "Y": 2}, wanted)
    problem = replace(problem, together=(Pair("A", "B"), Pair("C", "D")))
    drawn_from = solve(problem, seed=1, draw="fair").lottery
    assert drawn_from
    assert drawn_from.proven
    assert set(drawn_from.expected.values()) == {Fraction(1, 2)}
    assert drawn_from.table.types == ()
    for allocation in drawn_from.table.allocations:
        assert allocation.days["A"] == allocation.days["B"] != allocation.days["C"]
        assert allocation.days["C"] == allocation.days["D"]


def test_people_of_one_group_stay_equals():
    """A limit of their group counts them alike, so the draw may shuffle them."""
    wanted = {person: ["X", "Y"] for person in "ABC"}
    problem = one_round({"X": 3, "Y": 3}, wanted)
    attendees = tuple(replace(a, group="north") for a in problem.attendees)
    event = replace(problem.event, group_limits=(GroupLimit("X", "north", most=1),))
    found = solve(replace(problem, event=event, attendees=attendees), seed=1, draw="fair")
    assert found.lottery
    assert found.lottery.table.types == (("A", "B", "C"),)
    assert set(found.lottery.expected.values()) == {Fraction(2, 3)}


# --- questions asked again -------------------------------------------------------------


def regrets_of(problem: Problem) -> tuple[PlainPeople, np.ndarray | None]:
    """Return everybody's regret in each allocation that obeys, shape (allocations, people)."""
    plain = PlainPeople(problem)
    joint = all_that_go_well(plain)
    if not joint[0].size:
        return plain, None
    columns = [plain.numbers["regret"][p][k] for p, k in zip(plain.people, joint, strict=True)]
    return plain, np.array(columns).T


def test_what_if_equals_brute_force():
    seen: Counter[str] = Counter()
    for seed in range(WHAT_IFS):
        problem = unguarded(torn(seed) if seed % 3 else tiny(seed))
        plain, regrets = regrets_of(problem)
        if regrets is None:
            continue
        result = solve(problem)
        found = comparison(result, [named("total"), named("leximin")])
        assert found.unfinished == ()
        days = result.allocation.days
        mine = [plain.numbers["regret"][p][plain.days[p].index(days[p])] for p in plain.people]
        assert found.least_total == found.least_bound == regrets.sum(axis=1).min(), seed
        assert found.spare_gain == found.spare_bound, seed
        no_worse = regrets[np.all(regrets <= mine, axis=1)]
        assert found.spare_gain == int((mine - no_worse).sum(axis=1).max()) == 0, seed
        margins = (regrets < mine).sum(axis=1) - (regrets > mine).sum(axis=1)
        assert found.vote.margin == found.vote.bound == margins.max(), seed
        for allocation in found.allocations.values():
            assert breaches(problem, allocation) == []
        for notion in found.notions[1:]:
            best = best_for_people(problem, notion.name)
            worst = max(v for n, v in best.items() if n.startswith("worst"))
            credit = max(problem.credit.values(), default=0)
            assert notion.worst <= worst <= notion.worst + credit
        for price in found.seat_prices:
            seen["prices"] += agrees(problem, found.least_total, price)
        seen["feasible"] += 1
        seen["a vote"] += found.vote.margin > 0
        seen["classes cost"] += found.notions[1].total > found.least_total
    assert seen["feasible"] >= 40, seen
    assert seen["prices"] >= 20, seen
    assert seen["a vote"], seen
    assert seen["classes cost"], seen


def unguarded(problem: Problem) -> Problem:
    """Nobody may stay away, and refusals are wishes only by their place in the list."""
    wishes = {p: replace(said, refused=frozenset()) for p, said in problem.wishes.items()}
    event = replace(problem.event, staying_away=False)
    return replace(problem, event=event, wishes=wishes)


def agrees(problem: Problem, least: int, price: SeatPrice) -> bool:
    """Hold a seat's worth against the event with one seat more and one less."""
    if price.seats is None:
        assert (price.gain, price.cost) == (0, 0)
        return False
    for more, told in ((1, price.gain), (-1, price.cost)):
        # with no seat left a day is lost to everybody, and floors would move
        if more < 0 and price.seats == 1:
            continue
        _, regrets = regrets_of(with_seats(problem, price.session_id, more))
        if regrets is None:
            assert told is None
        else:
            assert told == (least - regrets.sum(axis=1).min()) * more
    return bool(price.gain or price.cost)


def test_the_strategy_audit_decides_the_plan_anew():
    """By hand: D alone wants Y, which takes two to be held, so all are in X.

    Had D refused X, the first stage, fewest refused places, would have held Y for all.
    """
    wishes = {"A": list("XY"), "B": list("XY"), "C": list("XY"), "D": list("YX")}
    problem = one_round({"X": 4, "Y": 4}, wishes)
    sessions = tuple(replace(s, cancellable=True, smallest=2) for s in problem.event.sessions)
    problem = replace(problem, event=replace(problem.event, sessions=sessions))
    days = solve(problem, "total", seed=1).allocation.days
    assert set(days.values()) == {("X",)}
    found = strategy_audit(problem, named("total"))
    assert (found.people, found.gained, found.largest_gain, found.lucky) == (4, 1, 1, 0)


# --- priority classes ------------------------------------------------------------------


def contest() -> Problem:
    """By hand: A has X as a host, which leaves one point to both B and C, or two to one."""
    seats = dict.fromkeys("XYZ", 1)
    problem = one_round(seats, {"A": list("XYZ"), "B": list("XZY"), "C": list("ZYX")})
    attendees = tuple(replace(a, priority="hosts" * (a.id == "A")) for a in problem.attendees)
    event = replace(problem.event, classes=("hosts",))
    return replace(problem, event=event, attendees=attendees)


def test_a_class_goes_before_those_in_none():
    told = {s.name: s.value for s in solve(contest(), "total", seed=1).stages}
    del told["ties"]
    assert told == {
        "total (class hosts)": 0,
        "total (no class)": 2,
        "worst (no class)": 1,
        "squares (no class)": 2,
        "firsts (class hosts)": 1,
    }
    without = replace(contest(), event=replace(contest().event, classes=()))
    assert solve(without, "total", seed=1).fairness.total == 1


def test_stages_are_split_class_after_class():
    problem = contest()
    refusing = {**problem.wishes, "B": Wishes({"X": 1}, frozenset({"Y"}))}
    problem = replace(
        problem,
        event=replace(problem.event, classes=("hosts", "early"), staying_away=True),
        wishes=refusing,
    )
    names = [stage.name for stage in stages_of(named("balanced"), problem)]
    thrice = [
        f"{stage} ({title})"
        for stage in ("worst", "squares", "firsts")
        for title in ("class hosts", "class early", "no class")
    ]
    assert names == ["placed", "refused", *thrice, "ties"]
    for objective in OBJECTIVES:
        found = stages_of(objective, problem)
        assert len({stage.name for stage in found}) == len(found)
        unsplit = replace(problem, event=replace(problem.event, classes=()))
        assert stages_of(objective, unsplit) == objective.stages(unsplit)


def test_the_least_total_is_not_taken_from_a_notion_with_classes():
    frame = allocator.compare(contest(), ["total", "balanced"], baselines=False)
    assert frame["total"].tolist() == [2, 2]
    assert frame["price"].tolist() == [1, 1]


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_the_report_names_the_class_of_a_step(lang):
    result = solve(contest(), "rank-maximal", seed=1)
    assert "places at level 2 (no class)" in {stage.name for stage in result.stages}
    page = render_html(result, lang)
    assert "(no class)" not in page
    assert ("for klassen hosts" if lang == "nb" else "for the class hosts") in page
    assert texts(lang)("proven.classes", classes="hosts") in page


def test_the_report_hides_what_a_class_of_few_people_reached():
    result = solve(contest(), "total", seed=1)
    few, whole = result.stages[1], replace(result.stages[1], name="total")
    assert few.name == "total (no class)"
    assert figure(texts("en"), result.problem, few, 12) == "–"
    assert figure(texts("en"), result.problem, whole, 12) == "12"
    many = replace(result.problem, attendees=result.problem.attendees * 3)
    assert figure(texts("en"), many, few, 12) == "12"
    hosts = replace(few, name="total (class hosts)")
    assert figure(texts("en"), many, hosts, 12) == "–"


# --- the same question, said otherwise -------------------------------------------------


def test_order_of_what_is_said_decides_nothing():
    for seed in range(0, TINY_DRAWS, 5):
        problem, rng = tiny(seed), Random(seed)
        event = problem.event
        limits = rng.sample(event.group_limits, len(event.group_limits))
        exclusions = [tuple(rng.sample(them, len(them))) for them in event.exclusions]
        mixed = replace(
            shuffled(rng, problem),
            event=replace(event, group_limits=tuple(limits), exclusions=tuple(exclusions)),
            together=turned(rng, problem.together),
            apart=turned(rng, problem.apart),
        )
        one, other = (solved_or_none(p, named("balanced")) for p in (problem, mixed))
        assert (one and one.allocation) == (other and other.allocation)


def turned(rng: Random, pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """Say the same of the same two people, in another order."""
    mixed = rng.sample(pairs, len(pairs))
    return tuple(
        replace(p, one=p.other, other=p.one) if rng.random() < 0.5 else p for p in mixed
    )
