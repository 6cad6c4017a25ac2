"""How many seats each alternative has: what is given goes before what the file says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from allocator.errors import Finding, UsageTrouble
from allocator.language import told
from allocator.readers.schema_words import MOST_SEATS

if TYPE_CHECKING:
    from allocator.readers.ballots.ballot import Poll

    Seats = int | Mapping[int, int]


def seats_of(
    polls: Sequence[Poll], seats: Seats | Sequence[Seats] | None
) -> tuple[list[dict[int, int]], list[Finding]]:
    """Return the seats of each round by number, and what lacks seats.

    Parameters
    ----------
    polls
        One a round.
    seats
        As for `read_ballots`.

    Returns
    -------
    places : list of dict
        Seats by number of the alternative, one mapping a round.
    findings : list of Finding
        Alternatives without seats.

    Raises
    ------
    UsageTrouble
        If what is given does not fit the rounds.
    """
    given = list(seats) if isinstance(seats, Sequence) else [seats] * len(polls)
    if len(given) != len(polls):
        raise UsageTrouble(
            told(
                "seats for {n} rounds, but there are {rounds}", n=len(given), rounds=len(polls)
            )
        )
    known = {n for poll in polls for n in (*poll.alternatives, *poll.left_out)}
    places, findings = [], []
    for poll, part in zip(polls, given, strict=True):
        by_number = part if isinstance(part, Mapping) else {}
        if strange := by_number.keys() - known:
            numbers = _listed(strange)
            raise UsageTrouble(
                told("no file has alternative {numbers}, but it has seats", numbers=numbers)
            )
        if isinstance(part, int):
            by_number = dict.fromkeys(poll.alternatives, part)
        found = {n: by_number.get(n, poll.seats.get(n)) for n in poll.alternatives}
        bare = [n for n, count in found.items() if count is None]
        if bare:
            why = told(
                "no seats for alternative {numbers} of {title}; say them with --seats (seats=)",
                numbers=_listed(bare),
                title=poll.title,
            )
            findings.append(Finding(poll.file, 0, "", why, "E618"))
        places.append({n: count for n, count in found.items() if count is not None})
    if any(not 1 <= count <= MOST_SEATS for part in places for count in part.values()):
        raise UsageTrouble(
            told("seats must be whole numbers from 1 to {most}", most=MOST_SEATS)
        )
    return places, findings


def _listed(numbers: Sequence[int] | set[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))
