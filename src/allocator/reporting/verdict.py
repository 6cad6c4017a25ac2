"""The one sentence on top: what was proven, or that it was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.fairness.records import MIN_CELL
from allocator.reporting.page import Verdict
from allocator.reporting.shown import small

if TYPE_CHECKING:
    from allocator.reporting.texts import Texts
    from allocator.solution import Solution, StageClaim

GUARDS = ("placed", "refused")
COUNTED, PLACES = "people at ", "places at "


def stage_name(words: Texts, stage: StageClaim) -> str:
    """Return in plain words what a stage settles; unknown stages keep their name."""
    if stage.name.startswith(COUNTED):
        return words("stage.level", level=stage.name.removeprefix(COUNTED).split()[0])
    if stage.name.startswith(PLACES):
        key = "stage.places_most" if stage.most else "stage.places_fewest"
        return words(key, level=int(stage.name.split()[-1]) + 1)
    return words.maybe(f"stage.{stage.name}") or stage.name


def hidden(stage: StageClaim) -> bool:
    """Tell whether the numbers of a stage are about too few people to be shown."""
    counts = stage.name in GUARDS or stage.name.startswith((COUNTED, PLACES))
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
    idea = words.maybe(f"notion.{_kind(result)}.text")
    name = words.notion(result.objective)
    notes = [words("proven.idea", name=name, text=idea)] if idea else []
    if result.fairness.answers.credited:
        notes.append(words("proven.credited"))
    return Verdict(
        True,
        words("proven.mark"),
        f"{_meant(words, result)} {_proven(words, result)}",
        tuple(notes),
    )


def _kind(result: Solution) -> str:
    return result.objective.partition(" ")[0]


def _meant(words: Texts, result: Solution) -> str:
    """Say what the allocation means for people."""
    found, people = result.fairness, words.whole(result.fairness.people)
    if any(o.gaps for o in result.outcomes) or small(found.with_wishes):
        return words("proven.placed_only", people=people)
    if found.worst == 0:
        return words("proven.best", people=people)
    return words("proven.everyone", people=people, places=words.places(found.worst))


def _proven(words: Texts, result: Solution) -> str:
    if words.maybe(f"proven.{_kind(result)}") is None:
        return words("proven.other", objective=result.objective)
    dial = words.dial(result.objective.partition(" ")[2])
    return words(f"proven.{_kind(result)}", guard=_guard(words, result), dial=dial)


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
    name = stage_name(words, stage)
    if hidden(stage):
        return words("unproven.gap_hidden", stage=name, least=MIN_CELL)
    return words(
        "unproven.gap_most" if stage.most else "unproven.gap_least",
        stage=name,
        value=words.whole(stage.value),
        bound=words.whole(stage.bound),
        gap=words.whole(abs(stage.value - stage.bound)),
    )
