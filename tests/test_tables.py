"""The data frames: the numbers of `fairness.json` again, and notions side by side."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import allocator
from allocator import tables
from allocator.errors import UsageTrouble
from allocator.fairness import gini, tail_mean, utilities
from allocator.objectives import Budgeted, named
from allocator.whatif import comparison
from allocator.whatif.notions import FRONTIER
from allocator.writers.documents import fairness_document, json_text

TINY = Path(__file__).parents[1] / "instances" / "tiny"
OSLO = TINY.parent / "oslo-2024"
ROWS = {
    "rounds": tables.rounds,
    "regrets": tables.regrets,
    "buses": tables.buses,
    "groups": tables.groups,
    "alternatives": tables.alternatives,
    "answers": tables.answers,
    "notions": tables.notions,
    "seat_prices": tables.seat_prices,
}
SERIES = {
    "inequality": tables.inequality,
    "envy": tables.envy,
}
WIDE = {
    ("alternatives", "regrets"): tables.alternative_regrets,
    ("notions", "levels"): tables.notion_levels,
    ("notions", "regrets"): tables.notion_regrets,
}
COMPARED = (
    tables.notions,
    tables.notion_levels,
    tables.notion_regrets,
    tables.notion_days,
    tables.seat_prices,
    tables.certificates,
)


@pytest.fixture(scope="module", params=[TINY, OSLO], ids=["tiny", "oslo"])
def result(request):
    found = allocator.solve(allocator.read(request.param))
    few = FRONTIER if request.param == TINY else (named("total"), named("rank-maximal"))
    return replace(found, comparison=comparison(found, few))


@pytest.fixture(scope="module")
def document(result):
    """Return what `fairness.json` holds, flat: tables of the comparison beside the others."""
    said = json.loads(json_text(fairness_document(result.fairness, result.comparison)))
    return {**said, **said["comparison"], "answers": said["answers"]["rounds"]}


def alike(one, other):
    """Tell whether two cells say the same; a missing number is null in JSON."""
    if other is None:
        return bool(pd.isna(one))
    return one == other


def scalars(record):
    return {k: v for k, v in record.items() if not isinstance(v, list | dict)}


@pytest.mark.parametrize("name", ROWS)
def test_rows_are_those_of_fairness_json(result, document, name):
    frame = ROWS[name](result).reset_index()
    assert len(frame) == len(document[name])
    for row, record in zip(frame.to_dict("records"), document[name], strict=True):
        told = scalars(record)
        assert told.keys() <= row.keys()
        for key, value in told.items():
            assert alike(row[key], value), (name, key)


@pytest.mark.parametrize("name", SERIES)
def test_measures_are_those_of_fairness_json(result, document, name):
    assert SERIES[name](result).to_dict() == scalars(document[name])


@pytest.mark.parametrize(("name", "key"), WIDE)
def test_profiles_are_those_of_fairness_json(result, document, name, key):
    frame = WIDE[name, key](result)
    assert list(frame.index) == [record["name"] for record in document[name]]
    for row, record in zip(frame.to_numpy().tolist(), document[name], strict=True):
        assert row[: len(record[key])] == record[key]
        assert not any(row[len(record[key]) :])


def test_places_by_wish_are_those_of_fairness_json(result, document):
    whole = tables.levels(result)
    kept = [*document["levels"], document["outside"], document["refused"]]
    assert whole.tolist() == kept
    for frame, key, name in (
        (tables.rounds(result), "met", "rounds"),
        (tables.alternative_places(result), "levels", "alternatives"),
    ):
        for (_, row), record in zip(frame.iterrows(), document[name], strict=True):
            wishes = [row[c] for c in frame.columns if c.startswith("wish ")]
            assert wishes[: len(record[key])] == record[key]
            assert not any(wishes[len(record[key]) :])
            assert (row["outside"], row["refused"]) == (record["outside"], record["refused"])


def test_no_number_of_fairness_json_is_left_out(result, document):
    said = json.loads(json_text(fairness_document(result.fairness, result.comparison)))
    numbers, lorenz = tables.numbers(result), tables.lorenz(result)
    people = {key: said["answers"][key] for key in ("silent", "credited")}
    assert numbers.to_dict() == {**scalars(said), **people}
    assert said["answers"].keys() == {"rounds", *people, "factor", "most"}
    assert lorenz.to_numpy().tolist() == document["inequality"]["lorenz"]
    certificates = tables.certificates(result).to_dict()
    votes = {f"vote_{k}": v for k, v in document["vote"].items()}
    assert certificates == {**scalars(said["comparison"]), **votes}
    held = {"levels", "rounds", "regrets", "sessions", "buses", "groups", "inequality"}
    held |= {"envy", "alternatives", "answers", "comparison", *scalars(said)}
    assert said.keys() == held
    within = {"notions", "seat_prices", "vote", "unfinished", *scalars(said["comparison"])}
    assert said["comparison"].keys() == within


def test_sessions_are_those_of_fairness_json(result, document):
    frame = tables.sessions(result).reset_index()
    for row, record in zip(frame.to_dict("records"), document["sessions"], strict=True):
        assert all(alike(row[key], value) for key, value in record.items())


def test_days_of_the_chosen_notion_are_those_of_the_result(result):
    days = tables.notion_days(result)
    own = tables.assignments(result)["session_id"].unstack()
    mine = days.loc[result.objective]
    assert mine[own.columns].equals(own.rename_axis(columns=None)[own.columns])
    for name, changed in tables.notions(result)["changed"].items():
        assert (days.loc[name] != mine).any(axis=1).sum() == changed


def test_frames_have_named_indexes_and_the_same_order_every_time(result):
    for table in (*ROWS.values(), *WIDE.values(), tables.lorenz, tables.alternative_places):
        frame = table(result)
        assert frame.index.name
        assert frame.index.is_unique
        assert frame.equals(table(result))
        assert not any(isinstance(v, list | tuple | dict) for v in frame.to_numpy().flat)


def test_what_nobody_compared_is_told():
    alone = allocator.solve(allocator.read(TINY))
    for table in COMPARED:
        with pytest.raises(UsageTrouble, match="not compared"):
            table(alone)


# --- notions side by side --------------------------------------------------------------


def test_rows_of_compare_are_solved_results():
    problem = allocator.read(OSLO)
    names = ["leximin", "total", "budgeted 2.5 %"]
    frame = allocator.compare(problem, [*names[:2], named(names[2])], seed=5)
    assert list(frame.index) == [*names, "first come", "random order", "rank rounds"]
    first = allocator.solve(problem, names[0], seed=5)
    least = frame.loc["total", "total"]
    for name in names:
        found, row = allocator.solve(problem, name, seed=5), frame.loc[name]
        told = found.fairness
        kept = ["total", "worst", "at_worst", "squares", "firsts"]
        assert [row[k] for k in kept] == [getattr(told, k) for k in kept]
        assert row["proven"]
        assert math.isclose(row["mean"], told.mean, abs_tol=1e-6)
        assert math.isclose(row["tail_mean"], told.tail_mean, abs_tol=1e-6)
        assert math.isclose(row["gini"], told.inequality.gini, abs_tol=1e-6)
        assert math.isclose(row["price"], (told.total - least) / least)
        days, others = found.allocation.days, first.allocation.days
        assert row["changed"] == sum(set(days[p]) != set(others[p]) for p in days)
    for way in first.fairness.alternatives[1:]:
        row = frame.loc[way.name]
        assert (row["total"], row["worst"], row["unplaced"]) == (
            way.total,
            way.worst,
            way.unplaced,
        )
        assert row[["proven", "changed"]].isna().all()
        assert pd.isna(row["gini"]) == (way.draws > 1)
    come = first.fairness.alternatives[1]
    each = [t for t, n in enumerate(come.regrets) for _ in range(int(n))]
    assert frame.loc["first come", "tail_mean"] == tail_mean(each)
    scale = first.fairness.inequality.scale
    assert frame.loc["first come", "gini"] == gini(utilities(each, scale))


def test_compare_solves_nothing_twice(monkeypatch):
    from allocator.engine import lexicographic
    from allocator.whatif import notions

    asked = []

    def counted(model, stages, *rest, **named_):
        asked.append([s.name for s in stages])
        return lexicographic.optimise(model, stages, *rest, **named_)

    monkeypatch.setattr("allocator.solver.optimise", counted)
    monkeypatch.setattr(notions, "optimise", counted)
    problem = allocator.read(TINY)
    names = ["total", "leximin", "total", "leximin", "budgeted 2 %"]
    frame = allocator.compare(problem, [*names, Budgeted()], baselines=False)
    assert list(frame.index) == ["total", "leximin", "budgeted 2 %"]
    assert len(asked) == 3


def test_the_least_total_is_proven_where_no_notion_has_it():
    frame = allocator.compare(allocator.read(TINY), ["balanced"], baselines=False)
    assert frame["price"].to_dict() == {"balanced": 0.5}


def test_compare_asks_for_a_notion_that_it_knows():
    problem = allocator.read(TINY)
    with pytest.raises(UsageTrouble, match="at least one"):
        allocator.compare(problem, [])
    with pytest.raises(UsageTrouble, match="no objective"):
        allocator.compare(problem, ["kind"])


def test_columns_are_the_same_with_and_without_baselines():
    problem = allocator.read(TINY)
    one, other = (
        allocator.compare(problem, ["balanced"], baselines=b).dtypes for b in (True, False)
    )
    assert one.equals(other)


def test_importing_the_package_loads_no_data_frames():
    code = "import allocator, sys; print(sorted({'pandas', 'ortools'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
