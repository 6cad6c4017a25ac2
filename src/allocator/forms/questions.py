"""Questions with a column an option: which session each column is, and how cells are read."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from allocator.forms.answer import Layout, Role
from allocator.forms.ordinals import rank_of
from allocator.forms.presets import speaks_of
from allocator.forms.scales import Scale, Tally, says_nothing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.forms.fields import Field
    from allocator.forms.options import Options
    from allocator.forms.presets import Tool
    from allocator.forms.table import Table

HALF = 0.5


def settle_grids(fields: Sequence[Field], table: Table, options: Options, tool: Tool) -> None:
    """Decide the session of each such column, and one scale for each question.

    Parameters
    ----------
    fields
        All columns of the table; they are changed.
    table
        Its rows tell ranks from ratings.
    options, tool
        What is known.
    """
    groups: defaultdict[tuple[str, Role], list[Field]] = defaultdict(list)
    for field in fields:
        if field.layout is Layout.COLUMN_AN_OPTION:
            groups[field.head.question, field.role].append(field)
    for group in groups.values():
        _sessions(group, options)
        scale = _scale(group, table, tool)
        parts = _by_round(group)
        across = len(parts) > 1 and _ranked(parts, table) < HALF
        for part in parts:
            for field in part:
                field.scale, field.across = scale, across
                field.most = len(group if across else part)
                if scale is not Scale.RANK:
                    field.layout = Layout.RATINGS


def _sessions(group: Sequence[Field], options: Options) -> None:
    """Name the session of each column; one round's columns help those that two share."""
    rounds = {field.round_id for field in group} - {""}
    for field in group:
        if not field.round_id and len(rounds) == 1:
            field.round_id = next(iter(rounds))
        named = options.within(field.head.sessions, field.round_id)
        field.session_id = named[0] if len(named) == 1 else ""


def _scale(group: Sequence[Field], table: Table, tool: Tool) -> Scale:
    counts = Tally()
    for field in group:
        for text, n in field.texts.items():
            if not says_nothing(text):
                counts.add(text, n)
    own = sum(field.body.own for field in group)
    if group[0].role is Role.REFUSAL or own > HALF * counts.cells or not counts.cells:
        return Scale.BOX
    asks_for_ranks = speaks_of("ranking", group[0].head.text)
    if counts.bits == counts.cells and not asks_for_ranks:
        return Scale.BOX
    return _of_words(counts, tool) or _of_numbers(group, table)


def _of_words(counts: Tally, tool: Tool) -> Scale | None:
    """Return the scale that the words of the cells show, None where they are numbers."""
    half = HALF * counts.cells
    if counts.maybes:
        return Scale.ANSWER
    if counts.ordinals > half:
        return Scale.RANK
    if counts.steps > half:
        return Scale.RATING
    if counts.ticks - counts.bits > max(half, counts.answers):
        return Scale.BOX
    if counts.answers > half:
        return Scale.BOX if tool.boxes else Scale.ANSWER
    return None


def _of_numbers(group: Sequence[Field], table: Table) -> Scale:
    """Tell ranks from ratings: by the words of the question, else by what rows hold."""
    text = " ".join(field.head.text for field in group[:1])
    ranking, rating = speaks_of("ranking", text), speaks_of("rating", text)
    if ranking != rating:
        return Scale.RANK if ranking else Scale.RATING
    ranked = max(_ranked([group], table), _ranked(_by_round(group), table))
    return Scale.RANK if ranked >= HALF else Scale.RATING


def _by_round(group: Sequence[Field]) -> list[list[Field]]:
    found: defaultdict[str, list[Field]] = defaultdict(list)
    for field in group:
        found[field.round_id].append(field)
    return list(found.values())


def _ranked(parts: Sequence[Sequence[Field]], table: Table) -> float:
    """Return the share of rows whose numbers are ranks, in each part of a question."""
    rows = fits = 0
    for line in table.lines:
        for part in parts:
            values = [rank_of(text) for text in (f.cell(line) for f in part) if text]
            if values:
                rows += 1
                fits += set(values) == set(range(1, len(values) + 1))
    return fits / max(1, rows)
