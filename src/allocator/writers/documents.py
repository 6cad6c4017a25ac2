"""The JSON documents of a result."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from platform import python_version
from typing import TYPE_CHECKING, Any

from allocator.certificate import SCALE
from allocator.chance import fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.certificate import Prices
    from allocator.fairness.records import Fairness
    from allocator.lottery import Lottery
    from allocator.problem import Event
    from allocator.solution import Solution, StageClaim

SOFTWARE = ("fair-days", "ortools", "numpy", "matplotlib", "pydantic", "ruamel.yaml")


def json_text(value: Any) -> str:
    """Return JSON for people and programs: indented, UTF-8, stable, newline at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def fairness_document(fairness: Fairness) -> dict[str, Any]:
    """Return the numbers of the fairness report."""
    return asdict(fairness)


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
    event = solution.problem.event
    return {
        "instance": name,
        "event": event.title,
        "status": solution.status,
        "proven": solution.proven,
        "objective": solution.objective,
        "stages": stage_records(solution.stages),
        "people": len(solution.problem.attendees),
        "seed": solution.seed,
        "seed_source": solution.seed_source,
        "draw": "fair" if solution.lottery else "seeded",
        "lottery": lottery_record(solution.lottery) if solution.lottery else None,
        "parameters": dict(parameters),
        "versions": versions(),
        "problem_sha256": fingerprint(solution.problem),
        "inputs": dict(sorted(inputs.items())),
        "outputs": dict(sorted(outputs.items())),
        "assumptions": [asdict(a) for a in event.assumptions],
    }


def versions() -> dict[str, str]:
    """Return the versions of Python and of the software that shapes a result."""
    found = {"python": python_version()}
    for package in SOFTWARE:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def datapackage(event: Event, *, fair: bool = False) -> dict[str, Any]:
    """Return the Frictionless data package that describes the CSV tables.

    With a fair draw there is a table of chances.
    See the Data Package specification, specs.frictionlessdata.io.
    """
    text, whole = "string", "integer"
    rounds = [_field(r.id, text) for r in event.rounds]
    person = _field("attendee_id", text, required=True)
    where = [_field("room", text), _field("bus", text), _field("departure", "datetime")]
    clock = [
        _field("start", "datetime", required=True),
        _field("end", "datetime", required=True),
    ]
    to_session = {
        "fields": ["session_id"],
        "reference": {"resource": "sessions", "fields": ["session_id"]},
    }
    return {
        "name": "allocation",
        "profile": "tabular-data-package",
        "title": event.title,
        "resources": [
            _resource(
                "sessions",
                [
                    _field("session_id", text, required=True),
                    _field("round_id", text, required=True),
                    _field("title", text, required=True),
                    _field("theme", text),
                    *where,
                    *clock,
                    _field("seats", whole),
                    _field("filled", whole, required=True),
                    _field("wished_first", whole, required=True),
                    _field("wished", whole, required=True),
                    _field("seat_price", "number"),
                ],
                ["session_id"],
            ),
            _resource(
                "assignments",
                [
                    person,
                    _field("round_id", text, required=True),
                    _field("session_id", text, required=True),
                    _field("rank", whole, minimum=1),
                    *where,
                    *clock,
                ],
                ["attendee_id", "round_id"],
                [to_session],
            ),
            _resource(
                "days",
                [
                    person,
                    *rounds,
                    _field("bus", text),
                    _field("departure", "datetime"),
                    _field("first_wishes", whole, required=True, minimum=0),
                    _field("regret", whole, required=True, minimum=0),
                ],
                ["attendee_id"],
            ),
            *([_resource("lottery", _chance(person), _CHANCE_KEY, [to_session])] * fair),
        ],
    }


_CHANCE_KEY = ("attendee_id", "round_id", "session_id")


def _chance(person: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        person,
        _field("round_id", "string", required=True),
        _field("session_id", "string", required=True),
        _field("numerator", "integer", required=True, minimum=1),
        _field("denominator", "integer", required=True, minimum=1),
        _field("chance", "number", required=True, minimum=0, maximum=1),
    ]


def _field(name: str, kind: str, **constraints: bool | int) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": kind}
    if kind == "datetime":
        field["format"] = "any"
    if constraints:
        field["constraints"] = constraints
    return field


def _resource(
    name: str,
    fields: Sequence[dict[str, Any]],
    key: Sequence[str],
    references: Sequence[dict[str, Any]] = (),
) -> dict[str, Any]:
    schema = {"fields": list(fields), "primaryKey": list(key), "missingValues": [""]}
    if references:
        schema["foreignKeys"] = list(references)
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
        "schema": schema,
    }


def columns_of(package: Mapping[str, Any], name: str) -> list[str]:
    """Return the columns of one table, as the data package names them."""
    resource = next(r for r in package["resources"] if r["name"] == name)
    return [field["name"] for field in resource["schema"]["fields"]]
