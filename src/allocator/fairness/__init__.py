"""Fairness in numbers: plain functions on plain values.

    from allocator.fairness import gini, utilities

    gini(utilities([0, 0, 1, 3], scale=7))

Regrets, places and wishes go in as sequences of numbers; nothing here knows an event. The
names are loaded when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from allocator.fairness.envy import justified_envy, whole_day_envy
    from allocator.fairness.groups import (
        bootstrap_interval,
        gap,
        group_gaps,
        holm,
        permutation_p,
        pool_small,
    )
    from allocator.fairness.inequality import (
        atkinson,
        gini,
        jain,
        lorenz,
        price_in_utility,
        price_of_fairness,
        utilities,
    )
    from allocator.fairness.profile import (
        pooled,
        rank_profile,
        shares,
        with_all_first,
        with_some_first,
    )
    from allocator.fairness.tails import at_worst, tail_mean, worst

__all__ = [
    "at_worst",
    "atkinson",
    "bootstrap_interval",
    "gap",
    "gini",
    "group_gaps",
    "holm",
    "jain",
    "justified_envy",
    "lorenz",
    "permutation_p",
    "pool_small",
    "pooled",
    "price_in_utility",
    "price_of_fairness",
    "rank_profile",
    "shares",
    "tail_mean",
    "utilities",
    "whole_day_envy",
    "with_all_first",
    "with_some_first",
    "worst",
]

_HOME = {
    "at_worst": "tails",
    "atkinson": "inequality",
    "bootstrap_interval": "groups",
    "gap": "groups",
    "gini": "inequality",
    "group_gaps": "groups",
    "holm": "groups",
    "jain": "inequality",
    "justified_envy": "envy",
    "lorenz": "inequality",
    "permutation_p": "groups",
    "pool_small": "groups",
    "pooled": "profile",
    "price_in_utility": "inequality",
    "price_of_fairness": "inequality",
    "rank_profile": "profile",
    "shares": "profile",
    "tail_mean": "tails",
    "utilities": "inequality",
    "whole_day_envy": "envy",
    "with_all_first": "profile",
    "with_some_first": "profile",
    "worst": "tails",
}


def __getattr__(name: str) -> Any:
    """Import a function on first use (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return __all__
