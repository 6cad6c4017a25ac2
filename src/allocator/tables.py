"""Data frames of a result for analysts: plain columns, a named index, stable order."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

import pandas as pd

from allocator import lottery
from allocator.errors import UsageTrouble
from allocator.fairness.outcome import Outcome
from allocator.language import told
from allocator.writers import tables as records
from allocator.writers.documents import stage_records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
        raise UsageTrouble(
            told('there are chances only after a fair draw: solve(..., draw="fair")')
        )
    rows = records.lottery(lottery.chances(result.problem.event, result.lottery.table))
    return pd.DataFrame(rows).set_index(["attendee_id", "session_id"])


def sessions(result: Solution) -> pd.DataFrame:
    """Return one row a session with seats, demand and seat price, by session_id."""
    rows = records.sessions(result.problem.timetable, result.fairness, result.stages)
    return pd.DataFrame(rows).set_index("session_id")


def plan(result: Solution) -> pd.DataFrame:
    """Return one row a decision about rooms, buses and departures, by kind and subject.

    Empty where the event leaves nothing to decide.
    """
    rows = records.plan(result.allocation.plan)
    columns = ["kind", "subject", "value", "at"]
    return pd.DataFrame(rows, columns=columns).set_index(columns[:2])


def people(result: Solution) -> pd.DataFrame:
    """Return one row a person with group and the day in numbers, by attendee_id."""
    columns = [field.name for field in fields(Outcome)]
    frame = pd.DataFrame({c: [getattr(o, c) for o in result.outcomes] for c in columns})
    groups = {a.id: a.group for a in result.problem.attendees}
    frame.insert(1, "group", frame["attendee_id"].map(groups))
    return frame.set_index("attendee_id")


def stages(result: Solution) -> pd.DataFrame:
    """Return one row a stage with value, bound, status and proof, by name."""
    return pd.DataFrame(stage_records(result.stages)).set_index("name")


def notions(result: Solution) -> pd.DataFrame:
    """Return one row a notion of fairness with its numbers, by name; the result's own first.

    Empty where the result has no comparison.
    """
    found = result.comparison.notions if result.comparison else ()
    return _frame([asdict(n) for n in found], "name", "notion")


def notion_levels(result: Solution) -> pd.DataFrame:
    """Return the places at level 0, 1, 2, ... of the lists by each notion, by notion."""
    found = result.comparison.notions if result.comparison else ()
    return _wide("notion", "level", {n.name: n.levels for n in found})


def notion_regrets(result: Solution) -> pd.DataFrame:
    """Return the people at regret 0, 1, 2, ... by each notion, by notion."""
    found = result.comparison.notions if result.comparison else ()
    return _wide("notion", "regret", {n.name: n.regrets for n in found})


def notion_days(result: Solution) -> pd.DataFrame:
    """Return everybody's day by each notion, a column a round, by notion and attendee_id.

    Empty where the result has no comparison.
    """
    event, found = result.problem.event, result.comparison
    rows = records.notions(event, found) if found else []
    columns = ["notion", "attendee_id", *(r.id for r in event.rounds)]
    return pd.DataFrame(rows, columns=columns).set_index(columns[:2])


def certificates(result: Solution) -> pd.Series[float]:
    """Return the least total, what could still be gained, and the vote, with bounds.

    Empty where the result has no comparison.
    """
    said = asdict(result.comparison) if result.comparison else {"vote": {}}
    numbers = {k: v for k, v in said.items() if isinstance(v, int)}
    numbers |= {f"vote_{k}": v for k, v in said["vote"].items()}
    return pd.Series(numbers, name="value", dtype=float).rename_axis("number")


def seat_prices(result: Solution) -> pd.DataFrame:
    """Return what one seat more gains and one less costs, by session_id."""
    found = result.comparison.seat_prices if result.comparison else ()
    frame = _frame([asdict(p) for p in found], "session_id")
    return frame.astype("Int64")


def rounds(result: Solution) -> pd.DataFrame:
    """Return wishes met, one row a round, by round_id."""
    return _frame([asdict(r) for r in result.fairness.rounds], "round_id")


def regrets(result: Solution) -> pd.DataFrame:
    """Return the number of people at each regret, by regret."""
    return _frame([asdict(r) for r in result.fairness.regrets], "regret")


def groups(result: Solution) -> pd.DataFrame:
    """Return one row a group with mean, gap, interval and p, by group."""
    return _frame([asdict(g) for g in result.fairness.groups], "group")


def alternatives(result: Solution) -> pd.DataFrame:
    """Return the result and the baselines with their ranges over draws, by name."""
    return _frame([asdict(a) for a in result.fairness.alternatives], "name", "way")


def buses(result: Solution) -> pd.DataFrame:
    """Return one row a bus and trip with seats and people, by bus_id."""
    return _frame([asdict(b) for b in result.fairness.buses], "bus_id")


def answers(result: Solution) -> pd.DataFrame:
    """Return how people answered, one row a round, by round_id."""
    return _frame([asdict(r) for r in result.fairness.answers.rounds], "round_id")


def lorenz(result: Solution) -> pd.Series[float]:
    """Return the corners of the Lorenz curve: share of utility by share of people."""
    people, share = zip(*result.fairness.inequality.lorenz, strict=True)
    return pd.Series(share, index=pd.Index(people, name="people"), name="utility")


def summary(result: Solution) -> pd.Series[float]:
    """Return the single numbers of the report by name, inequality and envy among them."""
    fairness = asdict(result.fairness)
    numbers = {k: v for k, v in fairness.items() if isinstance(v, int | float)}
    numbers |= {k: v for k, v in fairness["inequality"].items() if k != "lorenz"}
    numbers |= {f"envy_{k}": v for k, v in fairness["envy"].items()}
    return pd.Series(numbers, name="value", dtype=float).rename_axis("number")


def _frame(rows: list[dict[str, Any]], key: str, name: str | None = None) -> pd.DataFrame:
    frame = pd.DataFrame(rows) if rows else pd.DataFrame(columns=[key])
    return frame.set_index(key).rename_axis(name or key)


def _wide(index: str, across: str, rows: Mapping[str, Sequence[int]]) -> pd.DataFrame:
    """Return counts side by side, one column a level from 0; what is not there is 0."""
    width = max(map(len, rows.values()), default=0)
    return pd.DataFrame(
        [[*counts, *[0] * (width - len(counts))] for counts in rows.values()],
        index=pd.Index(list(rows), name=index),
        columns=pd.RangeIndex(width, name=across),
    )
