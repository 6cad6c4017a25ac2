"""Days and what they are to people: the tables over people and days.

Every combination of one session or none a round is a day; every table has one row a person
and one column a day.
"""

from __future__ import annotations

from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from allocator.chance import impartial_order, seed_of, tie_costs
from allocator.fairness.levels import empty_loss, has_wish, levels, losses

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from allocator.problem import Problem
    from allocator.rows import Index, Mask, Table


class DayTables:
    """Days of one problem, who may spend them, and what each is to each person.

    Parameters
    ----------
    problem
        The question.

    Attributes
    ----------
    people
        Attendee ids in the seeded, impartial order: the rows of every table.
    days
        Every combination of one session or none a round, as tuples of session ids: the
        columns of every table.
    possible
        Whether the personal rules let a person spend a day, shape (people, days). Regret is
        measured from the best of these.
    permitted
        Whether a person may spend a day, shape (people, days): possible, and not closed to
        everybody by seats or by the plan.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        event = problem.event
        self.people = impartial_order(seed_of(problem), (a.id for a in problem.attendees))
        offers = [[s.id for s in event.offer[r.id]] for r in event.rounds]
        self._picks = np.array(
            list(product(*(range(len(offer) + 1) for offer in offers))), dtype=np.intp
        ).reshape(-1, len(offers))
        choices = [[(s,) for s in offer] + [()] for offer in offers]
        self.days: tuple[tuple[str, ...], ...] = tuple(
            sum(parts, ()) for parts in product(*choices)
        )
        self.possible: Mask = np.ones((len(self.people), len(self.days)), dtype=bool)
        self.permitted: Mask = self.possible.copy()

    @cached_property
    def _position(self) -> dict[str, int]:
        return {a: i for i, a in enumerate(self.people)}

    @cached_property
    def _column(self) -> dict[tuple[str, ...], int]:
        return {day: d for d, day in enumerate(self.days)}

    @cached_property
    def _attends(self) -> dict[str, Mask]:
        return {
            session.id: self._picks[:, r] == k
            for r, round_ in enumerate(self.problem.event.rounds)
            for k, session in enumerate(self.problem.event.offer[round_.id])
        }

    def attends(self, *session_ids: str) -> Mask:
        """Return which days hold any of these sessions, shape (days,)."""
        found = np.zeros(len(self.days), dtype=bool)
        for session_id in session_ids:
            found |= self._attends[session_id]
        return found

    def empty(self, round_id: str) -> Mask:
        """Return which days hold nothing in a round, shape (days,)."""
        return ~self.attends(*(s.id for s in self.problem.event.offer[round_id]))

    def positions(self, people: Iterable[str]) -> Index:
        """Return the rows of these people in every table, ascending."""
        return np.array(sorted(self._position[p] for p in people), dtype=np.intp)

    def _gather(self, choose: NDArray[np.int64], round_index: int) -> Table:
        """Spread a table (people, sessions of a round + none) over the days."""
        return choose[:, self._picks[:, round_index]]

    @cached_property
    def loss(self) -> Table:
        """Loss of each day, shape (people, days), in weighted points."""
        problem, total = self.problem, np.zeros(self.permitted.shape, dtype=np.int64)
        for r, round_ in enumerate(problem.event.rounds):
            offer = problem.event.offer[round_.id]
            nothing = empty_loss(problem.event, round_.id)
            table = np.empty((len(self.people), len(offer) + 1), dtype=np.int64)
            for i, person in enumerate(self.people):
                found = losses(problem, person, round_.id)
                table[i] = [*(found[s.id] for s in offer), nothing]
            total += self._gather(table, r)
        return total

    @cached_property
    def floor(self) -> NDArray[np.int64]:
        """Least loss over a person's possible days, shape (people,)."""
        out_of_reach = np.iinfo(np.int64).max
        least = np.where(self.possible, self.loss, out_of_reach).min(axis=1)
        return np.asarray(least, dtype=np.int64)

    @cached_property
    def regret(self) -> Table:
        """Regret of each day, shape (people, days): loss less the person's floor."""
        return self.loss - self.floor[:, np.newaxis]

    @cached_property
    def burden(self) -> Table:
        """Regret of each day raised by the person's credit, shape (people, days)."""
        credit = [self.problem.credit.get(person, 0) for person in self.people]
        return self.regret + np.array(credit, dtype=np.int64)[:, np.newaxis]

    @cached_property
    def _levels(self) -> tuple[Table, ...]:
        """Level of each session for each person, a table (people, sessions + none) a round.

        -1 where the person has no wish in the round, and for the round left empty.
        """
        problem, found = self.problem, []
        for round_ in problem.event.rounds:
            offer = problem.event.offer[round_.id]
            table = np.full((len(self.people), len(offer) + 1), -1, dtype=np.int64)
            for i, person in enumerate(self.people):
                said = problem.wishes_of(person)
                if has_wish(problem.event, problem.attendee[person], said, round_.id):
                    level = levels(problem.event, said, round_.id)
                    table[i, :-1] = [level[s.id] for s in offer]
            found.append(table)
        return tuple(found)

    def places_at(self, level: int) -> Table:
        """Return the number of places at a level in each day, shape (people, days).

        Rounds in which a person has no wish count nowhere.
        """
        total = np.zeros(self.permitted.shape, dtype=np.int64)
        for r, table in enumerate(self._levels):
            total += self._gather((table == level).astype(np.int64), r)
        return total

    @cached_property
    def firsts(self) -> Table:
        """Number of first wishes in each day, shape (people, days)."""
        return self.places_at(0)

    @cached_property
    def refused(self) -> Table:
        """Number of refused sessions in each day, shape (people, days)."""
        total = np.zeros(self.permitted.shape, dtype=np.int64)
        for i, person in enumerate(self.people):
            for session_id in self.problem.wishes_of(person).refused:
                total[i] += self._attends[session_id]
        return total

    @cached_property
    def gaps(self) -> Table:
        """Number of rounds without a session in each day, shape (people, days)."""
        rounds = self.problem.event.rounds
        count = sum(self.empty(r.id).astype(np.int64) for r in rounds)
        return np.broadcast_to(count, self.permitted.shape).astype(np.int64)

    @cached_property
    def kept_themes(self) -> Table:
        """Number of sessions whose theme came earlier in the day, (people, days)."""
        event, count = self.problem.event, []
        for day in self.days:
            themes = [event.session[s].theme for s in day if event.session[s].theme]
            count.append(len(themes) - len(set(themes)))
        return np.broadcast_to(count, self.permitted.shape).astype(np.int64)

    @cached_property
    def ties(self) -> Table:
        """Seeded small costs of each day, shape (people, days), see `chance`."""
        problem, total = self.problem, np.zeros(self.permitted.shape, dtype=np.int64)
        seed = seed_of(problem)
        for r, round_ in enumerate(problem.event.rounds):
            offer = [s.id for s in problem.event.offer[round_.id]]
            table = np.zeros((len(self.people), len(offer) + 1), dtype=np.int64)
            for i, person in enumerate(self.people):
                table[i, :-1] = list(tie_costs(seed, person, offer).values())
            total += self._gather(table, r)
        return total
