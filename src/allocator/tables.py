"""Data frames of a result for analysts: plain columns, a named index, stable order."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pandas as pd

from allocator import lottery
from allocator.errors import UsageTrouble
from allocator.writers import tables as records
from allocator.writers.documents import stage_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from allocator.fairness.comparison import Comparison
    from allocator.solution import Solution

Counts = tuple[float, ...]


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


def numbers(result: Solution) -> pd.Series:
    """Return the numbers about everybody together: people, worst, total, firsts and so on."""
    said = result.fairness.answers
    whole = {"silent": said.silent, "credited": said.credited}
    return _series("numbers", {**asdict(result.fairness), **whole})


def levels(result: Solution) -> pd.Series:
    """Return the places of all rounds by wish: "wish 1", "wish 2", ..., outside, refused."""
    found = result.fairness
    counts = {**_by_wish(found.levels), "outside": found.outside, "refused": found.refused}
    return pd.Series(counts, name="places").rename_axis("place")


def rounds(result: Solution) -> pd.DataFrame:
    """Return one row a round with its places by wish, by round_id."""
    deepest = max((len(r.met) for r in result.fairness.rounds), default=0)
    rows = [
        {
            "round_id": r.round_id,
            "title": r.title,
            "people": r.people,
            **_by_wish(r.met, deepest),
            "outside": r.outside,
            "refused": r.refused,
            "without_wish": r.without_wish,
        }
        for r in result.fairness.rounds
    ]
    return _frame("round_id", rows)


def answers(result: Solution) -> pd.DataFrame:
    """Return one row a round: how people answered, by round_id."""
    return _frame("round_id", map(asdict, result.fairness.answers.rounds))


def regrets(result: Solution) -> pd.DataFrame:
    """Return how many people are at each regret, by regret."""
    return _frame("regret", map(asdict, result.fairness.regrets))


def buses(result: Solution) -> pd.DataFrame:
    """Return seats and passengers of each bus, by bus_id."""
    columns = ("bus_id", "title", "leaves", "seats", "filled")
    return _frame("bus_id", map(asdict, result.fairness.buses), columns)


def groups(result: Solution) -> pd.DataFrame:
    """Return means, gaps, intervals and p of each group that may be shown, by group."""
    columns = ("group", "people", "mean_regret", "first_share")
    frame = _frame("group", map(asdict, result.fairness.groups), columns)
    gaps = [c for c in frame.columns if c not in columns]
    return frame.astype(dict.fromkeys(gaps, "float64"))


def inequality(result: Solution) -> pd.Series:
    """Return Gini, Jain and Atkinson of utilities, with aversion and scale."""
    return _series("inequality", asdict(result.fairness.inequality))


def lorenz(result: Solution) -> pd.DataFrame:
    """Return the corners of the Lorenz curve: share of the people, share of the utility."""
    corners = pd.DataFrame(result.fairness.inequality.lorenz, columns=["people", "utility"])
    return corners.rename_axis("corner")


def envy(result: Solution) -> pd.Series:
    """Return pairs and people with envy between whole days, the largest, and circles."""
    return _series("envy", asdict(result.fairness.envy))


def alternatives(result: Solution) -> pd.DataFrame:
    """Return the result beside the baselines: means and ranges over their draws, by name."""
    rows = [_plain(asdict(way)) for way in result.fairness.alternatives]
    return _frame("name", rows).astype({"as_good": "float64"})


def alternative_places(result: Solution) -> pd.DataFrame:
    """Return places by wish of the result and the baselines, means over draws, by name."""
    ways = result.fairness.alternatives
    deepest = max((len(way.levels) for way in ways), default=0)
    rows = [
        {
            "name": way.name,
            **_by_wish(way.levels, deepest),
            "outside": way.outside,
            "refused": way.refused,
        }
        for way in ways
    ]
    return _frame("name", rows, ("name",))


def alternative_regrets(result: Solution) -> pd.DataFrame:
    """Return people at each regret by the result and the baselines, means, by name."""
    ways = result.fairness.alternatives
    return _wide("name", "regret", {way.name: way.regrets for way in ways})


def notions(result: Solution) -> pd.DataFrame:
    """Return what each notion of fairness would do, by name.

    Raises
    ------
    UsageTrouble
        If the result was not compared with other notions; so for all tables below.
    """
    return _frame("name", [_plain(asdict(n)) for n in _compared(result).notions])


def notion_levels(result: Solution) -> pd.DataFrame:
    """Return the places at each level of the lists by each notion, by name."""
    return _wide("name", "level", {n.name: n.levels for n in _compared(result).notions})


def notion_regrets(result: Solution) -> pd.DataFrame:
    """Return how many people are at each regret by each notion, by name."""
    return _wide("name", "regret", {n.name: n.regrets for n in _compared(result).notions})


def notion_days(result: Solution) -> pd.DataFrame:
    """Return everybody's day by each notion, one column a round, by notion and attendee_id."""
    rows = records.notions(result.problem.event, _compared(result))
    return pd.DataFrame(rows).set_index(["notion", "attendee_id"])


def seat_prices(result: Solution) -> pd.DataFrame:
    """Return what a seat more and a seat less do to the least total, by session_id."""
    columns = ("session_id", "seats", "gain", "cost")
    frame = _frame("session_id", map(asdict, _compared(result).seat_prices), columns)
    return frame.astype("Int64")


def certificates(result: Solution) -> pd.Series:
    """Return the least total, what could still be gained, and the vote, with bounds."""
    found = _compared(result)
    return _series(
        "certificates",
        {
            "least_total": found.least_total,
            "least_bound": found.least_bound,
            "spare_gain": found.spare_gain,
            "spare_bound": found.spare_bound,
            **{f"vote_{key}": value for key, value in asdict(found.vote).items()},
        },
    )


def _compared(result: Solution) -> Comparison:
    if result.comparison is None:
        raise UsageTrouble(
            "the result was not compared with other notions: "
            "replace(result, comparison=allocator.whatif.comparison(result))"
        )
    return result.comparison


def _plain(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a record that are one number or text each."""
    return {k: v for k, v in record.items() if not isinstance(v, tuple | list | dict)}


def _frame(
    index: str, rows: Iterable[Mapping[str, Any]], columns: Sequence[str] = ()
) -> pd.DataFrame:
    """Return records as rows; `columns` are there even where no row is."""
    held = list(rows)
    frame = pd.DataFrame(held) if held else pd.DataFrame(columns=[*columns])
    return frame.set_index(index)


def _series(name: str, record: Mapping[str, Any]) -> pd.Series:
    return pd.Series(_plain(record), name=name).rename_axis("measure")


def _by_wish(counts: Counts, deepest: int = 0) -> dict[str, float]:
    return {f"wish {k}": n for k, n in enumerate(_filled(counts, deepest), 1)}


def _filled(counts: Counts, width: int) -> Counts:
    return (*counts, *[0] * (width - len(counts)))


def _wide(index: str, across: str, rows: Mapping[str, Counts]) -> pd.DataFrame:
    """Return counts side by side, one column a level from 0; what is not there is 0."""
    width = max(map(len, rows.values()), default=0)
    return pd.DataFrame(
        [_filled(counts, width) for counts in rows.values()],
        index=pd.Index(list(rows), name=index),
        columns=pd.RangeIndex(width, name=across),
    )
