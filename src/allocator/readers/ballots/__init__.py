"""Public preference data as a question; one reader a format, in an explicit list."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from allocator.errors import Finding, InputRefused, UsageTrouble
from allocator.language import joined, told
from allocator.readers.ballots.instance_texts import instance_texts
from allocator.readers.ballots.preference_json import is_json, read_preference_json
from allocator.readers.ballots.preflib import is_preflib, read_preflib
from allocator.readers.ballots.seats import seats_of
from allocator.readers.instance import read
from allocator.readers.table import MOST_ROWS
from allocator.sheets.files import read_files
from allocator.sheets.text import decode

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    from allocator.problem import Problem
    from allocator.readers.ballots.ballot import Poll
    from allocator.readers.ballots.seats import Seats

__all__ = ["FORMATS", "BallotTexts", "ballot_texts", "read_ballots"]

FORMATS = (
    ("PrefLib", is_preflib, read_preflib),
    ("JSON with prefs", is_json, read_preference_json),
)
"""Name, how a text of the format is recognised, and its reader."""

LARGEST = 50_000_000
MOST_WEIGHT = 1_000_000


@dataclass(frozen=True)
class BallotTexts:
    """Preference data as an ordinary instance.

    Attributes
    ----------
    files
        Texts of event.yaml, attendees.csv and preferences.csv, by file name.
    notices
        Findings that stop nothing.
    """

    files: Mapping[str, str]
    notices: tuple[Finding, ...]


def read_ballots(
    *paths: str | os.PathLike[str],
    seats: Seats | Sequence[Seats] | None = None,
    drop: Sequence[int] = (),
    weights: Sequence[int] | None = None,
    seed: int | None = None,
) -> Problem:
    """Read public preference data: PrefLib files, or JSON with preferences and capacities.

    Parameters
    ----------
    paths
        Each file is a round, or several; the same people in the same order in all.
    seats
        Seats of every alternative: one number, numbers by alternative, or one of these for
        each round. Needed where the files name none.
    drop
        Numbers of alternatives to leave out, say a common first choice of everybody.
    weights
        What one level counts in each round; 1 by default.
    seed
        Decides among equals; by default it follows from the question.

    Returns
    -------
    Problem
        People P001, P002, ... in the order of the ballots.

    Raises
    ------
    FileTrouble
        If a file cannot be read.
    InputRefused
        With all findings of all files.
    UsageTrouble
        If seats, drop or weights do not fit the files.
    """
    texts = ballot_texts(*paths, seats=seats, drop=drop, weights=weights, seed=seed)
    with TemporaryDirectory() as folder:
        for name, text in texts.files.items():
            (Path(folder) / name).write_bytes(text.encode())
        return read(folder)


def ballot_texts(
    *paths: str | os.PathLike[str],
    seats: Seats | Sequence[Seats] | None = None,
    drop: Sequence[int] = (),
    weights: Sequence[int] | None = None,
    seed: int | None = None,
) -> BallotTexts:
    """Return the texts of an ordinary instance.

    Parameters
    ----------
    paths, seats, drop, weights, seed
        As for `read_ballots`.

    Returns
    -------
    BallotTexts
        Texts by file name, and notices.

    Raises
    ------
    FileTrouble, InputRefused, UsageTrouble
        As for `read_ballots`.
    """
    if not paths:
        raise UsageTrouble(told("name at least one file"))
    polls, findings = _polls([Path(path) for path in paths])
    dropped = frozenset(drop)
    kept = [poll.without(dropped) for poll in polls]
    findings += _unlike(kept)
    refused = any(f.stops for f in findings)
    if not refused:
        _check_options(polls, kept, dropped, weights)
    # what is given for rounds and numbers can be judged only if every file could be read
    places, bare = seats_of(kept, 1 if refused and seats is not None else seats)
    findings += bare
    if any(f.stops for f in findings):
        raise InputRefused(findings)
    files = instance_texts(kept, places, weights or [1] * len(kept), seed)
    return BallotTexts(files, tuple(findings))


def _polls(paths: Sequence[Path]) -> tuple[list[Poll], list[Finding]]:
    polls: list[Poll] = []
    findings: list[Finding] = []
    for path in paths:
        raw = read_files(path.parent, {path.name: LARGEST})[path.name]
        found = raw.findings()
        text, more = (None, []) if found else decode(path.name, raw.data)
        findings += [*found, *more]
        if text is not None:
            parts, said = _one(path.name, text)
            polls += parts
            findings += said
    return polls, findings


def _one(file: str, text: str) -> tuple[list[Poll], list[Finding]]:
    for _, recognises, reader in FORMATS:
        if recognises(text):
            return reader(file, text)
    known = ", ".join(name for name, _, _ in FORMATS)
    why = told("is in no format that is known ({names})", names=known)
    return [], [Finding(file, 0, "", why, "E611")]


def _unlike(polls: Sequence[Poll]) -> list[Finding]:
    """Find rounds of unlike numbers of people, and more wishes than an instance takes."""
    if not polls:
        return []
    findings = []
    if len({len(poll.ballots) for poll in polls}) > 1:
        counts = [
            told("{n} in {file} ({title})", n=len(p.ballots), file=p.file, title=p.title)
            for p in polls
        ]
        why = told("rounds have unlike numbers of people: {all}", all=joined(counts, ", "))
        findings.append(Finding(polls[0].file, 0, "", why, "E617"))
    mentions = sum(poll.mentions for poll in polls)
    if mentions > MOST_ROWS:
        why = told("{n} wishes in all; the limit is {most}", n=mentions, most=MOST_ROWS)
        findings.append(Finding(polls[0].file, 0, "", why, "E619"))
    return findings


def _check_options(
    polls: Sequence[Poll],
    kept: Sequence[Poll],
    dropped: frozenset[int],
    weights: Sequence[int] | None,
) -> None:
    """Refuse numbers to drop and weights that do not fit the files."""
    strange = dropped - {n for poll in polls for n in poll.alternatives}
    if strange:
        numbers = ", ".join(map(str, sorted(strange)))
        raise UsageTrouble(
            told("no file has alternative {numbers}, so it cannot be dropped", numbers=numbers)
        )
    for poll in kept:
        if not poll.alternatives:
            raise UsageTrouble(
                told("{file}: nothing is left after what is dropped", file=poll.file)
            )
    if weights and len(weights) != len(kept):
        raise UsageTrouble(
            told("{n} weights for {rounds} rounds", n=len(weights), rounds=len(kept))
        )
    if any(not 1 <= weight <= MOST_WEIGHT for weight in weights or ()):
        raise UsageTrouble(
            told("weights must be whole numbers from 1 to {most}", most=MOST_WEIGHT)
        )
