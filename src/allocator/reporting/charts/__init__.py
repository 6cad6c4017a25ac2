"""The charts of the report, one file each. This table is the table of contents."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Protocol

from allocator.fairness.records import MIN_CELL
from allocator.reporting.charts.alternatives import plot_alternatives
from allocator.reporting.charts.bus_day import plot_bus_day
from allocator.reporting.charts.buses import plot_buses
from allocator.reporting.charts.demand import plot_demand
from allocator.reporting.charts.frontier import plot_frontier
from allocator.reporting.charts.groups import plot_groups
from allocator.reporting.charts.lorenz import plot_lorenz
from allocator.reporting.charts.regrets import plot_regrets
from allocator.reporting.charts.wishes import plot_wishes
from allocator.reporting.shown import regret_bins, wish_table
from allocator.reporting.style import styled
from allocator.writers.file import write

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes

    from allocator.solution import Solution


class Chart(Protocol):
    """What every plot function offers."""

    def __call__(self, result: Solution, *, ax: Axes | None = None, lang: str = "en") -> Axes:
        """Draw the chart."""
        ...


CHARTS: dict[str, Chart] = {
    "frontier": plot_frontier,
    "wishes": plot_wishes,
    "regrets": plot_regrets,
    "demand": plot_demand,
    "buses": plot_buses,
    "bus_day": plot_bus_day,
    "lorenz": plot_lorenz,
    "groups": plot_groups,
    "alternatives": plot_alternatives,
}

METADATA: dict[str, dict[str, str | None]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
}


def drawn(result: Solution) -> tuple[str, ...]:
    """Return the names of the charts that have something to show."""
    found = result.fairness
    shows = {
        "frontier": result.comparison is not None and found.with_wishes >= MIN_CELL,
        "wishes": any(counts for _, counts in wish_table(found).rows),
        "regrets": bool(regret_bins(found)),
        "demand": bool(found.sessions),
        "buses": bool(found.buses),
        "bus_day": result.plan is not None and bool(found.buses),
        "lorenz": found.with_wishes >= MIN_CELL,
        "groups": bool(found.groups),
        "alternatives": len(found.alternatives) > 1 and found.with_wishes >= MIN_CELL,
    }
    return tuple(name for name in CHARTS if shows[name])


def picture(result: Solution, name: str, lang: str, kind: str) -> bytes:
    """Return one chart as a file, the same bytes every time.

    Parameters
    ----------
    result
        The answer.
    name
        One of `CHARTS`.
    lang
        "nb" or "en".
    kind
        "png" or "svg".
    """
    with styled():
        figure = CHARTS[name](result, lang=lang).get_figure(root=True)
        assert figure is not None
        buffer = BytesIO()
        figure.savefig(buffer, format=kind, metadata=METADATA[kind])
    return buffer.getvalue()


def write_charts(result: Solution, folder: Path, lang: str = "nb") -> list[str]:
    """Write every chart that has something to show as PNG and SVG.

    Parameters
    ----------
    result
        The answer.
    folder
        Folder of the result; the charts come into `charts` in it.
    lang
        "nb" or "en".

    Returns
    -------
    list of str
        Names of the files, seen from `folder`.
    """
    (folder / "charts").mkdir(parents=True, exist_ok=True)
    written = []
    for name in drawn(result):
        for kind in METADATA:
            written.append(f"charts/{name}.{kind}")
            write(folder / written[-1], picture(result, name, lang, kind))
    return written
