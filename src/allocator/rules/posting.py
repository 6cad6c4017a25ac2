"""What the rules write, before any plan: all days, permissions, rows and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.model import Model

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allocator.problem import Problem
    from allocator.rules.protocol import Rule


def post_all(problem: Problem, rules: Iterable[Rule]) -> Model:
    """Let rules write their parts of a model; all days are there, be they possible or not."""
    model = Model(problem)
    for rule in rules:
        rule.post(problem, model)
    return model
