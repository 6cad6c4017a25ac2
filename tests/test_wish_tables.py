"""The tables over all people equal the definitions, person by person."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from allocator.errors import Infeasible
from allocator.fairness.levels import day_loss, has_wish, levels
from allocator.problem import Unlisted
from allocator.solver import build_model
from support import draw_problem, model_of


@pytest.mark.parametrize("unlisted", Unlisted)
@pytest.mark.parametrize("costs", [(), (0, 1, 5), (3,)])
def test_tables_of_all_people_equal_the_definitions(unlisted, costs):
    wished = 0
    for seed in range(25):
        drawn = draw_problem(Random(seed), people=4, offers=(3, 4))
        event = replace(drawn.event, unlisted=unlisted, wish_costs=costs)
        problem = replace(drawn, event=event)
        model = model_of(problem, rules=())
        for i, person in enumerate(model.people):
            said, who = problem.wishes_of(person), problem.attendee[person]
            here = [r.id for r in event.rounds if has_wish(event, who, said, r.id)]
            wished += len(here)
            level = {s: n for r in here for s, n in levels(event, said, r).items()}
            for d, day in enumerate(model.days):
                held = [level[s] for s in day if s in level]
                assert model.loss[i, d] == day_loss(problem, person, day)
                assert model.firsts[i, d] == held.count(0)
                assert model.places_at(1)[i, d] == held.count(1)
                assert model.refused[i, d] == len(said.refused & set(day))
    assert wished > 50


def test_days_that_nobody_may_spend_are_left_out_and_nothing_else():
    dropped = 0
    for seed in range(40):
        problem = draw_problem(Random(seed), people=4, offers=(3, 4))
        whole = model_of(problem, rules=())
        try:
            left = build_model(problem)
        except Infeasible:
            continue
        dropped += len(whole.days) - len(left.days)
        assert set(left.days) <= set(whole.days)
        at = [whole.days.index(day) for day in left.days]
        assert np.array_equal(left.loss, whole.loss[:, at])
        assert left.possible.any(axis=0).all()
    assert dropped > 0
