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
        across = len({field.round_id for field in group}) > 1
        for field in group:
            field.scale, field.across, field.most = scale, across, len(group)
            field.layout = Layout.COLUMN_AN_OPTION if scale is Scale.RANK else Layout.RATINGS


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
    if counts.bits == counts.cells or counts.ticks > max(half, counts.answers):
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
    rows = fits = 0
    for line in table.lines:
        values = [rank_of(text) for text in (f.cell(line) for f in group) if text]
        if values:
            rows += 1
            fits += _are_ranks(values, len(group))
    return Scale.RANK if fits >= HALF * rows else Scale.RATING


def _are_ranks(values: Sequence[int | None], most: int) -> bool:
    """Tell whether a row's numbers are ranks: all different, from 1 on."""
    return set(values) == set(range(1, len(values) + 1)) and len(values) <= most
