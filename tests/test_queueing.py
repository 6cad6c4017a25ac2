"""Serving a queue in batches gives what serving one by one gives."""

from random import Random

import numpy as np
import pytest

from allocator import queueing, rank_rounds, serial
from allocator.errors import Infeasible
from allocator.solver import build_model
from draws_people import draw_for_law

WAYS = (serial.in_turn, serial.in_fair_turn, rank_rounds.in_rank_rounds)


@pytest.mark.parametrize("batch", [1, 3, 256])
@pytest.mark.parametrize("way", WAYS)
def test_batches_equal_one_by_one(way, batch, monkeypatch):
    monkeypatch.setattr(queueing, "FIRST_BATCH", batch)
    seen = short = 0
    for seed in range(150):
        _, problem = draw_for_law(seed)
        try:
            model = build_model(problem)
        except Infeasible:
            continue
        rng, people = Random(seed), range(len(model.people))
        orders = [np.array(rng.sample(people, len(people))) for _ in people]
        together = way(model, orders)
        assert [way(model, [order])[0].tolist() for order in orders] == together.tolist()
        seen += 1
        short += bool((together < 0).any())
    assert seen > 40
    assert short > 5
