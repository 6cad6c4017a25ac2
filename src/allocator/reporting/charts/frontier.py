"""What each notion of fairness would give: all together against the worst off."""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING

from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from allocator.reporting import style
from allocator.reporting.labels import Label, label_points
from allocator.reporting.shown import small
from allocator.reporting.texts import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from allocator.fairness.comparison import Notion
    from allocator.reporting.texts import Texts
    from allocator.solution import Solution

HEIGHT, LINE_HEIGHT = 3.9, 0.24


def plot_frontier(result: Solution, *, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw each notion as a point: sum of regrets to the right, worst regret upwards.

    Lower and further left is better; the dashed line is the least sum possible. Letters
    name the notions; those at one point share it. The chosen one is a star.

    Parameters
    ----------
    result
        The answer with its comparison.
    ax
        Axes to draw in; a new figure without a window if None.
    lang
        "nb" or "en".

    Returns
    -------
    Axes
        The axes drawn in.
    """
    words, found = texts(lang), result.comparison
    with style.styled():
        notions = found.notions if found else ()
        ax = style.canvas(ax, HEIGHT + LINE_HEIGHT * (len(notions) + 1))
        style.heading(ax, words("chart.frontier.title"))
        if found is None or small(result.fairness.with_wishes):
            return style.nothing(ax, words("chart.nothing"))
        line = ax.axvline(
            found.least_total,
            color=style.GREY,
            linestyle=(0, (5, 3)),
            linewidth=1.2,
            label=words("chart.frontier.least", total=words.whole(found.least_total)),
        )
        for label in (labels := _labels(notions)):
            _mark(ax, label)
        _scale(ax, words, [*(n.total for n in notions), found.least_total], notions)
        ax.set_xlabel(words("chart.frontier.total"))
        ax.set_ylabel(words("chart.frontier.worst"), fontsize=9)
        _legend(ax, words, notions, line)
        label_points(ax, labels)
    return ax


def letter(position: int) -> str:
    """Return the letter of a notion: A, B, ..., Z, A1, ..."""
    turn, place = divmod(position, len(ascii_uppercase))
    return ascii_uppercase[place] + (str(turn) if turn else "")


def _at_one_point(notions: Sequence[Notion]) -> list[list[int]]:
    """Return the positions of the notions that share a point."""
    found: dict[tuple[int, int], list[int]] = {}
    for position, notion in enumerate(notions):
        found.setdefault((notion.total, notion.worst), []).append(position)
    return list(found.values())


def _labels(notions: Sequence[Notion]) -> list[Label]:
    """Return the letters of each point, that of the chosen notion first and bold."""
    return [
        Label(
            notions[points[0]].total,
            notions[points[0]].worst,
            " ".join(letter(p) for p in points),
            bold=any(notions[p].chosen for p in points),
        )
        for points in _at_one_point(notions)
    ]


def _mark(ax: Axes, label: Label) -> None:
    ax.plot(
        [label.x],
        [label.y],
        linestyle="none",
        marker="*" if label.bold else "o",
        markersize=17 if label.bold else 8,
        markerfacecolor=style.ORANGE if label.bold else style.BLUE,
        markeredgecolor=style.BLACK,
        zorder=3 if label.bold else 2,
        clip_on=False,
    )


def _scale(ax: Axes, words: Texts, totals: Sequence[int], notions: Sequence[Notion]) -> None:
    worsts = [n.worst for n in notions]
    spread = max(max(totals) - min(totals), 1)
    ax.set_xlim(min(totals) - 0.08 * spread, max(totals) + 0.08 * spread)
    ax.set_ylim(min(worsts) - 0.6, max(worsts) + 0.6)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
        style.thousands(axis, words.whole)
    ax.grid(visible=True)


def _legend(ax: Axes, words: Texts, notions: Sequence[Notion], line: Line2D) -> None:
    """Name the letters below the chart, with how many days each would change."""
    handles = [
        Line2D(
            [],
            [],
            linestyle="none",
            marker="*" if notion.chosen else "o",
            markersize=11 if notion.chosen else 6,
            markerfacecolor=style.ORANGE if notion.chosen else style.BLUE,
            markeredgecolor=style.BLACK,
            label=f"{letter(k)}  {style.plain(_name(words, notion), 70, 1)}",
        )
        for k, notion in enumerate(notions)
    ]
    legend = ax.legend(
        handles=[*handles, line],
        loc="upper left",
        bbox_to_anchor=(-0.03, -0.18),
        borderpad=0.7,
        fontsize=8.5,
    )
    for text, notion in zip(legend.get_texts(), notions, strict=False):
        text.set_fontweight("bold" if notion.chosen else "normal")


def _name(words: Texts, notion: Notion) -> str:
    if notion.chosen:
        key = "chart.frontier.chosen"
    else:
        key = "chart.frontier.other" if notion.changed else "chart.frontier.same"
    return words(key, name=words.notion(notion.name), people=words.count(notion.changed))
