"""Row 94: nothing about one to four people, and nothing that subtraction brings back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product
from random import Random
from typing import TYPE_CHECKING

import pytest

import allocator
from allocator.fairness.records import MIN_CELL, RoundWishes, SessionDemand
from allocator.problem import Wishes
from allocator.reporting import tables
from allocator.reporting.charts.demand import plot_demand
from allocator.reporting.hidden import hidden_answers, hidden_cells, hidden_demand
from allocator.reporting.shown import hidden_rounds, wish_table
from allocator.reporting.texts import texts
from allocator.sample import Shape, write_sample
from test_report import solution

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.reporting.page import Table
    from allocator.solution import Solution

WORDS = texts("en")


def possible(total: int, shown: Sequence[int | None]) -> list[set[int]]:
    """Return what each left-out count may be, to somebody who knows the total.

    A count that is left out is not 0, and one of them is small: that much is known.
    """
    free = [at for at, n in enumerate(shown) if n is None]
    left = total - sum(n for n in shown if n is not None)
    found = [set[int]() for _ in free]
    for values in product(range(1, left + 1), repeat=len(free)):
        if sum(values) == left and min(values) < MIN_CELL:
            for at, value in enumerate(values):
                found[at].add(value)
    return found


@pytest.mark.parametrize("seed", range(60))
def test_94_no_left_out_count_follows_from_a_total(seed: int) -> None:
    random = Random(seed)
    counts = [random.choice((0, 1, 2, 4, 5, 6, 9)) for _ in range(random.randint(2, 5))]
    hidden = hidden_cells(counts)
    shown = [None if at in hidden else n for at, n in enumerate(counts)]
    assert not [n for n in shown if n and n < MIN_CELL]
    assert hidden or not any(0 < n < MIN_CELL for n in counts)
    everything = {at for at, n in enumerate(counts) if n}
    if hidden and hidden != everything:
        for values in possible(sum(counts), shown):
            assert len(values) > 1
            assert max(values) >= MIN_CELL, "one can tell that it is small"


def test_94_which_count_is_left_out_beside_a_small_one_tells_nothing_of_its_size() -> None:
    """It is the next one in the programme, be it large or not."""
    assert hidden_cells([30, 2, 90, 7]) == {1, 2}
    assert hidden_cells([90, 7, 30, 2]) == {3, 0}
    assert hidden_cells([2, 0, 0, 9]) == {0, 3}
    assert hidden_cells([4, 4, 20]) == {0, 1}, "eight people of two sessions tell of neither"
    assert hidden_cells([]) == hidden_cells([0, 5, 9]) == frozenset()


# --- whole reports of made-up events -------------------------------------------------------


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Solution]:
    """Small events with skewed wishes; some people only refuse, some say nothing."""
    found = []
    for seed in range(8):
        folder = tmp_path_factory.mktemp("cells") / "event"
        shape = Shape(people=18 + 5 * seed, rounds=(5, 4), skew=1.2, seed=seed)
        problem = allocator.read(write_sample(folder, shape))
        said = dict(problem.wishes)
        for person in sorted(said)[: seed % 4]:
            said[person] = Wishes({}, frozenset({problem.event.sessions[0].id}))
        for person in sorted(said)[5 : 5 + seed % 3]:
            del said[person]
        found.append(allocator.solve(replace(problem, wishes=said), "total"))
    return found


def cells(table: Table, column: int) -> Iterator[list[str]]:
    for body in table.bodies:
        yield [row[column].text for row in body.rows]


def read(text: str) -> int | None:
    return int(text) if text.isdigit() else None


@pytest.mark.parametrize(("column", "what"), [(3, "wished_first"), (4, "wished")])
def test_94_demand_tells_of_no_few_people(
    reports: list[Solution], column: int, what: str
) -> None:
    beside = 0
    for result in reports:
        table = tables.demand(WORDS, result)
        assert table is not None
        offers = result.problem.event.offer.values()
        for said, offer in zip(cells(table, column), offers, strict=True):
            of_session = {s.session_id: getattr(s, what) for s in result.fairness.sessions}
            counts = [of_session[s.id] for s in offer]
            shown = [read(text) for text in said]
            assert not [n for n in shown if n and n < MIN_CELL]
            left_out = [n for n, s in zip(counts, shown, strict=True) if s is None]
            beside += sum(n >= MIN_CELL for n in left_out)
            if left_out and sum(counts) - sum(n or 0 for n in shown) < sum(counts):
                values = possible(sum(counts), shown)
                assert all(len(v) > 1 and max(v) >= MIN_CELL for v in values)
    if what == "wished_first":
        assert beside, "no sample needed a second count to be left out"


def test_94_a_chart_shows_what_its_table_shows(reports: list[Solution]) -> None:
    for result in reports[:3]:
        hidden = hidden_demand(result.fairness.sessions, "wished_first")
        (marks,) = (line for line in plot_demand(result).lines if line.get_marker() == "D")
        assert len(marks.get_xdata()) == len(result.fairness.sessions) - len(hidden)


def test_94_the_parts_of_those_who_were_asked_tell_of_no_few(reports: list[Solution]) -> None:
    seen = Counter[str]()
    for result in reports:
        for answers in result.fairness.answers.rounds:
            gone = hidden_answers(result.fairness, answers)
            parts = {p: getattr(answers, p) for p in ("wishing", "no_opinion", "nothing")}
            small = [p for p, n in parts.items() if 0 < n < MIN_CELL]
            assert set(small) <= gone
            seen.update(gone)
            if small and "asked" not in gone:
                shown = [None if p in gone else n for p, n in parts.items()]
                rest = answers.asked - sum(parts.values())
                values = possible(answers.asked, [*shown, *([None] * bool(rest))])
                assert all(len(v) > 1 for v in values)
    assert seen["asked"], "no sample had few people in a part"


def test_94_no_group_follows_from_what_the_others_and_all_have(reports: list[Solution]) -> None:
    few = 0
    for result in reports:
        found = result.fairness
        told = sum(g.people for g in found.groups)
        without = found.with_wishes - told
        assert told == 0 or without == 0 or without >= MIN_CELL
        heard = [w for w in result.problem.wishes.values() if not w.ranks]
        few += 0 < len(heard) < MIN_CELL
        assert all(g.people >= MIN_CELL for g in found.groups)
    assert few, "no sample had few people who only refused"


# --- rounds ----------------------------------------------------------------------------------


def rounds(*people: int) -> tuple[RoundWishes, ...]:
    return tuple(RoundWishes(f"R{n}", "", k, (k,), 0, 0, 0) for n, k in enumerate(people))


@pytest.mark.parametrize(
    ("people", "gone"),
    [
        ((40, 40), set()),
        ((40, 3, 30), {"R1", "R0"}),
        ((3, 2, 40), {"R0", "R1"}),
        ((3, 40, 0), {"R0", "R1"}),
        ((3, 0), {"R0"}),
    ],
)
def test_94_a_round_of_few_does_not_follow_from_the_others(
    people: tuple[int, ...], gone: set[str]
) -> None:
    found = replace(solution().fairness, rounds=rounds(*people))
    assert hidden_rounds(found) == gone
    told = {r.round_id for r, counts in wish_table(found).rows if counts}
    assert not told & gone


def test_94_a_round_that_is_left_out_is_left_out_of_both_tables() -> None:
    result = solution()
    first, second = result.fairness.rounds
    fairness = replace(
        result.fairness, rounds=(replace(first, people=3, met=(3,), refused=0), second)
    )
    few = replace(result, fairness=fairness)
    table, answers = tables.wishes(WORDS, few), tables.answers(WORDS, few)
    assert table is None or all(text == "–" for text in next(cells(table, 1)))
    assert answers is not None
    assert next(cells(answers, 2)) == ["–", "–"]


def test_94_everybody_in_one_group_and_one_session_draws_and_tells() -> None:
    result = solution(people=6)
    alone = tuple(
        SessionDemand(s.session_id, s.round_id, s.title, 9, 6 * (n == 0), 6 * (n == 0), 6)
        for n, s in enumerate(result.fairness.sessions)
    )
    found = replace(result, fairness=replace(result.fairness, sessions=alone))
    table = tables.demand(WORDS, found)
    assert table is not None
    assert next(cells(table, 3)) == ["6", "0"]
