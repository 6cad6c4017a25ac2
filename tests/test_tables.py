"""Data frames: the same numbers as fairness.json, plain columns, a named index."""

from __future__ import annotations

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
from allocator.writers.documents import fairness_document

OSLO = Path(__file__).parents[1] / "instances" / "oslo-2024"
TINY = OSLO.parent / "tiny"


@pytest.fixture(scope="module")
def result():
    found = allocator.solve(allocator.read(OSLO))
    return replace(found, comparison=comparison(found))


def test_every_table_of_fairness_json_has_its_frame(result):
    document = fairness_document(result.fairness, result.comparison)
    lists = {k: v for k, v in document.items() if isinstance(v, list | tuple) and v}
    lists |= {k: v for k, v in document["comparison"].items() if isinstance(v, tuple) and v}
    lists["answers"] = document["answers"]["rounds"]
    for name in ("rounds", "regrets", "buses", "groups", "alternatives", "answers", "notions"):
        frame, rows = getattr(tables, name)(result), lists[name]
        assert frame.index.name
        assert len(frame) == len(rows)
        for column in frame.columns:
            told = [None if value != value else value for value in frame[column].tolist()]
            assert told == [row[column] for row in rows], (name, column)
    prices = tables.seat_prices(result)
    assert prices["gain"].tolist() == [p.gain for p in result.comparison.seat_prices]


def test_single_numbers_are_in_the_summary(result):
    numbers = tables.summary(result)
    assert numbers["total"] == result.fairness.total
    assert numbers["gini"] == result.fairness.inequality.gini
    assert numbers["envy_people"] == result.fairness.envy.people
    assert tables.lorenz(result).iloc[-1] == 1.0


def test_frames_are_empty_where_nobody_compared():
    plain = allocator.solve(allocator.read(OSLO.parent / "tiny"))
    assert tables.notions(plain).empty
    assert tables.seat_prices(plain).empty
    assert tables.notion_levels(plain).empty
    assert tables.notion_regrets(plain).empty
    assert tables.notion_days(plain).empty
    assert tables.certificates(plain).empty


def test_notions_side_by_side(result):
    names = ("balanced", "total", "budgeted 5 %")
    frame = allocator.compare(result.problem, names)
    assert allocator.compare is allocator.compare
    assert list(frame.index) == [*names, "first come", "random order", "rank rounds"]
    known = tables.notions(result).loc[list(names)]
    for column in ("total", "worst", "at_worst", "squares", "firsts", "changed"):
        assert frame.loc[list(names), column].tolist() == known[column].tolist()
    assert frame.loc["total", "price"] == 0
    assert frame["proven"].tolist()[:3] == [True, True, True]
    assert list(allocator.compare(result.problem, ("total",), baselines=False).index) == [
        "total"
    ]


def test_profiles_and_days_of_notions(result):
    notions, days = result.comparison.notions, tables.notion_days(result)
    for frame, key in (
        (tables.notion_levels(result), "levels"),
        (tables.notion_regrets(result), "regrets"),
    ):
        assert frame.index.name == "notion"
        for notion, row in zip(notions, frame.to_numpy().tolist(), strict=True):
            counts = list(getattr(notion, key))
            assert row == counts + [0] * (len(row) - len(counts))
    own = tables.assignments(result)["session_id"].unstack()
    mine = days.loc[result.objective]
    assert mine[own.columns].to_dict() == own.to_dict()
    for notion in notions:
        assert (days.loc[notion.name] != mine).any(axis=1).sum() == notion.changed


def test_certificates_are_the_numbers_of_the_comparison(result):
    told = fairness_document(result.fairness, result.comparison)["comparison"]
    numbers = {k: v for k, v in told.items() if isinstance(v, int)}
    votes = {f"vote_{k}": v for k, v in told["vote"].items()}
    assert len(numbers) == 4
    assert tables.certificates(result).to_dict() == numbers | votes


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

    monkeypatch.setattr("allocator.engine.plans.optimise", counted)
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
