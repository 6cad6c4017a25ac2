"""The strategy audit: who could have gained by another list than the true one.

A seeded sample of people tries a few lies each. For every lie the whole question is solved
again, its plan included, with the same seed, and the day that comes out is judged by the
true list. Luck in ties looks like gain, so the same people also try a placebo: no lie,
another seed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from allocator.chance import impartial_order, seed_of
from allocator.engine.budget import Budget
from allocator.engine.plans import optimise_with_plan
from allocator.fairness.levels import day_loss, tiers
from allocator.fairness.summary import wishing
from allocator.objectives import stages_of
from allocator.objectives.stages import before_the_draw
from allocator.problem import Wishes
from allocator.rules import RULES
from allocator.solver import build_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from allocator.objectives import Objective
    from allocator.problem import Problem
    from allocator.rules.protocol import Rule

PEOPLE = 30
LIES = (
    "second wish first",
    "popular session last",
    "only the first wish",
    "popular session refused",
)
"""What is tried, in every round with a wish."""

TIME_LIMIT = 60.0


@dataclass(frozen=True, slots=True)
class StrategyAudit:
    """What a sample of people could have gained by misstating their wishes.

    Attributes
    ----------
    objective
        Name of the notion.
    people
        Size of the sample.
    lies
        The kinds of lie, each tried in every round in which a person wished.
    tried
        Number of lies tried.
    gained
        People who could have had a better day with at least one lie.
    mean_gain, largest_gain
        Regret saved by a person's best lie: mean over the sample, and largest.
    placebos
        Number of draws without a lie, two for each person.
    lucky
        People who had a better day with another seed and no lie.
    mean_luck
        Regret saved by a person's best placebo, mean over the sample.
    """

    objective: str
    people: int
    lies: tuple[str, ...]
    tried: int
    gained: int
    mean_gain: float
    largest_gain: int
    placebos: int
    lucky: int
    mean_luck: float


def strategy_audit(
    problem: Problem,
    objective: Objective,
    *,
    people: int = PEOPLE,
    rules: Sequence[Rule] = RULES,
    progress: Callable[[int, int], None] | None = None,
) -> StrategyAudit:
    """Let a sample of people lie, and see what it would have brought them.

    Parameters
    ----------
    problem
        The question; its wishes are taken for the truth.
    objective
        The notion by which it is solved.
    people
        Size of the sample, taken in the seeded order among those with a wish.
    rules
        What every allocation must obey.
    progress
        Called with the number of people done and the number in all.

    Returns
    -------
    StrategyAudit
        A lower bound on what lies could bring: other lies were not tried.

    Raises
    ------
    Infeasible, LimitReached
        As `solve`.
    """
    problem = replace(problem, event=replace(problem.event, seed=seed_of(problem)))
    wished = wishing(problem)
    speakers = [p for p in wished if wished[p]]
    sample = impartial_order(seed_of(problem), speakers)[:people]
    true_days = _solved(problem, objective, rules)
    other_days = [_solved(other, objective, rules) for other in _reseeded(problem)]
    gains, luck, tried = [], [], 0
    for done, person in enumerate(sample):
        if progress:
            progress(done, len(sample))
        truth = day_loss(problem, person, true_days[person])
        lies = list(_lies(problem, person, wished[person]))
        tried += len(lies)
        lost = [
            day_loss(problem, person, _solved(lie, objective, rules)[person]) for lie in lies
        ]
        gains.append(max(0, *(truth - loss for loss in lost)) if lost else 0)
        luck.append(max(0, *(truth - day_loss(problem, person, d[person]) for d in other_days)))
    return StrategyAudit(
        objective=objective.name,
        people=len(sample),
        lies=LIES,
        tried=tried,
        gained=sum(g > 0 for g in gains),
        mean_gain=sum(gains) / len(sample) if sample else 0.0,
        largest_gain=max(gains, default=0),
        placebos=len(other_days) * len(sample),
        lucky=sum(g > 0 for g in luck),
        mean_luck=sum(luck) / len(sample) if sample else 0.0,
    )


def _solved(
    problem: Problem, objective: Objective, rules: Sequence[Rule]
) -> Mapping[str, tuple[str, ...]]:
    model, stages = build_model(problem, rules), stages_of(objective, problem)
    found = optimise_with_plan(model, stages, before_the_draw(stages), Budget(TIME_LIMIT))
    return {p: model.days[d] for p, d in zip(model.people, found.state.choice, strict=True)}


def _reseeded(problem: Problem) -> Iterator[Problem]:
    for step in (1, 2):
        yield replace(problem, event=replace(problem.event, seed=seed_of(problem) ^ step))


def _lies(problem: Problem, person: str, rounds: Sequence[str]) -> Iterator[Problem]:
    """Yield the question with each lie of a person in place of the truth."""
    said = problem.wishes_of(person)
    for round_id in rounds:
        ordered = tiers(problem.event, said, round_id)
        offer = {s for tier in ordered for s in tier}
        listed = [s for tier in ordered for s in sorted(tier) if s in said.ranks]
        popular = _popular(problem, round_id, ordered[0])
        for ranks, refused in (
            ([*listed[1:2], listed[0], *listed[2:]], set[str]()),
            (_last(listed, offer, popular), set[str]()),
            (listed[:1], set[str]()),
            ([s for s in listed if s != popular], {popular} - {""}),
        ):
            lie = _with(said, offer, ranks, refused)
            if lie != said:
                yield replace(problem, wishes={**problem.wishes, person: lie})


def _popular(problem: Problem, round_id: str, own: frozenset[str]) -> str:
    """Return the session that most others put first, none of a person's own first wishes."""
    firsts = Counter[str]()
    for other, rounds in wishing(problem).items():
        if round_id in rounds:
            firsts.update(tiers(problem.event, problem.wishes_of(other), round_id)[0])
    rest = [s for s, _ in sorted(firsts.items(), key=lambda f: (-f[1], f[0])) if s not in own]
    return rest[0] if rest else ""


def _last(listed: Sequence[str], offer: set[str], popular: str) -> list[str]:
    """Rank every session, the popular one at the bottom."""
    unlisted = sorted(offer - set(listed) - {popular})
    return [*(s for s in listed if s != popular), *unlisted, *([popular] if popular else [])]


def _with(said: Wishes, offer: set[str], ranks: Sequence[str], refused: set[str]) -> Wishes:
    """Return what somebody said with other wishes for the sessions of one round."""
    return Wishes(
        {
            **{s: rank for s, rank in said.ranks.items() if s not in offer},
            **{s: rank for rank, s in enumerate(ranks, start=1)},
        },
        frozenset((said.refused - offer) | refused),
    )
