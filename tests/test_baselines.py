"""Ways of choosing, held against plain loops: one draw, one person, one wish at a time."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import allocator
from allocator.chance import seed_of, tie_costs
from allocator.fairness.levels import has_wish, tiers
from allocator.problem import Wishes
from allocator.rank_rounds import in_rank_rounds
from allocator.serial import in_fair_turn
from draws_people import with_people_rules
from support import draw_problem, model_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.model import Model
    from allocator.rows import Row

    Day = tuple[str, ...]


class Paper:
    """Rank rounds as one would do them with pencil and paper, for one order."""

    def __init__(self, model: Model, order: list[int]) -> None:
        self.model, self.order, self.problem = model, order, model.problem
        self.filled = filled(model)
        self.left = [row.seats for row in self.filled]
        self.held: dict[int, Day] = dict.fromkeys(order, ())
        self.rounds: list[str] = []

    def days(self, start: Day, rounds: list[str], person: int | None = None) -> list[int]:
        """Days that begin like this, permitted to a person or to anybody."""
        may = self.model.permitted
        allowed = may.any(axis=0) if person is None else may[person]
        home = {s.id: s.round_id for s in self.problem.event.sessions}
        return [
            d
            for d, day in enumerate(self.model.days)
            if allowed[d] and tuple(s for s in day if home[s] in rounds) == start
        ]

    def rows(self, start: Day, rounds: list[str]) -> set[int]:
        """Rows in which every day that begins like this takes a seat."""
        days = self.days(start, rounds) if rounds else []
        return {r for r, row in enumerate(self.filled) if days and row.uses[days].all()}

    def give(self, person: int, pick: Day) -> Day | None:
        """Give a place if it fits and every row has a seat."""
        before, start = self.held[person], self.held[person] + pick
        new = self.rows(start, self.rounds) - self.rows(before, self.rounds[:-1])
        new = {r for r in new if is_counted(self.filled[r], person)}
        fits = self.days(start, self.rounds, person)
        if not fits or any(self.left[r] <= 0 for r in new):
            return None
        for r in new:
            self.left[r] -= 1
        return start

    def lists(self, person: int, round_id: str) -> list[list[str]]:
        """What a person asks for, tier after tier; fixed places first, no wish last."""
        name, event = self.model.people[person], self.problem.event
        said, offer = self.problem.wishes_of(name), [s.id for s in event.offer[round_id]]
        ties = tie_costs(seed_of(self.problem), name, offer)
        wanted = [sorted(t, key=lambda s: (ties[s], s)) for t in tiers(event, said, round_id)]
        attendee = self.problem.attendee[name]
        if set(offer) & set(attendee.fixed):
            return [[*chain(*wanted)]]
        if has_wish(event, attendee, said, round_id):
            return [[], *wanted]
        return [*[[]] * 99, [*chain(*wanted)]]

    def asked(self, round_id: str) -> Iterator[tuple[int, Day]]:
        """Who asks for what, in the order in which it is looked at."""
        lists = {i: self.lists(i, round_id) for i in self.held}
        for tier in range(100):
            for i in lists:
                yield from ((i, (s,)) for s in [*lists[i], *[[]] * 100][tier])
        yield from ((i, ()) for i in lists)

    def choice(self) -> list[int]:
        for round_ in self.problem.event.rounds:
            self.rounds.append(round_.id)
            placed: dict[int, Day] = {}
            for i, pick in self.asked(round_.id):
                if i not in placed and (start := self.give(i, pick)) is not None:
                    placed[i] = start
            self.held = {i: placed[i] for i in self.order if i in placed}
        days = self.model.days
        return [days.index(self.held[i]) if i in self.held else -1 for i in sorted(self.order)]


def filled(model: Model) -> list[Row]:
    """Rows in which people take seats, and nobody gives any."""
    return [row for row in model.rows if [term.sign for term in row.terms] == [1]]


def is_counted(row: Row, person: int) -> bool:
    who = row.terms[0].people
    return who is None or person in who.tolist()


def plain_in_turn(model: Model, order: list[int]) -> list[int]:
    """Whole days in turn; a seat that all days of a person need is kept for that person."""
    people, rows = range(len(model.people)), filled(model)
    counted = [{r for r, row in enumerate(rows) if is_counted(row, i)} for i in people]
    kept = [{r for r in counted[i] if rows[r].uses[model.permitted[i]].all()} for i in people]
    left = [row.seats - sum(r in k for k in kept) for r, row in enumerate(rows)]
    choice = [-1] * len(order)
    for i in order:
        for r in kept[i]:
            left[r] += 1
        free = [
            d
            for d in np.flatnonzero(model.permitted[i])
            if all(left[r] > 0 for r in counted[i] if rows[r].uses[d])
        ]
        if free:
            choice[i] = min(
                free,
                key=lambda d: (
                    model.refused[i, d] + model.gaps[i, d],
                    model.regret[i, d],
                    model.ties[i, d],
                    d,
                ),
            )
            for r in counted[i]:
                left[r] -= int(rows[r].uses[choice[i]])
    return choice


def drawn(seed: int) -> tuple[Model, list[list[int]]]:
    rng = Random(seed)
    problem = draw_problem(rng, 7, rng.choice(((3, 2), (2, 2, 3), (4,))))
    model = model_of(with_people_rules(rng, problem, 0.4) if seed % 2 else problem)
    size = len(model.people)
    if rng.random() < 0.3:
        # a row that no single session fills: only whole days use it
        model.at_most("half of the days", "x", np.arange(len(model.days)) % 2 == 0, 3)
    return model, [rng.sample(range(size), size) for _ in range(3)]


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 10**6))
def test_rank_rounds_equal_pencil_and_paper(seed: int) -> None:
    model, orders = drawn(seed)
    found = in_rank_rounds(model, [np.array(order) for order in orders])
    assert found.tolist() == [Paper(model, order).choice() for order in orders]


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 10**6))
def test_choosing_in_turn_equals_pencil_and_paper(seed: int) -> None:
    model, orders = drawn(seed)
    found = in_fair_turn(model, [np.array(order) for order in orders])
    assert found.tolist() == [plain_in_turn(model, order) for order in orders]


@settings(deadline=None, max_examples=80)
@given(st.integers(0, 10**6), st.sampled_from((in_fair_turn, in_rank_rounds)))
def test_no_way_of_choosing_breaks_a_rule(seed: int, choose) -> None:
    model, orders = drawn(seed)
    for choice in choose(model, [np.array(order) for order in orders]):
        placed = np.flatnonzero(choice >= 0)
        assert model.permitted[placed, choice[placed]].all()
        for row in filled(model):
            used = sum(bool(row.uses[choice[i]]) for i in placed if is_counted(row, i))
            assert used <= max(row.seats, 0)


def test_a_speaker_keeps_the_own_seat_however_late() -> None:
    """Everybody wants W1, which has as many seats as there are others."""
    problem = allocator.read("instances/tiny")
    speaker = replace(problem.attendees[0], id="P0", fixed=("W1",))
    wishes = {a.id: Wishes({"W1": 1}) for a in problem.attendees}
    attendees = (speaker, *problem.attendees)
    model = model_of(replace(problem, attendees=attendees, wishes=wishes, arrival=()))
    late = model.people.index("P0")
    order = np.array([*(i for i in range(len(model.people)) if i != late), late])
    for choose in (in_fair_turn, in_rank_rounds):
        day = choose(model, [order])[0][late]
        assert day >= 0
        assert "W1" in model.days[day]


@pytest.mark.parametrize("choose", [in_fair_turn, in_rank_rounds])
def test_draws_do_not_know_of_each_other(choose) -> None:
    model, orders = drawn(3)
    arrays = [np.array(order) for order in orders]
    together = choose(model, arrays).tolist()
    assert together == [choose(model, [one])[0].tolist() for one in arrays]
