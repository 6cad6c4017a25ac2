"""Questions with a column an option: which session each column is, and how cells are read."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from allocator.forms.answer import Layout, Role
from allocator.forms.direction import direction, number_in
from allocator.forms.presets import speaks_of
from allocator.forms.scales import Scale, Tally, says_nothing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.forms.answer import Stated
    from allocator.forms.fields import Field
    from allocator.forms.options import Options
    from allocator.forms.presets import Tool
    from allocator.forms.table import Table

HALF = 0.5
OFTEN = 3
NUMBERS = re.compile(r"(?<![\d.:])\d(?![\d.:])")
"""Numbers of a scale that a question names."""


def settle_grids(
    fields: Sequence[Field], table: Table, options: Options, tool: Tool, stated: Stated
) -> None:
    """Decide the session of each such column, and one scale for each question.

    Parameters
    ----------
    fields
        All columns of the table; they are changed.
    table
        Its rows tell ranks from ratings.
    options, tool, stated
        What is known, and what an organiser has said.
    """
    groups: defaultdict[tuple[str, Role], list[Field]] = defaultdict(list)
    for field in fields:
        if field.layout is Layout.COLUMN_AN_OPTION:
            groups[field.head.question, field.role].append(field)
    for group in groups.values():
        _sessions(group, options)
        said = (stated.scales.get(field.head.text) for field in group)
        scale = next(filter(None, said), None) or _scale(group, table, tool)
        largest = max(map(int, NUMBERS.findall(group[0].head.asked)), default=0)
        zeros = sum(field.texts["0"] for field in group)
        parts = _by_round(group)
        across = len(parts) > 1 and _ranked(parts, table) < HALF
        for part in parts:
            for field in part:
                field.scale, field.across = scale or Scale.RATING, across
                field.unclear = scale is None
                field.least = int(zeros < OFTEN)
                field.most = max(largest, len(group if across else part))
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


def _scale(group: Sequence[Field], table: Table, tool: Tool) -> Scale | None:
    """Return the scale of a question, None where nobody can tell what its numbers mean."""
    counts = Tally()
    for field in group:
        for text, n in field.texts.items():
            if not says_nothing(text):
                counts.add(text, n)
    own = sum(field.body.own for field in group)
    if group[0].role is Role.REFUSAL or own > HALF * counts.cells or not counts.cells:
        return Scale.BOX
    asks_for_ranks = speaks_of("ordering", group[0].head.asked)
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


def _of_numbers(group: Sequence[Field], table: Table) -> Scale | None:
    """Return how numbers are meant, seen as one ranking and as one for each round."""
    texts = dict.fromkeys(text for field in group for text in field.texts)
    ways = (_numbers([group], table), _numbers(_by_round(group), table))
    return direction(group[0].head.asked, texts, ways)


def _by_round(group: Sequence[Field]) -> list[list[Field]]:
    found: defaultdict[str, list[Field]] = defaultdict(list)
    for field in group:
        found[field.round_id].append(field)
    return list(found.values())


def _numbers(parts: Sequence[Sequence[Field]], table: Table) -> list[list[int]]:
    """Return the numbers that each row holds in each part of a question."""
    rows = ([f.cell(line) for f in part] for line in table.lines for part in parts)
    found = ([number_in(text) for text in row if text] for row in rows)
    return [[n for n in row if n is not None] for row in found]


def _ranked(parts: Sequence[Sequence[Field]], table: Table) -> float:
    """Return the share of rows whose numbers are ranks, in each part of a question."""
    rows = [row for row in _numbers(parts, table) if any(row)]
    fits = sum(set(row) - {0} == set(range(1, len(set(row) - {0}) + 1)) for row in rows)
    return fits / max(1, len(rows))
