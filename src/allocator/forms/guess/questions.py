"""The questions of a table that may be rounds, by how their answers stand in it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from allocator.forms.answer import Layout, Role
from allocator.forms.guess.cutting import cut, reordered
from allocator.forms.guess.found import Question, Sure
from allocator.forms.guess.heading import as_text, split_by_question
from allocator.forms.guess.options import by_code, gathered, in_order
from allocator.forms.ordinals import rank_of, rankless
from allocator.forms.presets import role_of, speaks_of
from allocator.forms.scales import is_value, says_nothing
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from allocator.forms.fields import Field
    from allocator.forms.guess.tables import Sheeted
    from allocator.language import Told

HALF, LEAST, MOST = 0.5, 2, 200
INDEX = re.compile(r"[\[(._ ]*\d{1,2}[\])]*$")
OPTION = re.compile(
    r"(?:options?|alternativ(?:er)?|valg|choice|sessions?|session[_ ]id|session title|økt|"
    r"sesjon|verksted|workshop|aktivitet|activity|befaring|visit|svar)",
    re.IGNORECASE,
)
"""Headers of the column that names options, where a row is a person and an option."""
SESSIONS = re.compile(
    r"runde|round|verksted|verkstad|workshop|sesjon|session|økt|bolk|parallell|pulje|slot|"
    r"befaring|ekskursjon|visit|tour|seminar|ønske|wish",
    re.IGNORECASE,
)


class Asked:
    """Finds the questions of one table.

    Parameters
    ----------
    sheeted
        The table.

    Attributes
    ----------
    notes
        What else there is to say.
    """

    def __init__(self, sheeted: Sheeted) -> None:
        self.table = sheeted.table
        self.fields = [f for f in sheeted.fields if f.texts and not f.head.refusal]
        self.notes: list[Told] = []

    def questions(self) -> list[Question]:
        """Return all questions, in the order of the table."""
        long = self._long()
        if long:
            return long
        grids = list(self._grids())
        taken = {number for question in grids for number in question.columns}
        rest = [field for field in self.fields if field.number not in taken]
        found = [*grids, *self._cells(rest)]
        return sorted(found, key=lambda question: question.columns)

    def _grids(self) -> Iterator[Question]:
        """Yield questions with a column an option."""
        fields = {field.number: field for field in self.fields if _holds_values(field)}
        heads = {n: as_text(field.head.parts) for n, field in fields.items()}
        for title, group in split_by_question(heads):
            named = [(text, fields[n].texts.total()) for n, text in group.items()]
            if len(named) < LEAST or all(rank_of(text) for text, _ in named):
                continue
            ranked = self._is_ranked([fields[number] for number in group])
            yield Question(
                title,
                by_code(named),
                Layout.COLUMN_AN_OPTION if ranked else Layout.RATINGS,
                tuple(group),
                Sure.RANKED if ranked else Sure.VALUED,
            )

    def _is_ranked(self, fields: Sequence[Field]) -> bool:
        """Tell whether the cells of a row are ranks: all different, from 1 on."""
        rows = fits = 0
        for line in self.table.lines:
            values = [rank_of(text) for field in fields if (text := field.cell(line))]
            rows += len(values) > 1
            fits += len(values) > 1 and set(values) == set(range(1, len(values) + 1))
        return rows > 0 and fits >= HALF * rows

    def _cells(self, fields: Sequence[Field]) -> Iterator[Question]:
        """Yield questions with options in the cells: a column a rank, or a list in a cell."""
        groups: defaultdict[str, list[Field]] = defaultdict(list)
        for field in fields:
            if not _holds_values(field):
                groups[_stem(field)].append(field)
        for group in groups.values():
            ranked = len(group) > 1 or group[0].head.rank is not None
            yield from self._ranked(group) if ranked else self._list(group[0])

    def _ranked(self, group: Sequence[Field]) -> Iterator[Question]:
        cells = [[text] for f in group for text in f.texts.elements() if not says_nothing(text)]
        options, once = gathered(cells)
        recur = sum(o.named for o in options if o.named > 1) >= HALF * len(cells)
        if LEAST <= len(options) <= MOST and (recur or group[0].head.rank is not None):
            title = _title(group[0])
            numbers = tuple(field.number for field in group)
            layout, sure = Layout.COLUMN_A_RANK, Sure.RANKED
            yield Question(title, in_order(options), layout, numbers, sure, once)

    def _list(self, field: Field) -> Iterator[Question]:
        texts = Counter({t: n for t, n in field.texts.items() if not says_nothing(t)})
        cells, holding = cut(texts)
        options, once = gathered(cells)
        if not LEAST <= len(options) <= MOST:
            return
        ranked = reordered(cells)
        several = any(len(cell) > 1 for cell in cells)
        sure = Sure.RANKED if ranked else Sure.VALUED if several else Sure.CHOSEN
        layout = Layout.LIST_IN_A_CELL if several else Layout.COLUMN_A_RANK
        if ranked and holding:
            self.notes += [_held(text) for text in holding]
        yield Question(_title(field), in_order(options), layout, (field.number,), sure, once)

    def _long(self) -> list[Question]:
        """Return the rounds of a table with a row for each person and option."""
        ranks = [f for f in self.fields if _role(f) is Role.RANK and _holds_values(f)]
        option = next((f for f in self.fields if _is_option(f)), None)
        if option is None or (not ranks and not self._has_people_twice()):
            return []
        rounds = next((f for f in self.fields if _role(f) is Role.ROUND and f != option), None)
        cells: defaultdict[str, list[list[str]]] = defaultdict(list)
        for line in self.table.lines:
            if text := option.cell(line):
                cells[rounds.cell(line) if rounds else ""].append([text])
        found = {name: gathered(each) for name, each in cells.items()}
        numbers = (option.number,)
        return [
            Question(name or _title(option), in_order(o), Layout.LONG, numbers, left_out=once)
            for name, (o, once) in found.items()
            if o
        ]

    def _has_people_twice(self) -> bool:
        """Tell whether the same people stand in several rows: in the first filled column."""
        firsts = Counter(next(filter(None, line.cells), "") for line in self.table.lines)
        again = sum(n for n in firsts.values() if n > 1)
        return again >= HALF * len(self.table.lines)


def _role(field: Field) -> Role | None:
    return role_of(field.head.parts[-1]) if field.head.parts else None


def _is_option(field: Field) -> bool:
    if not field.head.parts or _holds_values(field):
        return False
    return OPTION.fullmatch(field.head.parts[-1].strip()) is not None


def _holds_values(field: Field) -> bool:
    """Tell whether the cells are ranks, ratings, answers or ticks, not texts of options."""
    texts = [(t, n) for t, n in field.texts.items() if not says_nothing(t)]
    values = sum(n for text, n in texts if is_value(text))
    return values >= HALF * sum(n for _, n in texts)


def _stem(field: Field) -> str:
    return field.head.stem if field.head.rank or field.head.index else field.head.text


def _title(field: Field) -> str:
    """Return the question of a column, without the rank that its header states."""
    text = as_text(field.head.parts)
    if field.head.rank is None and field.head.index is None:
        return text.strip()
    stem = rankless(text) if field.head.rank else re.sub(r"[\[(._ ]*\d{1,2}[\])]*$", "", text)
    begin = (
        text[: len(stem)]
        if text.casefold().startswith(stem.strip(" []>-–:.").casefold())
        else stem
    )
    return begin.strip(" []>-–:.|") or text.strip()


def _held(text: str) -> Told:
    return told("{text!r} is taken as one option although it holds the sign between", text=text)


def about_wishes(questions: Iterable[Question]) -> tuple[list[Question], list[Question]]:
    """Return the questions that are taken for rounds, and the others.

    Ranked ones are; where none is ranked, those whose words speak of sessions.

    Parameters
    ----------
    questions
        All of a table.
    """
    every = list(questions)
    taken = [q for q in every if q.sure is Sure.RANKED or _is_chosen(q)]
    if not taken:
        taken = [q for q in every if q.sure is Sure.VALUED and _speaks_of_sessions(q)]
    if not taken:
        taken = [q for q in every if q.layout is Layout.RATINGS]
    return taken, [q for q in every if q not in taken]


def _is_chosen(question: Question) -> bool:
    return question.sure is Sure.CHOSEN and _speaks_of_sessions(question)


def _speaks_of_sessions(question: Question) -> bool:
    return SESSIONS.search(question.title) is not None or speaks_of("visit", question.title)
