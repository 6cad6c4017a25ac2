"""Days and what they are to people: the tables over people and days.

Every combination of one session or none a round is a day; every table has one row a person
and one column a day.
"""

from __future__ import annotations

from functools import cached_property
from itertools import compress, product
from typing import TYPE_CHECKING, Any

import numpy as np

from allocator.blocks import in_blocks
from allocator.chance import impartial_order, seed_of, tie_table
from allocator.fairness.levels import empty_loss
from allocator.rows import narrow
from allocator.wish_tables import costs, round_wishes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from allocator.problem import Event, Problem
    from allocator.rows import Index, Mask, Table
    from allocator.wish_tables import RoundTables


UNSET = -1


def every_day(event: Event) -> Index:
    """Return every combination of one session or none a round, shape (days, rounds)."""
    sizes = [len(event.offer[r.id]) + 1 for r in event.rounds]
    return np.array(list(product(*map(range, sizes))), dtype=np.intp).reshape(-1, len(sizes))


class DayTables:
    """Days of one problem, who may spend them, and what each is to each person.

    Parameters
    ----------
    problem
        The question.
    picks
        The days, as the attribute has them; in rounds with `UNSET` a day says nothing, and
        is neither here nor there. None means every combination.
    floor
        Least loss of each person, shape (people,), where `picks` are not all days.

    Attributes
    ----------
    people
        Attendee ids in the seeded, impartial order: the rows of every table.
    days
        Every combination of one session or none a round, as tuples of session ids: the
        columns of every table. Days that are possible for nobody may be left out.
    picks
        Number of a day's session in each round, one number beyond for none, shape
        (days, rounds).
    possible
        Whether the personal rules let a person spend a day, shape (people, days). Regret is
        measured from the best of these.
    permitted
        Whether a person may spend a day, shape (people, days): possible, and not closed to
        everybody by seats or by the plan.
    """

    def __init__(
        self,
        problem: Problem,
        picks: Index | None = None,
        floor: NDArray[np.int64] | None = None,
    ) -> None:
        self.problem = problem
        self.people = impartial_order(seed_of(problem), (a.id for a in problem.attendees))
        self.picks = every_day(problem.event) if picks is None else picks
        self._given_floor = floor
        choices = [
            [*((s.id,) for s in problem.event.offer[r.id]), (), ()]
            for r in problem.event.rounds
        ]
        self.days: tuple[tuple[str, ...], ...] = tuple(
            sum(map(list.__getitem__, choices, day), ()) for day in self.picks.tolist()
        )
        self.possible: Mask = np.ones((len(self.people), len(self.days)), dtype=bool)
        self.permitted: Mask = self.possible.copy()

    def _keep(self, kept: Mask) -> None:
        """Leave out the other days; `kept` has shape (days,)."""
        self.picks = self.picks[kept]
        self.days = tuple(compress(self.days, kept))
        self.possible, self.permitted = self.possible[:, kept], self.permitted[:, kept]
        self._attends = {session: held[kept] for session, held in self._attends.items()}

    @cached_property
    def _position(self) -> dict[str, int]:
        return {a: i for i, a in enumerate(self.people)}

    @cached_property
    def _column(self) -> dict[tuple[str, ...], int]:
        return {day: d for d, day in enumerate(self.days)}

    @cached_property
    def _attends(self) -> dict[str, Mask]:
        return {
            session.id: self.picks[:, r] == k
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
        rounds = [r.id for r in self.problem.event.rounds]
        nothing = len(self.problem.event.offer[round_id])
        found: Mask = self.picks[:, rounds.index(round_id)] == nothing
        return found

    def misses(self, session_id: str) -> Mask:
        """Return which days hold something else, or nothing, in a session's round, (days,)."""
        round_id = self.problem.event.session[session_id].round_id
        others = (s.id for s in self.problem.event.offer[round_id] if s.id != session_id)
        return self.attends(*others) | self.empty(round_id)

    def positions(self, people: Iterable[str]) -> Index:
        """Return the rows of these people in every table, ascending."""
        return np.array(sorted(self._position[p] for p in people), dtype=np.intp)

    def _spread(self, tables: Sequence[Table]) -> Table:
        """Spread tables over sessions over the days, and add them up, shape (people, days).

        Parameters
        ----------
        tables
            One a round, shape (people, sessions + none).
        """
        largest = sum(int(np.abs(table).max(initial=0)) for table in tables)
        small = [narrow(table, largest) for table in tables]
        people, days = self.permitted.shape
        total = np.zeros((people, days), dtype=small[0].dtype)

        def add(part: slice) -> None:
            for r, table in enumerate(small):
                total[part] += table[part][:, self.picks[:, r]]

        in_blocks(add, people, days)
        return narrow(total, largest)

    @cached_property
    def wishes(self) -> tuple[RoundTables, ...]:
        """What people said of each round's sessions, people in the order of the tables."""
        return round_wishes(self.problem, self.people)

    @cached_property
    def loss(self) -> Table:
        """Loss of each day, shape (people, days), in weighted points."""
        event, tables = self.problem.event, []
        for round_, said in zip(event.rounds, self.wishes, strict=True):
            table = np.empty((len(self.people), said.level.shape[1] + 1), dtype=np.int64)
            table[:, :-1] = costs(event, said.level)
            table[:, :-1] *= round_.weight
            table[said.fixed] = 0
            table[:, -1] = empty_loss(event, round_.id)
            tables.append(table)
        return self._spread(tables)

    @cached_property
    def floor(self) -> NDArray[np.int64]:
        """Least loss over a person's possible days, shape (people,)."""
        if self._given_floor is not None:
            return self._given_floor
        loss, (people, days) = self.loss, self.loss.shape
        nowhere = np.iinfo(loss.dtype).max
        parts = in_blocks(
            lambda part: np.where(self.possible[part], loss[part], nowhere).min(axis=1),
            people,
            days,
        )
        return np.concatenate(parts).astype(np.int64)

    @cached_property
    def regret(self) -> Table:
        """Regret of each day, shape (people, days): loss less the person's floor."""
        floor = self.floor.astype(self.loss.dtype)[:, np.newaxis]
        return narrow(np.subtract(self.loss, floor), int(self.loss.max(initial=0)))

    @cached_property
    def burden(self) -> Table:
        """Regret of each day raised by the person's credit, shape (people, days)."""
        if not self.problem.credit:
            return self.regret
        credit = [self.problem.credit.get(person, 0) for person in self.people]
        return self.regret + np.array(credit, dtype=np.int64)[:, np.newaxis]

    def places_at(self, level: int) -> Table:
        """Return the number of places at a level in each day, shape (people, days).

        Rounds in which a person has no wish count nowhere.
        """
        return self._spread(
            [
                _with_none((said.level == level) & said.wished[:, np.newaxis])
                for said in self.wishes
            ]
        )

    @cached_property
    def firsts(self) -> Table:
        """Number of first wishes in each day, shape (people, days)."""
        return self.places_at(0)

    @cached_property
    def refused(self) -> Table:
        """Number of refused sessions in each day, shape (people, days)."""
        return self._spread([_with_none(said.refused) for said in self.wishes])

    @cached_property
    def gaps(self) -> Table:
        """Number of rounds without a session in each day, shape (people, days)."""
        rounds = self.problem.event.rounds
        count = sum(self.empty(r.id).astype(np.int32) for r in rounds)
        return np.broadcast_to(count, self.permitted.shape).astype(np.int32)

    @cached_property
    def kept_themes(self) -> Table:
        """Number of sessions whose theme came earlier in the day, (people, days)."""
        event, count = self.problem.event, []
        for day in self.days:
            themes = [event.session[s].theme for s in day if event.session[s].theme]
            count.append(len(themes) - len(set(themes)))
        return np.broadcast_to(count, self.permitted.shape).astype(np.int32)

    @cached_property
    def round_ties(self) -> tuple[Table, ...]:
        """Seeded small costs, see `chance`: a table (people, sessions) a round."""
        seed, people, event = seed_of(self.problem), self.people, self.problem.event
        offers = (tuple(s.id for s in event.offer[r.id]) for r in event.rounds)
        return tuple(tie_table(seed, people, offer) for offer in offers)

    @cached_property
    def ties(self) -> Table:
        """Seeded small costs of each day, shape (people, days), see `chance`."""
        return self._spread([_with_none(table) for table in self.round_ties])


def _with_none(table: NDArray[Any]) -> Table:
    """Put a column of zeros beside a table over sessions, for a round without any."""
    found: Table = np.pad(table.astype(np.int32), ((0, 0), (0, 1)))
    return found
