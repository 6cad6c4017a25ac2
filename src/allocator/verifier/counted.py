"""Every number of a result, counted again from places and inputs."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from allocator.allocation import Allocation
from allocator.baselines import compare
from allocator.fairness.outcome import floor_alone, outcomes
from allocator.language import told
from allocator.listable import listable
from allocator.objectives import named, stages_of
from allocator.objectives.stages import Ties, before_the_draw
from allocator.plan import HIRE
from allocator.problem import Attendee
from allocator.recount import recount, wrong_values
from allocator.redraw import LOTTERY_DOCUMENTS, read_lottery, wrong_lottery
from allocator.rules.posting import post_all
from allocator.solution import Solution
from allocator.space_model import floors_of, model_over, space_of
from allocator.space_recount import recount_on_demand
from allocator.verifier.changes import difference
from allocator.verifier.compared import counted_again, wrong_comparison
from allocator.verifier.written import read_json
from allocator.writers.documents import lottery_record
from allocator.writers.texts import result_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allocator.model import Model
    from allocator.objectives.protocol import Objective, Stage
    from allocator.problem import Problem
    from allocator.rules.protocol import Rule
    from allocator.space import Space
    from allocator.verifier.written import Written

KIND = attrgetter(*(f.name for f in fields(Attendee) if f.name != "id"))
"""All that is said of a person but the id."""


@dataclass(frozen=True)
class Counted:
    """What was counted from places and inputs, without a look at what is claimed.

    Attributes
    ----------
    solution
        The answer; its claims are those that were read.
    model
        Days, permissions and rows under the plan.
    stages
        The objective's stages, those before the draw if there is one.
    floors
        Least loss of each person if alone.
    space
        All days, where they are too many for the model to list.
    """

    solution: Solution
    model: Model
    stages: tuple[Stage, ...]
    floors: Mapping[str, int]
    space: Space | None = None


def counted(
    written: Written, rules: Sequence[Rule], objectives: Sequence[Objective]
) -> Counted:
    """Count everything that places and inputs give.

    Parameters
    ----------
    written
        The result.
    rules, objectives
        What it is held against.
    """
    problem, allocation, result = written.problem, written.allocation, written.result
    space = None
    if listable(problem.event, len(problem.attendees)):
        floors, model = _floors(problem, rules), post_all(problem, rules)
        model.drop_hopeless()
    else:
        space = space_of(problem, rules)
        floors, model = floors_of(space), model_over(space, rules, allocation)
    everyone = outcomes(problem, floors, allocation)
    decisions = model.decisions
    if problem.plan is not None:
        model = model.decided(problem.plan)
    stages = stages_of(named(result["objective"], objectives), problem)
    lottery = None
    if result["draw"] == "fair":
        stages = before_the_draw(stages)
        documents = {name: read_json(written.folder / name) for name in LOTTERY_DOCUMENTS}
        lottery = read_lottery(documents, problem, floors)
    solution = Solution(
        problem,
        result["objective"],
        allocation,
        written.claims,
        compare(model, floors, allocation, everyone, space),
        result["seed"],
        result["seed_source"],
        tuple(everyone),
        lottery,
        comparison=written.comparison and counted_again(written.comparison, written, floors),
        plan=written.plan and replace(written.plan, decisions=len(decisions)),
    )
    return Counted(solution, model, tuple(stages), floors, space)


def wrong_numbers(written: Written, found: Counted, rules: Sequence[Rule]) -> Iterator[str]:
    """Yield a complaint for each number that places and inputs do not give."""
    solution, lottery = found.solution, found.solution.lottery
    yield from _wrong_plan(written, found)
    if lottery is not None:
        if lottery.drawn.allocation.days != written.allocation.days:
            yield told("assignments.csv: is not what the seed draws from lottery.json")
        yield from wrong_lottery(
            lottery, found.model, found.stages, written.claims, rules, found.floors
        )
    yield from _wrong_claims(written, found)
    if solution.comparison is not None:
        yield from wrong_comparison(solution.comparison, written, rules)
    texts = result_texts(
        solution.problem,
        solution.allocation,
        solution.fairness,
        solution.outcomes,
        written.claims,
        solution.comparison,
        lottery,
    )
    yield from _wrong_texts(written, texts)


def _floors(problem: Problem, rules: Sequence[Rule]) -> dict[str, int]:
    """Return everybody's floor; people who are alike to the personal rules are asked once."""
    personal = [rule for rule in rules if rule.personal]
    known: dict[tuple[Any, frozenset[str], tuple[str, ...]], bool] = {}

    def floor(attendee: Attendee) -> int:
        person, kind = attendee.id, KIND(attendee)
        refused = problem.wishes_of(person).refused

        def permitted(day: tuple[str, ...]) -> bool:
            key = (kind, refused, day)
            if key not in known:
                alone, single = problem.alone(person), Allocation({person: day})
                known[key] = not any(any(r.breaches(alone, single)) for r in personal)
            return known[key]

        return floor_alone(problem, person, permitted)

    return {attendee.id: floor(attendee) for attendee in problem.attendees}


def _wrong_claims(written: Written, found: Counted) -> Iterator[str]:
    result, claims, lottery = written.result, written.claims, found.solution.lottery
    yield from wrong_values(found.stages, claims, found.solution.outcomes)
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
    named_stages = {s.name: s for s in found.stages}
    if found.space is not None:
        yield from recount_on_demand(found.space, named_stages, claims)
    else:
        yield from recount(found.model, named_stages, claims, lottery)


def _wrong_plan(written: Written, found: Counted) -> Iterator[str]:
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
    right = found.solution.plan
    if right and claim.decisions != right.decisions:
        yield told("result.json: the rules leave {n} decisions open", n=right.decisions)
    settled = all(s.status == "proven" for s in written.claims if s.name != Ties().name)
    if claim.proven and not (settled and claim.cost == claim.cost_bound):
        yield told("result.json: the plan is called proven, its stages or its cost are not")


def _wrong_texts(written: Written, texts: Mapping[str, str]) -> Iterator[str]:
    for name, text in texts.items():
        path = written.folder / name
        if path.is_file() and path.read_bytes() != text.encode():
            yield difference(name, path.read_bytes(), text) or told(
                "{name}: says what follows, but not in the form in which it is written",
                name=name,
            )
