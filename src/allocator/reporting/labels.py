"""Labels beside points, none over another label or point."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from matplotlib.text import Text
from matplotlib.transforms import Bbox

from allocator.reporting import style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.text import Annotation

DISTANCES = (10, 27, 44, 61, 78)
"""Tried in turn, in points; labels that are not at the first have a thin line to theirs."""
SIDES = ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1))
RADIUS = 7
POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Label:
    """What stands beside a point."""

    x: float
    y: float
    text: str
    bold: bool = False


def label_points(ax: Axes, labels: Sequence[Label]) -> None:
    """Write each label beside its point, above where there is room.

    Call it last: room is measured in the finished chart, so the scales must stand. Where
    every place is taken a label stands above all the same.

    Parameters
    ----------
    ax
        The axes with the points.
    labels
        One for each point.
    """
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    reach = RADIUS * figure.dpi / POINTS_PER_INCH
    middles = ax.transData.transform([(label.x, label.y) for label in labels])
    taken = [Bbox([middle - reach, middle + reach]) for middle in middles]
    for label in labels:
        taken.append(_write(ax, label, taken))


def _write(ax: Axes, label: Label, taken: Sequence[Bbox]) -> Bbox:
    for distance, side in product(DISTANCES, SIDES):
        written = _at(ax, label, distance, side)
        box = _box(written)
        if _inside(ax, box) and not box.count_overlaps(taken):
            return box
        written.remove()
    return _box(_at(ax, label, DISTANCES[0], SIDES[0]))


def _box(written: Annotation) -> Bbox:
    """Return the room of the text, without the line to its point."""
    written.get_window_extent()  # moves the text to its place
    return Text.get_window_extent(written)


def _inside(ax: Axes, box: Bbox) -> bool:
    room = ax.get_window_extent()
    return bool(room.contains(*box.min) and room.contains(*box.max))


def _at(ax: Axes, label: Label, distance: float, side: tuple[int, int]) -> Annotation:
    across, up = side
    written = ax.annotate(
        label.text,
        (label.x, label.y),
        xytext=(across * distance, up * distance),
        textcoords="offset points",
        ha=("center", "left", "right")[across],
        va=("center", "bottom", "top")[up],
        fontweight="bold" if label.bold else "normal",
        bbox=style.PAPER,
        arrowprops=None
        if distance == DISTANCES[0]
        else {"arrowstyle": "-", "linewidth": 0.6, "color": style.GREY},
    )
    written.set_in_layout(False)
    return written
