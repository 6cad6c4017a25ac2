"""Questions asked again of a result: each against a plain oracle or a public figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
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
from allocator.offer import Round, Session
from allocator.problem import Attendee, Event, Problem, Wishes
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
    assert seen >= 5


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


def contest(lists):
    """Return the question of people with whole lists for four sessions of one seat."""
    begin = datetime(2024, 11, 5, 9, tzinfo=UTC)
    end = begin + timedelta(hours=1)
    sessions = tuple(Session(x, "R", x, begin, end, seats=1) for x in "WXYZ")
    event = Event(
        title="Contest",
        date=date(2024, 11, 5),
        timezone="UTC",
        place="Here",
        rounds=(Round("R", "Round"),),
        sessions=sessions,
        seed=1,
    )
    wishes = {p: Wishes({x: k for k, x in enumerate(said, 1)}) for p, said in lists.items()}
    return Problem(event, tuple(map(Attendee, lists)), wishes, tuple(lists))


def test_strategy_audit_finds_the_one_lie_that_pays():
    """By hand: the least total, 2, is had in one way only: A in Z, B in W, C in X, D in Y.

    B loses 2. Had B put X before Z, two allocations would have a sum of 2, and the one with
    B in X has the smaller worst: B would lose 1. Nobody else can do better than now.
    """
    problem = contest({"A": "ZXYW", "B": "ZXWY", "C": "XYWZ", "D": "YWXZ"})
    true = allocator.solve(problem, "total")
    assert [o.regret for o in true.outcomes] == [0, 2, 0, 0]
    lie = contest({"A": "ZXYW", "B": "XZWY", "C": "XYWZ", "D": "YWXZ"})
    assert allocator.solve(lie, "total").allocation.days["B"] == ("X",)
    found = strategy_audit(problem, named("total"))
    assert (found.people, found.placebos) == (4, 8)
    assert (found.gained, found.largest_gain, found.mean_gain) == (1, 1, 0.25)
    assert (found.lucky, found.mean_luck) == (0, 0.0)


def test_strategy_audit_tells_luck_from_gain():
    """Two want one seat: the lot decides who has it, and another seed may decide otherwise."""
    problem = contest({"A": "ZXYW", "B": "ZXYW"})
    seeds = [replace(problem, event=replace(problem.event, seed=s)) for s in range(12)]
    audits = [strategy_audit(p, named("balanced")) for p in seeds]
    assert any(a.lucky for a in audits)
    assert {a.lucky for a in audits} <= {0, 1}


def test_strategy_audit_repeats():
    audits = [strategy_audit(anchor("A19"), named("total"), people=6) for _ in range(2)]
    assert audits[0] == audits[1]
    assert audits[0].people == 6


def test_audit_on_the_command_line():
    done = CliRunner().invoke(main, ["audit", "instances/tiny", "--strategy", "--people", "3"])
    assert done.exit_code == 0, done.output
    assert "lower bound" in done.stdout
    done = CliRunner().invoke(main, ["audit", "instances/tiny"])
    assert done.exit_code == 2
