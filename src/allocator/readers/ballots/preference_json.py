"""Preferences and seats as JSON: {"prefs": [[3, 1, 2], ...], "capacity": {"1": 19, ...}}.

Several rounds of the same people stand in a list "rounds". Entry k of a list is the
number of the alternative that the person wants k-th.
"""

from __future__ import annotations

import json
from typing import Any

from allocator.errors import Finding
from allocator.readers.ballots.ballot import Ballot, Poll


def is_json(text: str) -> bool:
    """Tell whether a text begins as a JSON object does."""
    return text.lstrip().startswith("{")


def read_preference_json(file: str, text: str) -> tuple[list[Poll], list[Finding]]:
    """Read one JSON file.

    Parameters
    ----------
    file
        Name for the findings.
    text
        The text of the file.

    Returns
    -------
    polls : list of Poll
        One a round, none where the file is refused.
    findings : list of Finding
        All of them, with the place in the document.
    """
    try:
        document = json.loads(text)
    except ValueError as error:
        row = getattr(error, "lineno", 0)
        return [], [Finding(file, row, "", "is not JSON", "E602")]
    rounds = document.get("rounds", [document])
    if not isinstance(rounds, list) or not all(isinstance(r, dict) for r in rounds):
        return [], [Finding(file, 0, "rounds", "must be a list of objects", "E602")]
    findings: list[Finding] = []
    many = len(rounds) > 1
    polls = [
        _poll(file, f"rounds[{i}]." if many else "", round_, findings)
        for i, round_ in enumerate(rounds)
    ]
    return ([], findings) if findings else (polls, [])


def _poll(file: str, where: str, round_: dict[str, Any], findings: list[Finding]) -> Poll:
    def say(place: str, told: str, code: str) -> None:
        findings.append(Finding(file, 0, f"{where}{place}", told, code))

    prefs, capacity = round_.get("prefs"), round_.get("capacity", {})
    seats = _seats(capacity)
    if seats is None:
        say("capacity", "must map numbers of alternatives to whole seats from 1 on", "E602")
        seats = {}
    ballots = []
    if not isinstance(prefs, list) or not prefs:
        say("prefs", "must be a list with a list of alternatives for each person", "E602")
        prefs = []
    for i, order in enumerate(prefs):
        if not isinstance(order, list) or not all(type(n) is int for n in order):
            say(f"prefs[{i}]", "must be a list of numbers of alternatives", "E602")
            continue
        if len(set(order)) < len(order):
            say(f"prefs[{i}]", "names an alternative twice", "E604")
        if seats and not set(order) <= seats.keys():
            say(f"prefs[{i}]", "names an alternative that has no capacity", "E603")
        ballots.append(Ballot(tuple((n,) for n in order)))
    known = seats.keys() | {n for ballot in ballots for (n,) in ballot.tiers}
    names = {n: f"Alternative {n}" for n in sorted(known)}
    title = str(round_.get("title") or round_.get("source") or file)
    return Poll(file, title, names, tuple(ballots), seats)


def _seats(capacity: object) -> dict[int, int] | None:
    """Return seats by number, None where they cannot be read."""
    if not isinstance(capacity, dict):
        return None
    found = {}
    for number, seats in capacity.items():
        if not str(number).isdecimal() or type(seats) is not int or seats < 1:
            return None
        found[int(number)] = seats
    return found
