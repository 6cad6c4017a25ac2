"""From answers to people: who is who, who counts, and which answer of each counts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from allocator.forms.answer import Layout, Role
from allocator.forms.normal import normal
from allocator.importing.counting import count_answers, decided
from allocator.importing.doubts import Doubt, doubts
from allocator.importing.duplicates import ONE, SEVERAL, names_on_one_email, single_out
from allocator.importing.identity import identities
from allocator.importing.imported import LeftOut
from allocator.importing.source import rows_said
from allocator.language import told, told_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.errors import Finding
    from allocator.forms.answer import Answer
    from allocator.importing.counting import Ask, Counted
    from allocator.importing.decisions import Decisions
    from allocator.importing.duplicates import Dropped
    from allocator.importing.identity import Identity
    from allocator.importing.source import Source


@dataclass
class Crowd:
    """People of one file.

    Attributes
    ----------
    source
        Answers and their sheet.
    who
        Who each answer is from.
    groups
        Positions of the answers that count, one list a person.
    left_out
        Reasons by position.
    dropped
        Answers that others replace.
    decisions
        What was decided, with the answers to what was asked here.
    findings
        What was found.
    """

    source: Source
    who: Sequence[Identity]
    decisions: Decisions
    groups: list[list[int]] = field(default_factory=list)
    left_out: Mapping[int, Doubt] = field(default_factory=dict)
    dropped: list[Dropped] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def answers(self) -> Sequence[Answer]:
        """All answers of the file."""
        return self.source.understood.answers

    def rows_left_out(self) -> list[LeftOut]:
        """Return the rows that do not count."""
        file = self.source.understood.file
        return [LeftOut(file, self.answers[at].row, why) for at, why in self.left_out.items()]


def crowd(
    source: Source,
    decisions: Decisions,
    ask: Ask | None,
    more: Mapping[Doubt, Sequence[int]] | None = None,
    keep: str = "",
) -> Crowd:
    """Tell who is who in a file, and who counts.

    Parameters
    ----------
    source
        Answers and their sheet.
    decisions
        What was decided before.
    ask
        Puts open questions to a person; None if nobody can be asked.
    more
        Further doubts, by positions of answers.
    keep
        Which of several rows of a person counts if nobody said and no time tells.

    Returns
    -------
    Crowd
        People, in the order of the file.
    """
    answers = source.understood.answers
    who = identities(answers, source.phones())
    statuses = {normal(text): word for text, word in decisions.statuses.items()}
    found = _both(doubts(source, who, statuses), more or {})
    if ask:
        decisions = decided(decisions, found, [answer.row for answer in answers], ask)
    counted = count_answers(source, found, decisions)
    if ask:
        decisions = _names_asked(source, who, counted, decisions, ask)
    singled = single_out(
        source,
        who,
        counted.places,
        keep=decisions.keep_answer or keep,
        same_email=decisions.same_email,
        unfinished=found.get(Doubt.UNFINISHED, ()),
    )
    findings = [*_no_emails(source, who), *counted.findings, *singled.findings]
    findings += _namesakes(source, who, singled.groups)
    return Crowd(
        source, who, decisions, singled.groups, counted.left_out, singled.dropped, findings
    )


def _both(
    found: Mapping[Doubt, Sequence[int]], more: Mapping[Doubt, Sequence[int]]
) -> dict[Doubt, list[int]]:
    kinds = [kind for kind in Doubt if kind in found or kind in more]
    return {kind: sorted({*found.get(kind, ()), *more.get(kind, ())}) for kind in kinds}


def _names_asked(
    source: Source, who: Sequence[Identity], counted: Counted, decisions: Decisions, ask: Ask
) -> Decisions:
    """Ask whether names that differ on one e-mail are one person's."""
    long = any(column.layout is Layout.LONG for column in source.understood.columns)
    shared = names_on_one_email(who, counted.places, several_rows=long)
    if decisions.same_email or not shared:
        return decisions
    answers = source.understood.answers
    rows = "; ".join(rows_said([answers[at].row for at in found]) for found in shared)
    question = told(
        "Rows {rows} have one e-mail and different names, or none. Are they different people?",
        rows=rows,
    )
    return replace(decisions, same_email=SEVERAL if ask(question, True) else ONE)


def _no_emails(source: Source, who: Sequence[Identity]) -> list[Finding]:
    """Tell of cells for an e-mail that hold something else than the usual "anonymous"."""
    rows = [
        answer.row
        for answer, identity in zip(source.understood.answers, who, strict=True)
        if "@" in answer.person.get(Role.EMAIL, "") and not identity.email
    ]
    if not rows:
        return []
    message = told_of(
        len(rows),
        "has something for an e-mail that is none; the name tells who it is",
        "rows {rows} have something for an e-mail that is none; the name tells who it is",
        rows=rows_said(rows),
    )
    return [source.say(rows[0], message, "N752")]


def _namesakes(
    source: Source, who: Sequence[Identity], groups: Sequence[Sequence[int]]
) -> list[Finding]:
    """Tell of people who count as several although name and organisation are the same."""
    by_name: dict[str, list[int]] = {}
    for group in groups:
        if who[group[0]].name:
            by_name.setdefault(who[group[0]].by_name, []).append(group[0])
    findings = []
    for places in by_name.values():
        rows = [source.understood.answers[at].row for at in places]
        if len(rows) > 1:
            message = told(
                "rows {rows} have the same name and organisation but not the same e-mail or "
                "phone number; they count as different people",
                rows=rows_said(rows),
            )
            findings.append(source.say(rows[0], message, "N753"))
    return findings
