"""The allocation against other ways of choosing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.reporting import style
from allocator.reporting.shown import small
from allocator.reporting.texts import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from allocator.fairness.records import Alternative
    from allocator.reporting.texts import Texts
    from allocator.solution import Solution

MEASURES = ("worst", "total", "firsts", "unplaced")
COLOURS = (style.BLUE, style.ORANGE, "#B5B8BD", "#DDDFE2")


def plot_alternatives(result: Solution, *, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw worst and total regret, first wishes and the unplaced for each way of choosing.

    Each measure has its own scale from zero; the values stand at the bars. Whiskers are the
    5-95 % range over the draws.

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
    words, ways = texts(lang), result.fairness.alternatives
    with style.styled():
        ax = style.canvas(ax, 1.0 + 0.3 * len(MEASURES) * (len(ways) + 1.6))
        style.heading(ax, words("chart.alternatives.title"))
        if not ways or small(result.fairness.with_wishes):
            return style.nothing(ax, words("chart.nothing"))
        y, ticks, names = -0.5, list[float](), list[str]()
        for measure in MEASURES:
            y += 1.6
            title = words(f"chart.alternatives.{measure}")
            style.label_above(ax, y - 0.55, title, bold=True)
            _bars(ax, words, y, measure, ways)
            for way in ways:
                ticks.append(y)
                names.append(style.plain(words.maybe(f"way.{way.name}") or way.name, 24))
                y += 1
        if any(_range(way, m) for way in ways for m in MEASURES):
            ax.set_xlabel(words("chart.alternatives.range"), fontsize=9, loc="left")
        ax.set_ylim(y, -0.2)
        ax.set_yticks(ticks, names)
        ax.tick_params(axis="y", length=0)
        ax.set_xlim(0, 1.2)
        ax.set_xticks([])
        ax.spines[["left", "bottom"]].set_visible(False)
    return ax


def _bars(
    ax: Axes, words: Texts, top: float, measure: str, ways: Sequence[Alternative]
) -> None:
    """Draw one measure of all ways, and the range of those that are drawn."""
    ranges = [_range(way, measure) for way in ways]
    values = [0.0 if _hidden(way, measure) else getattr(way, measure) for way in ways]
    ends = [max(v, *r) if r else v for v, r in zip(values, ranges, strict=True)]
    most = max(ends) or 1
    for k, way in enumerate(ways):
        ax.barh(
            top + k,
            values[k] / most,
            height=0.72,
            color=COLOURS[k % len(COLOURS)],
            edgecolor=style.BLACK,
            linewidth=0.7,
        )
        if span := ranges[k]:
            style.whiskers(ax, [(top + k, span[0] / most, span[1] / most)], 0.14)
        hidden = _hidden(way, measure)
        told = words.count(way.unplaced) if hidden else words.decimal(values[k])
        ax.text(ends[k] / most + 0.015, top + k, told, va="center", ha="left")


def _hidden(way: Alternative, measure: str) -> bool:
    """Tell whether a count is about too few people; a mean over draws is about nobody."""
    return measure == "unplaced" and way.draws == 1 and small(way.unplaced)


def _range(way: Alternative, measure: str) -> tuple[float, float] | None:
    """Return where nine of ten draws lie; None where there is one only, or no range."""
    low, high = (getattr(way, f"{measure}_{end}", None) for end in ("low", "high"))
    return None if low is None or high is None or low == high else (low, high)
