"""The second opinion: read the written files and the inputs, and count everything again.

No solver is loaded. Rules are read as sentences (`breaches`), numbers are counted by hand,
bounds are recounted from prices, and every table is written again and compared.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allocator.allocation import Allocation
from allocator.baselines import compare
from allocator.certificate import Prices
from allocator.chance import fingerprint
from allocator.errors import FileTrouble, SelfCheckFailed
from allocator.fairness.outcome import floor_alone, outcomes
from allocator.model import Model
from allocator.objectives import OBJECTIVES, named
from allocator.objectives.stages import before_the_draw
from allocator.readers import read_instance
from allocator.recount import recount, wrong_values
from allocator.redraw import LOTTERY_DOCUMENTS, read_lottery, wrong_lottery
from allocator.rules import RULES
from allocator.solution import StageClaim
from allocator.writers.documents import lottery_record
from allocator.writers.folder import sha256
from allocator.writers.texts import result_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.fairness.outcome import Outcome
    from allocator.fairness.records import Fairness
    from allocator.lottery import Lottery
    from allocator.objectives.protocol import Objective, Stage
    from allocator.problem import Problem
    from allocator.rules.protocol import Rule

UNLISTED = ("result.json", "run.log")


@dataclass(frozen=True)
class Verified:
    """What was counted again, without a complaint.

    Attributes
    ----------
    places
        Number of places that were held against each rule.
    rules
        Names of the rules.
    stages
        Number of stages whose value and bound were recounted.
    proven
        Whether all of them are proven.
    """

    places: int
    rules: tuple[str, ...]
    stages: int
    proven: bool


@dataclass(frozen=True)
class Written:
    """A result folder as it was read."""

    folder: Path
    result: dict[str, Any]
    problem: Problem
    allocation: Allocation
    claims: tuple[StageClaim, ...]


def verify(
    folder: str | Path,
    *,
    instance: str | Path | None = None,
    rules: Sequence[Rule] = RULES,
    objectives: Sequence[Objective] = OBJECTIVES,
) -> Verified:
    """Count a written result again.

    Parameters
    ----------
    folder
        The result.
    instance
        The folder of inputs; by default the one that the result's `run.log` names.
    rules, objectives
        What the result is held against.

    Returns
    -------
    Verified
        What was counted.

    Raises
    ------
    FileTrouble
        If the result or its inputs cannot be read.
    SelfCheckFailed
        With one line for each broken rule, wrong number and changed file.
    """
    folder = Path(folder)
    result = _json(folder / "result.json")
    complaints = [*_changed_files(folder, result)]
    try:
        written, stale = _read(folder, result, instance)
        complaints += [*stale, *_breaches(written, rules)]
        complaints += _wrong_numbers(written, rules, objectives)
    except (KeyError, ValueError, TypeError) as error:
        complaints.append(f"the files do not fit together: {error!r}")
    if complaints:
        raise SelfCheckFailed(dict.fromkeys(complaints))
    return Verified(
        places=sum(len(day) for day in written.allocation.days.values()),
        rules=tuple(r.name for r in rules),
        stages=len(written.claims),
        proven=result["proven"],
    )


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise FileTrouble(f"{path.parent.name}: not a result, it has no {path.name}") from None
    except OSError as error:
        raise FileTrouble(f"{path.name}: cannot be read ({error.strerror})") from None
    except ValueError:
        raise SelfCheckFailed([f"{path.name}: is not JSON any more"]) from None


def _changed_files(folder: Path, result: dict[str, Any]) -> Iterator[str]:
    listed: dict[str, str] = result.get("outputs", {})
    present = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    for name in sorted(present - listed.keys() - set(UNLISTED)):
        yield f"{name}: does not belong to the result"
    for name, digest in listed.items():
        if name not in present:
            yield f"{name}: is missing"
        elif sha256(folder / name) != digest:
            yield f"{name}: was changed after it was written"


def _read(
    folder: Path, result: dict[str, Any], instance: str | Path | None
) -> tuple[Written, list[str]]:
    inputs = read_instance(_inputs_of(folder) if instance is None else instance)
    stale = [
        f"{name}: is not the input that was solved"
        for name, digest in result["inputs"].items()
        if inputs.inputs.get(name) != digest
    ]
    event = replace(inputs.problem.event, seed=int(result["seed"]))
    problem = replace(inputs.problem, event=event)
    if fingerprint(problem) != result["problem_sha256"]:
        stale.append("result.json: the question is another one than that of the inputs")
    allocation = _allocation(folder / "assignments.csv")
    claims = _claims(result, _json(folder / "certificate.json"))
    return Written(folder, result, problem, allocation, claims), stale


def _inputs_of(folder: Path) -> Path:
    try:
        log = (folder / "run.log").read_text(encoding="utf-8")
    except OSError:
        log = ""
    for line in log.splitlines():
        if line.startswith("instance: "):
            return (folder / line.removeprefix("instance: ")).resolve()
    raise FileTrouble(
        f"{folder.name}: run.log does not say where the inputs are; name them with --instance"
    )


def _allocation(path: Path) -> Allocation:
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise FileTrouble(f"{path.name}: cannot be read ({error.strerror})") from None
    found: dict[str, list[str]] = {}
    for record in csv.DictReader(io.StringIO(text, newline=""), strict=True):
        found.setdefault(record["attendee_id"], []).append(record["session_id"])
    return Allocation({person: tuple(day) for person, day in found.items()})


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


def _breaches(written: Written, rules: Sequence[Rule]) -> Iterator[str]:
    problem, allocation = written.problem, written.allocation
    people = {a.id for a in problem.attendees}
    for person in sorted(allocation.days.keys() - people):
        yield f"assignments.csv: {person} is no attendee"
    for person, day in sorted(allocation.days.items()):
        for session_id in day:
            if session_id not in problem.event.session:
                yield f"assignments.csv: {person} is in {session_id}, which is unknown"
                return
    for rule in rules:
        for breach in rule.breaches(problem, allocation):
            yield f"rule '{rule.name}': {breach}"


def _wrong_numbers(
    written: Written, rules: Sequence[Rule], objectives: Sequence[Objective]
) -> Iterator[str]:
    problem, allocation = written.problem, written.allocation
    floors = _floors(problem, rules)
    everyone = outcomes(problem, floors, allocation)
    model = Model(problem)
    for rule in rules:
        rule.post(problem, model)
    fairness = compare(model, floors, allocation, everyone)
    stages = named(written.result["objective"], objectives).stages(problem)
    lottery = None
    if written.result["draw"] == "fair":
        stages = before_the_draw(stages)
        documents = {name: _json(written.folder / name) for name in LOTTERY_DOCUMENTS}
        lottery = read_lottery(documents, problem, floors)
        if lottery.drawn.allocation != allocation:
            yield "assignments.csv: is not what the seed draws from lottery.json"
        yield from wrong_lottery(lottery, model, stages, written.claims, rules, floors)
    yield from _wrong_claims(written, stages, lottery, model, everyone)
    yield from _wrong_texts(written, fairness, everyone, lottery)


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
    stages: Sequence[Stage],
    lottery: Lottery | None,
    model: Model,
    everyone: Sequence[Outcome],
) -> Iterator[str]:
    result, claims = written.result, written.claims
    yield from wrong_values(stages, claims, everyone)
    for claim, record in zip(claims, result["stages"], strict=True):
        if record["status"] != claim.status:
            yield f"stage {claim.name}: the status does not fit value and bound"
    fair = lottery is None or lottery.proven
    proven = fair and all(c.status == "proven" for c in claims)
    status = "optimal" if proven else "feasible"
    if (result["proven"], result["status"]) != (proven, status):
        yield "result.json: the status does not fit the stages"
    if lottery and lottery_record(lottery) != result["lottery"]:
        yield "result.json: says something else of the lottery than is counted"
    yield from recount(model, {s.name: s for s in stages}, claims, lottery)


def _wrong_texts(
    written: Written,
    fairness: Fairness,
    everyone: Sequence[Outcome],
    lottery: Lottery | None,
) -> Iterator[str]:
    for name, text in result_texts(
        written.problem, written.allocation, fairness, everyone, written.claims, lottery
    ).items():
        path = written.folder / name
        if path.is_file() and path.read_bytes() != text.encode():
            yield f"{name}: does not say what follows from inputs and assignments"
