"""Too many days to list: what is said by parts is what a list of all days would say."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from click.testing import CliRunner

import allocator.solver
from allocator.cli import main
from allocator.errors import Infeasible, InputRefused, SelfCheckFailed, UsageTrouble
from allocator.explainer import explain
from allocator.objectives import named, stages_of
from allocator.objectives.parted import costs_of
from allocator.objectives.stages import Ties
from allocator.pipeline import solve_instance
from allocator.problem import SameTheme
from allocator.readers import read_instance
from allocator.recount import recount
from allocator.rules import RULES
from allocator.rules.posting import post_all, post_parts
from allocator.serial import UNPLACED, in_fair_turn
from allocator.solver import solve
from allocator.space_certificate import Costs, Open, price_space
from allocator.space_cheapest import SLACK, cheapest
from allocator.space_model import picks_of
from allocator.space_recount import recount_on_demand
from allocator.space_search import FAR, Tolls, TooMany, within
from allocator.space_turns import in_fair_turn_by_parts, needed
from allocator.verifier import verify
from draws_people import with_people_rules
from support import NOTIONS, draw_problem

SEEDS = range(40)


def drawn(seed):
    """Draw a problem without an open plan, in which themes are met once at most."""
    rng = Random(seed)
    offers = rng.choice(((2, 3), (3, 3), (2, 2, 3), (3, 3, 3)))
    problem = with_people_rules(rng, draw_problem(rng, rng.randint(1, 6), offers, seed), 0.5)
    theme = rng.choice([SameTheme.FORBID, SameTheme.FORBID, SameTheme.ALLOW])
    event = replace(problem.event, same_theme=theme)
    return rng, replace(problem, event=event)


def whole(space, model):
    """Return the parts of every day of a model, shape (days, rounds)."""
    return model.picks + np.array([r.start for r in space.rounds])


@pytest.mark.parametrize("seed", SEEDS)
def test_parts_say_what_days_say(seed):
    _, problem = drawn(seed)
    space, model = post_parts(problem, RULES), post_all(problem, RULES)
    parts = whole(space, model)
    possible, permitted = (t[:, parts].all(axis=2) for t in (space.possible, space.permitted))
    clash = np.any(space.conflicts[parts[:, :, None], parts[:, None, :]], axis=(1, 2))
    assert np.array_equal(possible & ~clash, model.possible)
    assert np.array_equal(permitted & ~clash, model.permitted)
    assert np.array_equal(space.loss[:, parts].sum(axis=2), model.loss)
    some = model.possible.any(axis=0)
    for mine, theirs in zip(space.rows_over(parts), model.rows, strict=True):
        assert (mine.label, mine.seats) == (theirs.label, theirs.seats)
        for one, other in zip(mine.terms, theirs.terms, strict=True):
            assert np.array_equal(one.uses[some], other.uses[some])
    alone = model.possible.any(axis=1)
    assert np.array_equal(space.floor[alone], model.floor[alone])
    assert (space.floor[~alone] == FAR).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_stages_say_of_parts_what_they_say_of_days(seed):
    rng, problem = drawn(seed)
    space, model = post_parts(problem, RULES), post_all(problem, RULES)
    parts = whole(space, model)
    for stage in stages_of(rng.choice(NOTIONS), problem):
        costs = costs_of(stage, space)
        found = np.zeros(model.possible.shape, dtype=np.int64)
        if costs.of_part is not None:
            found += costs.of_part[:, parts].sum(axis=2)
        if costs.of_loss is not None:
            most = costs.of_loss.shape[1] - 1
            found += np.take_along_axis(costs.of_loss, np.minimum(model.loss, most), axis=1)
        here = model.possible
        assert np.array_equal(found[here], stage.table(model)[here])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_cheapest_days_are_those_of_a_list(seed):
    rng, problem = drawn(seed)
    space, model = post_parts(problem, RULES), post_all(problem, RULES)
    parts, luck = whole(space, model), np.random.default_rng(seed)
    of_part = luck.integers(0, 1000, space.loss.shape)
    tolls = of_part[:, parts].sum(axis=2)
    of_loss = None
    if rng.random() < 0.7:
        of_loss = luck.integers(0, 1000, (len(space.people), space.losses))
        at = np.minimum(model.loss, space.losses - 1)
        tolls += np.take_along_axis(of_loss, at, axis=1)
    tolls = np.where(model.possible, tolls, FAR)
    asked = Tolls(space, np.where(space.possible, of_part, FAR), of_loss)
    least, days = cheapest(asked)
    best = tolls.min(axis=1)
    assert ((best - SLACK <= least) & (least <= best)).all()
    assert days.person.tolist() == np.flatnonzero(best < FAR).tolist()
    assert (asked.sum(days) <= best[days.person] + SLACK).all()
    exact, _ = cheapest(asked, 0, np.inf)
    assert np.array_equal(exact, best)
    weaker, _ = cheapest(asked, 0, 0)
    assert (weaker <= best).all()
    most = np.where(best < FAR, best + 150, 0)
    near = within(asked, most)
    assert len(near) == (tolls <= most[:, None]).sum()
    assert len(np.unique(np.column_stack([near.person, near.parts]), axis=0)) == len(near)
    if len(near):
        with pytest.raises(TooMany):
            within(asked, most, limit=len(near) - 1)


@pytest.mark.parametrize("seed", range(25))
def test_values_are_those_of_listed_days(seed, monkeypatch):
    rng, problem = drawn(1000 + seed)
    notion = rng.choice(NOTIONS)

    def answer():
        try:
            return solve(problem, notion)
        except Infeasible:
            return None

    listed = answer()
    monkeypatch.setattr(allocator.solver, "listable", lambda *_: False)
    demanded = answer()
    assert (listed is None) == (demanded is None)
    if listed and demanded:
        values = [(s.name, s.value) for s in listed.stages if s.value]
        assert [(s.name, s.value) for s in demanded.stages if s.value] == values
        assert all(s.status == "proven" for s in demanded.stages)
        assert demanded.allocation == listed.allocation
        space = post_parts(demanded.problem, RULES)
        stages = {s.name: s for s in stages_of(notion, demanded.problem)}
        assert not list(recount_on_demand(space, stages, demanded.stages))


@pytest.mark.parametrize("seed", range(30))
def test_people_choose_in_turn_as_from_a_list(seed):
    rng, problem = drawn(seed)
    space, model = post_parts(problem, RULES), post_all(problem, RULES)
    spared = np.array([model.permitted @ ~row.uses for row in model.filling_rows], dtype=bool)
    uses = np.array([row.uses for row in space.rows if row.fills], dtype=np.int64)
    kept = needed(space, uses.reshape(-1, space.loss.shape[1])).T
    if not np.array_equal(~spared.reshape(kept.shape), kept):
        return  # conflicts leave a person no other day, which parts do not show
    orders = [np.array(rng.sample(range(len(model.people)), len(model.people)))]
    orders *= len(model.people) + 1
    listed = in_fair_turn(model, orders[:1])[0]
    chosen = in_fair_turn_by_parts(space, orders)
    assert (chosen == chosen[0]).all()
    for day, parts in zip(listed.tolist(), space.picks(chosen[0]), strict=True):
        if day == UNPLACED:
            assert (parts < 0).all()
        else:
            assert parts.tolist() == model.picks[day].tolist()


def test_prices_of_parts_prove_what_prices_of_days_prove():
    problem = allocator.read("instances/oslo-2024")
    solution = solve(problem, "total")
    space, model = post_parts(solution.problem, RULES), post_all(solution.problem, RULES)
    stages = {s.name: s for s in stages_of(named("total"), problem)}
    total = solution.stages[0]
    bound = price_space(
        space, Open(space.permitted), costs_of(stages[total.name], space), (), total.prices
    )
    assert bound.rounded == total.bound
    better = (replace(total, value=total.value - 1, bound=total.bound + 1),)
    assert [*recount(model, stages, better)]
    assert [*recount_on_demand(space, stages, better)]
    with pytest.raises(ValueError, match="negative"):
        price_space(
            space, Open(space.permitted), Costs(), (), replace(total.prices, rows={"x": -1})
        )


# --- whole commands on an event with 161,051 days --------------------------------------


def written(folder, *, people=9, rounds=5, sessions=10, seats=2, theme="forbid", extra=""):
    """Write an instance in which topics come again in every round."""
    folder.mkdir()
    rng = Random(7)
    lines = ["title: Made up", "date: 2026-05-04", "timezone: Europe/Oslo", "place: Hall"]
    lines += [f"same_theme: {theme}", "staying_away: false", "transfer_minutes: 0"]
    lines += ["rounds:"]
    for r in range(rounds):
        lines += [f"  - id: R{r}", f"    title: Round {r}", f"    start: {8 + r:02}:00"]
        lines += [f"    end: {8 + r:02}:50", "    sessions:"]
        lines += [
            f'      - {{id: R{r}-{s}, theme: "{s}", title: Topic {s}, seats: {seats}{extra}}}'
            for s in range(sessions)
        ]
    (folder / "event.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    ids = [f"A{i:03}" for i in range(people)]
    rows = "".join(f"{i}\n" for i in ids)
    (folder / "attendees.csv").write_text("attendee_id\n" + rows, encoding="utf-8")
    wishes = ["attendee_id,session_id,rank"]
    for person in ids:
        best = rng.sample(range(sessions), 4)
        wishes += [
            f"{person},R{r}-{s},{k}" for r in range(rounds) for k, s in enumerate(best, 1)
        ]
    (folder / "preferences.csv").write_text("\n".join(wishes) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    written(folder / "in")
    _, solution = solve_instance(folder / "in", folder / "out", objective="leximin")
    return folder, solution


def test_a_result_without_a_list_is_proven_and_verified(result):
    folder, solution = result
    assert solution.proven
    assert solution.comparison is None
    found = verify(folder / "out")
    assert found.proven
    assert {w.name for w in solution.fairness.alternatives} == {
        "chosen",
        "first come",
        "random order",
    }
    for day in solution.allocation.days.values():
        themes = [solution.problem.event.session[s].theme for s in day]
        assert len(set(themes)) == len(themes) == 5


def test_a_better_bound_than_prices_prove_is_found_out(result):
    _, solution = result
    space = post_parts(solution.problem, RULES)
    stages = {s.name: s for s in stages_of(named("leximin"), solution.problem)}
    for k, claim in enumerate(solution.stages):
        step = -1 if claim.most else 1
        claims = list(solution.stages)
        claims[k] = replace(claim, bound=claim.bound + step, proof="prices")
        assert [*recount_on_demand(space, stages, tuple(claims))], claim.name


def test_check_tells_that_an_allocation_exists(result):
    folder, _ = result
    told = CliRunner().invoke(main, ["check", str(folder / "in"), "--lang", "en"])
    assert told.exit_code == 0
    assert "An allocation that obeys all rules exists." in told.output


def test_too_few_seats_are_named(tmp_path):
    folder = written(tmp_path / "in", people=11, seats=1)
    with pytest.raises(Infeasible, match=r"more people need these places.*R0-0 \(1\)"):
        solve_instance(folder, tmp_path / "out")
    told = CliRunner().invoke(main, ["check", str(folder), "--lang", "en"])
    assert told.exit_code == 4
    assert "R0-0 (1)" in told.output


def test_what_needs_a_list_is_refused_in_one_line(result):
    _, solution = result
    with pytest.raises(UsageTrouble, match="161051 different days"):
        solve(solution.problem, draw="fair")
    with pytest.raises(UsageTrouble, match="161051 different days"):
        explain(solution.problem)


def test_an_open_plan_needs_a_list(tmp_path):
    folder = written(tmp_path / "in", extra=", may_be_cancelled: true")
    with pytest.raises(InputRefused) as refused:
        read_instance(folder)
    assert "E343" in {f.code for f in refused.value.findings}


def test_preferred_themes_need_a_list(tmp_path):
    folder = written(tmp_path / "in", theme="prefer")
    with pytest.raises(InputRefused) as refused:
        read_instance(folder)
    assert "E343" in {f.code for f in refused.value.findings}


def test_a_changed_bound_is_found_by_verify(result):
    folder, _ = result
    path = folder / "out" / "result.json"
    before = path.read_text(encoding="utf-8")
    document = json.loads(before)
    document["stages"][0]["bound"] -= 1
    path.write_text(json.dumps(document), encoding="utf-8")
    try:
        with pytest.raises(SelfCheckFailed):
            verify(folder / "out")
    finally:
        path.write_text(before, encoding="utf-8")


def test_a_stage_of_ones_own_needs_a_list(result):
    _, solution = result
    space = post_parts(solution.problem, RULES)
    assert costs_of(Ties(), space).of_part is not None
    with pytest.raises(UsageTrouble, match="stage own"):
        costs_of(type("Other", (), {"name": "own"})(), space)


def test_days_of_ids_and_of_numbers_are_the_same(result):
    _, solution = result
    model = post_all(
        solution.problem,
        RULES,
        picks_of(solution.problem.event, solution.allocation.days.values()),
    )
    assert set(model.days) == set(solution.allocation.days.values())
