"""Data frames of a result for analysts: plain columns, a named index, stable order."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import pandas as pd

from allocator import lottery
from allocator.errors import UsageTrouble
from allocator.writers import tables as records
from allocator.writers.documents import stage_records

if TYPE_CHECKING:
    from allocator.solution import Solution


def assignments(result: Solution) -> pd.DataFrame:
    """Return one row a person and round, indexed by attendee_id and round_id."""
    rows = records.assignments(result.problem, result.allocation)
    frame = pd.DataFrame(rows)
    frame["rank"] = frame["rank"].astype("Int64")
    for column in ("start", "end", "departure"):
        frame[column] = pd.to_datetime(frame[column])
    return frame.set_index(["attendee_id", "round_id"])


def chances(result: Solution) -> pd.DataFrame:
    """Return one row for each session that a person had a chance of before a fair draw.

    Raises
    ------
    UsageTrouble
        If the result was not drawn from a lottery.
    """
    if result.lottery is None:
        raise UsageTrouble('there are chances only after a fair draw: solve(..., draw="fair")')
    rows = records.lottery(lottery.chances(result.problem.event, result.lottery.table))
    return pd.DataFrame(rows).set_index(["attendee_id", "session_id"])


def sessions(result: Solution) -> pd.DataFrame:
    """Return one row a session with seats, demand and seat price, by session_id."""
    rows = records.sessions(result.problem.event, result.fairness, result.stages)
    return pd.DataFrame(rows).set_index("session_id")


def people(result: Solution) -> pd.DataFrame:
    """Return one row a person with group and the day in numbers, by attendee_id."""
    frame = pd.DataFrame([asdict(o) for o in result.outcomes])
    groups = {a.id: a.group for a in result.problem.attendees}
    frame.insert(1, "group", frame["attendee_id"].map(groups))
    return frame.set_index("attendee_id")


def stages(result: Solution) -> pd.DataFrame:
    """Return one row a stage with value, bound, status and proof, by name."""
    return pd.DataFrame(stage_records(result.stages)).set_index("name")
