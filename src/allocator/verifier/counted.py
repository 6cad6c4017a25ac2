"""Every number of a result, counted again from places and inputs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from allocator.allocation import Allocation
from allocator.baselines import compare
from allocator.fairness.outcome import floor_alone, outcomes
from allocator.model import Model
from allocator.objectives import named
from allocator.objectives.protocol import score
from allocator.recount import recount
from allocator.verifier.compared import counted_again, wrong_comparison
from allocator.writers.texts import result_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.fairness.comparison import Comparison
    from allocator.fairness.outcome import Outcome
    from allocator.fairness.records import Fairness
    from allocator.objectives.protocol import Objective, Stage
    from allocator.problem import Problem
    from allocator.rules.protocol import Rule
    from allocator.solution import StageClaim
    from allocator.verifier.written import Written


def wrong_numbers(
    written: Written, rules: Sequence[Rule], objectives: Sequence[Objective]
) -> Iterator[str]:
    """Yield a complaint for each number that places and inputs do not give."""
    problem, allocation = written.problem, written.allocation
    floors = _floors(problem, rules)
    everyone = outcomes(problem, floors, allocation)
    model = Model(problem)
    for rule in rules:
        rule.post(problem, model)
    fairness = compare(model, floors, allocation, everyone)
    yield from _wrong_claims(written, objectives, model, everyone)
    comparison = written.comparison and counted_again(written.comparison, written, floors)
    if comparison is not None:
        yield from wrong_comparison(comparison, written, rules)
    yield from _wrong_texts(written, fairness, everyone, comparison)


def _floors(problem: Problem, rules: Sequence[Rule]) -> dict[str, int]:
    def floor(person: str) -> int:
        alone = problem.alone(person)

        def permitted(day: tuple[str, ...]) -> bool:
            single = Allocation({person: day})
            return not any(any(r.breaches(alone, single)) for r in rules)

        return floor_alone(alone, person, permitted)

    return {a.id: floor(a.id) for a in problem.attendees}


def _wrong_claims(
    written: Written,
    objectives: Sequence[Objective],
    model: Model,
    everyone: Sequence[Outcome],
) -> Iterator[str]:
    result, claims = written.result, written.claims
    stages = named(result["objective"], objectives).stages(written.problem)
    yield from _wrong_values(stages, claims, everyone)
    for claim, record in zip(claims, result["stages"], strict=True):
        if record["status"] != claim.status:
            yield f"stage {claim.name}: the status does not fit value and bound"
    proven = all(c.status == "proven" for c in claims)
    status = "optimal" if proven else "feasible"
    if (result["proven"], result["status"]) != (proven, status):
        yield "result.json: the status does not fit the stages"
    yield from recount(model, {s.name: s for s in stages}, claims)


def _wrong_values(
    stages: Sequence[Stage], claims: Sequence[StageClaim], everyone: Sequence[Outcome]
) -> Iterator[str]:
    """Hold values against counts; within a budget the count may go up to its limit."""
    counted, claimed = score(stages, everyone), {c.name: c for c in claims}
    for stage in stages:
        claim, value = claimed.get(stage.name), counted[stage.name]
        said = claim.value if claim else 0
        limit = said + math.floor(stage.tolerance * said)
        if claim and claim.limit != limit:
            yield f"stage {stage.name}: the limit is not what value and tolerance give"
        if value > limit if stage.tolerance else value != said:
            yield f"stage {stage.name}: {said} is claimed, {value} counted"


def _wrong_texts(
    written: Written,
    fairness: Fairness,
    everyone: Sequence[Outcome],
    comparison: Comparison | None,
) -> Iterator[str]:
    for name, text in result_texts(
        written.problem, written.allocation, fairness, everyone, written.claims, comparison
    ).items():
        path = written.folder / name
        if path.is_file() and path.read_bytes() != text.encode():
            yield f"{name}: does not say what follows from inputs and assignments"
