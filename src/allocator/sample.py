"""Made-up instances: an event, people and wishes, the same for the same seed.

Only `Random.random` is used, whose sequence Python keeps from version to version. Wishes
are the order of common popularity plus Gumbel noise, so first wishes follow a logit model:
the larger the skew, the more people want the same.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
from dataclasses import dataclass
from itertools import count
from math import ceil, log
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from allocator.errors import FileTrouble, InputRefused, UsageTrouble
from allocator.readers.event_schema import SpeakerPart
from allocator.readers.event_yaml import read_event_part
from allocator.readers.files import read_files
from allocator.readers.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.readers.event_schema import EventPart

ATTENDEE_COLUMNS = ("attendee_id", "group", "fixed", "arrives", "leaves", "needs")
PREFERENCE_COLUMNS = ("attendee_id", "session_id", "rank")
FILES = ("event.yaml", "attendees.csv", "preferences.csv")

LARGEST_EVENT = 1_000_000
LARGEST_SEED = 2**63 - 1
MOST_PEOPLE = 200_000
MOST_SESSIONS = 1_000
# popularity of the sessions of a round, evenly between: at skew 0.8 and five sessions the
# most popular gets 43 % of all first wishes
EXTREME = 1.25
# readers let nobody refuse more than a third of a round
REFUSABLE = 3
# share of groups called Kommune, the rest Etat
COMMUNES = 0.75

# minutes of the day in a made-up event
WORKSHOPS_END = 12 * 60
BREAK = 20
LONGEST_SLOT = 100
SHORTEST_SLOT = 40
MOST_WORKSHOP_ROUNDS = (WORKSHOPS_END + BREAK) // SHORTEST_SLOT
DEPARTURES = (12 * 60 + 35, 12 * 60 + 45, 13 * 60)
RIDE = 25
RETURN = 15 * 60


@dataclass(frozen=True, slots=True)
class Shape:
    """Size and habits of a made-up instance.

    Attributes
    ----------
    people
        Made-up attendees; the speakers of a given event come on top.
    rounds
        Sessions in each round; the last round holds visits, the others workshops.
    skew
        How much people agree: 0 means that all sessions are equally popular.
    spare
        Seats beyond the people in each round, as a share of the people.
    seed
        Decides everything that is drawn.
    wishes
        How many sessions people rank in each round.
    groups
        Number of employers; 0 for none.
    silent, short, only_refusals
        Shares of people without a word, with one or two wishes a round, and with nothing
        but one refusal a round.
    refusing
        Share of wishing people who also refuse the session they like least in one round.
    cannot_walk
        Share of people who cannot walk far.

    Raises
    ------
    UsageTrouble
        If a number is out of range.
    """

    people: int = 220
    rounds: tuple[int, ...] = (5, 5, 7)
    skew: float = 0.8
    spare: float = 0.05
    seed: int = 0
    wishes: int = 3
    groups: int = 40
    silent: float = 0.05
    short: float = 0.08
    only_refusals: float = 0.015
    refusing: float = 0.04
    cannot_walk: float = 0.02

    def __post_init__(self) -> None:
        """Refuse numbers that make no instance."""
        _within("people", self.people, 1, MOST_PEOPLE)
        _within("rounds", len(self.rounds), 1, MOST_WORKSHOP_ROUNDS + 1)
        for sessions in self.rounds:
            _within("sessions in a round", sessions, 1, MOST_SESSIONS)
        _within("seed", self.seed, 0, LARGEST_SEED)
        _within("skew", self.skew, 0, 100)
        _within("wishes", self.wishes, 1, MOST_SESSIONS)
        _within("groups", self.groups, 0, MOST_PEOPLE)
        for name in ("spare", "silent", "short", "only_refusals", "refusing"):
            _within(name, getattr(self, name), 0, 1)
        _within("cannot_walk", self.cannot_walk, 0, 1)


@dataclass(frozen=True, slots=True)
class People:
    """Rows of attendees.csv and preferences.csv, without headers."""

    attendees: tuple[tuple[str, ...], ...]
    preferences: tuple[tuple[str, ...], ...]


def _within(name: str, value: float, least: float, most: float) -> None:
    if not least <= value <= most:
        raise UsageTrouble(f"{name} must be from {least} to {most}")


# --- the event -------------------------------------------------------------------------


def sample_event(shape: Shape) -> str:
    """Return the text of a made-up `event.yaml`.

    Every workshop round offers the same themes, and room j holds theme j + k in round k:
    where all workshop rounds are of one size, people could stay in their rooms and meet no
    theme twice, so the instance is feasible. Otherwise themes may be met again. The last
    visit is reached on foot, if there is another.

    Parameters
    ----------
    shape
        Size of the event.

    Returns
    -------
    str
        YAML, with bare line feeds.
    """
    rng = Random(2 * shape.seed)
    *workshops, visits = shape.rounds
    distinct = len(set(workshops)) <= 1 and len(workshops) <= min(workshops, default=1)
    lines = [
        "title: A made-up event",
        "date: 2024-11-05",
        "timezone: Europe/Oslo",
        "place: The venue",
        "transfer_minutes: 10",
        f"same_theme: {'forbid' if distinct else 'allow'}",
    ]
    sizes = sorted(set(workshops))
    if sizes:
        lines.append("rooms:")
    for size in sizes:
        for j, seats in enumerate(_seats(rng, shape, size)):
            room = _room(sizes, size, j)
            lines.append(f"  - {{id: {room}, title: {room}, seats: {seats}}}")
    visit_seats = _seats(rng, shape, visits)
    lines += _buses(visit_seats)
    lines.append("rounds:")
    for k, size in enumerate(workshops):
        lines += _workshops(k, len(workshops), size, sizes)
    lines += _visits(len(workshops), visit_seats)
    lines += ["assumed_notes:", "  - Everything here is made up by allocator sample."]
    return "\n".join(lines) + "\n"


def _seats(rng: Random, shape: Shape, parts: int) -> list[int]:
    """Share the seats of a round out unevenly; every session has at least one."""
    total = max(parts, ceil(shape.people * (1 + shape.spare)))
    weights = [0.75 + 0.5 * rng.random() for _ in range(parts)]
    free = total - parts
    seats = [1 + int(free * w / sum(weights)) for w in weights]
    for j in range(total - sum(seats)):
        seats[j % parts] += 1
    return seats


def _room(sizes: Sequence[int], size: int, j: int) -> str:
    return f"sal-{j + 1}" if len(sizes) == 1 else f"sal-{size}-{j + 1}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _workshops(k: int, rounds: int, size: int, sizes: Sequence[int]) -> Iterator[str]:
    slot = max(SHORTEST_SLOT, min(LONGEST_SLOT, 2 * LONGEST_SLOT // rounds))
    start = WORKSHOPS_END + BREAK - slot * (rounds - k)
    yield f"  - id: R{k + 1}"
    yield f"    title: Workshops {k + 1}"
    yield f"    start: {_clock(start)}"
    yield f"    end: {_clock(start + slot - BREAK)}"
    yield "    sessions:"
    for t in range(size):
        yield (
            f'      - {{id: R{k + 1}-{t + 1}, theme: "{t + 1}", '
            f"title: Theme {t + 1} part {k + 1}, "
            f"room: {_room(sizes, size, (t - k) % size)}}}"
        )


def _buses(seats: Sequence[int]) -> Iterator[str]:
    yield "buses:"
    for i, places in enumerate(seats[: max(1, len(seats) - 1)]):
        yield f"  - {{id: buss-{i + 1}, title: Buss {i + 1}, seats: {places}}}"


def _visits(k: int, seats: Sequence[int]) -> Iterator[str]:
    yield f"  - id: R{k + 1}"
    yield "    title: Visits"
    yield "    sessions:"
    for i, places in enumerate(seats):
        on_foot = 0 < i == len(seats) - 1
        leaves = DEPARTURES[-1 if on_foot else i % len(DEPARTURES)]
        by = "foot" if on_foot else f"bus, bus: buss-{i + 1}"
        yield f"      - id: V{i + 1}"
        yield f"        title: Visit {i + 1}"
        yield f"        start: {_clock(leaves + RIDE)}"
        if on_foot:
            yield f"        seats: {places}"
        if on_foot or (i == 2 and len(seats) > 4):
            yield "        walking: true"
        yield (
            f"        departure: {{by: {by}, leaves: {_clock(leaves)}, "
            f"drop_off: Site {i + 1}, returns: {_clock(RETURN)}, "
            f"return_place: Site {i + 1}, back: {_clock(RETURN + RIDE)}}}"
        )


# --- the people ------------------------------------------------------------------------


def sample_people(event: EventPart, shape: Shape) -> People:
    """Draw attendees and wishes for an event.

    Parameters
    ----------
    event
        The content of an `event.yaml`. Each speaker with an attendee id gets a row of his
        or her own, fixed to the session, and wishes for the other rounds.
    shape
        Number of made-up people and their habits; its `rounds` and `spare` play no part.

    Returns
    -------
    People
        Made-up people first, then the speakers in the order of the programme.
    """
    rng = Random(2 * shape.seed + 1)
    offers = [[s.id for s in r.sessions] for r in event.rounds]
    tastes = [_popularity(rng, shape, offer) for offer in offers]
    speakers = _speakers(event)
    attendees: list[tuple[str, ...]] = []
    preferences: list[tuple[str, ...]] = []
    for person in _made_up_ids(shape.people, speakers):
        group = _group(rng, shape)
        needs = "cannot_walk_far" if rng.random() < shape.cannot_walk else ""
        attendees.append((person, group, "", "", "", needs))
        preferences += _wishes(rng, shape, person, tastes)
    for person, (group, fixed) in speakers.items():
        attendees.append((person, group, " ".join(fixed), "", "", ""))
        free = [taste for taste in tastes if not taste.keys() & set(fixed)]
        preferences += _wishes(rng, shape, person, free)
    return People(tuple(attendees), tuple(preferences))


def _popularity(rng: Random, shape: Shape, offer: Sequence[str]) -> dict[str, float]:
    """Give each session of a round a popularity, in a drawn order."""
    keys = {s: rng.random() for s in offer}
    step = 2 * EXTREME / max(1, len(offer) - 1)
    ordered = sorted(offer, key=lambda s: keys[s])
    common = {s: shape.skew * (i * step - EXTREME) for i, s in enumerate(ordered)}
    return {s: common[s] for s in offer}


def _speakers(event: EventPart) -> dict[str, tuple[str, list[str]]]:
    """Return group and fixed sessions of the speakers who attend, by attendee id."""
    found: dict[str, tuple[str, list[str]]] = {}
    for session in (s for r in event.rounds for s in r.sessions):
        for speaker in session.speakers:
            if not isinstance(speaker, SpeakerPart) or speaker.attendee is None:
                continue
            group, fixed = found.get(speaker.attendee, (speaker.group or "", []))
            found[speaker.attendee] = (group, [*fixed, session.id])
    return found


def _made_up_ids(people: int, taken: dict[str, tuple[str, list[str]]]) -> Iterator[str]:
    width = max(3, len(str(people + len(taken))))
    free = (f"A{i:0{width}d}" for i in count(1))
    unused = (name for name in free if name not in taken)
    for _ in range(people):
        yield next(unused)


def _group(rng: Random, shape: Shape) -> str:
    """Draw an employer; the first of each kind are the largest."""
    drawn = rng.random()
    if not shape.groups:
        return ""
    place = int(shape.groups * drawn**1.5)
    communes = ceil(shape.groups * COMMUNES)
    if place < communes:
        return f"Kommune {place + 1:02d}"
    return f"Etat {place - communes + 1:02d}"


def _wishes(
    rng: Random, shape: Shape, person: str, tastes: Sequence[dict[str, float]]
) -> Iterator[tuple[str, ...]]:
    """Draw what one person says of the rounds in which he or she is free."""
    liked = [_liking(rng, taste) for taste in tastes]
    habit = rng.random()
    most = 1 + int(2 * rng.random())
    refuses = rng.random() < shape.refusing
    where = int(len(liked) * rng.random())
    if habit < shape.silent:
        return
    if habit < shape.silent + shape.only_refusals:
        yield from ((person, o[-1], "refused") for o in liked if len(o) >= REFUSABLE)
        return
    wishes = shape.wishes
    if habit < shape.silent + shape.only_refusals + shape.short:
        wishes = min(most, wishes)
    for i, ordered in enumerate(liked):
        refused = ordered[-1] if refuses and i == where and len(ordered) >= REFUSABLE else None
        for rank, session in enumerate(ordered[:wishes], 1):
            if session != refused:
                yield person, session, str(rank)
        if refused is not None:
            yield person, refused, "refused"


def _liking(rng: Random, taste: dict[str, float]) -> list[str]:
    """Order the sessions of a round by popularity plus Gumbel noise, best first."""
    drawn = {s: common - log(-log(max(rng.random(), 1e-300))) for s, common in taste.items()}
    return sorted(drawn, key=lambda s: -drawn[s])


# --- the folder ------------------------------------------------------------------------


def write_sample(
    out: Path, shape: Shape, *, event_file: Path | None = None, force: bool = False
) -> Path:
    """Write a made-up instance as a folder, whole or not at all.

    Parameters
    ----------
    out
        The folder to make.
    shape
        Size and habits.
    event_file
        An `event.yaml` to copy and to make people for, instead of a made-up event.
    force
        Move an existing folder aside, to `<name>.bak-<n>`.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    FileTrouble
        If the folder exists, or something cannot be read or written.
    InputRefused
        If the given event file is wrong.
    """
    name, data = "event.yaml", sample_event(shape).encode()
    if event_file is not None:
        name = event_file.name
        raw = read_files(event_file.parent, {name: LARGEST_EVENT})[name]
        if raw.findings():
            raise InputRefused(raw.findings())
        data = raw.data
    people = sample_people(_event_of(name, data), shape)
    contents = (
        data,
        _csv(ATTENDEE_COLUMNS, people.attendees),
        _csv(PREFERENCE_COLUMNS, people.preferences),
    )
    return _write_folder(out, dict(zip(FILES, contents, strict=True)), force=force)


def _event_of(name: str, data: bytes) -> EventPart:
    text, findings = decode(name, data)
    if text is None:
        raise InputRefused(findings)
    event, _, more = read_event_part(name, text)
    if event is None:
        raise InputRefused([*findings, *more])
    return event


def _csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return sheet.getvalue().encode()


def _write_folder(out: Path, contents: dict[str, bytes], *, force: bool) -> Path:
    folder = Path(os.path.abspath(out))
    if os.path.lexists(folder) and not force:
        raise FileTrouble(f"{out} exists; --force moves it aside")
    partial = folder.with_name(f"{folder.name}.partial-{os.getpid()}")
    try:
        partial.mkdir(parents=True)
        for name, data in contents.items():
            (partial / name).write_bytes(data)
        if os.path.lexists(folder):
            folder.rename(_aside(folder))
        partial.rename(folder)
    except OSError as trouble:
        raise FileTrouble(f"cannot write {out}: {trouble.strerror}") from trouble
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return out


def _aside(folder: Path) -> Path:
    names = (folder.with_name(f"{folder.name}.bak-{n}") for n in count(1))
    return next(name for name in names if not os.path.lexists(name))
