"""Questions of any size, straight in memory: no file is written for a million people."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from math import ceil
from pathlib import Path

import numpy as np

import allocator
from allocator.problem import Attendee, Event, Problem, SameTheme, Wishes
from allocator.sample import Shape, sample_event

DRAWN = 10_000
SKEW = 1.0
SILENT = 0.05
WISHES = 3


def real(people: int) -> Problem:
    """Draw the real event's shape: rounds of 5, 5 and 7 sessions, no theme twice, buses."""
    return _with_people(_event(people), people)


def apart(people: int) -> Problem:
    """Draw the same, but with any theme again: each round can then be settled by itself."""
    event = replace(_event(people), same_theme=SameTheme.ALLOW)
    return _with_people(event, people)


def _event(people: int) -> Event:
    """Return a made-up event with 5 % more seats in each round than people."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        text = sample_event(Shape(people=DRAWN, seed=1))
        (folder / "event.yaml").write_text(text, encoding="utf-8")
        (folder / "attendees.csv").write_text("attendee_id\nA1\n", encoding="utf-8")
        (folder / "preferences.csv").write_text(
            "attendee_id,session_id,rank\n", encoding="utf-8"
        )
        event = allocator.read(folder).event
    return replace(
        event,
        rooms=tuple(replace(r, seats=_scaled(r.seats, people)) for r in event.rooms),
        buses=tuple(replace(b, seats=_scaled(b.seats, people)) for b in event.buses),
        sessions=tuple(
            replace(s, seats=_scaled(s.seats, people)) if s.seats else s for s in event.sessions
        ),
        seed=1,
    )


def _scaled(seats: int, people: int) -> int:
    return max(1, ceil(seats * people / DRAWN))


def _with_people(event: Event, people: int) -> Problem:
    """Draw wishes: common popularity plus Gumbel noise, three wishes a round."""
    rng = np.random.default_rng(1)
    ids = [f"A{i:07d}" for i in range(people)]
    said: list[dict[str, int]] = [{} for _ in ids]
    for round_ in event.rounds:
        offer = [s.id for s in event.offer[round_.id]]
        common = SKEW * rng.permutation(np.linspace(-1, 1, len(offer)))
        liked = np.argsort(-(common + rng.gumbel(size=(people, len(offer)))), axis=1)
        for ranks, best in zip(said, liked[:, :WISHES].tolist(), strict=True):
            for rank, k in enumerate(best, 1):
                ranks[offer[k]] = rank
    speaks = (rng.random(people) >= SILENT).tolist()
    wishes = {p: Wishes(r) for p, r, s in zip(ids, said, speaks, strict=True) if s}
    return Problem(event, tuple(Attendee(p) for p in ids), wishes)
