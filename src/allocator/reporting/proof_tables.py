"""Tables of how the result was proven, and of what was assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.reporting.grid import listed, named
from allocator.reporting.page import Cell, number
from allocator.reporting.verdict import figure, stage_name

if TYPE_CHECKING:
    from allocator.reporting.page import Table
    from allocator.reporting.texts import Texts
    from allocator.solution import Solution


def stages(words: Texts, result: Solution) -> Table | None:
    """Return the claims, in the order in which they were settled."""
    rows = (
        (
            Cell(stage_name(words, s)),
            number(figure(words, result.problem, s, s.value)),
            number(figure(words, result.problem, s, s.bound)),
            Cell(words(f"stages.{s.status}")),
            Cell(words(f"proof.{s.proof or 'none'}")),
        )
        for s in result.stages
    )
    heads = ("stage", "value", "bound", "status", "proof")
    return listed(words, "stages", heads, rows)


NAMES = ("id", "title")


def assumed(words: Texts, result: Solution) -> Table | None:
    """Return the values that the organisers have not stated, one row a thing.

    Names that were only made up to speak of a thing are left out.
    """
    event = result.problem.event
    things: dict[str, list[str]] = {}
    notes = []
    for assumption in event.assumptions:
        kind, *path = assumption.place.split()
        if not path:
            notes.append((Cell(words("assumed.note")), named(words, assumption.value)))
        elif path[-1] not in NAMES:
            thing = path[0] if len(path) > 1 else words("assumed.event")
            if kind == "sessions" and thing in event.session:
                thing = event.session[thing].title
            field = words.maybe(f"assumed.{path[-1]}") or path[-1].replace("_", " ")
            own = words.maybe(f"assumed.{path[-1]}_{assumption.value}")
            value = own or words.maybe(f"assumed.{assumption.value}") or assumption.value
            things.setdefault(thing, []).append(f"{field}: {value}")
    rows = ((named(words, t), named(words, ", ".join(v))) for t, v in things.items())
    return listed(words, "assumed", ("place", "value"), (*notes, *rows))
