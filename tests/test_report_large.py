"""The report of a hundred thousand people: what is long is shown in part, and says so."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.fairness.records import BusLoad, GroupOutcome, RegretLevel, RoundWishes
from allocator.offer import Bus
from allocator.reporting import render_html
from allocator.reporting.brief import (
    MOST_COLOURS,
    MOST_DRAWN,
    MOST_LEVELS,
    MOST_ROWS,
    columns_shown,
    groups_shown,
    levels_shown,
    sessions_shown,
    weightiest,
)
from allocator.reporting.charts import CHARTS
from allocator.reporting.hidden import hidden_demand, leaves_open
from allocator.reporting.management import render_management
from allocator.reporting.pdf import laid_out
from allocator.reporting.sections import sections
from allocator.reporting.shown import Bin, regret_bins, wish_table
from allocator.reporting.texts import texts
from test_charts import boxes, drawing, overlapping, within
from test_report import demanded, solution, with_plan

if TYPE_CHECKING:
    from allocator.reporting.page import Section
    from allocator.solution import Solution

PEOPLE = 100_000
SESSIONS, GROUPS, BUSES, LEVELS, RANKS = 300, 2000, 1500, 75, 20


def crowd() -> Solution:
    """Return a made-up answer about many people, with more of everything than is read."""
    found = with_plan(solution())
    event, fairness = found.problem.event, found.fairness
    offer = tuple(
        replace(event.sessions[k % 4], id=f"s{k:03d}", title=f"Verksted nummer {k}")
        for k in range(SESSIONS)
    )
    buses = tuple(Bus(f"b{k}", f"Buss {k}", 50, 1, 900) for k in range(BUSES))
    met = tuple(30_000 // (k + 1) for k in range(RANKS))
    asked = sum(met) + 9_000
    groups = tuple(
        GroupOutcome(f"Skole {k:04d}", 20 + k % 60, 1 + k % 7 / 9, 0.7, 0.1, -0.2, 0.4, p)
        for k in range(GROUPS)
        for p in (0.01 if k % 200 == 7 else 1.0,)
    )
    fairness = replace(
        fairness,
        people=PEOPLE,
        with_wishes=PEOPLE - 4,
        worst=LEVELS - 1,
        total=1_234_567,
        rounds=tuple(
            RoundWishes(r.id, r.title, asked, met, 6_000, 3_000, 0) for r in event.rounds
        ),
        regrets=tuple(RegretLevel(t, 40_000 // (t + 1)) for t in range(LEVELS)),
        sessions=tuple(
            replace(demanded(s, 20_000), seats=20_100, wished_first=100 + 37 * k % 9_000)
            for k, s in enumerate(offer)
        ),
        buses=tuple(
            BusLoad(b.id, b.title, "12:35", 50, 50 - k % 9) for k, b in enumerate(buses)
        ),
        groups=groups,
        alternatives=tuple(
            replace(way, total=way.total * 40_000.4, firsts=way.firsts * 2_345.6)
            for way in fairness.alternatives
        ),
    )
    event = replace(event, sessions=(*offer, event.sessions[-1]), buses=buses)
    problem = replace(found.problem, event=event)
    return replace(found, problem=problem, fairness=fairness, comparison=None)


@pytest.fixture(scope="module")
def many() -> Solution:
    return crowd()


@pytest.fixture(scope="module")
def page(many: Solution) -> dict[str, Section]:
    return {s.key: s for s in sections(texts("en"), many)}


def rows(section: Section) -> list[str]:
    assert section.table is not None
    return [row[0].text for body in section.table.bodies for row in body.rows]


@pytest.mark.parametrize("name", [n for n in CHARTS if n != "frontier"])
def test_no_chart_of_a_crowd_is_longer_than_two_pages_or_written_over_itself(many, name):
    ax = CHARTS[name](many, lang="nb")
    figure = drawing(ax)
    assert figure.get_size_inches()[1] < 42
    assert overlapping(boxes(ax)) == []
    for text, box in boxes(ax):
        assert within(figure, box), text


def test_marks_of_a_crowd_do_not_touch_each_other(many):
    ax = CHARTS["regrets"](many, lang="nb")
    drawing(ax)
    places = [label.get_window_extent() for label in ax.get_yticklabels()]
    assert MOST_LEVELS // 2 < len(places) <= MOST_LEVELS
    assert all(above.y0 > below.y1 for above, below in pairwise(places))


@pytest.mark.parametrize(
    ("key", "there_are"), [("demand", SESSIONS), ("groups", GROUPS), ("buses", BUSES)]
)
def test_a_long_table_is_shown_in_part_and_says_how_long_it_is(page, key, there_are):
    section = page[key]
    assert len(rows(section)) == MOST_ROWS
    told = f"({MOST_ROWS} of {texts('en').whole(there_are)} rows"
    assert told in section.table.caption
    assert any(f"{MOST_DRAWN} " in said for said in section.see)


def test_groups_that_chance_does_not_explain_are_all_there(many, page):
    unlikely = {g.group for g in many.fairness.groups if g.p is not None and g.p < 0.05}
    assert len(unlikely) == GROUPS // 200
    assert unlikely <= set(rows(page["groups"]))
    assert unlikely <= {g.group for g in groups_shown(many.fairness, MOST_DRAWN)}
    assert rows(page["groups"]) == sorted(rows(page["groups"]))


def test_levels_and_columns_are_joined_in_the_chart_and_lose_nobody(many, page):
    bins = regret_bins(many.fairness)
    drawn = levels_shown(bins)
    assert len(drawn) <= MOST_LEVELS < len(bins) == len(rows(page["regrets"]))
    assert sum(b.people for b in drawn) == sum(b.people for b in bins)
    whole = wish_table(many.fairness)
    table = columns_shown(whole)
    assert len(table.spans) == MOST_COLOURS < len(whole.spans)
    assert table.spans[-2:] == whole.spans[-2:]
    for (_, some), (_, every) in zip(table.rows, whole.rows, strict=True):
        assert sum(some) == sum(every)
    joined = texts("en")("brief.joined")
    assert joined in page["regrets"].see
    assert joined in page["wishes"].see


def test_what_fits_is_shown_whole_and_nothing_is_said_of_it():
    found = solution()
    for section in sections(texts("en"), found):
        assert not any("chart shows" in said or "neighbours" in said for said in section.see)
        assert section.table is None or " rows; " not in section.table.caption


def test_a_session_whose_demand_is_hidden_in_the_whole_list_is_hidden_in_a_part(many):
    found = many.fairness
    small = replace(found.sessions[3], wished_first=2)
    found = replace(found, sessions=(*found.sessions[:3], small, *found.sessions[4:]))
    by_round = sorted(found.sessions, key=lambda s: s.round_id)
    hidden = hidden_demand(by_round, "wished_first")
    assert small.session_id in hidden
    assert hidden.isdisjoint(s.session_id for s in sessions_shown(found, MOST_DRAWN))


def test_the_page_of_a_crowd_is_no_larger_than_a_mail_takes(many):
    assert len(render_html(many, "nb")) < 4_000_000


def test_the_summary_for_the_management_keeps_to_one_page(many):
    page = render_management(many, "nb")
    assert laid_out(page).pages == 1
    assert page.count('<th scope="col"') <= MOST_COLOURS + 2


@given(st.lists(st.integers(0, 9)), st.integers(0, 12))
def test_the_weightiest_are_a_part_in_the_same_order(weights, most):
    items = list(enumerate(weights))
    kept = weightiest(items, most, lambda item: (item[1],))
    assert list(kept) == sorted(kept)
    assert len(kept) == min(most, len(items))
    left = [w for at, w in items if (at, w) not in kept]
    assert not kept or not left or max(left) <= min(w for _, w in kept)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=40), st.integers(2, 15))
def test_joined_levels_are_few_and_in_order(widths, most):
    ends = [sum(widths[: k + 1]) for k in range(len(widths))]
    bins = [Bin(end - w, end - 1, 5 + w) for w, end in zip(widths, ends, strict=True)]
    joined = levels_shown(bins, most)
    assert len(joined) <= most
    assert joined[0] == bins[0]
    assert (joined[-1].last, sum(b.people for b in joined)) == (
        bins[-1].last,
        sum(b.people for b in bins),
    )
    assert all(a.last < b.first for a, b in pairwise(joined))


@given(st.lists(st.integers(0, 100), max_size=3), st.integers(1, 60))
def test_shares_leave_open_what_trying_every_count_leaves_open(shares, people):
    def could_be(n: int) -> bool:
        found = [[k for k in range(n + 1) if round(100 * k / n) == s] for s in shares]
        return all(found) and sum(map(min, found)) <= n <= sum(map(max, found))

    tried = any(map(could_be, (people, *range(people - 5, 0, -1))))
    assert leaves_open(shares, people) == tried


def test_shares_of_a_crowd_are_weighed_at_once():
    assert leaves_open([64, 36], PEOPLE)
    assert not leaves_open([64, 64], 1_000)
