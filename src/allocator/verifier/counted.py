"""Every number of a result, counted again from places and inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.allocation import Allocation
from allocator.baselines import compare
from allocator.fairness.outcome import floor_alone, outcomes
from allocator.language import told
from allocator.model import Model
from allocator.objectives import named, stages_of
from allocator.objectives.stages import Ties, before_the_draw
from allocator.plan import HIRE
from allocator.recount import recount, wrong_values
from allocator.redraw import LOTTERY_DOCUMENTS, read_lottery, wrong_lottery
from allocator.verifier.compared import counted_again, wrong_comparison
from allocator.verifier.written import read_json
from allocator.writers.documents import lottery_record
from allocator.writers.texts import result_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allocator.fairness.outcome import Outcome
    from allocator.lottery import Lottery
    from allocator.objectives.protocol import Objective, Stage
    from allocator.problem import Problem
    from allocator.rules.protocol import Rule
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
    yield from _wrong_plan(written, len(model.decisions))
    if problem.plan is not None:
        model = model.decided(problem.plan)
    fairness = compare(model, floors, allocation, everyone)
    stages = stages_of(named(written.result["objective"], objectives), problem)
    lottery = None
    if written.result["draw"] == "fair":
        stages = before_the_draw(stages)
        documents = {name: read_json(written.folder / name) for name in LOTTERY_DOCUMENTS}
        lottery = read_lottery(documents, problem, floors)
        if lottery.drawn.allocation.days != allocation.days:
            yield told("assignments.csv: is not what the seed draws from lottery.json")
        yield from wrong_lottery(lottery, model, stages, written.claims, rules, floors)
    yield from _wrong_claims(written, stages, lottery, model, everyone)
    comparison = written.comparison and counted_again(written.comparison, written, floors)
    if comparison is not None:
        yield from wrong_comparison(comparison, written, rules)
    texts = result_texts(
        problem, allocation, fairness, everyone, written.claims, comparison, lottery
    )
    yield from _wrong_texts(written, texts)


def _floors(problem: Problem, rules: Sequence[Rule]) -> dict[str, int]:
    personal = [rule for rule in rules if rule.personal]

    def floor(person: str) -> int:
        alone = problem.alone(person)

        def permitted(day: tuple[str, ...]) -> bool:
            single = Allocation({person: day})
            return not any(any(r.breaches(alone, single)) for r in personal)

        return floor_alone(alone, person, permitted)

    return {a.id: floor(a.id) for a in problem.attendees}


def _wrong_claims(
    written: Written,
    stages: Sequence[Stage],
    lottery: Lottery | None,
    model: Model,
    everyone: Sequence[Outcome],
) -> Iterator[str]:
    result, claims = written.result, written.claims
    yield from wrong_values(stages, claims, everyone)
    for claim, record in zip(claims, result["stages"], strict=True):
        if record["status"] != claim.status:
            yield told(
                "stage {stage}: the status does not fit value and bound", stage=claim.name
            )
    fair = lottery is None or lottery.proven
    fair = fair and (written.plan is None or written.plan.proven)
    proven = fair and all(c.status == "proven" for c in claims)
    status = "optimal" if proven else "feasible"
    if (result["proven"], result["status"]) != (proven, status):
        yield told("result.json: the status does not fit the stages")
    if lottery and lottery_record(lottery) != result["lottery"]:
        yield told("result.json: says something else of the lottery than is counted")
    yield from recount(model, {s.name: s for s in stages}, claims, lottery)


def _wrong_plan(written: Written, decisions: int) -> Iterator[str]:
    """Hold what is claimed of the plan to the plan; that none is better takes a solver."""
    claim, plan = written.plan, written.problem.plan
    if (claim is None) != (plan is None):
        yield told("result.json: speaks of a plan where none is open, or not of an open one")
    if claim is None or plan is None:
        return
    bus = written.problem.event.bus
    if claim.cost != sum(bus[d.subject].cost for d in plan if d.kind == HIRE):
        yield told("result.json: the plan costs something else than its buses")
    if claim.cost_bound > claim.cost:
        yield told("result.json: the plan costs less than what is said to be least")
    if claim.decisions != decisions:
        yield told("result.json: the rules leave {n} decisions open", n=decisions)
    settled = all(s.status == "proven" for s in written.claims if s.name != Ties().name)
    if claim.proven and not (settled and claim.cost == claim.cost_bound):
        yield told("result.json: the plan is called proven, its stages or its cost are not")


def _wrong_texts(written: Written, texts: Mapping[str, str]) -> Iterator[str]:
    for name, text in texts.items():
        path = written.folder / name
        if path.is_file() and path.read_bytes() != text.encode():
            yield told(
                "{file}: does not say what follows from inputs and assignments", file=name
            )
