"""The fairness report: charts, and one accessible page in one file.

Everything here is imported on first use, so that `import allocator` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from allocator.report.charts import write_charts
    from allocator.report.charts.alternatives import plot_alternatives
    from allocator.report.charts.buses import plot_buses
    from allocator.report.charts.demand import plot_demand
    from allocator.report.charts.groups import plot_groups
    from allocator.report.charts.regrets import plot_regrets
    from allocator.report.charts.wishes import plot_wishes
    from allocator.report.html import render_html

__all__ = [
    "plot_alternatives",
    "plot_buses",
    "plot_demand",
    "plot_groups",
    "plot_regrets",
    "plot_wishes",
    "render_html",
    "write_charts",
]

_HOME = {
    "plot_alternatives": "charts.alternatives",
    "plot_buses": "charts.buses",
    "plot_demand": "charts.demand",
    "plot_groups": "charts.groups",
    "plot_regrets": "charts.regrets",
    "plot_wishes": "charts.wishes",
    "render_html": "html",
    "write_charts": "charts",
}


def __getattr__(name: str) -> Any:
    """Import a function on first use."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return __all__
