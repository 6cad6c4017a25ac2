"""Public preference data as a question; one reader a format, in an explicit list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from allocator.errors import Finding, InputRefused, UsageTrouble
from allocator.readers.ballots.instance_texts import instance_texts
from allocator.readers.ballots.preference_json import is_json, read_preference_json
from allocator.readers.ballots.preflib import is_preflib, read_preflib
from allocator.readers.files import read_files
from allocator.readers.instance import read
from allocator.readers.text import decode

if TYPE_CHECKING:
    import os

    from allocator.problem import Problem
    from allocator.readers.ballots.ballot import Poll

    Seats = int | Mapping[int, int]

__all__ = ["FORMATS", "ballot_texts", "read_ballots"]

FORMATS = (
    ("PrefLib", is_preflib, read_preflib),
    ("JSON with prefs", is_json, read_preference_json),
)
"""Name, how a text of the format is recognised, and its reader."""

LARGEST = 50_000_000


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
        for name, text in texts.items():
            (Path(folder) / name).write_bytes(text.encode())
        return read(folder)


def ballot_texts(
    *paths: str | os.PathLike[str],
    seats: Seats | Sequence[Seats] | None = None,
    drop: Sequence[int] = (),
    weights: Sequence[int] | None = None,
    seed: int | None = None,
) -> dict[str, str]:
    """Return the texts of an ordinary instance by file name; as `read_ballots`."""
    polls = _polls([Path(path) for path in paths])
    dropped, known = frozenset(drop), {n for poll in polls for n in poll.alternatives}
    if dropped - known:
        numbers = ", ".join(map(str, sorted(dropped - known)))
        raise UsageTrouble(f"no file has alternative {numbers}, so it cannot be dropped")
    polls = [poll.without(dropped) for poll in polls]
    weights = weights or [1] * len(polls)
    if len(weights) != len(polls):
        raise UsageTrouble(f"{len(weights)} weights for {len(polls)} rounds")
    return instance_texts(polls, _seats_of(polls, seats), weights, seed)


def _polls(paths: Sequence[Path]) -> list[Poll]:
    polls: list[Poll] = []
    findings: list[Finding] = []
    for path in paths:
        raw = read_files(path.parent, {path.name: LARGEST})[path.name]
        found = raw.findings()
        text, more = (None, []) if found else decode(path.name, raw.data)
        findings += [*found, *(f for f in more if f.stops)]
        if text is not None:
            parts, said = _one(path.name, text)
            polls += parts
            findings += said
    voters = {len(poll.ballots) for poll in polls}
    if len(voters) > 1 and not findings:
        told = ", ".join(f"{len(p.ballots)} in {p.file}" for p in polls)
        findings.append(
            Finding(
                polls[0].file, 0, "", f"rounds have unlike numbers of people: {told}", "E607"
            )
        )
    if findings:
        raise InputRefused(findings)
    if not polls:
        raise UsageTrouble("name at least one file")
    return polls


def _one(file: str, text: str) -> tuple[list[Poll], list[Finding]]:
    for _, recognises, reader in FORMATS:
        if recognises(text):
            return reader(file, text)
    known = ", ".join(name for name, _, _ in FORMATS)
    return [], [Finding(file, 0, "", f"is in no format that is known ({known})", "E601")]


def _seats_of(
    polls: Sequence[Poll], seats: Seats | Sequence[Seats] | None
) -> list[dict[int, int]]:
    """Return the seats of each round: what was given goes before what the file says."""
    given = list(seats) if isinstance(seats, Sequence) else [seats] * len(polls)
    if len(given) != len(polls):
        raise UsageTrouble(f"seats for {len(given)} rounds, but there are {len(polls)}")
    found = []
    for poll, part in zip(polls, given, strict=True):
        if isinstance(part, int):
            places = dict.fromkeys(poll.alternatives, part)
        else:
            places = {**poll.seats, **(part or {})}
        missing = sorted(poll.alternatives.keys() - places.keys())
        if missing:
            numbers = ", ".join(map(str, missing))
            raise UsageTrouble(f"{poll.file}: say how many seats alternative {numbers} has")
        if any(n < 1 for n in places.values()):
            raise UsageTrouble(f"{poll.file}: seats must be whole numbers from 1 on")
        found.append(places)
    return found
