"""A list of registrations: who on it counts, and whom of them the answers are from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allocator.importing.doubts import Doubt
from allocator.importing.duplicates import LAST
from allocator.importing.identity import identities
from allocator.importing.people import Crowd, crowd
from allocator.importing.registration import Joined, Registered, join, silent_found
from allocator.importing.source import Source, rows_said
from allocator.language import told_of

if TYPE_CHECKING:
    from allocator.errors import Finding
    from allocator.importing.counting import Ask
    from allocator.importing.decisions import Decisions


@dataclass
class List:
    """A list of registrations, and how the answers join it.

    Attributes
    ----------
    people
        Those on the list.
    joined
        Which answer belongs to which of them; positions are those of rows of the list.
    doubts
        Positions of answers from people who are not on it, or do not count on it.
    """

    people: Crowd
    joined: Joined
    doubts: dict[Doubt, list[int]] = field(default_factory=dict)


def read_list(
    registrations: Source, answers: Source, decisions: Decisions, ask: Ask | None
) -> List:
    """Join a list of registrations with the answers.

    Parameters
    ----------
    registrations, answers
        The list, and the form.
    decisions, ask
        What was decided, and who can be asked.

    Returns
    -------
    List
        Who is registered.
    """
    people = crowd(registrations, decisions, ask, keep=LAST)
    places = [group[0] for group in people.groups]
    gone = list(people.left_out)
    order = [*places, *gone]
    registered = Registered(
        who=[people.who[at] for at in order],
        rows=[people.answers[at].row for at in order],
        left_out={len(places) + n: people.left_out[at] for n, at in enumerate(gone)},
    )
    who = identities(answers.understood.answers)
    found = join(who, registered)
    doubts: dict[Doubt, list[int]] = {}
    for at in range(len(who)):
        registration = found.registration.get(at)
        if registration is None:
            doubts.setdefault(Doubt.UNREGISTERED, []).append(at)
        elif registration in registered.left_out:
            doubts.setdefault(registered.left_out[registration], []).append(at)
    joined = Joined(
        {at: order[n] for at, n in found.registration.items()},
        found.by_name,
        [order[n] for n in found.silent],
    )
    people.findings += _said(people, joined, answers)
    return List(people, joined, doubts)


def _said(people: Crowd, joined: Joined, answers: Source) -> list[Finding]:
    silent = [people.answers[at].row for at in joined.silent]
    findings = silent_found(people.source, silent)
    rows = [answers.understood.answers[at].row for at in joined.by_name]
    if rows:
        message = told_of(
            len(rows),
            "joined with the list of registrations by name, for the e-mail is not there",
            "rows {rows}: joined with the list of registrations by name, for the e-mails are "
            "not there",
            rows=rows_said(sorted(rows)),
        )
        findings.append(answers.say(min(rows), message, "N758"))
    return findings
