"""history.csv: what people had to give up at an earlier event."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allocator.language import told
from allocator.readers.people import composed, key
from allocator.readers.table import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.errors import Finding
    from allocator.problem import Event, Wishes
    from allocator.readers.people import People
    from allocator.readers.report import Report

REGRET = re.compile(r"[0-9]{1,6}", re.ASCII)


@dataclass
class Past:
    """What history.csv says: earlier regrets by attendee id, and findings."""

    regrets: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_history(file: str, text: str, event: Event | None, people: People) -> Past:
    """Read history.csv.

    Parameters
    ----------
    file
        Name for the findings.
    text
        The text of the file.
    event
        Says whether earlier disappointments count; None where event.yaml was refused.
    people
        What attendees.csv says; others are counted and left out.

    Returns
    -------
    Past
        Regrets and findings.
    """
    table = read_table(file, text, ("attendee_id", "regret"))
    past = Past(findings=table.findings)
    if event is not None and event.history is None:
        why = told(
            "is here, but event.yaml does not say how it counts: add "
            "`history: {{factor: 0.5, most: 2}}`, or take the file away"
        )
        table.say(0, "", why, "E421")
    by_key = {key(id_): id_ for id_ in people.row}
    seen: dict[str, int] = {}
    strangers = 0
    for row in table.rows:
        id_, regret = composed(row["attendee_id"]), row["regret"]
        wrong = _wrong_id(id_, seen.get(id_), by_key.get(key(id_)), people)
        if wrong:
            table.say(row.number, "attendee_id", wrong, "E424")
        if not REGRET.fullmatch(regret):
            table.say(row.number, "regret", told("must be a whole number from 0 on"), "E423")
        elif not wrong and id_ in people.row:
            past.regrets[id_] = int(regret)
        elif not wrong:
            strangers += 1
        seen.setdefault(id_, row.number)
    if strangers and people.whole:
        seen_of = told(
            "people who are not in attendees.csv: {n}; they are left out", n=strangers
        )
        table.say(0, "", seen_of, "N425")
    return past


def _wrong_id(id_: str, before: int | None, near: str | None, people: People) -> str:
    """Return why an id is refused, "" where it is not; a stranger's is not."""
    if not id_:
        return told("id is empty")
    if before is not None:
        return told("the same id as in row {row}; one row a person", row=before)
    if near is not None and id_ not in people.row:
        return told(
            "row {row} of attendees.csv differs only by case or invisible characters; "
            "write the same id",
            row=people.row[near],
        )
    return ""


def check_history(event: Event, report: Report) -> None:
    """Refuse an event whose history counts, while there is no history.csv.

    Parameters
    ----------
    event
        Says whether it counts.
    report
        Takes the finding, placed in event.yaml.
    """
    if event.history is not None:
        why = told("there is no history.csv: add it, or take this key away")
        report.say(("history",), why, "E422")


def credits(
    event: Event, past: Mapping[str, int], wishes: Mapping[str, Wishes]
) -> dict[str, int]:
    """Return what earlier regrets add to people's burden.

    credit(a) = min(most, floor(factor x regret)), less the smallest among those who said
    something; newcomers and silent people have none.

    Parameters
    ----------
    event
        With factor and most.
    past
        Earlier regrets by attendee id.
    wishes
        By attendee id; only people who said something.

    Returns
    -------
    dict
        Points by attendee id, zeros left out.
    """
    if event.history is None:
        return {}
    factor, most = event.history.factor, event.history.most
    raw = {p: min(most, math.floor(factor * past.get(p, 0))) for p in wishes}
    least = min(raw.values(), default=0)
    return {p: points - least for p, points in sorted(raw.items()) if points > least}
