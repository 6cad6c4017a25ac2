"""People who spend the same day, taken as one: the same answers, and prices that prove more."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from allocator.allocation import Allocation
from allocator.certificate import Pin, Prices, price
from allocator.engine.columns import Shared, columns_of
from allocator.engine.types import types_of
from allocator.errors import Infeasible
from allocator.fairness.outcome import outcomes
from allocator.objectives import named, stages_of
from allocator.objectives.protocol import score
from allocator.parties import whole_day_parties
from allocator.problem import Pair
from allocator.solver import solve
from allocator.units import Units
from support import model_of
from test_lottery import one_round
from test_people_rules import tiny

DRAWS = 120


def drawn(seed):
    """Return a question with parties, its model and its units."""
    problem = tiny(seed)
    model = model_of(problem)
    return problem, model, Units(model)


def together(problem):
    """Return parties of all rounds, merged by hand: pairs joined until nothing changes."""
    party = {a.id: {r.id: {a.id} for r in problem.event.rounds} for a in problem.attendees}
    for _ in problem.attendees:
        for pair in problem.together:
            if {pair.one, pair.other} <= party.keys():
                for r in problem.event.rounds:
                    if pair.round_id in ("", r.id):
                        merged = party[pair.one][r.id] | party[pair.other][r.id]
                        for person in merged:
                            party[person][r.id] = merged
    groups = {tuple(sorted(set.intersection(*rounds.values()))) for rounds in party.values()}
    return tuple(sorted(group for group in groups if len(group) > 1))


def test_who_spends_the_same_day():
    sizes: Counter[int] = Counter()
    for seed in range(DRAWS):
        problem = tiny(seed)
        found = whole_day_parties(problem)
        assert found == together(problem)
        sizes.update(map(len, found))
    assert sizes[2] >= 20
    assert sum(sizes.values()) > sizes[2]


def test_units_may_do_what_their_people_may():
    """Law 1 over units: any day of each unit, most of them bad."""
    rng, seen = np.random.default_rng(1), Counter[bool]()
    for seed in range(DRAWS):
        _, model, units = drawn(seed)
        if units.sizes is None:
            continue
        for _ in range(40):
            choice = rng.integers(0, len(model.days), len(units))
            fitting = np.flatnonzero(units.permitted.any(axis=1))
            for a in fitting[rng.random(len(fitting)) < 0.8]:
                choice[a] = rng.choice(np.flatnonzero(units.permitted[a]))
            people = units.of_people(choice)
            may = model.permitted[np.arange(len(people)), people].all() and model.holds(people)
            allowed = units.permitted[np.arange(len(choice)), choice].all()
            assert (bool(allowed) and units.holds(choice)) == bool(may)
            assert (units.of_units(people) == choice).all()
            seen[bool(may)] += 1
    assert min(seen.values()) >= 100, seen


def test_tables_of_units_score_as_people_do():
    rng = np.random.default_rng(2)
    for seed in range(DRAWS):
        problem, model, units = drawn(seed)
        if not model.possible.any(axis=1).all():
            continue
        choice = rng.integers(0, len(model.days), len(units))
        days = dict(zip(model.people, units.of_people(choice), strict=True))
        answer = Allocation({p: model.days[d] for p, d in sorted(days.items())})
        floors = dict(zip(model.people, model.floor.tolist(), strict=True))
        stages = stages_of(named("leximin"), problem)
        counted = score(stages, outcomes(problem, floors, answer))
        for stage in stages:
            entries = units.table(stage)[np.arange(len(choice)), choice]
            value = entries.max(initial=0) if stage.largest else entries.sum()
            assert value == counted[stage.name]


def test_prices_charge_a_unit_for_everybody_in_it():
    """The bound, and columns, against a loop over units, days and rows."""
    rng = Random(3)
    for seed in range(DRAWS):
        problem, _, units = drawn(seed)
        if units.sizes is None or not units.permitted.any(axis=1).all():
            continue
        stage = stages_of(named("total"), problem)[-1]
        table, pins = units.table(stage), (Pin("more", units.regret, 3),)
        amounts = [rng.choice((0, 0, 1, 5)) for _ in units.rows]
        prices = Prices(
            dict(zip((r.label for r in units.rows), amounts, strict=True)), {"more": 7}
        )
        paid = 21 + sum(p * row.seats for p, row in zip(amounts, units.rows, strict=True))
        least = 0
        for a in range(len(units)):
            each = []
            for d in np.flatnonzero(units.permitted[a]).tolist():
                counts = (
                    t.sign * t.size_of(a) * int(t.uses[d]) * p
                    for p, row in zip(amounts, units.rows, strict=True)
                    for t in row.terms
                )
                each.append(
                    10**6 * int(table[a, d]) + 7 * int(units.regret[a, d]) + sum(counts)
                )
            least += min(each)
        priced = price(table, units.permitted, units.rows, pins, prices)
        assert priced.bound == least - paid
        shared = Shared(units.rows, pins)
        columns = columns_of(table, units.permitted, shared)
        total, chosen = columns.cheapest(shared.scaled(prices))
        assert total == least
        used = [row.used(columns.day[chosen]) for row in units.rows]
        assert columns.used(chosen)[: len(used)].tolist() == used


def test_units_of_different_sizes_are_of_different_types():
    """Three people want the same; two of them are one unit."""
    problem = one_round({"X": 2, "Y": 3}, {p: ["X", "Y"] for p in "ABC"})
    units = Units(model_of(replace(problem, together=(Pair("A", "B"),))))
    columns = columns_of(0 * units.regret, units.permitted, Shared(units.rows, ()))
    assert sorted(units.sizes) == [1, 2]
    assert len(types_of(columns).first) == 2


def test_a_party_has_no_day_in_a_session_that_is_too_small():
    problem = one_round({"X": 2, "Y": 3}, {p: ["X", "Y"] for p in "ABC"})
    party = replace(problem, together=(Pair("A", "B"), Pair("B", "C")))
    units = Units(model_of(party))
    assert [units.days[d] for d in np.flatnonzero(units.permitted[0])] == [("Y",)]
    found = solve(party, "total")
    assert set(found.allocation.days.values()) == {("Y",)}
    assert all(stage.proof == "prices" for stage in found.stages)


def test_a_party_that_no_day_suits_is_named():
    problem = one_round({"X": 2, "Y": 2}, {p: ["X", "Y"] for p in "ABC"})
    party = replace(problem, together=(Pair("A", "B"), Pair("B", "C")))
    with pytest.raises(Infeasible, match="no day is permitted to all of A, B, C, who stay"):
        solve(party, "total")
