"""The rules of a problem taken apart: what each says, fact by fact.

Facts are read off the model, so that a new rule needs no word here: a row is a fact, a
rule about decisions is one, and so is what a rule closes to everybody (sessions that do not
go together) or to one person. Any set of facts is again a question to the engine.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from allocator.engine.kinds import Question
from allocator.model import Model
from allocator.problem import Attendee
from allocator.rules.posting import post_all

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from allocator.plan import Decision
    from allocator.problem import Problem
    from allocator.rows import Index, Mask, PlanRow, Row
    from allocator.rules.protocol import Rule

TOGETHER = frozenset({"parties", "apart"})
"""Rules whose rows belong together where they speak of the same people."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a rule says.

    Attributes
    ----------
    rule
        Name of the rule.
    sessions, rounds
        What nobody's day may hold at once: these sessions, and nothing in these rounds.
        Both are empty where the fact closes other days, or is a row.
    people
        Attendee ids of whom alone it speaks; empty for everybody.
    subject
        Of the row; "" where it is none.
    """

    rule: str
    sessions: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    subject: str = ""


@dataclass
class _Said:
    """What a fact says to the engine."""

    closed: Mask | None = None
    people: Index | None = None
    rows: tuple[Row, ...] = ()
    plan_rows: tuple[PlanRow, ...] = ()


class Case:
    """A problem and its rules, apart.

    Parameters
    ----------
    problem
        The question.
    rules
        What every allocation must obey.

    Attributes
    ----------
    models
        For each rule the model that it alone makes.
    """

    def __init__(self, problem: Problem, rules: Sequence[Rule]) -> None:
        self.problem, self.rules = problem, tuple(rules)
        self.models = {rule.name: posted(problem, [rule]) for rule in rules}
        self.blank = Model(problem)

    @property
    def people(self) -> tuple[str, ...]:
        """Attendee ids: the rows of every table."""
        return self.blank.people

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """What the plan may decide."""
        found = {d for model in self.models.values() for d in model.decisions}
        return tuple(sorted(found))

    @cached_property
    def possible(self) -> Mask:
        """Whether the rules about a person's own day permit it, shape (people, days)."""
        found = self.blank.possible.copy()
        for model in self.models.values():
            found &= model.possible
        return found

    @cached_property
    def rows(self) -> list[Row]:
        """All rows."""
        return [row for model in self.models.values() for row in model.rows]

    @cached_property
    def plan_rows(self) -> list[PlanRow]:
        """All rules about decisions alone."""
        return [row for model in self.models.values() for row in model.plan_rows]

    def plan_about(
        self, rows: Sequence[Row], *, alone: bool
    ) -> tuple[tuple[Decision, ...], list[PlanRow]]:
        """Return the decisions that some rows hang on, and the rules about those.

        With those that hang on them in turn, unless the rows are looked at alone.
        """
        about = {d for row in rows for d in row.opens}
        if alone:
            inside = [row for row in self.plan_rows if set(row.coefficients) <= about]
            return tuple(sorted(about)), inside
        left: list[PlanRow] = list(self.plan_rows)
        near: list[PlanRow] = []
        while touched := [row for row in left if not about.isdisjoint(row.coefficients)]:
            near += touched
            left = [row for row in left if about.isdisjoint(row.coefficients)]
            about.update(d for row in touched for d in row.coefficients)
        return tuple(sorted(about)), near

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """All facts, rule by rule."""
        return tuple(self._said)

    @cached_property
    def _said(self) -> dict[Fact, _Said]:
        found: dict[Fact, _Said] = {}
        for rule in self.rules:
            for fact, said in self._of(rule):
                known = found.setdefault(fact, said)
                if known is not said:
                    known.rows += said.rows
                    known.plan_rows += said.plan_rows
        return found

    def seats(self, fact: Fact) -> int | None:
        """Return the limit of a fact that is one row, the same under every plan."""
        rows = self._said[fact].rows
        return rows[0].seats if len(rows) == 1 and not rows[0].opens else None

    def counts_anybody(self, fact: Fact) -> bool:
        """Tell whether a fact is about the number of people, whoever they are."""
        return any(t.people is None for row in self._said[fact].rows for t in row.terms)

    def question(
        self,
        facts: Collection[Fact] | None = None,
        people: Index | None = None,
    ) -> Question:
        """Return the question that some facts leave.

        Parameters
        ----------
        facts
            The facts that hold; None means all.
        people
            Positions of the people who are asked about; None means all. Of nobody at all
            no number of people is demanded: then the plan alone is asked about.
        """
        open_days = self.blank.possible.copy()
        rows: list[Row] = []
        plan_rows: list[PlanRow] = []
        for fact in self.facts if facts is None else facts:
            said = self._said[fact]
            if said.closed is not None:
                at = slice(None) if said.people is None else said.people
                open_days[at] &= ~said.closed
            rows += said.rows
            plan_rows += said.plan_rows
        if people is not None:
            open_days, rows = open_days[people], _among(rows, people)
        return Question(open_days, rows, self.decisions, plan_rows)

    def whole(self) -> Question:
        """Return the question that all facts leave, without taking them apart."""
        return Question(self.possible, self.rows, self.decisions, self.plan_rows)

    def _of(self, rule: Rule) -> Iterator[tuple[Fact, _Said]]:
        model = self.models[rule.name]
        everybody = _neutral(self.problem, rule)
        yield from self._closed_to_all(rule.name, model.possible, everybody)
        for i, person in enumerate(model.people):
            closed = everybody & ~model.possible[i]
            if closed.any():
                said = _Said(closed, np.array([i], dtype=np.intp))
                yield Fact(rule.name, people=(person,)), said
        for row in model.rows:
            yield self._row(row), _Said(rows=(row,))
        for plan_row in model.plan_rows:
            fact = Fact(rule.name, subject=plan_row.subject)
            yield fact, _Said(plan_rows=(plan_row,))

    def _row(self, row: Row) -> Fact:
        named = [term.people for term in row.terms if term.people is not None]
        if not named:
            return Fact(row.rule, subject=row.subject)
        everyone = np.unique(np.concatenate(named)).tolist()
        people = tuple(sorted(self.people[i] for i in everyone))
        pair = row.rule in TOGETHER or len(row.terms) > 1
        return Fact(row.rule, people=people, subject="" if pair else row.subject)

    def _closed_to_all(
        self, rule: str, possible: Mask, everybody: Mask
    ) -> Iterator[tuple[Fact, _Said]]:
        """Yield the smallest sets of sessions and gaps that no day may hold."""
        left = ~everybody
        for names, days in self._clashes(everybody):
            left &= ~days
            sessions, rounds = (tuple(n[1:] for n in names if n[0] == mark) for mark in "sr")
            yield Fact(rule, sessions, rounds), self._to_whom(days, possible)
        if left.any():
            yield Fact(rule), self._to_whom(left, possible)

    def _clashes(self, everybody: Mask) -> Iterator[tuple[tuple[str, ...], Mask]]:
        event = self.problem.event
        parts = {f"s{s.id}": self.blank.attends(s.id) for s in event.sessions}
        parts |= {f"r{r.id}": self.blank.empty(r.id) for r in event.rounds}
        shut = {name for name, days in parts.items() if not everybody[days].any()}
        for name in sorted(shut):
            yield (name,), parts[name]
        for one, other in combinations(parts, 2):
            both = parts[one] & parts[other]
            if both.any() and not shut & {one, other} and not everybody[both].any():
                yield (one, other), both

    def _to_whom(self, days: Mask, possible: Mask) -> _Said:
        bound = np.flatnonzero(~possible[:, days].any(axis=1))
        return _Said(days, None if len(bound) == len(possible) else bound)


def posted(problem: Problem, rules: Sequence[Rule]) -> Model:
    """Return the model that some rules make, under the plan if one was decided on."""
    model = post_all(problem, rules)
    return model if problem.plan is None else model.decided(problem.plan)


def asked_of(model: Model) -> Question:
    """Return the question whether a model allows any allocation."""
    return Question(model.possible, model.rows, tuple(model.decisions), model.plan_rows)


def _neutral(problem: Problem, rule: Rule) -> Mask:
    """Return the days that a rule leaves to somebody of whom nothing is known."""
    name = "somebody"
    while name in problem.attendee:
        name += "'"
    attendees = (*problem.attendees, Attendee(name))
    model = Model(replace(problem, attendees=attendees))
    rule.post(model.problem, model)
    mask: Mask = model.possible[model.people.index(name)]
    return mask


def _among(rows: Sequence[Row], people: Index) -> list[Row]:
    """Return rows that count these people only, by their places among them."""
    found = []
    for row in rows:
        terms = [replace(t, people=_places(t.people, people)) for t in row.terms]
        void = len(terms) > 1 and any(t.people is not None and not len(t.people) for t in terms)
        demands = not len(people) and any(t.sign < 0 for t in terms)
        if not void and not demands:
            found.append(replace(row, terms=tuple(terms)))
    return found


def _places(named: Index | None, people: Index) -> Index | None:
    return None if named is None else np.flatnonzero(np.isin(people, named))
