"""Whose name and address counts, where a row has those of whoever sent it as well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allocator.forms.answer import Role
from allocator.forms.normal import normal
from allocator.forms.presets import speaks_of, stated_role
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.forms.fields import Field
    from allocator.forms.notes import Notes
    from allocator.forms.presets import Tool
    from allocator.forms.table import Table

NAMES = (Role.NAME, Role.GIVEN_NAME, Role.FAMILY_NAME)
LOGGED_IN = (Role.NAME, Role.EMAIL)
"""What a tool writes of whoever was logged in."""
PARTICIPANT, ASKED, SENDER, VAGUE = range(4)
WORD = re.compile(r"[^\W\d_]{2,}")


class Columns:
    """Columns of a role in the order in which they say who a row is about.

    A header that speaks of the participant goes first, then what a form asks, then who was
    logged in, and last a header that has a word such as name and says no more.

    Parameters
    ----------
    by_role
        Columns of each role, left to right.
    tool
        Whether it writes who was logged in.
    """

    def __init__(self, by_role: Mapping[Role, Sequence[Field]], tool: Tool) -> None:
        personal = {r: f for r, f in by_role.items() if r in (*NAMES, Role.EMAIL)}
        self._tool = tool
        ranks = {
            role: [(self._rank(role, at, fields), field) for at, field in enumerate(fields)]
            for role, fields in personal.items()
        }
        best = min((rank for ranked in ranks.values() for rank, _ in ranked), default=VAGUE)
        last = SENDER if best > PARTICIPANT else ASKED
        self._ordered = {
            role: [field for _, field in sorted(ranked, key=lambda pair: pair[0])]
            for role, ranked in ranks.items()
        }
        self.senders = {
            field.number
            for ranked in ranks.values()
            for rank, field in ranked
            if last <= rank < VAGUE
        }
        """Numbers of columns about whoever sent the answer, where others are there."""

    def _rank(self, role: Role, at: int, fields: Sequence[Field]) -> int:
        header = fields[at].head.parts[-1] if fields[at].head.parts else ""
        if speaks_of("participant", header):
            return PARTICIPANT
        if self._tool.logs_in and role in LOGGED_IN and at == 0 < len(fields) - 1:
            return SENDER
        if speaks_of("repeated", header):
            return VAGUE
        vague = role is Role.NAME and stated_role(header) is None
        return VAGUE if vague and not speaks_of("name", header) else ASKED

    def ordered(self, role: Role, fields: Sequence[Field]) -> Sequence[Field]:
        """Return the columns of a role, the one that decides first."""
        return self._ordered.get(role, fields)


def part_from_senders(
    table: Table,
    columns: Columns,
    by_role: Mapping[Role, Sequence[Field]],
    persons: Sequence[dict[Role, str]],
    notes: Notes,
) -> None:
    """Let the address of a sender with another name than the participant tell nobody apart.

    Parameters
    ----------
    table
        The rows.
    columns, by_role
        The columns, and which of them are a sender's.
    persons
        What each row says; the address becomes that of a buyer.
    notes
        Takes the rows.
    """
    sent = {
        role: [f for f in by_role.get(role, ()) if f.number in columns.senders]
        for role in (*NAMES, Role.EMAIL)
    }
    names = [field for role in NAMES for field in sent[role]]
    rows = []
    for line, person in zip(table.lines, persons, strict=True) if names else ():
        sender = " ".join(field.cell(line) for field in names)
        address = person.get(Role.EMAIL, "")
        theirs = address and address in {field.cell(line) for field in sent[Role.EMAIL]}
        if theirs and _are_others(sender, " ".join(person.get(role, "") for role in NAMES)):
            person.setdefault(Role.BUYER_EMAIL, person.pop(Role.EMAIL))
            rows.append((line.number, 0))
    if rows:
        notes.say(
            "N761",
            told(
                "sent by somebody with another name than the participant's; the sender's "
                "e-mail does not say who it is"
            ),
            *rows,
        )


def _are_others(one: str, other: str) -> bool:
    """Tell whether two names share no word."""
    first, second = (set(WORD.findall(normal(name))) for name in (one, other))
    return bool(first and second) and not first & second
