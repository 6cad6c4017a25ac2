"""Who counts: doubtful answers are left out or kept, and each is reported either way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from allocator.importing.doubts import LEFT_OUT, Doubt
from allocator.importing.source import rows_said
from allocator.language import Told, told, told_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from allocator.errors import Finding
    from allocator.importing.decisions import Decisions
    from allocator.importing.source import Source

    Ask = Callable[[str, bool], bool]
    """Puts a yes-or-no question to a person; the default comes second."""

CODES = {
    Doubt.TEST: "N740",
    Doubt.CANCELLED: "N741",
    Doubt.NOT_COMING: "N760",
    Doubt.WAITING: "N742",
    Doubt.UNKNOWN_STATUS: "N743",
    Doubt.UNFINISHED: "N744",
    Doubt.HIDDEN: "N745",
    Doubt.STRUCK: "N746",
    Doubt.COLOURED: "N747",
    Doubt.NAMELESS: "N748",
    Doubt.UNREGISTERED: "N749",
}


def why(kind: Doubt) -> Told:
    """Return what a kind of doubt says about a row."""
    return {
        Doubt.TEST: told("looks like a test"),
        Doubt.CANCELLED: told("has a status that says the person does not come"),
        Doubt.NOT_COMING: told("says no to the question whether the person comes"),
        Doubt.WAITING: told("has a status that says the person waits for a place"),
        Doubt.UNKNOWN_STATUS: told("has a status that is not known here"),
        Doubt.UNFINISHED: told("was not finished"),
        Doubt.HIDDEN: told("is hidden"),
        Doubt.STRUCK: told("is struck through"),
        Doubt.COLOURED: told("is coloured, which may mean something"),
        Doubt.NAMELESS: told("has neither an e-mail nor a name"),
        Doubt.UNREGISTERED: told("is from somebody who is not on the list of registrations"),
    }[kind]


@dataclass
class Counted:
    """Which answers count.

    Attributes
    ----------
    places
        Positions of the answers that count.
    left_out
        The first reason of each answer that does not, by position.
    findings
        A notice for each answer that does not count, and one for each kind that does.
    """

    places: list[int] = field(default_factory=list)
    left_out: dict[int, Doubt] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def out(decisions: Decisions) -> frozenset[Doubt]:
    """Return the kinds that do not count: what was decided, else the usual ones."""
    return (LEFT_OUT - decisions.keep) | decisions.leave_out


def decided(
    decisions: Decisions, found: Mapping[Doubt, Sequence[int]], rows: Sequence[int], ask: Ask
) -> Decisions:
    """Ask about each kind of doubt that there is and nobody has decided.

    Parameters
    ----------
    decisions
        What is decided.
    found
        Positions of answers by kind.
    rows
        Row of each answer.
    ask
        Puts the question.
    """
    leave_out, keep = set(decisions.leave_out), set(decisions.keep)
    for kind, places in found.items():
        if kind not in leave_out | keep:
            question = told_of(
                len(places),
                "Row {rows}: {why}. Leave it out?",
                "Rows {rows}: each {why}. Leave them out?",
                rows=rows_said([rows[at] for at in places]),
                why=why(kind),
            )
            (leave_out if ask(question, kind in LEFT_OUT) else keep).add(kind)
    return replace(decisions, leave_out=frozenset(leave_out), keep=frozenset(keep))


def count_answers(
    source: Source, found: Mapping[Doubt, Sequence[int]], decisions: Decisions
) -> Counted:
    """Leave out what does not count, and report all that is doubtful.

    Parameters
    ----------
    source
        Answers and their sheet.
    found
        Positions of answers by kind of doubt.
    decisions
        What is decided.

    Returns
    -------
    Counted
        Which answers count.
    """
    counted, answers = Counted(), source.understood.answers
    kinds_out = out(decisions)
    for kind, places in found.items():
        if kind in kinds_out:
            for at in places:
                counted.left_out.setdefault(at, kind)
    for at, kind in sorted(counted.left_out.items()):
        message = told("left out: {why}; --keep {kind} keeps it", why=why(kind), kind=kind)
        counted.findings.append(source.say(answers[at].row, message, CODES[kind]))
    for kind, places in found.items():
        rows = [answers[at].row for at in places if at not in counted.left_out]
        if rows:
            counted.findings.append(_kept(source, kind, rows))
    counted.places = [at for at in range(len(answers)) if at not in counted.left_out]
    return counted


def _kept(source: Source, kind: Doubt, rows: Sequence[int]) -> Finding:
    message = told_of(
        len(rows),
        "{why}; it counts, --leave-out {kind} leaves it out",
        "rows {rows}: each {why}; they count, --leave-out {kind} leaves them out",
        rows=rows_said(rows),
        why=why(kind),
        kind=kind.value,
    )
    return source.say(rows[0], message, CODES[kind])
