"""The summary for the management: one page that names nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.language import Speaker
    from allocator.lists.held import Held


def summary(held: Held, tr: Speaker) -> Mapping[str, bytes]:
    """Return `summary.html`, which prints to one A4 page.

    Parameters
    ----------
    held
        The result.
    tr
        The language.
    """
    from allocator.reporting.management import render_management

    assert held.solution is not None, "a result that was verified has its answer"
    return {tr("summary.html"): render_management(held.solution, tr.lang).encode()}
