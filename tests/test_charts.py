"""The charts: nothing overlaps, nothing is cut off, nothing is said of few people."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from allocator.fairness.comparison import Comparison, Notion, SeatPrice, Vote
from allocator.reporting import (
    plot_alternatives,
    plot_demand,
    plot_frontier,
    plot_groups,
    plot_lorenz,
    style,
)
from allocator.reporting.alts import ALTS
from allocator.reporting.charts import CHARTS, drawn
from allocator.reporting.texts import texts
from test_report import NASTY, solution, way, with_plan

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.transforms import Bbox

    from allocator.solution import Solution

LETTERS = "ABCDEFGHIJ"
NAMES = (
    *("balanced", "total", "leximin", "min-regret", "rank-maximal", "generous"),
    *("budgeted 1 %", "budgeted 2 %", "budgeted 5 %", "budgeted 10 %"),
)
FRONTIERS = {
    "all alike": [(40, 3)] * 10,
    "in a row": [(40 + k, 3) for k in range(10)],
    "in a column": [(40, 1 + k) for k in range(10)],
    "neighbours": [(188, 3), (189, 3), (400, 9), (400, 8), (189, 2), (188, 2), (190, 3)],
    "far and near": [(10, 9), (400, 2), (401, 2), (402, 2), (403, 2), (404, 2), (405, 2)],
    "one": [(7, 1)],
    "nothing lost": [(0, 0), (0, 0)],
    "long lists": [(100, 4)] * 5 + [(101, 4)] * 5,
}
FRONTIERS |= {
    f"drawn {seed}": [
        (100 + rng.randrange(12), rng.choice((2, 2, 3, 5))) for _ in range(rng.randint(2, 10))
    ]
    for seed in range(12)
    for rng in (Random(seed),)
}


def compared(
    points: list[tuple[int, int]], changed: int = 45, title: str = "Å bo godt"
) -> Solution:
    """Return a made-up answer with notions at these points, the first one chosen."""
    found = solution(title)
    notions = tuple(
        Notion(
            name=name,
            chosen=k == 0,
            proven=True,
            total=total,
            worst=worst,
            at_worst=7,
            squares=100,
            firsts=60,
            levels=(60, 20),
            regrets=(30, 10),
            changed=changed if k else 0,
        )
        for k, (name, (total, worst)) in enumerate(zip(NAMES, points, strict=False))
    )
    prices = tuple(
        SeatPrice(s.session_id, s.seats, gain, gain)
        for s, gain in zip(found.fairness.sessions, (0, 1, 2, 30), strict=True)
    )
    least = min(total for total, _ in points)
    comparison = Comparison(notions, {}, least, least, prices, 0, 0, Vote(0, 0, 0))
    return replace(found, comparison=comparison)


def drawing(ax: Axes) -> Figure:
    """Return the figure of the axes, drawn as it is saved."""
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    with style.styled():
        figure.draw_without_rendering()
    return figure


def boxes(ax: Axes) -> list[tuple[str, Bbox]]:
    """Return what is written in the axes, with its place."""
    drawing(ax)
    return [(t.get_text(), Text.get_window_extent(t)) for t in ax.texts if t.get_text()]


def overlapping(found: list[tuple[str, Bbox]]) -> list[tuple[str, str]]:
    return [
        (one, other)
        for (one, a), (other, b) in combinations(found, 2)
        if a.width and b.width and a.overlaps(b)
    ]


def ranges(ax: Axes) -> list[tuple[float, float]]:
    """Return the ends of all level lines: the whiskers without their caps."""
    ends = [p.vertices for c in ax.collections for p in c.get_paths() if len(p.vertices) == 2]
    return [(a[0], b[0]) for a, b in ends if a[1] == b[1]]


def within(figure: Figure, box: Bbox) -> bool:
    whole = figure.bbox
    slack = 1.0
    return bool(
        box.x0 >= whole.x0 - slack
        and box.x1 <= whole.x1 + slack
        and box.y0 >= whole.y0 - slack
        and box.y1 <= whole.y1 + slack
    )


@pytest.fixture(params=["nb", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


# --- frontier --------------------------------------------------------------------------


@pytest.mark.parametrize("points", FRONTIERS.values(), ids=FRONTIERS)
def test_letters_of_a_frontier_overlap_nothing(points, lang):
    ax = plot_frontier(compared(points), lang=lang)
    found = boxes(ax)
    assert len(found) == len(set(points))
    assert sorted(" ".join(text for text, _ in found).split()) == list(LETTERS[: len(points)])
    assert overlapping(found) == []
    middles = ax.transData.transform(list(set(points)))
    for text, box in found:
        assert not any(box.contains(*middle) for middle in middles), text
        assert within(drawing(ax), box), text


@pytest.mark.parametrize("changed", [0, 1, 4, 5, 1234])
def test_the_key_of_a_frontier_fits_and_tells_nothing_of_few_people(changed, lang):
    ax = plot_frontier(compared(FRONTIERS["in a row"], changed), lang=lang)
    figure, legend = drawing(ax), ax.get_legend()
    assert legend is not None
    told = [text.get_text() for text in legend.get_texts()]
    assert len(told) == len(NAMES) + 1
    assert within(figure, legend.get_window_extent())
    assert not any("…" in text for text in told)
    rest = [t.partition("–")[2].split()[0] for t in told[1:-1]]
    if changed >= 5:
        assert {"".join(c for c in t if c.isdigit()) for t in rest} <= {str(changed), "1"}
    else:
        assert str(changed) not in rest


def test_the_chosen_notion_is_told_apart_by_shape_and_weight():
    ax = plot_frontier(compared(FRONTIERS["in a row"]))
    weights = [text.get_fontweight() for text in ax.texts]
    assert weights == ["bold", *["normal"] * 9]
    shapes = [line.get_marker() for line in ax.lines if line.get_marker() != "None"]
    assert shapes == ["*", *["o"] * 9]
    legend = ax.get_legend()
    assert legend is not None
    assert [t.get_fontweight() for t in legend.get_texts()][:2] == ["bold", "normal"]


def test_the_least_total_is_in_the_picture_where_no_notion_has_it():
    found = compared([(50, 2), (60, 3)])
    assert found.comparison is not None
    below = replace(found, comparison=replace(found.comparison, least_total=30))
    low, high = plot_frontier(below).get_xlim()
    assert low < 30 < 60 < high


def test_labels_find_room_in_axes_of_ones_own():
    figure = Figure(figsize=(9, 4))
    left, right = figure.subplots(1, 2)
    plot_frontier(compared(FRONTIERS["neighbours"]), ax=left)
    plot_frontier(compared(FRONTIERS["neighbours"]), ax=right)
    assert overlapping(boxes(left)) == []
    assert overlapping(boxes(right)) == []


# --- the others ------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["Å bo godt", NASTY, "BYUTVIKLING OG BOMILJØ " * 9])
@pytest.mark.parametrize("name", CHARTS)
def test_nothing_is_written_over_anything_else_or_cut_off(name, title, lang):
    result = with_plan(compared(FRONTIERS["in a row"], title=title))
    assert name in drawn(result)
    ax = CHARTS[name](result, lang=lang)
    found = boxes(ax)
    assert overlapping(found) == []
    for text, box in found:
        assert within(drawing(ax), box), text


def test_the_worth_of_a_seat_stands_at_its_session(lang):
    result = compared([(40, 3)])
    words = [t for t, _ in boxes(plot_demand(result, lang=lang)) if t.startswith("+1")]
    assert [w.split("−")[1].split()[0] for w in words] == ["1", "2", "30"]
    alone = replace(result, comparison=None)
    assert not any(t.startswith("+1") for t, _ in boxes(plot_demand(alone, lang=lang)))


def test_whiskers_of_groups_meet_the_mean_where_the_gap_holds_zero():
    found = solution()
    one, other = found.fairness.groups
    told = replace(one, gap=-0.4, low=-0.6, high=-0.2), replace(other, gap=0.4)
    fairness = replace(found.fairness, groups=told)
    ax = plot_groups(replace(found, fairness=fairness))
    ((start, end),) = ranges(ax)
    mean = fairness.mean
    assert start == pytest.approx(mean - 0.6 * 10 / 40)
    assert end == pytest.approx(mean - 0.2 * 10 / 40)
    assert ranges(plot_groups(found)) == []


def test_whiskers_of_alternatives_are_ranges_of_draws():
    ax = plot_alternatives(solution())
    ranged = ranges(ax)
    assert len(ranged) == 6
    way_ = solution().fairness.alternatives[2]
    start, end = ranged[0]
    assert end / start == pytest.approx(way_.worst_high / way_.worst_low)


@pytest.mark.parametrize(("left", "told"), [(0, "0"), (3, "fewer than 5"), (6, "6")])
def test_few_people_left_without_a_day_are_not_counted_in_the_picture(left, told):
    found = solution()
    chosen = found.fairness.alternatives[0]
    ways = (chosen, way("first come", 1, 30, 6, 61, left))
    ax = plot_alternatives(replace(found, fairness=replace(found.fairness, alternatives=ways)))
    assert [t.get_text() for t in ax.texts][-1] == told
    width = ax.patches[-1].get_width()  # type: ignore[attr-defined]
    assert (width > 0) == (left >= 5)


def test_the_curve_is_that_of_the_numbers_with_the_diagonal():
    found = solution()
    corners = ((0.0, 0.0), (0.5, 0.3), (1.0, 1.0))
    even = replace(found.fairness.inequality, lorenz=corners)
    ax = plot_lorenz(replace(found, fairness=replace(found.fairness, inequality=even)))
    diagonal, curve = ax.lines
    assert diagonal.get_xydata().tolist() == [[0, 0], [1, 1]]
    assert [tuple(p) for p in curve.get_xydata().tolist()] == list(corners)


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_says_its_message_in_words(name, lang):
    said = ALTS[name](texts(lang), with_plan(compared(FRONTIERS["neighbours"])))
    assert len(said) > 40
    assert "{" not in said


def test_the_words_of_the_frontier_name_every_point_and_the_least_total():
    said = ALTS["frontier"](texts("en"), compared([(50, 2), (43, 3)]))
    assert "in all 50, worst 2" in said
    assert "in all 43, worst 3" in said
    assert "least possible in all is 43" in said
