"""A result with what lists need of it: counted again, names put in by id."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from allocator.boarding import boarding
from allocator.errors import FileTrouble, cause
from allocator.language import told
from allocator.lists.one_line import on_one_line
from allocator.verifier import verify
from allocator.verifier.written import inputs_of, read_json, read_written

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from allocator.allocation import Allocation
    from allocator.problem import Event, Problem
    from allocator.readers.people_file import Person
    from allocator.solution import Solution

PEOPLE = "people.xlsx"


@dataclass(frozen=True)
class Held:
    """A verified result, ready to be told to people.

    Attributes
    ----------
    name
        Name of the instance.
    problem
        The question, with the seed that was used and the plan that was decided on.
    allocation
        Who attends what.
    event
        The event as it is held: rooms, buses and departures that were decided on put in;
        its texts on one line.
    aboard
        Bus of each person of a visit by bus: session id to attendee id to bus id.
    persons
        Names and addresses by attendee id; empty where there is no people file. It may
        speak of fewer people than attend, or of more.
    regrets
        Regret of each person's day, by attendee id.
    seed
        Decides among equals.
    proven
        Whether the result is proven best.
    delete_after
        The day after which lists with names are to be deleted; None if nobody knows.
    result
        All of `result.json`.
    folder
        The result folder.
    people_file
        Where the names came from; None if they came from nowhere.
    solution
        The answer with its numbers, as they were counted again.
    """

    name: str
    problem: Problem
    allocation: Allocation
    event: Event
    aboard: Mapping[str, Mapping[str, str]]
    persons: Mapping[str, Person]
    regrets: Mapping[str, int]
    seed: int
    proven: bool
    delete_after: date | None
    result: Mapping[str, Any]
    folder: Path
    people_file: Path | None = None
    solution: Solution | None = None

    @property
    def named(self) -> bool:
        """Whether lists hold names."""
        return bool(self.persons)

    @cached_property
    def attending(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the people of each session, sorted, by session id."""
        found: dict[str, list[str]] = {s.id: [] for s in self.event.sessions}
        for person, day in sorted(self.allocation.days.items()):
            for session_id in day:
                found[session_id].append(person)
        return {session_id: tuple(people) for session_id, people in found.items()}


def read_held(
    result: Path, *, instance: Path | None = None, people: Path | None = None
) -> Held:
    """Read a result for lists, after everything in it was counted again.

    Parameters
    ----------
    result
        The result folder.
    instance
        The folder of inputs; by default the one that the result's `run.log` names.
    people
        The people file; by default `people.xlsx` in the folder of inputs, if it is there.

    Returns
    -------
    Held
        What lists need.

    Raises
    ------
    FileTrouble
        If a file is missing or cannot be read.
    InputRefused
        With the findings of the inputs or of the people file.
    SelfCheckFailed
        If the result or its inputs were changed.
    """
    inputs = inputs_of(result) if instance is None else instance
    verified = verify(result, instance=inputs)
    document = read_json(result / "result.json")
    written, _ = read_written(result, document, inputs)
    names = people or _beside(inputs)
    return Held(
        name=document["instance"],
        problem=written.problem,
        allocation=written.allocation,
        event=on_one_line(written.problem.timetable),
        aboard=boarding(written.problem, written.allocation),
        persons=_persons(names) if names else {},
        regrets=_regrets(result / "days.csv"),
        seed=int(document["seed"]),
        proven=document["proven"],
        delete_after=written.problem.event.delete_after,
        result=document,
        folder=result,
        solution=verified.solution,
        people_file=names,
    )


def _beside(inputs: Path) -> Path | None:
    found = inputs / PEOPLE
    return found if found.exists() else None


def _persons(path: Path) -> Mapping[str, Person]:
    from allocator.readers.people_file import read_people_file

    return read_people_file(path)


def _regrets(path: Path) -> dict[str, int]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        why = told("{file}: cannot be read ({why})", file=path.name, why=cause(error))
        raise FileTrouble(why) from None
    return {r["attendee_id"]: int(r["regret"]) for r in csv.DictReader(io.StringIO(text))}
