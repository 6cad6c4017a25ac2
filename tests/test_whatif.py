"""Questions asked again of a result: each against a plain oracle or a public figure."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random

import numpy as np
import pytest
from click.testing import CliRunner

import allocator
from allocator.allocation import Allocation
from allocator.cli import main
from allocator.errors import Infeasible
from allocator.objectives import named
from allocator.objectives.stages import guards
from allocator.whatif import comparison, strategy_audit
from support import Plain, breaches, contested
from test_anchors import anchor
from test_objectives import medium, tiny

TINIES = range(150)


def answers():
    """Yield tiny problems with their balanced result and its comparison."""
    for seed in TINIES:
        problem = contested(Random(seed), tiny(seed)) if seed % 2 else tiny(seed)
        try:
            result = allocator.solve(problem)
        except Infeasible:
            continue
        yield seed, result, comparison(result)


@pytest.fixture(scope="module")
def compared():
    return list(answers())


def every_allocation(problem):
    """Return each allocation that obeys the rules, with refused, missing places and regrets."""
    plain = Plain(problem)
    rows = []
    for days in product(*(range(len(plain.days[p])) for p in plain.people)):
        used = sum(plain.uses[p][d] for p, d in zip(plain.people, days, strict=True))
        if np.all(used <= plain.limits):
            rows.append(days)
    if not rows:
        return None
    picked = np.array(rows)

    def numbers(name):
        columns = [plain.numbers[name][p][picked[:, i]] for i, p in enumerate(plain.people)]
        return np.array(columns).T

    guarded = [s.name for s in guards(problem)]
    return numbers("regret"), np.array([numbers(g).sum(axis=1) for g in guarded]), plain


def kept(guarded, own):
    """Tell which allocations have no more refused or missing places than the result."""
    return np.all(guarded <= own[:, np.newaxis], axis=0) if len(own) else slice(None)


def test_least_total_gain_and_vote_equal_brute_force(compared):
    seen = 0
    for seed, result, found in compared:
        regrets, guarded, plain = every_allocation(result.problem)
        days = result.allocation.days
        mine = np.array(
            [plain.numbers["regret"][p][plain.days[p].index(days[p])] for p in plain.people]
        )
        own = np.array(
            [
                sum(
                    plain.numbers[s.name][p][plain.days[p].index(days[p])] for p in plain.people
                )
                for s in guards(result.problem)
            ]
        )
        regrets = regrets[kept(guarded, own)]
        assert found.least_total == found.least_bound == regrets.sum(axis=1).min(), seed
        no_worse = regrets[np.all(regrets <= mine, axis=1)]
        most = int((mine - no_worse).sum(axis=1).max())
        assert found.spare_gain == found.spare_bound == most == 0, seed
        margins = (regrets < mine).sum(axis=1) - (regrets > mine).sum(axis=1)
        assert found.vote.margin == found.vote.bound == margins.max(), seed
        seen += found.vote.margin > 0
    assert len(compared) >= 30
    assert seen >= 3


def test_a_wasteful_allocation_has_a_gain_to_spare():
    found = 0
    for seed in range(40):
        rng = Random(seed)
        problem = replace(tiny(seed), event=replace(tiny(seed).event, refusals="forbid"))
        try:
            result = allocator.solve(problem, "generous")
        except Infeasible:
            continue
        plain = Plain(problem)
        days = dict(result.allocation.days)
        person = rng.choice(plain.people)
        days[person] = rng.choice(plain.days[person])
        worse = Allocation(days)
        if breaches(problem, worse) or any(o.gaps for o in result.outcomes):
            continue
        left = comparison(replace(result, allocation=worse), objectives=())
        assert left.spare_gain == left.spare_bound
        found += left.spare_gain > 0
    assert found >= 2


def with_seats(problem, session_id, more):
    """Return the question with more seats wherever one session is limited."""
    event, session = problem.event, problem.event.session[session_id]
    bus = session.departure.bus if session.departure else None

    def changed(things, which):
        return tuple(replace(x, seats=x.seats + more) if x.id == which else x for x in things)

    own = replace(session, seats=None if session.seats is None else session.seats + more)
    event = replace(
        event,
        sessions=tuple(own if s.id == session_id else s for s in event.sessions),
        buses=changed(event.buses, bus),
    )
    if session.room is None:
        return replace(problem, event=event)
    room = replace(
        event.room[session.room], id="own", seats=event.room[session.room].seats + more
    )
    sessions = tuple(
        replace(own, room="own") if s.id == session_id else s for s in event.sessions
    )
    return replace(problem, event=replace(event, sessions=sessions, rooms=(*event.rooms, room)))


def test_seat_prices_equal_solving_the_changed_event(compared):
    gains = costs = 0
    for seed, result, found in compared:
        if guards(result.problem):
            continue
        for price in found.seat_prices:
            if price.seats is None:
                assert (price.gain, price.cost) == (0, 0)
                continue
            for more, told in ((1, price.gain), (-1, price.cost)):
                regrets = every_allocation(with_seats(result.problem, price.session_id, more))
                if regrets is None:
                    assert told is None, (seed, price)
                    continue
                # with no seat left a day is lost to everybody, and floors would move
                if more < 0 and price.seats == 1:
                    continue
                least = regrets[0].sum(axis=1).min()
                assert told == (found.least_total - least) * more, (seed, price)
                gains += more > 0 and told > 0
                costs += more < 0 and told > 0
    assert gains >= 5
    assert costs >= 5


@pytest.mark.parametrize(
    ("name", "gains", "costs"),
    [
        ("A19", (2, 4, 4, 3, 2, 2, 1, 0), (2, 4, 4, 3, 2, 2, 1, 0)),
        ("A21", (0, 3, 3, 2, 1, 1, 0, 0), (1, 3, 3, 2, 1, 1, 0, 0)),
    ],
)
def test_seat_prices_of_the_public_anchors(name, gains, costs):
    result = allocator.solve(anchor(name))
    found = comparison(result, objectives=(named("total"),))
    assert tuple(p.gain for p in found.seat_prices) == gains
    assert tuple(p.cost for p in found.seat_prices) == costs
    assert found.notions[1].total == found.least_total
    assert not found.unfinished


def test_each_notion_is_what_it_would_be_alone(compared):
    for _, result, found in compared[:15]:
        for notion in found.notions:
            alone = allocator.solve(result.problem, notion.name)
            assert found.allocations[notion.name] == alone.allocation
            assert (notion.proven, notion.total) == (True, alone.fairness.total)
        assert [n.chosen for n in found.notions] == [True] + [False] * (len(found.notions) - 1)


def test_what_does_not_fit_into_the_limit_is_named():
    problem = next(p for p in map(medium, range(1, 30, 2)) if is_lost(p))
    found = comparison(allocator.solve(problem), time_limit=1e-9)
    assert found.unfinished
    assert not all(n.proven for n in found.notions)


def is_lost(problem):
    """Tell whether the event has an allocation, and somebody must lose something."""
    try:
        return allocator.solve(problem).fairness.total > 5
    except Infeasible:
        return False


def test_strategy_audit_counts_gains_and_luck():
    found = strategy_audit(anchor("A19"), named("total"), people=10)
    assert (found.people, found.placebos) == (10, 20)
    assert 30 <= found.tried <= 40
    assert 0 <= found.gained <= 10
    assert found.largest_gain >= found.mean_gain >= 0
    assert (found.gained == 0) == (found.largest_gain == 0)
    again = strategy_audit(anchor("A19"), named("total"), people=10)
    assert again == found


def test_somebody_gains_by_a_lie_that_is_known_to_work():
    """Least sum of ranks: the list "first or nothing else near" wins the contested seat."""
    audits = [strategy_audit(anchor(n), named("total"), people=30) for n in ("A19", "A21")]
    assert any(found.gained > 0 for found in audits)


def test_audit_on_the_command_line():
    done = CliRunner().invoke(main, ["audit", "instances/tiny", "--strategy", "--people", "3"])
    assert done.exit_code == 0, done.output
    assert "lower bound" in done.stdout
    done = CliRunner().invoke(main, ["audit", "instances/tiny"])
    assert done.exit_code == 2
