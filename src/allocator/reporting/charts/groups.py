"""Mean regret, group by group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.fairness.groups import LEAST_FOR_INTERVAL
from allocator.reporting import style
from allocator.reporting.brief import MOST_DRAWN, groups_shown
from allocator.reporting.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes

    from allocator.fairness.records import Fairness, GroupOutcome
    from allocator.solution import Solution


def plot_groups(result: Solution, *, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw the mean regret of each group; groups of fewer than five are pooled.

    A whisker is the 95 % interval of the group's gap, measured from the mean of all: it
    meets the dashed line just where the interval of the gap holds 0. Groups too small for
    an interval have none.

    Parameters
    ----------
    result
        The answer.
    ax
        Axes to draw in; a new figure without a window if None.
    lang
        "nb" or "en".

    Returns
    -------
    Axes
        The axes drawn in.
    """
    words, found = texts(lang), result.fairness
    groups = groups_shown(found, MOST_DRAWN)
    at = range(len(groups))
    with style.styled():
        ax = style.canvas(ax, 1.5 + 0.56 * max(len(groups), 1))
        style.heading(ax, words("chart.groups.title"))
        if not groups:
            return style.nothing(ax, words("chart.groups.nothing"))
        ax.barh(at, [g.mean_regret for g in groups], height=0.36, color=style.BLUE)
        spans = {y: (low, high) for y, low, high in _intervals(found, groups)}
        ends = [max(g.mean_regret, *spans.get(y, (0,))) for y, g in enumerate(groups)]
        most = max(found.mean, *ends)
        if spans:
            name = words("chart.groups.interval", least=LEAST_FOR_INTERVAL)
            style.whiskers(ax, [(y, *span) for y, span in spans.items()], 0.1, name)
        for y, group in enumerate(groups):
            told = words.decimal(group.mean_regret, 2)
            ax.text(
                ends[y] + most * 0.015,
                y,
                told,
                va="center",
                ha="left",
                bbox=style.PAPER,
            )
            name = words("groups.other") if group.group == "other" else group.group
            text = f"{style.plain(name, 40, 1)} ({words.people(group.people)})"
            style.label_above(ax, y, text)
        ax.axvline(
            found.mean,
            color=style.VERMILION,
            linewidth=1.8,
            zorder=1.5,
            linestyle=(0, (5, 2)),
            label=words("chart.groups.all", mean=words.decimal(found.mean, 2)),
        )
        style.bars_only(ax, at, -0.75)
        ax.set_xlim(0, most * 1.15 or 1)
        ax.xaxis.set_major_formatter(lambda value, _: words.short(value))
        ax.set_xlabel(words("chart.groups.axis"))
        style.legend_above(ax)
    return ax


def _intervals(
    found: Fairness, groups: Sequence[GroupOutcome]
) -> Iterator[tuple[int, float, float]]:
    """Yield position and interval around the mean of all, not below 0.

    With n of N people in the group, its mean less the mean of all is 1 - n/N of its gap to
    everybody else, in every resample.
    """
    for y, group in enumerate(groups):
        if group.low is not None and group.high is not None:
            others = 1 - group.people / found.with_wishes
            low, high = found.mean + others * group.low, found.mean + others * group.high
            yield y, max(0.0, low), high
