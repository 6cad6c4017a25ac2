"""A row for each person and option (L5)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.forms.answer import Answer, Layout, Role
from allocator.forms.direction import direction, number_in
from allocator.forms.layouts.cells import read_cell
from allocator.forms.normal import normal
from allocator.forms.persons import WHO, who
from allocator.forms.rounds import round_of
from allocator.forms.said import Said
from allocator.forms.scales import Scale, Tally, answer_of, is_value, rating_of
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from allocator.forms.answer import Stated
    from allocator.forms.fields import Field
    from allocator.forms.listing import Lists
    from allocator.forms.said import Context
    from allocator.forms.table import Table
    from allocator.sheets.book import Line

    Key = tuple[str, ...]

HALF = 0.5
REFUSED = ("refused", "no", "nei", "avslått", "kan ikke")


@dataclass(frozen=True, slots=True)
class Long:
    """The columns of a long table.

    Attributes
    ----------
    option
        Names the session.
    value
        Its rank, rating or answer; None where rows have none.
    round
        Says which round; None where nothing does.
    """

    option: Field
    value: Field | None
    round: Field | None


def long_of(fields: Sequence[Field], table: Table, lists: Lists, stated: Stated) -> Long | None:
    """Return the columns of a long table, None if the table is none.

    It is one where a single column names options, one a cell, and the same people stand in
    several rows, or a column beside it holds the rank.

    Parameters
    ----------
    fields, table
        The columns, whose roles are known, and the table.
    lists, stated
        Knows what names a session, and what an organiser has said.
    """
    wishes = [field for field in fields if field.is_wish]
    value = next((f for f in fields if f.role is Role.RANK and _holds_values(f)), None)
    if len(wishes) != 1 or wishes[0].layout is not Layout.COLUMN_A_RANK:
        return None
    option = wishes[0]
    if option.head.rank is not None or option.body.listing > HALF * option.body.filled:
        return None
    if value is None and _repeated(fields, table) < HALF:
        return None
    round_ = next((f for f in fields if f.role is Role.ROUND), None)
    option.layout = Layout.LONG
    option.scale = Scale.BOX
    if value:
        said = stated.scales.get(option.head.text) or _scale(value, fields, table, lists)
        option.scale, option.unclear = said or Scale.RATING, said is None
    return Long(option, value, round_)


def _holds_values(field: Field) -> bool:
    texts = [t for t in field.texts if normal(t) not in REFUSED]
    return bool(field.texts) and sum(map(is_value, texts)) >= HALF * len(texts)


def _repeated(fields: Sequence[Field], table: Table) -> float:
    """Return the share of rows whose person stands in another row too."""
    columns = [field for field in fields if field.role in WHO]
    people = Counter(_key(columns, line) for line in table.lines)
    again = sum(n for key, n in people.items() if n > 1 and any(key))
    return again / max(1, len(table.lines))


def _key(columns: Iterable[Field], line: Line) -> tuple[str, ...]:
    return tuple(normal(field.cell(line)) for field in columns)


def _scale(value: Field, fields: Sequence[Field], table: Table, lists: Lists) -> Scale | None:
    """Return how the values are meant, None where nobody can tell."""
    counts = Tally()
    for text, n in value.texts.items():
        counts.add(text, n)
    half = HALF * counts.cells
    if counts.answers > half:
        return Scale.ANSWER
    if counts.steps > half:
        return Scale.RATING
    if counts.ordinals > half:
        return Scale.RANK
    columns = [field for field in fields if field.role in WHO]
    option = next(field for field in fields if field.is_wish)
    whole: defaultdict[Key, list[int]] = defaultdict(list)
    apart: defaultdict[tuple[Key, Key], list[int]] = defaultdict(list)
    for line in table.lines:
        number = number_in(value.cell(line))
        if number is not None:
            person, text = _key(columns, line), option.cell(line)
            rounds = lists.options.rounds(id_ for p in lists.pieces(text) for id_ in p.ids)
            whole[person].append(number)
            apart[person, tuple(sorted(rounds))].append(number)
    return direction(value.head.text, value.texts, [[*whole.values()], [*apart.values()]])


def read_long(
    long: Long, table: Table, persons: Sequence[Mapping[Role, str]], context: Context
) -> list[tuple[Answer, list[Said]]]:
    """Return one answer a person, with what all rows of the person say.

    Parameters
    ----------
    long, table
        The columns, and the table.
    persons
        What each row says of the person.
    context
        Takes what is found.
    """
    if long.value is None:
        context.notes.say(
            "N716",
            told("no column says in which order people wish; all their wishes count alike"),
            (table.header_rows[-1], long.option.number),
        )
    found: dict[tuple[str, ...], tuple[Answer, list[Said]]] = {}
    for line, person in zip(table.lines, persons, strict=True):
        key = who(person) or (str(line.number),)
        answer, said = found.setdefault(key, (Answer(line.number, dict(person)), []))
        answer.person.update(person)
        said += _of_row(long, line, context)
    return list(found.values())


def _of_row(long: Long, line: Line, context: Context) -> Iterator[Said]:
    text = long.option.cell(line)
    if not text:
        return
    options = context.lists.options
    if long.round is not None:
        long.option.round_id = round_of(long.round.cell(line), options.event)
    words = list(read_cell(text, long.option, (line.number, long.option.number), context))
    long.option.round_id = ""
    for word in words:
        yield from _valued(word, long, line, context)


def _valued(word: Said, long: Long, line: Line, context: Context) -> Iterator[Said]:
    if long.value is None:
        yield word
        return
    text, scale = long.value.cell(line), long.option.scale
    if normal(text) in REFUSED and scale is not Scale.ANSWER:
        yield Said(word.session_id, None, "", word.place)
        return
    value = _value(text, scale)
    if value is not None:
        yield Said(word.session_id, scale, value, word.place)
    elif text or scale is Scale.RANK:
        place = (line.number, long.value.number)
        context.notes.say("E706", told("is no rank, rating or answer to this option"), place)


def _value(text: str, scale: Scale | None) -> str | None:
    if scale is Scale.RATING:
        return rating_of(text)
    if scale is Scale.ANSWER:
        return answer_of(text)
    rank = number_in(text)
    return str(rank) if rank else None
