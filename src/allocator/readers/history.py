"""history.csv: what people had to give up at an earlier event."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.readers.people import composed
from allocator.readers.table import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.problem import Event, Wishes
    from allocator.readers.people import People

REGRET = re.compile(r"[0-9]{1,6}", re.ASCII)


@dataclass
class Past:
    """What history.csv says: earlier regrets by attendee id, and findings."""

    regrets: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_history(file: str, text: str | None, event: Event | None, people: People) -> Past:
    """Read history.csv, or note that it is not here.

    Parameters
    ----------
    file
        Name for the findings.
    text
        The text of the file; None where there is none.
    event
        Says whether earlier disappointments count; None where event.yaml was refused.
    people
        What attendees.csv says; others are counted and left out.
    """
    if text is None:
        return Past(findings=_missing(file, event))
    table = read_table(file, text, ("attendee_id", "regret"))
    past, strangers = Past(findings=table.findings), 0
    if event is not None and event.history is None:
        told = (
            "is here, but event.yaml does not say how it counts: add "
            "`history: {factor: 0.5, most: 2}`, or take the file away"
        )
        table.say(0, "", told, "E701")
    for row in table.rows:
        id_, regret = composed(row["attendee_id"]), row["regret"]
        if not REGRET.fullmatch(regret):
            table.say(row.number, "regret", "must be a whole number from 0 on", "E703")
        elif id_ in past.regrets:
            table.say(row.number, "attendee_id", "has been there before", "E704")
        elif id_ not in people.row:
            strangers += 1
        else:
            past.regrets[id_] = int(regret)
    if strangers:
        told = f"people who are not in attendees.csv: {strangers}; they are left out"
        table.say(0, "", told, "N705")
    return past


def _missing(file: str, event: Event | None) -> list[Finding]:
    if event is None or event.history is None:
        return []
    told = "is not here, but event.yaml has `history`: add the file, or take the key away"
    return [Finding(file, 0, "", told, "E702")]


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
