"""Preferences and seats as JSON: {"prefs": [[3, 1, 2], ...], "capacity": {"1": 19, ...}}.

Several rounds of the same people stand in a list "rounds". Entry k of a list is the
number of the alternative that the person wants k-th.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from json import JSONDecodeError
from typing import Any

from allocator.errors import Finding
from allocator.language import told
from allocator.readers.ballots.ballot import MOST_PEOPLE, Ballot, Poll
from allocator.readers.schema_words import MOST_SEATS

NUMBER = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)
LARGEST = 999_999_999


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a document: what its places begin with, and where findings go."""

    file: str
    where: str
    findings: list[Finding]

    def say(self, place: str, why: str, code: str) -> None:
        """Keep a finding."""
        self.findings.append(Finding(self.file, 0, f"{self.where}{place}", why, code))


class _KeyTwice(ValueError):
    """An object has one key twice."""


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
        document = json.loads(text, object_pairs_hook=_object)
    except JSONDecodeError as error:
        return [], [Finding(file, error.lineno, "", told("is not JSON"), "E612")]
    except _KeyTwice:
        return [], [Finding(file, 0, "", told("an object has one key twice"), "E614")]
    except (ValueError, RecursionError):
        why = told("is no JSON that can be read: numbers too long, or lists in lists too deep")
        return [], [Finding(file, 0, "", why, "E612")]
    rounds = document.get("rounds", [document])
    if not isinstance(rounds, list) or not rounds or {type(r) for r in rounds} != {dict}:
        return [], [Finding(file, 0, "rounds", told("must be a list of objects"), "E612")]
    source = _title(document) or file
    polls: list[Poll] = []
    findings: list[Finding] = []
    for i, round_ in enumerate(rounds):
        alone = len(rounds) == 1
        title = source if alone else _title(round_) or f"Round {i + 1}"
        part = _Part(file, "" if alone else f"rounds[{i}].", findings)
        polls.append(_poll(part, source, title, round_))
    return ([], findings) if findings else (polls, [])


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _KeyTwice
    return found


def _title(part: dict[str, Any]) -> str:
    """Return what a document or a round calls itself."""
    return str(part.get("title") or part.get("source") or "")


def _poll(part: _Part, source: str, title: str, round_: dict[str, Any]) -> Poll:
    seats = _seats(round_.get("capacity", {}))
    if seats is None:
        why = told(
            "must map numbers of alternatives to whole seats, 1 to {most}", most=MOST_SEATS
        )
        part.say("capacity", why, "E612")
        seats = {}
    ballots = _ballots(part, round_.get("prefs"), seats)
    known = seats.keys() | {n for ballot in ballots for (n,) in ballot.tiers}
    names = {n: f"Alternative {n}" for n in sorted(known)}
    return Poll(part.file, title, names, tuple(ballots), seats, source)


def _ballots(part: _Part, prefs: object, seats: dict[int, int]) -> list[Ballot]:
    if not isinstance(prefs, list) or not prefs:
        why = told("must be a list with a list of alternatives for each person")
        part.say("prefs", why, "E612")
        return []
    if len(prefs) > MOST_PEOPLE:
        why = told("{n} people; the limit is {most}", n=len(prefs), most=MOST_PEOPLE)
        part.say("prefs", why, "E619")
    ballots = []
    for i, order in enumerate(prefs):
        if not isinstance(order, list) or not all(_is_number(n) for n in order):
            part.say(f"prefs[{i}]", told("must be a list of numbers of alternatives"), "E612")
            continue
        if len(set(order)) < len(order):
            part.say(f"prefs[{i}]", told("names an alternative twice"), "E614")
        if seats and not set(order) <= seats.keys():
            why = told("names an alternative that has no capacity")
            part.say(f"prefs[{i}]", why, "E613")
        ballots.append(Ballot(tuple((n,) for n in order)))
    return ballots


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value <= LARGEST


def _seats(capacity: object) -> dict[int, int] | None:
    """Return seats by number, None where they cannot be read."""
    if not isinstance(capacity, dict):
        return None
    found = {}
    for number, seats in capacity.items():
        if not NUMBER.fullmatch(number) or type(seats) is not int:
            return None
        found[int(number)] = seats
    return found if all(1 <= seats <= MOST_SEATS for seats in found.values()) else None
