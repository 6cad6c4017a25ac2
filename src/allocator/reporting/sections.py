"""The sections after page one, in their order: sentence, picture, table, definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.reporting import proof_tables, spread, tables, weighed
from allocator.reporting.charts import drawn
from allocator.reporting.front import drawing
from allocator.reporting.meanings import meanings
from allocator.reporting.page import Section
from allocator.reporting.plan_section import plan_section
from allocator.reporting.seen import SEEN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from allocator.reporting.page import Table
    from allocator.reporting.texts import Texts
    from allocator.solution import Solution

TABLES: Mapping[str, Callable[[Texts, Solution], Table | None]] = {
    "frontier": weighed.frontier,
    "wishes": tables.wishes,
    "regrets": tables.regrets,
    "demand": tables.demand,
    "buses": tables.buses,
    "lorenz": spread.lorenz,
    "groups": spread.groups,
    "envy": spread.envy,
    "gain": weighed.gain,
    "alternatives": weighed.alternatives,
    "answers": tables.answers,
    "assumed": proof_tables.assumed,
    "stages": proof_tables.stages,
}
"""The order of the page."""

OPTIONAL = ("frontier", "gain", "envy", "lorenz")
"""Left out where there is nothing to show; the others say why they are empty."""

NARROW = ("regrets", "buses", "lorenz")
"""Tables that stand beside their chart."""

GLOSSARY = ("regret", "wish", "best", "notion", "bound", "proven", "chance")


def sections(words: Texts, result: Solution, *, shown: str = "") -> tuple[Section, ...]:
    """Return the sections of the page.

    Parameters
    ----------
    words
        The texts.
    result
        The answer with its claims and its fairness numbers.
    shown
        Name of the chart that page one has shown already.
    """
    there = [name for name in drawn(result) if name != shown]
    made = (
        plan_section(words, result, charts=there),
        *(_section(words, result, key, there) for key in TABLES),
    )
    return (*(s for s in made if s is not None), _chance(words, result), _glossary(words))


def _section(words: Texts, result: Solution, key: str, charts: list[str]) -> Section | None:
    table = TABLES[key](words, result)
    if table is None and key in OPTIONAL:
        return None
    if table is None:
        return Section(key, words(f"{key}.heading"), (words(f"{key}.none"),))
    return Section(
        key,
        words(f"{key}.heading"),
        SEEN[key](words, result),
        drawing(words, result, key) if key in charts else None,
        table,
        meanings(words, result, key),
        wide=key not in NARROW,
    )


def _chance(words: Texts, result: Solution) -> Section:
    said = SEEN["chance"](words, result)
    asked = meanings(words, result, "chance")
    return Section("chance", words("chance.heading"), said, meanings=asked)


def _glossary(words: Texts) -> Section:
    terms = tuple((words(f"glossary.{t}"), words(f"glossary.{t}_text")) for t in GLOSSARY)
    return Section("glossary", words("glossary.heading"), (), terms=terms)
