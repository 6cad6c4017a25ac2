"""The JSON documents of a result."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from importlib.metadata import PackageNotFoundError, version
from platform import python_version
from typing import TYPE_CHECKING, Any

from allocator.certificate import SCALE
from allocator.chance import fingerprint
from allocator.fairness.comparison import Comparison, Notion, SeatPrice, Vote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.allocation import Allocation
    from allocator.fairness.records import Fairness
    from allocator.problem import Event
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
        **said,
    )


def certificate_document(stages: Sequence[StageClaim]) -> dict[str, Any]:
    """Return the prices with which anybody can recount every bound."""
    return {
        "scale": SCALE,
        "stages": [
            {
                "name": s.name,
                "rows": dict(sorted(s.prices.rows.items())),
                "pins": dict(s.prices.pins),
            }
            for s in stages
        ],
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


def datapackage(event: Event, *, compared: bool = False) -> dict[str, Any]:
    """Return the Frictionless data package that describes the CSV tables.

    Parameters
    ----------
    event
        Gives the rounds.
    compared
        Whether there is a table of what other notions would do.

    See the Data Package specification, specs.frictionlessdata.io.
    """
    text, whole = "string", "integer"
    rounds = [_field(r.id, text) for r in event.rounds]
    person = _person()
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
            *([_notions(rounds)] if compared else []),
        ],
    }


def _notions(rounds: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return _resource(
        "notions",
        [_field("notion", "string", required=True), _person(), *rounds],
        ["notion", "attendee_id"],
    )


def _person() -> dict[str, Any]:
    return _field("attendee_id", "string", required=True)


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
