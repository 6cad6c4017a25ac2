"""What may be said on top in two sentences: what was decided, and what it means to people."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from allocator.fairness.records import MIN_CELL
from allocator.reporting.page import Verdict
from allocator.reporting.plan_said import plan_sentence
from allocator.reporting.shown import small

if TYPE_CHECKING:
    from allocator.fairness.records import Fairness
    from allocator.problem import Problem
    from allocator.reporting.texts import Texts
    from allocator.solution import Solution, StageClaim

GUARDS = ("placed", "refused")
PEOPLE = "people at "
PLACES = "places at level "
OF_CLASS = re.compile(r"(?P<stage>.+) \((?P<title>no class|class .+)\)")


def stage_name(words: Texts, stage: StageClaim) -> str:
    """Return in plain words what a stage settles; unknown stages keep their name."""
    if split := OF_CLASS.fullmatch(stage.name):
        return _of_class(words, stage_name(words, replace(stage, name=split["stage"])), split)
    if stage.name.startswith(PEOPLE):
        return words("stage.level", level=stage.name.removeprefix(PEOPLE).split()[0])
    if stage.name.startswith(PLACES):
        step = int(stage.name.removeprefix(PLACES)) + 1
        return words("stage.most_at" if stage.most else "stage.fewest_at", step=step)
    if stage.name == "budget":
        return words("stage.budget", limit=words.whole(stage.limit))
    return words.maybe(f"stage.{stage.name}") or stage.name


def _of_class(words: Texts, said: str, split: re.Match[str]) -> str:
    name, rest = split["title"].removeprefix("class "), split["title"] == "no class"
    return said + words("stage.no_class" if rest else "stage.class", name=name)


def short_name(words: Texts, stage: StageClaim) -> str:
    """Return what a stage counts, as the heading of a column; unknown ones keep their name."""
    if split := OF_CLASS.fullmatch(stage.name):
        return _of_class(words, short_name(words, replace(stage, name=split["stage"])), split)
    if stage.name.startswith(PEOPLE):
        return words("short.level", level=stage.name.removeprefix(PEOPLE).split()[0])
    if stage.name.startswith(PLACES):
        return words("short.step", step=int(stage.name.removeprefix(PLACES)) + 1)
    return words.maybe(f"short.{stage.name}") or stage.name


def counts_people(name: str) -> bool:
    """Tell whether a stage counts people or places, and not points."""
    split = OF_CLASS.fullmatch(name)
    plain = split["stage"] if split else name
    return plain in GUARDS or plain.startswith((PEOPLE, PLACES))


def of_few(problem: Problem, stage: StageClaim) -> bool:
    """Tell whether a stage looks at a priority class of too few people."""
    split = OF_CLASS.fullmatch(stage.name)
    if split is None:
        return False
    classes, name = problem.event.classes, split["title"].removeprefix("class ")
    if split["title"] == "no class":
        return small(sum(a.priority not in classes for a in problem.attendees))
    return small(sum(a.priority == name for a in problem.attendees))


def figure(words: Texts, problem: Problem, stage: StageClaim, value: int) -> str:
    """Return a value of a stage as it may be shown: nothing about few people."""
    if of_few(problem, stage):
        return "–"
    return words.count(value) if counts_people(stage.name) else words.whole(value)


def verdict(words: Texts, result: Solution) -> Verdict:
    """Return what may be said of the allocation, carefully true.

    Parameters
    ----------
    words
        The texts.
    result
        The answer with its claims.
    """
    means, plan = _means(words, result), plan_sentence(words, result)
    if not result.proven:
        gaps = [s for s in result.stages if s.status != "proven"]
        said, mark = words("unproven.sentence"), words("unproven.mark")
        return Verdict(
            False, mark, said, means, tuple(_gap(words, result, s) for s in gaps), plan
        )
    classes = result.problem.event.classes
    notes = (
        *((words("proven.classes", classes=", ".join(classes)),) if classes else ()),
        *((words("proven.credited"),) if result.fairness.answers.credited else ()),
    )
    return Verdict(True, words("proven.mark"), _decided(words, result), means, notes, plan)


def _decided(words: Texts, result: Solution) -> str:
    """Name the idea of fairness and say that it is proven."""
    kind, _, dial = result.objective.partition(" ")
    if words.maybe(f"proven.{kind}") is None:
        return words("proven.other", objective=result.objective)
    aim = words(f"proven.{kind}", guard=_guard(words, result), dial=words.dial(dial))
    return words("proven.sentence", notion=words.notion(result.objective), aim=aim)


def _guard(words: Texts, result: Solution) -> str:
    """Name what was settled before: a better day may cost that."""
    kept = [
        words(f"proven.{s.name}" if s.value else f"proven.{s.name}_none")
        for s in result.stages
        if s.name in GUARDS
    ]
    if not kept:
        return ""
    if len(kept) == 1:
        return words("proven.guard", what=kept[0])
    both = words("proven.both", first=kept[0], second=kept[1])
    return words("proven.guard", what=both)


def _means(words: Texts, result: Solution) -> str:
    """Say what the allocation is to people, in words that need no statistics."""
    found, event = result.fairness, result.problem.event
    if small(found.with_wishes) or small(found.wishes) or not found.wishes:
        return words("means.few", least=MIN_CELL)
    firsts = firsts_share(words, found)
    if not found.worst:
        return words("means.best", firsts=firsts)
    weighted = bool(event.wish_costs) or any(r.weight != 1 for r in event.rounds)
    if weighted:
        return words("means.weighted", worst=words.points(found.worst), firsts=firsts)
    return words("means.places", worst=words.places(found.worst), firsts=firsts)


def firsts_share(words: Texts, found: Fairness) -> str:
    """Return the share of first wishes that came true; a bound where a few did not."""
    if not small(found.wishes - found.firsts):
        return words.percent(found.firsts, found.wishes)
    return f"≥ {words.percent(max(found.wishes - MIN_CELL, 0), found.wishes)}"


def _gap(words: Texts, result: Solution, stage: StageClaim) -> str:
    name = stage_name(words, stage)
    few = counts_people(stage.name) and (small(stage.value) or small(stage.bound))
    if few or of_few(result.problem, stage):
        return words("unproven.gap_hidden", stage=name, least=MIN_CELL)
    return words(
        "unproven.gap_most" if stage.most else "unproven.gap_least",
        stage=name,
        value=words.whole(stage.value),
        bound=words.whole(stage.bound),
        gap=words.whole(abs(stage.value - stage.bound)),
    )
