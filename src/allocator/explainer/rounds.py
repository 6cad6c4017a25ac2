"""One round by itself: who needs a place in it, where each may be, what each session takes.

What is said here holds for every allocation and every plan: a row of the whole day is
taken for what it says of this round at least.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from allocator.engine.existence import ask
from allocator.engine.flow import Pool, Supply
from allocator.engine.kinds import Question
from allocator.rows import Term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from allocator.engine.budget import Budget
    from allocator.explainer.case import Case
    from allocator.rows import Index, Mask, Row


@dataclass(frozen=True)
class RoundCase:
    """A round with its people and limits.

    Attributes
    ----------
    case
        The whole question.
    round_id
        The round.
    """

    case: Case
    round_id: str

    @cached_property
    def sessions(self) -> tuple[str, ...]:
        """Ids of its sessions: the columns of the tables here."""
        return tuple(s.id for s in self.case.problem.event.offer[self.round_id])

    @cached_property
    def needy(self) -> Index:
        """Positions of the people who must have a session in this round."""
        case, empty = self.case, self.case.blank.empty(self.round_id)
        stays = case.possible[:, empty].any(axis=1)
        shut = [~m.possible[:, empty].any(axis=1) for m in case.models.values()]
        stranded = ~case.possible.any(axis=1)
        return np.flatnonzero(np.where(stranded, np.any(shut, axis=0), ~stays))

    @cached_property
    def options(self) -> Mask:
        """Whether each person may be in each session, shape (people, sessions).

        Somebody without any day at all may be in all of them.
        """
        possible = self.case.possible
        columns = [possible[:, days].any(axis=1) for days in self._days]
        found: Mask = np.array(columns, dtype=bool).reshape(-1, len(possible)).T
        found[~possible.any(axis=1)] = True
        return found

    @cached_property
    def limits(self) -> list[Row]:
        """Rows that leave at most so many people to sessions of this round."""
        return [row for row in self._rows(1) if row.terms[0].uses.any()]

    @cached_property
    def minima(self) -> list[Row]:
        """Rows that demand at least so many people of this round, whatever the plan."""
        empty = self.case.blank.empty(self.round_id)
        elsewhere = {r.label for r in self.case.rows if r.terms[0].uses[empty].any()}
        return [r for r in self._rows(-1) if not r.opens and r.label not in elsewhere]

    @cached_property
    def classes(self) -> list[tuple[int, ...]]:
        """Positions of the people of whom alone some limit speaks; more than one each."""
        named = [row.terms[0].people for row in self.limits]
        found = {tuple(people.tolist()) for people in named if people is not None}
        return sorted(people for people in found if len(people) > 1)

    @cached_property
    def _days(self) -> list[Mask]:
        return [self.case.blank.attends(s) for s in self.sessions]

    def _rows(self, sign: int) -> Iterator[Row]:
        """Yield rows of one term with this sign, over the sessions of this round."""
        whole = np.all if sign > 0 else np.any
        for row in self.case.rows:
            (term, *others) = row.terms
            if not others and term.sign == sign:
                uses = np.array([whole(term.uses[days]) for days in self._days], dtype=bool)
                yield replace(row, terms=(replace(term, uses=uses),))

    def about(self, people: Sequence[int] | None) -> list[Row]:
        """Return the limits that bind these people: everybody's, and their own."""
        own = tuple(people) if people is not None else None
        return [
            row
            for row in self.limits
            if (who := row.terms[0].people) is None or tuple(who.tolist()) == own
        ]

    def takes(
        self,
        sessions: Collection[int],
        most: int,
        rows: Sequence[Row],
        budget: Budget,
        *,
        alone: bool = False,
    ) -> int | None:
        """Return how many people these sessions take at most, under the best plan.

        Parameters
        ----------
        sessions
            Positions of the sessions.
        most
            No more people than this are asked about.
        rows
            The limits, from `about`.
        budget
            Time left.
        alone
            Whether other decisions than those of these limits are left aside; the number
            may then be too large, never too small.

        Returns
        -------
        int or None
            None if the limit came first.
        """
        if not most:
            return 0
        open_days = np.zeros((most, len(self.sessions)), dtype=bool)
        open_days[:, sorted(sessions)] = True
        everybody = [_for_all(row) for row in rows]
        plan = self.case.plan_about(everybody, alone=alone)
        found = ask(Question(open_days, everybody, *plan).leaving_out(), budget)
        return most - found.least if found.exists and found.proven else None

    def supply(self, most: int, rows: Sequence[Row], budget: Budget) -> Supply:
        """Return seats and pools, each by itself under the best plan, for a flow."""
        seats = np.full(len(self.sessions), most, dtype=np.int64)
        pools: list[Pool] = []
        for row in rows:
            used = frozenset(np.flatnonzero(row.uses).tolist())
            best = self._best(row, most, budget)
            if len(used) == 1:
                (one,) = used
                seats[one] = min(seats[one], best)
            elif all(not used & pool.sessions for pool in pools):
                pools.append(Pool(used, best))
        return Supply(seats, tuple(pools))

    def _best(self, row: Row, most: int, budget: Budget) -> int:
        if not row.opens:
            return max(0, min(row.seats, most))
        used = np.flatnonzero(row.uses).tolist()
        found = self.takes(used, most, [row], budget, alone=True)
        return most if found is None else found


def _for_all(row: Row) -> Row:
    (term,) = row.terms
    return replace(row, terms=(Term(term.uses),))
