"""Give every attendee of an event a fair day, proven optimal.

    import allocator

    problem = allocator.read("instances/tiny")
    result = allocator.solve(problem)

The names are loaded when they are first used, so that `import allocator` is light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from allocator.allocation import Allocation
    from allocator.checkup import check
    from allocator.errors import AllocatorError, Finding, Infeasible, InputRefused
    from allocator.explainer import Explanation
    from allocator.explainer import explain as explain
    from allocator.objectives import OBJECTIVES
    from allocator.offer import Session
    from allocator.problem import Attendee, Event, Problem, Wishes
    from allocator.readers import read
    from allocator.readers.ballots import read_ballots
    from allocator.reporting import report
    from allocator.rules import RULES
    from allocator.side_by_side import compare
    from allocator.solution import Solution, StageClaim
    from allocator.solver import solve
    from allocator.verifier import verify

__version__ = "0.1.0"

_HOME = {
    "Allocation": "allocator.allocation",
    "AllocatorError": "allocator.errors",
    "Attendee": "allocator.problem",
    "Event": "allocator.problem",
    "Explanation": "allocator.explainer",
    "Finding": "allocator.errors",
    "Infeasible": "allocator.errors",
    "InputRefused": "allocator.errors",
    "OBJECTIVES": "allocator.objectives",
    "Problem": "allocator.problem",
    "RULES": "allocator.rules",
    "Session": "allocator.offer",
    "Solution": "allocator.solution",
    "StageClaim": "allocator.solution",
    "Wishes": "allocator.problem",
    "check": "allocator.checkup",
    "compare": "allocator.side_by_side",
    "explain": "allocator.explainer",
    "read": "allocator.readers",
    "read_ballots": "allocator.readers.ballots",
    "report": "allocator.reporting",
    "solve": "allocator.solver",
    "verify": "allocator.verifier",
}

_MODULES = ("reporting", "tables")

__all__ = [
    "OBJECTIVES",
    "RULES",
    "Allocation",
    "AllocatorError",
    "Attendee",
    "Event",
    "Explanation",
    "Finding",
    "Infeasible",
    "InputRefused",
    "Problem",
    "Session",
    "Solution",
    "StageClaim",
    "Wishes",
    "check",
    "compare",
    "explain",
    "read",
    "read_ballots",
    "report",
    "solve",
    "verify",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used (PEP 562)."""
    if name in _MODULES:
        return import_module(f"allocator.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'allocator' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
