"""The look of the charts: colour-blind safe, one column, no global settings."""

from __future__ import annotations

import textwrap
import unicodedata
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, get_font

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

BLACK, BLUE, SKY, GREEN = "#1a1a1a", "#0072B2", "#56B4E9", "#009E73"
YELLOW, ORANGE, VERMILION, PURPLE = "#F0E442", "#E69F00", "#D55E00", "#CC79A7"
GREY, PALE = "#595959", "#E8EAED"
PAPER: dict[str, Any] = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
WIDTH = 5.4
LINE = 52
FONT = "DejaVu Sans"

STYLE: dict[Any, Any] = {
    "font.family": [FONT],
    "font.size": 10,
    "text.parse_math": True,
    "text.usetex": False,
    "text.color": BLACK,
    "axes.edgecolor": GREY,
    "axes.labelcolor": BLACK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.axisbelow": True,
    "xtick.color": GREY,
    "xtick.labelcolor": BLACK,
    "ytick.color": GREY,
    "ytick.labelcolor": BLACK,
    "grid.color": "#D5D8DC",
    "grid.linewidth": 0.7,
    "legend.frameon": False,
    "legend.fontsize": 9,
    "figure.dpi": 100,
    "savefig.dpi": 160,
    "svg.fonttype": "path",
    "svg.hashsalt": "allocator",
    "path.simplify": False,
}


@contextmanager
def styled() -> Iterator[None]:
    """Use the style of the report for a while; global settings stay as they are."""
    with mpl.rc_context(STYLE):
        yield


def canvas(ax: Axes | None, height: float) -> Axes:
    """Return the axes to draw in; new ones without a window where none are given.

    Parameters
    ----------
    ax
        The caller's axes, if any.
    height
        Height in inches of a new figure.
    """
    if ax is not None:
        return ax
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure.add_subplot()


@cache
def _has_glyph(character: str) -> bool:
    return bool(get_font(findfont(FONT)).get_char_index(ord(character)))


def plain(text: str, width: int = LINE, lines: int = 2) -> str:
    r"""Return a title that can be drawn: no mathematics, no missing glyphs, not too long.

    Parameters
    ----------
    text
        Any text.
    width
        Characters on a line.
    lines
        Number of lines; longer texts end in an ellipsis.

    Examples
    --------
    >>> plain("5 $ each")
    '5 \\$ each'
    """
    drawable = "".join(
        c for c in unicodedata.normalize("NFC", text) if c == " " or _drawable(c)
    )
    wrapped = textwrap.wrap(
        drawable, width, max_lines=lines, placeholder=" …", break_on_hyphens=False
    )
    return "\n".join(wrapped).replace("$", r"\$")


def _drawable(character: str) -> bool:
    return unicodedata.category(character)[0] != "C" and _has_glyph(character)


def heading(ax: Axes, text: str) -> None:
    """Set the title of a chart."""
    ax.set_title(plain(text, 50), pad=10)


def label_above(ax: Axes, y: float, text: str, *, bold: bool = False) -> None:
    """Write a label over a bar, so that long titles take no width from the bars."""
    written = ax.text(
        0,
        y - 0.3,
        text,
        transform=ax.get_yaxis_transform(),
        va="bottom",
        ha="left",
        fontsize=9.5,
        fontweight="bold" if bold else "normal",
        linespacing=1.1,
        zorder=3,
        bbox=PAPER,
    )
    written.set_in_layout(False)


def note_beside(ax: Axes, y: float, text: str) -> None:
    """Write a note to the right of a bar, outside the scale."""
    ax.text(
        1.02,
        y,
        text,
        transform=ax.get_yaxis_transform(),
        va="center",
        ha="left",
        fontsize=9.5,
    )


def whiskers(
    ax: Axes, spans: Sequence[tuple[float, float, float]], cap: float, label: str = ""
) -> None:
    """Draw ranges across bars, each with its height and both ends; caps reach up and down."""
    heights, lows, highs = zip(*spans, strict=True)
    ax.hlines(heights, lows, highs, color=BLACK, linewidth=1.6, label=label)
    for ends in (lows, highs):
        top = [y - cap for y in heights]
        ax.vlines(ends, top, [y + cap for y in heights], color=BLACK, linewidth=1.6)


def bars_only(ax: Axes, positions: Sequence[float], top: float) -> None:
    """Leave only the horizontal scale, best rows on top."""
    last = max(positions, default=0.0)
    ax.set_ylim(last + 0.5, top)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")


def thousands(axis: Axis, written: Callable[[float], str]) -> None:
    """Write the numbers at a scale that reaches into the thousands as people write them.

    Parameters
    ----------
    axis
        With its limits; one that ends below 1,000 stays as it is.
    written
        Writes a whole number.
    """
    if max(axis.get_view_interval()) >= 1000:
        axis.set_major_formatter(lambda value, _: written(value))


def legend_above(ax: Axes, columns: int = 3) -> None:
    """Put the legend between title and bars, where it is read first and hides nothing."""
    handles, _ = ax.get_legend_handles_labels()
    ax.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=columns,
        borderaxespad=0.2,
        borderpad=0.2,
        handlelength=1.4,
        columnspacing=1.4,
    )
    lines = -(-len(handles) // columns)
    ax.set_title(ax.get_title(loc="left"), pad=12 + 15 * lines)


def nothing(ax: Axes, text: str) -> Axes:
    """Say in the empty chart why it is empty."""
    ax.set_axis_off()
    ax.text(0.5, 0.5, text, ha="center", va="center", transform=ax.transAxes, wrap=True)
    return ax
