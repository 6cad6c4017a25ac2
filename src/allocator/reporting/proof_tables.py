"""Tables of how the result was proven, and of what was assumed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from allocator.reporting.grid import listed, named
from allocator.reporting.page import Cell, number
from allocator.reporting.verdict import figure, stage_name

if TYPE_CHECKING:
    from allocator.problem import Event
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
DATES = ("date", "delete_after")


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
            thing = _thing(event, kind, path[0]) if len(path) > 1 else words("assumed.event")
            field = "venue" if path == ["place"] else path[-1]
            told = words.maybe(f"assumed.{field}") or field.replace("_", " ")
            value = _value(words, field, assumption.value)
            things.setdefault(thing, []).append(f"{told}: {value}")
    rows = ((named(words, t), named(words, ", ".join(v))) for t, v in things.items())
    return listed(words, "assumed", ("place", "value"), (*notes, *rows))


def _thing(event: Event, kind: str, id_: str) -> str:
    """Return what a round or session is called; others by their id."""
    if kind == "sessions" and id_ in event.session:
        return event.session[id_].title
    titles = {round_.id: round_.title for round_ in event.rounds}
    return titles.get(id_, id_) if kind == "rounds" else id_


def _value(words: Texts, field: str, value: str) -> str:
    """Return an assumed value as the language writes it."""
    if field in DATES:
        return words.day(date.fromisoformat(value))
    own = words.maybe(f"assumed.{field}_{value}")
    return own or words.maybe(f"assumed.{value}") or value
