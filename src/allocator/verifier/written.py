"""A result folder as it was written, read back."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from allocator.allocation import Allocation
from allocator.certificate import Prices
from allocator.errors import FileTrouble, SelfCheckFailed, cause
from allocator.fingerprint import fingerprint
from allocator.language import told
from allocator.plan import Decision, Plan
from allocator.readers import Instance, read_instance
from allocator.solution import StageClaim
from allocator.timetable import open_decisions
from allocator.verifier.changes import change_of
from allocator.writers.documents import read_comparison, read_plan_claim
from allocator.writers.folder import sha256
from allocator.writers.purge_log import NAME as PURGE_LOG
from allocator.writers.purge_log import purged_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from allocator.fairness.comparison import Comparison
    from allocator.problem import Event, Problem
    from allocator.solution import PlanClaim

    Days = dict[str, tuple[str, ...]]

UNLISTED = ("result.json", "run.log", PURGE_LOG)


@dataclass(frozen=True)
class Written:
    """A result folder as it was read."""

    folder: Path
    result: dict[str, Any]
    problem: Problem
    allocation: Allocation
    claims: tuple[StageClaim, ...]
    comparison: Comparison | None
    plan: PlanClaim | None = None


def read_json(path: Path) -> Any:
    """Read a JSON file of a result."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        names = {"name": path.parent.name, "file": path.name}
        raise FileTrouble(told("{name}: not a result, it has no {file}", **names)) from None
    except OSError as error:
        raise _unread(path, error) from None
    except ValueError:
        raise SelfCheckFailed([told("{file}: is not JSON any more", file=path.name)]) from None


def _unread(path: Path, error: OSError) -> FileTrouble:
    why = cause(error)
    return FileTrouble(told("{file}: cannot be read ({why})", file=path.name, why=why))


def changed_files(folder: Path, result: dict[str, Any]) -> Iterator[str]:
    """Yield a complaint for each file that is not as it was written."""
    listed: dict[str, str] = result.get("outputs", {})
    present = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    for name in sorted(present - listed.keys() - set(UNLISTED)):
        yield told("{file}: does not belong to the result", file=name)
    purged = purged_files(folder)
    for name, digest in listed.items():
        if name not in present and name in purged:
            continue
        if name not in present:
            yield told("{file}: is missing", file=name)
        elif sha256(folder / name) != digest:
            yield change_of(name, (folder / name).read_bytes(), digest)


def read_written(
    folder: Path, result: dict[str, Any], instance: str | Path | Instance | None
) -> tuple[Written, list[str]]:
    """Read a result with its inputs; with complaints where the inputs are other ones."""
    inputs = instance
    if not isinstance(inputs, Instance):
        inputs = read_instance(inputs_of(folder) if inputs is None else inputs)
    stale: list[str] = [
        told("{file}: is not the input that was solved", file=name)
        for name, digest in result["inputs"].items()
        if inputs.inputs.get(name) != digest
    ]
    event = replace(inputs.problem.event, seed=int(result["seed"]))
    plan, unknown = _plan(folder / "plan.csv", event)
    problem = replace(inputs.problem, event=event, plan=plan)
    if fingerprint(problem) != result["problem_sha256"]:
        stale.append(told("result.json: the question is another one than that of the inputs"))
    allocation = Allocation(_days(folder / "assignments.csv"), plan or Plan())
    claims = _claims(result, read_json(folder / "certificate.json"))
    said = read_json(folder / "fairness.json")
    notions = {
        name: replace(allocation, days=days)
        for name, days in _notions(folder / "notions.csv", event).items()
    }
    comparison = read_comparison(said, notions)
    claim = read_plan_claim(result)
    written = Written(folder, result, problem, allocation, claims, comparison, claim)
    return written, [*stale, *unknown]


def inputs_of(folder: Path) -> Path:
    """Return the folder of inputs that the `run.log` of a result names."""
    try:
        log = (folder / "run.log").read_text(encoding="utf-8")
    except OSError:
        log = ""
    for line in log.splitlines():
        if line.startswith("instance: "):
            return (folder / line.removeprefix("instance: ")).resolve()
    raise FileTrouble(
        told(
            "{name}: run.log does not say where the inputs are; name them with --instance",
            name=folder.name,
        )
    )


def _plan(path: Path, event: Event) -> tuple[Plan | None, list[str]]:
    """Read what was decided, with complaints; None where the event leaves nothing open."""
    known = open_decisions(event)
    if not known:
        return None, []
    made = [Decision(r["kind"], r["subject"], r["value"], r["at"]) for r in _records(path)]
    unknown: list[str] = [
        told("plan.csv, row {row}: decides what the event does not leave open", row=row)
        for row, decision in enumerate(made, start=2)
        if decision not in known
    ]
    return Plan(frozenset(made) & known), unknown


def _days(path: Path) -> Days:
    found: dict[str, list[str]] = {}
    for record in _records(path):
        found.setdefault(record["attendee_id"], []).append(record["session_id"])
    return {person: tuple(day) for person, day in found.items()}


def _notions(path: Path, event: Event) -> dict[str, Days]:
    found: dict[str, Days] = {}
    if path.exists():
        for record in _records(path):
            day = tuple(record[r.id] for r in event.rounds if record[r.id])
            found.setdefault(record["notion"], {})[record["attendee_id"]] = day
    return found


def _records(path: Path) -> csv.DictReader[str]:
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise _unread(path, error) from None
    return csv.DictReader(io.StringIO(text, newline=""), strict=True)


def _claims(result: dict[str, Any], certificate: dict[str, Any]) -> tuple[StageClaim, ...]:
    prices = {
        s["name"]: Prices(dict(s["rows"]), dict(s["pins"])) for s in certificate["stages"]
    }
    return tuple(
        StageClaim(
            name=s["name"],
            most=s["sense"] == "most",
            value=s["value"],
            bound=s["bound"],
            limit=s["limit"],
            proof=s["proof"] or "",
            prices=prices[s["name"]],
        )
        for s in result["stages"]
    )
