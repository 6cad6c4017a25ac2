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
from allocator.forms.normal import normal
from allocator.forms.ordinals import rank_of, rankless
from allocator.forms.presets import role_of, speaks_of
from allocator.forms.rounds import NUMBERED
from allocator.forms.scales import is_value, says_nothing
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from allocator.forms.fields import Field
    from allocator.forms.guess.found import Option
    from allocator.forms.guess.tables import Sheeted
    from allocator.language import Told

HALF, LEAST, MOST = 0.5, 2, 200
FEW = 8
"""So few cells may all differ and still be options, where the header states a rank."""
UNNAMED = ""
MARKS = " []()>-–:.|"
NUMBERED_ITEM = re.compile(r"(?:^|[;|>\n,])\s*\d{1,2}[.):]\s")
TIME_LAST = re.compile(r"\d[.:][0-5]\d\s*$")
NUMBER = re.compile(r"\d+")
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
        wanted = [field for field in sheeted.fields if not field.head.refusal]
        self.fields = [field for field in wanted if field.texts]
        beside = [field for field in wanted if not field.texts]
        beside += [f for f in sheeted.doubtful if _holds_values(f) or _is_own(f)]
        self.beside = {field.number: field for field in beside}
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
        """Yield questions with a column an option; those without a question are one."""
        filled = {f.number: f for f in self.fields if _holds_values(f) or _is_own(f)}
        fields = dict(sorted((filled | self.beside).items()))
        heads = {n: as_text(field.head.parts) for n, field in fields.items()}
        groups = [g for g in split_by_question(heads) if filled.keys() & g[1].keys()]
        taken = {number for _, group in groups for number in group}
        rest = {n: heads[n] for n in filled if n not in taken}
        for title, group in [*groups, (UNNAMED, rest)]:
            named = [(text, fields[n].texts.total()) for n, text in group.items()]
            if len(named) >= LEAST and not all(rank_of(text) for text, _ in named):
                yield self._grid(title, named, [fields[number] for number in group])

    def _grid(
        self, title: str, named: list[tuple[str, int]], fields: Sequence[Field]
    ) -> Question:
        ranked = self._is_ranked(fields)
        if title == UNNAMED:
            self.notes.append(told("Options that no question names are taken for one round."))
        return Question(
            title,
            by_code(named),
            Layout.COLUMN_AN_OPTION if ranked else Layout.RATINGS,
            tuple(field.number for field in fields),
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
        for group in _united(list(groups.values())):
            ranked = len(group) > 1 or group[0].head.rank is not None
            yield from self._ranked(group) if ranked else self._list(group[0])

    def _ranked(self, group: Sequence[Field]) -> Iterator[Question]:
        cells = [[text] for f in group for text in f.texts.elements() if not says_nothing(text)]
        options, once = gathered(cells)
        stated = group[0].head.rank is not None and len(cells) <= FEW
        if LEAST <= len(options) <= MOST and (_recur(options) or stated):
            title = _title(group[0])
            numbers = tuple(field.number for field in group)
            layout, sure = Layout.COLUMN_A_RANK, Sure.RANKED
            yield Question(title, in_order(options), layout, numbers, sure, once)

    def _list(self, field: Field) -> Iterator[Question]:
        texts = Counter({t: n for t, n in field.texts.items() if not says_nothing(t)})
        cells, holding = cut(texts)
        options, once = gathered(cells)
        if not LEAST <= len(options) <= MOST or not _recur(options):
            return
        several = _is_several(cells)
        ranked = reordered(cells) or (several and speaks_of("ranking", _title(field)))
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
    if any(len(NUMBERED_ITEM.findall(text)) > 1 for text, _ in texts):
        return False
    values = sum(n for text, n in texts if is_value(text))
    return values >= HALF * sum(n for _, n in texts)


def _is_own(field: Field) -> bool:
    """Tell whether the cells only repeat what the header says, as ticked boxes do."""
    head = normal(field.head.text)
    return bool(field.texts) and all(normal(text) in head for text in field.texts)


def _united(groups: list[list[Field]]) -> list[list[Field]]:
    """Make one of questions that differ by a number only and have an option in common."""
    found: list[list[Field]] = []
    for group in groups:
        first = group[0]
        alike = (
            other
            for other in found
            if not _is_numbered(first)
            and _numberless(first) == _numberless(other[0])
            and _share(first, other[0])
        )
        other = next(alike, None)
        if other is None:
            found.append(group)
        else:
            other.extend(group)
    return found


def _is_numbered(field: Field) -> bool:
    """Tell whether a header states a rank, or ends in a number that is no time of day."""
    indexed = field.head.index is not None and not TIME_LAST.search(field.head.text)
    return field.head.rank is not None or indexed


def _numberless(field: Field) -> str:
    """Return a header without its number, but with that of a round of which it speaks."""
    text = normal(field.head.text)
    rounds = NUMBERED.findall(text)
    return f"{re.sub(NUMBER, '', text)} {rounds}"


def _share(one: Field, other: Field) -> bool:
    texts, others = ({normal(t) for t in field.texts} for field in (one, other))
    return not texts.isdisjoint(others)


def _recur(options: Sequence[Option]) -> bool:
    """Tell whether most mentions are of texts that others write too: free text is not."""
    again = sum(option.named for option in options if option.named > 1)
    return again >= HALF * sum(option.named for option in options)


def _is_several(cells: Iterable[Sequence[str]]) -> bool:
    return any(len(cell) > 1 for cell in cells)


def _stem(field: Field) -> str:
    return field.head.stem if _is_numbered(field) else normal(field.head.text)


def _title(field: Field) -> str:
    """Return the question of a column, without the rank that its header states."""
    if not _is_numbered(field):
        return field.head.parts[-1].strip()
    text = as_text(field.head.parts)
    stem = (rankless(text) if field.head.rank else INDEX.sub("", text)).strip(MARKS)
    alike = text.casefold().startswith(stem.casefold())
    return text[: len(stem)] if alike else stem


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
