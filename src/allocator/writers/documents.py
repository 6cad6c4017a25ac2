"""The JSON documents of a result."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from importlib.metadata import PackageNotFoundError, version
from platform import python_version
from typing import TYPE_CHECKING, Any

from allocator.certificate import SCALE
from allocator.fairness.comparison import Comparison, Notion, PlanWorth, SeatPrice, Vote
from allocator.fingerprint import fingerprint
from allocator.solution import PlanClaim

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.allocation import Allocation
    from allocator.certificate import Prices
    from allocator.fairness.records import Fairness
    from allocator.lottery import Lottery
    from allocator.problem import Problem
    from allocator.solution import Solution, StageClaim

SOFTWARE = ("fair-days", "ortools", "numpy", "matplotlib", "pydantic", "ruamel.yaml")


def json_text(value: Any) -> str:
    """Return JSON for people and programs: indented, UTF-8, stable, newline at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def fairness_document(fairness: Fairness, comparison: Comparison | None) -> dict[str, Any]:
    """Return the numbers of the fairness report, with the comparison where there is one."""
    counted = asdict(fairness)
    return counted if comparison is None else {**counted, **_compared(comparison)}


def _compared(comparison: Comparison) -> dict[str, Any]:
    found = {"comparison": asdict(replace(comparison, allocations={}))}
    del found["comparison"]["allocations"]
    if not comparison.plan_worth:
        del found["comparison"]["plan_worth"]
    return found


def read_comparison(
    document: Mapping[str, Any], allocations: Mapping[str, Allocation]
) -> Comparison | None:
    """Return the comparison that `fairness.json` holds, with allocations of its own file."""
    if "comparison" not in document:
        return None
    said = dict(document["comparison"])
    notions = tuple(
        Notion(**{**n, "levels": tuple(n["levels"]), "regrets": tuple(n["regrets"])})
        for n in said.pop("notions")
    )
    return Comparison(
        notions=notions,
        allocations=allocations,
        seat_prices=tuple(SeatPrice(**p) for p in said.pop("seat_prices")),
        vote=Vote(**said.pop("vote")),
        unfinished=tuple(said.pop("unfinished")),
        plan_worth=tuple(
            PlanWorth(**{**w, "stages": tuple(w["stages"])}) for w in said.pop("plan_worth", ())
        ),
        **said,
    )


def certificate_document(
    stages: Sequence[StageClaim], lottery: Lottery | None = None
) -> dict[str, Any]:
    """Return the prices with which anybody can recount every bound."""
    return {
        "scale": SCALE,
        "stages": [{"name": s.name, **_prices(s.prices)} for s in stages],
        **({"lottery": _least_worst(lottery)} if lottery else {}),
    }


def _prices(prices: Prices) -> dict[str, Any]:
    return {"rows": dict(sorted(prices.rows.items())), "pins": dict(prices.pins)}


def _least_worst(lottery: Lottery) -> dict[str, Any]:
    bound = lottery.bound
    return {
        "weights": dict(bound.weights),
        "least": bound.least,
        "proof": bound.proof or None,
        **_prices(bound.prices),
    }


def lottery_record(lottery: Lottery) -> dict[str, Any]:
    """Return what `result.json` says of the draw: fractions as text, such as "12/5"."""
    return {
        "tickets": lottery.table.total,
        "allocations": len(lottery.table.tickets),
        "sha256": lottery.table.sha256,
        "ticket": lottery.drawn.ticket,
        "allocation": lottery.drawn.index,
        "worst_expected": str(lottery.worst_expected),
        "bound": str(lottery.bound.value),
        "closed": lottery.closed,
        "status": "proven" if lottery.proven else "not proven",
    }


def stage_records(stages: Sequence[StageClaim]) -> list[dict[str, Any]]:
    """Return the claims, one object a stage."""
    return [
        {
            "name": s.name,
            "sense": "most" if s.most else "least",
            "value": s.value,
            "bound": s.bound,
            "limit": s.limit,
            "status": s.status,
            "proof": s.proof or None,
        }
        for s in stages
    ]


def plan_record(claim: PlanClaim) -> dict[str, Any]:
    """Return what `result.json` says of the plan; the plan itself is in `plan.csv`."""
    return {
        "status": claim.status,
        "cost": claim.cost,
        "cost_bound": claim.cost_bound,
        "decisions": claim.decisions,
        "cuts": claim.cuts,
        "tried": claim.tried,
    }


def read_plan_claim(document: Mapping[str, Any]) -> PlanClaim | None:
    """Return what `result.json` claims of the plan; None where it speaks of none."""
    if "plan" not in document:
        return None
    said = dict(document["plan"])
    return PlanClaim(proven=said.pop("status") == "proven", **said)


def result_document(
    solution: Solution,
    *,
    name: str,
    parameters: Mapping[str, Any],
    inputs: Mapping[str, str],
    outputs: Mapping[str, str],
) -> dict[str, Any]:
    """Return `result.json`: everything about a run that is the same when it is run again.

    Parameters
    ----------
    solution
        The answer with its claims.
    name
        Name of the instance.
    parameters
        What the user chose.
    inputs, outputs
        SHA-256 by file name.
    """
    facts = facts_of(solution.problem)
    document = {
        "instance": name,
        "event": facts.pop("event"),
        "status": solution.status,
        "proven": solution.proven,
        "objective": solution.objective,
        "stages": stage_records(solution.stages),
        **({"plan": plan_record(solution.plan)} if solution.plan else {}),
        "people": facts.pop("people"),
        "seed": solution.seed,
        "seed_source": solution.seed_source,
        "draw": "fair" if solution.lottery else "seeded",
        "lottery": lottery_record(solution.lottery) if solution.lottery else None,
        "parameters": dict(parameters),
        "versions": versions(),
        "problem_sha256": fingerprint(solution.problem),
        "inputs": dict(sorted(inputs.items())),
        "outputs": dict(sorted(outputs.items())),
        **facts,
    }
    return {**document, "sha256": own_digest(document)}


def facts_of(problem: Problem) -> dict[str, Any]:
    """Return what `result.json` says of the question alone."""
    event = problem.event
    return {
        "event": event.title,
        "people": len(problem.attendees),
        "assumptions": [asdict(a) for a in event.assumptions],
        "delete_after": event.delete_after.isoformat() if event.delete_after else None,
    }


def own_digest(document: Mapping[str, Any]) -> str:
    """Return the SHA-256, in hex, of a document as it is written, its own hash left out."""
    rest = {key: value for key, value in document.items() if key != "sha256"}
    return hashlib.sha256(json_text(rest).encode()).hexdigest()


def versions() -> dict[str, str]:
    """Return the versions of Python and of the software that shapes a result."""
    found = {"python": python_version()}
    for package in SOFTWARE:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found
