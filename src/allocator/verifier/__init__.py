"""The second opinion: read the written files and the inputs, and count everything again.

No solver is loaded. Rules are read as sentences (`breaches`), numbers are counted by hand,
bounds are recounted from prices, and every table is written again and compared.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from allocator.errors import FileTrouble, SelfCheckFailed
from allocator.language import told
from allocator.objectives import OBJECTIVES
from allocator.rules import RULES
from allocator.verifier.counted import counted, wrong_numbers
from allocator.verifier.document import edited, other_version, read_document, wrong_facts
from allocator.verifier.purged import ANSWER, gone_from, wrong_remains
from allocator.verifier.written import changed_files, read_written
from allocator.writers.leftovers import is_partial

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.objectives.protocol import Objective
    from allocator.readers import Instance
    from allocator.rules.protocol import Rule
    from allocator.solution import Solution
    from allocator.verifier.written import Written

UNREADABLE = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, csv.Error)
"""What reading a file gives in which something was changed."""


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
    gone
        Files that were purged. With them places and rules can no longer be counted, nor
        values and bounds: what is left is held to its hashes and to itself.
    solution
        The answer as it was counted; None where that is gone.
    """

    places: int
    rules: tuple[str, ...]
    stages: int
    proven: bool
    gone: tuple[str, ...] = ()
    solution: Solution | None = None


def verify(
    folder: str | Path,
    *,
    instance: str | Path | Instance | None = None,
    rules: Sequence[Rule] = RULES,
    objectives: Sequence[Objective] = OBJECTIVES,
    unfinished: bool = False,
) -> Verified:
    """Count a written result again.

    Parameters
    ----------
    folder
        The result.
    instance
        The folder of inputs, or what was read from it; by default the folder that the
        result's `run.log` names.
    rules, objectives
        What the result is held against.
    unfinished
        Whether a run asks about its own folder before that gets its name. Else a folder
        with such a name is what a killed run left behind.

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
    if is_partial(folder.absolute()) and not unfinished:
        raise FileTrouble(
            told(
                "{name}: not a result, but what a run that was stopped has left; it can be "
                "deleted",
                name=folder.name,
            )
        )
    result = read_document(folder)
    complaints: list[str] = [*edited(folder, result), *changed_files(folder, result)]
    found = None
    try:
        if ANSWER in gone_from(folder):
            complaints += wrong_remains(result)
            found = Verified(0, (), len(result["stages"]), result["proven"], gone_from(folder))
        else:
            written, stale = read_written(folder, result, instance)
            complaints += stale
            if not stale:
                complaints += wrong_facts(result, written.problem)
                complaints += _breaches(written, rules)
                numbers = counted(written, rules, objectives)
                complaints += wrong_numbers(written, numbers, rules)
                found = _verified(numbers.solution, rules)
    except UNREADABLE:
        complaints.append(told("the files do not fit together: not everything was counted"))
    if complaints or found is None:
        raise SelfCheckFailed(dict.fromkeys((*complaints, *other_version(result))))
    return found


def _verified(solution: Solution, rules: Sequence[Rule]) -> Verified:
    return Verified(
        places=sum(len(day) for day in solution.allocation.days.values()),
        rules=tuple(r.name for r in rules),
        stages=len(solution.stages),
        proven=solution.proven,
        solution=solution,
    )


def _breaches(written: Written, rules: Sequence[Rule]) -> Iterator[str]:
    problem, allocation = written.problem, written.allocation
    people = {a.id for a in problem.attendees}
    for person in sorted(allocation.days.keys() - people):
        yield told("assignments.csv: {id} is no attendee", id=person)
    for person, day in sorted(allocation.days.items()):
        for session_id in day:
            if session_id not in problem.event.session:
                yield told(
                    "assignments.csv: {id} is in {session}, which is unknown",
                    id=person,
                    session=session_id,
                )
                return
    for rule in rules:
        for breach in rule.breaches(problem, allocation):
            yield told("rule '{rule}': {breach}", rule=rule.name, breach=breach)
