"""Polls as the three texts of an ordinary instance: one way to become a question."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from allocator.readers.ballots.ballot import Poll

FIRST_MINUTE, MINUTES, PAUSE = 6 * 60, 15, 5
LONGEST = 2_000


def instance_texts(
    polls: Sequence[Poll],
    seats: Sequence[Mapping[int, int]],
    weights: Sequence[int],
    seed: int | None,
) -> dict[str, str]:
    """Return event.yaml, attendees.csv and preferences.csv.

    Parameters
    ----------
    polls
        One a round, the same people in the same order.
    seats
        Of each round, by number of the alternative.
    weights
        Of each round.
    seed
        Decides among equals; None lets it follow from the question.
    """
    width = max(3, len(str(len(polls[0].ballots))))
    people = [f"P{i:0{width}d}" for i in range(1, len(polls[0].ballots) + 1)]
    return {
        "event.yaml": _event(polls, seats, weights, seed),
        "attendees.csv": _csv(("attendee_id",), ([p] for p in people)),
        "preferences.csv": _csv(
            ("attendee_id", "session_id", "rank"),
            (row for i, person in enumerate(people) for row in _rows(polls, i, person)),
        ),
    }


def session_id(round_index: int, poll: Poll, number: int) -> str:
    """Return such as "R1-03".

    >>> from allocator.readers.ballots.ballot import Poll
    >>> session_id(0, Poll("a.soc", "A", {3: "Three", 12: "Twelve"}, ()), 3)
    'R1-03'
    """
    width = max(2, len(str(max(poll.alternatives))))
    return f"R{round_index + 1}-{number:0{width}d}"


def _rows(polls: Sequence[Poll], index: int, person: str) -> Iterable[Sequence[str]]:
    for r, poll in enumerate(polls):
        ballot = poll.ballots[index]
        for rank, tier in enumerate(ballot.tiers, start=1):
            for number in tier:
                yield person, session_id(r, poll, number), str(rank)
        for number in sorted(ballot.refused):
            yield person, session_id(r, poll, number), "refused"


def _event(
    polls: Sequence[Poll],
    seats: Sequence[Mapping[int, int]],
    weights: Sequence[int],
    seed: int | None,
) -> str:
    notes = list(_notes(polls))
    titles = dict.fromkeys(poll.source or poll.title for poll in polls)
    lines = [
        "# Made by `allocator import` from public preference data.",
        *(f"# {note}" for note in notes),
        f"title: {_text('; '.join(titles))}",
        "date: 2024-01-01",
        "timezone: UTC",
        "place: Not stated",
        "same_theme: allow",
        *([] if seed is None else [f"seed: {seed}"]),
        "assumed: [date, timezone, place]",
        "rounds:",
    ]
    for r, (poll, places, weight) in enumerate(zip(polls, seats, weights, strict=True)):
        start = FIRST_MINUTE + r * (MINUTES + PAUSE)
        lines += [
            f"  - id: R{r + 1}",
            f"    title: {_text(poll.title)}",
            f"    weight: {weight}",
            f"    start: {_clock(start)}",
            f"    end: {_clock(start + MINUTES)}",
            "    assumed: [start, end]",
            "    sessions:",
        ]
        for number, name in poll.alternatives.items():
            stated = places[number] == poll.seats.get(number)
            assumed = "" if stated else ", assumed: [seats]"
            lines.append(
                f"      - {{id: {session_id(r, poll, number)}, title: {_text(name)}, "
                f"seats: {places[number]}{assumed}}}"
            )
    lines += ["assumed_notes:", *(f"  - {_text(note)}" for note in notes)]
    return "\n".join(lines) + "\n"


def _notes(polls: Sequence[Poll]) -> Iterable[str]:
    """Say what the wishes come from, and what was left out."""
    files = dict.fromkeys(poll.file for poll in polls)
    yield _plain(f"Wishes from {', '.join(files)}")
    for r, poll in enumerate(polls, start=1):
        names = (f"{name} (number {n})" for n, name in sorted(poll.left_out.items()))
        if poll.left_out:
            yield _plain(f"Left out of R{r}: {', '.join(names)}")


def _text(text: str) -> str:
    """Return a text as YAML: a JSON string is one."""
    return json.dumps(_plain(text), ensure_ascii=False)


def _plain(text: str) -> str:
    """Return a text on one line, without what cannot be seen.

    >>> _plain("  One" + chr(0) + chr(10) + "two ")
    'One two'
    """
    seen = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(seen.split())[:LONGEST] or "–"


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return sheet.getvalue()
