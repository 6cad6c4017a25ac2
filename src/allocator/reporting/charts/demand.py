"""First wishes against seats, for each session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from allocator.reporting import style
from allocator.reporting.brief import MOST_DRAWN, hidden_firsts, sessions_shown
from allocator.reporting.texts import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from allocator.fairness.records import SessionDemand
    from allocator.reporting.texts import Texts
    from allocator.solution import Solution


def plot_demand(result: Solution, *, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw first wishes, seats and people placed for each session, round by round.

    Where a comparison has priced the seats, a note says what one more seat would take off
    the least total.

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
    prices = result.comparison.seat_prices if result.comparison else ()
    gains = {p.session_id: p.gain for p in prices if p.seats is not None}
    with style.styled():
        shown, rounds, last = _places(result)
        ax = style.canvas(ax, 1.7 + 0.56 * last)
        style.heading(ax, words("chart.demand.title"))
        if not found.sessions:
            return style.nothing(ax, words("chart.nothing"))
        for title, y in rounds:
            style.label_above(ax, y, style.plain(title, 46, 1), bold=True)
        for session, y in shown:
            style.label_above(ax, y, style.plain(session.title))
        _marks(ax, shown, words("chart.demand.filled"))
        _seats(ax, shown, words("chart.demand.seats"))
        _firsts(ax, shown, hidden_firsts(found), words("chart.demand.firsts"))
        for session, y in shown:
            if gain := gains.get(session.session_id, 0):
                _gain(ax, y, words, gain)
        style.bars_only(ax, [last], 0.0)
        ax.set_xlim(left=0)
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        style.thousands(ax.xaxis, words.whole)
        ax.set_xlabel(words("chart.people"))
        style.legend_above(ax)
    return ax


def _places(
    result: Solution,
) -> tuple[list[tuple[SessionDemand, float]], list[tuple[str, float]], float]:
    """Return where sessions and round titles stand, and the last place."""
    y, shown, rounds = -0.5, list[tuple["SessionDemand", float]](), []
    found = sessions_shown(result.fairness, MOST_DRAWN)
    for round_ in result.problem.event.rounds:
        offer = [session for session in found if session.round_id == round_.id]
        if found and not offer:
            continue
        rounds.append((round_.title, y + 1.17))
        y += 0.62
        for session in offer:
            y += 1.25 if "\n" in style.plain(session.title) else 0.95
            shown.append((session, y))
    return shown, rounds, y


def _gain(ax: Axes, y: float, words: Texts, gain: int) -> None:
    style.note_beside(ax, y, words.of("chart.demand.gain", gain, gain=words.whole(gain)))


def _marks(ax: Axes, shown: Sequence[tuple[SessionDemand, float]], label: str) -> None:
    ax.barh(
        [y for _, y in shown],
        [s.filled for s, _ in shown],
        height=0.36,
        color=style.BLUE,
        label=label,
    )


def _seats(ax: Axes, shown: Sequence[tuple[SessionDemand, float]], label: str) -> None:
    limited = [(s.seats, y) for s, y in shown if s.seats is not None]
    ax.vlines(
        [seats for seats, _ in limited],
        [y - 0.24 for _, y in limited],
        [y + 0.24 for _, y in limited],
        color=style.BLACK,
        linewidth=2.4,
        label=label,
    )


def _firsts(
    ax: Axes,
    shown: Sequence[tuple[SessionDemand, float]],
    hidden: frozenset[str],
    label: str,
) -> None:
    told = [(s.wished_first, y) for s, y in shown if s.session_id not in hidden]
    ax.plot(
        [wished for wished, _ in told],
        [y for _, y in told],
        linestyle="none",
        marker="D",
        markersize=8,
        markerfacecolor=style.ORANGE,
        markeredgecolor=style.BLACK,
        label=label,
        clip_on=False,
    )
