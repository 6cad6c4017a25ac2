"""The fairness report: charts, and one accessible page in one file.

Everything here is imported on first use, so that `import allocator` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from allocator.reporting.charts import write_charts
    from allocator.reporting.charts.alternatives import plot_alternatives
    from allocator.reporting.charts.bus_day import plot_bus_day
    from allocator.reporting.charts.buses import plot_buses
    from allocator.reporting.charts.demand import plot_demand
    from allocator.reporting.charts.frontier import plot_frontier
    from allocator.reporting.charts.groups import plot_groups
    from allocator.reporting.charts.lorenz import plot_lorenz
    from allocator.reporting.charts.regrets import plot_regrets
    from allocator.reporting.charts.wishes import plot_wishes
    from allocator.reporting.html import render_html
    from allocator.reporting.page_file import report
    from allocator.reporting.summary_pdf import render_summary

__all__ = [
    "plot_alternatives",
    "plot_bus_day",
    "plot_buses",
    "plot_demand",
    "plot_frontier",
    "plot_groups",
    "plot_lorenz",
    "plot_regrets",
    "plot_wishes",
    "render_html",
    "render_summary",
    "report",
    "write_charts",
]

_HOME = {
    "plot_alternatives": "charts.alternatives",
    "plot_bus_day": "charts.bus_day",
    "plot_buses": "charts.buses",
    "plot_demand": "charts.demand",
    "plot_frontier": "charts.frontier",
    "plot_groups": "charts.groups",
    "plot_lorenz": "charts.lorenz",
    "plot_regrets": "charts.regrets",
    "plot_wishes": "charts.wishes",
    "render_html": "html",
    "render_summary": "summary_pdf",
    "report": "page_file",
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
