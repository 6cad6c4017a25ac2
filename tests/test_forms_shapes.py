"""Random wishes in every shape of form come back exactly."""

from __future__ import annotations

from random import Random

import pytest

from allocator.forms import Role, understand
from form_shapes import draw

CASES = 200
BATCH = 40


@pytest.mark.parametrize("first", range(0, CASES, BATCH))
def test_every_shape_says_what_was_written(first: int) -> None:
    for seed in range(first, first + BATCH):
        form = draw(Random(seed))
        understood = understand([form.book], form.event)
        found = {
            answer.person[Role.EMAIL]: {w.session_id: w.value for w in answer.wishes}
            for answer in understood.answers
        }
        said = {person: form.said.get(person, {}) for person in found}
        assert found == said, (seed, form.shape)
        assert len(found) == len(understood.answers), (seed, form.shape)
        assert form.said.keys() <= found.keys(), (seed, form.shape)
        assert not [f for f in understood.findings if f.stops], (seed, form.shape)
        if any(said.values()):
            assert understood.value_column == form.value_column, (seed, form.shape)
