"""The one sentence on top: what was proven, or that it was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.fairness.records import MIN_CELL
from allocator.reporting.page import Verdict
from allocator.reporting.shown import small

if TYPE_CHECKING:
    from allocator.reporting.texts import Texts
    from allocator.solution import Solution, StageClaim

KNOWN = ("balanced", "leximin", "total")
GUARDS = ("placed", "refused")
COUNTED = "people at "


def stage_name(words: Texts, name: str) -> str:
    """Return in plain words what a stage settles; unknown stages keep their name."""
    if name.startswith(COUNTED):
        return words("stage.level", level=name.removeprefix(COUNTED).split()[0])
    return words.maybe(f"stage.{name}") or name


def hidden(stage: StageClaim) -> bool:
    """Tell whether the numbers of a stage are about too few people to be shown."""
    counts = stage.name in GUARDS or stage.name.startswith(COUNTED)
    return counts and (small(stage.value) or small(stage.bound))


def verdict(words: Texts, result: Solution) -> Verdict:
    """Return what may be said of the allocation, carefully true.

    Parameters
    ----------
    words
        The texts.
    result
        The answer with its claims.
    """
    if not result.proven:
        gaps = [s for s in result.stages if s.status != "proven"]
        return Verdict(
            False,
            words("unproven.mark"),
            words("unproven.heading"),
            (*(_gap(words, s) for s in gaps), words("unproven.text")),
        )
    if result.objective not in KNOWN:
        said = words("proven.other", objective=result.objective)
        return Verdict(True, words("proven.mark"), said, ())
    said = words(f"proven.{result.objective}", guard=_guard(words, result))
    notes = (words("proven.how"),) if result.objective != "total" else ()
    return Verdict(True, words("proven.mark"), said, notes)


def _guard(words: Texts, result: Solution) -> str:
    """Name what was settled before: a better day may cost that."""
    kept = [words(f"proven.{s.name}") for s in result.stages if s.name in GUARDS]
    if not kept:
        return ""
    if len(kept) == 1:
        return words("proven.guard", what=kept[0])
    both = words("proven.both", first=kept[0], second=kept[1])
    return words("proven.guard", what=both)


def _gap(words: Texts, stage: StageClaim) -> str:
    name = stage_name(words, stage.name)
    if hidden(stage):
        return words("unproven.gap_hidden", stage=name, least=MIN_CELL)
    return words(
        "unproven.gap_most" if stage.most else "unproven.gap_least",
        stage=name,
        value=words.whole(stage.value),
        bound=words.whole(stage.bound),
        gap=words.whole(abs(stage.value - stage.bound)),
    )
