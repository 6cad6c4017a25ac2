"""People against seconds, both on logarithmic axes, an engine a line until its limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from race import Timed

COLOURS = ("#0b3d66", "#c2571a", "#e0a84e", "#5b8c5a", "#8a5a9e")
MARKERS = "osD^v"


def draw(found: Mapping[str, Mapping[int, Timed]], limit: float, path: Path) -> None:
    """Write the chart as a PNG file.

    Parameters
    ----------
    found
        Runs by engine, by number of people.
    limit
        Seconds that each had.
    path
        Where to.
    """
    figure = Figure(figsize=(9, 5.4), layout="constrained")
    axes = figure.subplots()
    for (name, runs), colour, marker in zip(found.items(), COLOURS, MARKERS, strict=False):
        proven = [(n, t.seconds) for n, t in runs.items() if t.value is not None]
        if proven:
            axes.plot(*zip(*proven, strict=True), color=colour, marker=marker, label=name)
        late = [(n, limit) for n, t in runs.items() if t.value is None]
        if late and proven:
            axes.plot(*zip(proven[-1], *late, strict=True), color=colour, linestyle=":")
        if late:
            axes.plot(*zip(*late, strict=True), "x", color=colour)
    axes.axhline(limit, color="#999999", linewidth=0.8)
    axes.annotate(
        f"limit, {limit:.0f} s",
        (0, limit),
        (4, 4),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        ha="left",
        color="#666666",
    )
    axes.set(xscale="log", yscale="log", xlabel="people", ylabel="seconds to the proof")
    axes.xaxis.set_major_formatter(lambda n, _: f"{n:,.0f}")
    axes.yaxis.set_major_formatter(lambda s, _: f"{s:g}")
    axes.grid(which="major", color="#e5e5e5")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    figure.savefig(path, dpi=150)
