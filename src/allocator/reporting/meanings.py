"""What numbers and columns mean, one click away; no script needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.reporting.page import Meaning
from allocator.reporting.shown import small

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.reporting.texts import Texts
    from allocator.solution import Solution

ASKED: Mapping[str, tuple[str, ...]] = {
    "plan": ("plans", "worth"),
    "frontier": ("points", "notions", "changed"),
    "wishes": ("counted", "firsts"),
    "regrets": ("points", "best", "tail"),
    "demand": ("seats", "gain"),
    "lorenz": ("lorenz", "indices"),
    "groups": ("gap", "chance", "floor"),
    "envy": ("envy", "cycles"),
    "gain": ("spare", "vote"),
    "alternatives": ("ways", "range", "as_good"),
    "answers": ("answers",),
    "stages": ("stages", "proof", "steps"),
    "chance": ("seed",),
}
"""Questions of each section, in the order of its table's columns."""


def meanings(words: Texts, result: Solution, key: str) -> tuple[Meaning, ...]:
    """Return the definitions of a section.

    Parameters
    ----------
    words
        The texts.
    result
        The answer: some definitions name its figures.
    key
        Name of the section.
    """
    asked = (_meaning(words, result, name) for name in ASKED.get(key, ()))
    return tuple(m for m in asked if m.answers)


def _meaning(words: Texts, result: Solution, name: str) -> Meaning:
    question = words(f"meaning.{name}.ask")
    if name == "notions":
        return Meaning(question, _notions(words, result))
    if name == "tail" and _few_in_the_tail(result):
        return Meaning(question, ())
    if name == "worth" and not (result.comparison and result.comparison.plan_worth):
        return Meaning(question, ())
    return Meaning(question, (words(f"meaning.{name}.say", **_figures(words, result, name)),))


def _notions(words: Texts, result: Solution) -> tuple[str, ...]:
    """Say once a kind what a notion gains and costs."""
    points = result.comparison.notions if result.comparison else ()
    costs = {words.about_notion(n.name, "cost"): words.notion(n.name) for n in points}
    return tuple(f"{name}: {cost}" for cost, name in costs.items() if cost)


def _few_in_the_tail(result: Solution) -> bool:
    heard = result.fairness.with_wishes
    return not heard or small(-(-heard // 10))


def _figures(words: Texts, result: Solution, name: str) -> dict[str, str]:
    found = result.fairness
    if name == "plans" and result.plan:
        return {
            "decisions": words.whole(result.plan.decisions),
            "tried": words.whole(result.plan.tried),
            "cuts": words.whole(result.plan.cuts),
        }
    if name == "indices":
        return {
            "gini": words.decimal(found.inequality.gini, 3),
            "jain": words.decimal(found.inequality.jain, 3),
            "atkinson": words.decimal(found.inequality.atkinson, 3),
        }
    if name == "lorenz":
        return {"most": words.whole(found.inequality.scale + 1)}
    if name == "tail":
        return {"mean": words.decimal(found.tail_mean, 2)}
    return {}
