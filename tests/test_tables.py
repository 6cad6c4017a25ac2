"""Data frames: the same numbers as fairness.json, plain columns, a named index."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import allocator
from allocator import tables
from allocator.whatif import comparison
from allocator.writers.documents import fairness_document

OSLO = Path(__file__).parents[1] / "instances" / "oslo-2024"


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
