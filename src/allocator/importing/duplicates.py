"""Persons who answered more than once: which answer counts, and what differed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allocator.forms.answer import Layout, Role
from allocator.importing.identity import folded, same_name
from allocator.importing.source import rows_said, short
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from allocator.errors import Finding
    from allocator.forms.answer import Answer
    from allocator.importing.identity import Identity
    from allocator.importing.source import Source

LAST, FIRST = "last", "first"
ONE, SEVERAL = "one", "several"
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*", re.DOTALL)
TIMES = (Role.CHANGED, Role.COMPLETED, Role.STARTED)
OF_THE_ANSWER = frozenset({*TIMES, Role.RESPONSE})
"""Columns that differ between any two answers."""
MOST_HEADERS = 5


@dataclass(frozen=True, slots=True)
class Dropped:
    """An answer that another one of the same person replaces.

    Attributes
    ----------
    row, kept
        Rows of the answer, and of the one that counts.
    differs
        Headers of the columns in which they differ.
    """

    row: int
    kept: int
    differs: tuple[str, ...]


@dataclass
class Singled:
    """One answer a person.

    Attributes
    ----------
    groups
        Positions of the answers that count, one list a person, in the order of first
        answers; more than one where a person's words stand on several rows.
    dropped
        What later (or earlier) answers replace.
    findings
        What was found; one that stops asks for a decision.
    """

    groups: list[list[int]] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def names_on_one_email(
    who: Sequence[Identity], places: Sequence[int], *, several_rows: bool = False
) -> list[list[int]]:
    """Return answers that have one e-mail but names of different people.

    Answers from a mailbox that people share need names, for nothing else tells them apart.

    Parameters
    ----------
    who
        Who each answer is from.
    places
        Positions of the answers that count.
    several_rows
        Whether an answer has several rows, which may have a mailbox and no name each.

    Returns
    -------
    list[list[int]]
        Positions by e-mail.
    """
    by_email: dict[str, list[int]] = {}
    for at in places:
        if who[at].email and not who[at].own_id:
            by_email.setdefault(who[at].by_email, []).append(at)
    return [
        found
        for found in by_email.values()
        if not _are_one([who[at] for at in found], several_rows)
    ]


def _are_one(people: Sequence[Identity], several_rows: bool) -> bool:
    first = people[0]
    nameless = first.is_shared and not all(who.name for who in people)
    if nameless and len(people) > 1 and not several_rows:
        return False
    return all(same_name(first.name, who.name) for who in people)


def grouped(
    who: Sequence[Identity], places: Sequence[int], several: frozenset[int]
) -> list[list[int]]:
    """Return the answers of each person, in the order of first answers.

    Parameters
    ----------
    who, places
        As for `names_on_one_email`.
    several
        Positions at which the name tells people of one e-mail apart.
    """
    people: dict[object, list[int]] = {}
    for at in places:
        key: object = who[at].key or at
        if at in several:
            key = (who[at].key, folded(who[at].name) or at)
        people.setdefault(key, []).append(at)
    return list(people.values())


def _moment(answer: Answer) -> str:
    """Return when an answer was last touched, "" where that is not known."""
    words = (answer.person.get(role, "") for role in TIMES)
    return next((word for word in words if MOMENT.fullmatch(word)), "")


def _latest(answers: Mapping[int, Answer]) -> int | None:
    """Return which answer is the latest; None where that is not sure."""
    times = {at: _moment(answer) for at, answer in answers.items()}
    last = max(times.values())
    if len(times) > 1 and ("" in times.values() or list(times.values()).count(last) > 1):
        return None
    return next(at for at, time in times.items() if time == last)


def _differs(
    source: Source, cells: Mapping[int, tuple[str, ...]], one: Answer, other: Answer
) -> tuple[str, ...]:
    """Return the headers of the columns in which two answers differ."""
    first, second = cells.get(one.row, ()), cells.get(other.row, ())
    columns = [c for c in source.understood.columns if c.role not in OF_THE_ANSWER]
    return tuple(
        c.header
        for c in columns
        if c.number <= len(first)
        and folded(first[c.number - 1]) != folded(second[c.number - 1])
    )


def _said(headers: Sequence[str]) -> str:
    if not headers:
        return told("they do not differ")
    shown = "; ".join(f"«{short(header)}»" for header in headers[:MOST_HEADERS])
    more = f" … ({len(headers)})" if len(headers) > MOST_HEADERS else ""
    return told("they differ in {headers}", headers=shown + more)


class _Chooser:
    """Chooses among the answers of one person."""

    def __init__(self, source: Source, keep: str, unfinished: Collection[int]) -> None:
        self.source, self.keep, self.unfinished = source, keep, unfinished
        self.singled, self.cells = Singled(), source.cells()
        self.answers = source.understood.answers

    def _chosen(self, places: Sequence[int]) -> int | None:
        """Return which answer counts: a finished one if there is any, of these the latest."""
        done = [at for at in places if at not in self.unfinished] or places
        if self.keep:
            return done[-1 if self.keep == LAST else 0]
        answers = {at: self.answers[at] for at in done}
        found = _latest(answers)
        alike = all(_equal(self.answers[done[0]], answer) for answer in answers.values())
        return done[-1] if found is None and alike else found

    def choose(self, places: list[int]) -> None:
        chosen = self._chosen(places)
        rows = [self.answers[at].row for at in places]
        if chosen is None:
            message = told(
                "one person answered in rows {rows}, and no time tells which answer is the "
                "later one; say --keep last or --keep first",
                rows=rows_said(rows),
            )
            self.singled.findings.append(self.source.say(rows[0], message, "E743"))
            return
        self.singled.groups.append([chosen])
        for at in places:
            if at != chosen:
                self._drop(self.answers[at], self.answers[chosen])

    def _drop(self, answer: Answer, kept: Answer) -> None:
        differs = _differs(self.source, self.cells, answer, kept)
        self.singled.dropped.append(Dropped(answer.row, kept.row, differs))
        message = told(
            "does not count: the same person's answer in row {row} does; {differs}",
            row=kept.row,
            differs=_said(differs),
        )
        self.singled.findings.append(self.source.say(answer.row, message, "N750"))


def _equal(one: Answer, other: Answer) -> bool:
    first, second = ({(w.session_id, w.value) for w in a.wishes} for a in (one, other))
    return first == second


def single_out(
    source: Source,
    who: Sequence[Identity],
    places: Sequence[int],
    *,
    keep: str = "",
    same_email: str = "",
    unfinished: Collection[int] = (),
) -> Singled:
    """Choose one answer a person: the latest finished one.

    Parameters
    ----------
    source
        Answers and their sheet.
    who
        Who each answer is from.
    places
        Positions of the answers that count.
    keep
        "last" or "first" in the file goes before times; "" lets times decide.
    same_email
        Names that differ on one e-mail are "one" person or "several"; "" asks.
    unfinished
        Positions of answers that were not finished; a finished one goes before them.

    Returns
    -------
    Singled
        One answer a person, and what was found.
    """
    long = any(c.layout == Layout.LONG for c in source.understood.columns)
    chooser = _Chooser(source, keep, unfinished)
    shared = names_on_one_email(who, places, several_rows=long)
    if not same_email:
        chooser.singled.findings += [_asked(source, found) for found in shared]
    several = frozenset(at for found in shared for at in found if same_email != ONE)
    for group in grouped(who, places, several):
        if long or len(group) == 1:
            chooser.singled.groups.append(group)
        else:
            chooser.choose(group)
    return chooser.singled


def _asked(source: Source, places: Sequence[int]) -> Finding:
    rows = [source.understood.answers[at].row for at in places]
    message = told(
        "rows {rows} have one e-mail and different names, or a shared mailbox and no names; "
        "say --same-email several if these are different people, --same-email one if they are "
        "one",
        rows=rows_said(rows),
    )
    return source.say(rows[0], message, "E744")
