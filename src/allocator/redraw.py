"""Count a fair draw again: the table of tickets, the chances, the ticket that was drawn."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np

from allocator.certificate import Prices
from allocator.chance import seed_of
from allocator.fairness.outcome import outcome
from allocator.language import told
from allocator.lottery import LeastWorst, Lottery, draw, expected, read_table, table_of
from allocator.recount import wrong_values
from allocator.rows import memberships

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allocator.fairness.outcome import Outcome
    from allocator.lottery import Table
    from allocator.model import Model
    from allocator.objectives.protocol import Stage
    from allocator.problem import Problem
    from allocator.rules.protocol import Rule
    from allocator.solution import StageClaim


LOTTERY_DOCUMENTS = ("lottery.json", "certificate.json", "result.json")


class Counted:
    """Everybody's days in numbers, each day counted by hand once.

    Parameters
    ----------
    problem
        The question, with the seed of the draw.
    floors
        Least loss of each person if alone.
    """

    def __init__(self, problem: Problem, floors: Mapping[str, int]) -> None:
        self._problem, self._floors = problem, floors
        self._known: dict[tuple[str, tuple[str, ...]], Outcome] = {}

    def day(self, person: str, day: tuple[str, ...]) -> Outcome:
        """Return one person's day in numbers."""
        key = (person, day)
        if key not in self._known:
            self._known[key] = outcome(self._problem, person, day, self._floors[person])
        return self._known[key]


def read_lottery(
    documents: Mapping[str, Any], problem: Problem, floors: Mapping[str, int]
) -> Lottery:
    """Build a lottery again: from its table and the seed, not from what is claimed.

    Parameters
    ----------
    documents
        Those of `LOTTERY_DOCUMENTS`, by file name.
    problem
        The question, with the seed of the draw.
    floors
        Least loss of each person if alone.
    """
    table, counted = read_table(documents["lottery.json"]), Counted(problem, floors)
    bound = documents["certificate.json"]["lottery"]
    return Lottery(
        table=table,
        drawn=draw(table, seed_of(problem)),
        expected=expected(table, lambda person, day: counted.day(person, day).regret),
        bound=LeastWorst(
            weights=dict(bound["weights"]),
            least=bound["least"],
            proof=bound["proof"] or "",
            prices=Prices(dict(bound["rows"]), dict(bound["pins"])),
        ),
        closed=documents["result.json"]["lottery"]["closed"],
    )


def wrong_lottery(
    lottery: Lottery,
    model: Model,
    stages: Sequence[Stage],
    claims: Sequence[StageClaim],
    rules: Sequence[Rule],
    floors: Mapping[str, int],
) -> Iterator[str]:
    """Yield a complaint for whatever is wrong with a table of tickets.

    Parameters
    ----------
    lottery
        From `read_lottery`.
    model
        Days, permissions and rows, as the rules post them.
    stages, claims
        Each allocation reaches what is claimed of the stages, all but the ties.
    rules
        Each allocation obeys them all.
    floors
        Least loss of each person if alone.
    """
    problem, table = model.problem, lottery.table
    people, counted = {a.id for a in problem.attendees}, Counted(problem, floors)
    for k, allocation in enumerate(table.allocations):
        where = {"n": k}
        if allocation.days.keys() != people:
            yield told("lottery.json, allocation {n}: is not for the attendees", **where)
            continue
        for rule in rules:
            for breach in rule.breaches(problem, replace(allocation, plan=problem.decided)):
                why = told("rule '{rule}': {breach}", rule=rule.name, breach=breach)
                yield told("lottery.json, allocation {n}: {why}", why=why, **where)
        days = [counted.day(*entry) for entry in allocation.days.items()]
        for complaint in wrong_values(stages, claims, days):
            yield told("lottery.json, allocation {n}: {why}", why=complaint, **where)
    yield from _wrong_form(table)
    yield from _wrong_types(table, model, stages)


def _wrong_form(table: Table) -> Iterator[str]:
    if min(table.tickets) < 1:
        yield told("lottery.json: an allocation has no ticket")
        return
    shares = (Fraction(n, table.total) for n in table.tickets)
    if table_of(zip(table.allocations, shares, strict=True), table.types) != table:
        yield told("lottery.json: the table is not in its one form")


def _wrong_types(table: Table, model: Model, stages: Sequence[Stage]) -> Iterator[str]:
    """Hold the groups of equals to everything that can tell people apart."""
    tables = [model.permitted, model.regret, *(stage.table(model) for stage in stages)]
    members = memberships(model.rows, len(model.people))
    rows = {
        person: sha256(
            b"".join([members[a], *(np.ascontiguousarray(t[a]).tobytes() for t in tables)])
        ).digest()
        for a, person in enumerate(model.people)
    }
    alike = Counter(rows.values())
    for group in table.groups:
        if {rows[person] for person in group} != {rows[group[0]]}:
            yield told(
                "lottery.json: {id} is drawn for together with others than equals", id=group[0]
            )
        elif alike[rows[group[0]]] != len(group):
            yield told(
                "lottery.json: {id} is not drawn for together with all equals", id=group[0]
            )
