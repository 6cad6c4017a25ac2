"""Made-up instances: the same for the same seed, readable, feasible, of the given shape."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from ruamel.yaml import YAML

from allocator.engine.budget import Budget
from allocator.engine.lexicographic import optimise
from allocator.errors import FileTrouble, InputRefused, UsageTrouble
from allocator.fairness.summary import seats_of
from allocator.objectives.stages import Refused
from allocator.problem import SameTheme
from allocator.readers import read_instance
from allocator.sample import Shape, sample_event, write_sample
from allocator.sample.folder import FILES
from allocator.sample.shape import MOST_WORKSHOP_ROUNDS
from allocator.solver import build_model

if TYPE_CHECKING:
    from pathlib import Path

    from allocator.problem import Problem

SHAPES = [
    Shape(),
    Shape(people=60, rounds=(5, 5, 7), spare=0.0, seed=1),
    Shape(people=30, rounds=(3, 3, 3, 4), spare=0.0, seed=2),
    Shape(people=20, rounds=(2, 2, 1), seed=3),
    Shape(people=25, rounds=(4, 3, 6), seed=4),
    Shape(people=12, rounds=(3,), seed=5),
    Shape(people=9, rounds=(1, 2), seed=6, wishes=1, groups=0),
    Shape(people=3, rounds=(5, 5, 7), seed=7),
    Shape(people=10, rounds=(2,) * 6 + (3,), seed=8),
]
EVENT = """\
title: A day
date: 2024-11-05
timezone: UTC
place: Here
rounds:
  - id: R1
    title: Workshops
    start: 09:00
    end: 10:00
    sessions:
      - {id: W1, title: One, seats: 9, speakers: [Host, {name: First, attendee: A002}]}
      - {id: W2, title: Two, seats: 9, speakers: [{name: Guest, group: Here}]}
  - id: R2
    title: More
    start: 11:00
    end: 12:00
    sessions:
      - {id: X1, title: One, seats: 9, speakers: [{name: First, attendee: A002}]}
      - {id: X2, title: Two, seats: 9, speakers: [{name: Next, attendee: S2, group: "A, B"}]}
"""


def read(folder: Path) -> Problem:
    found = read_instance(folder)
    assert found.notices == ()
    return found.problem


def named(shape: Shape) -> str:
    return f"{shape.people}-{'.'.join(map(str, shape.rounds))}"


def clock(text: str) -> int:
    hours, minutes = text.split(":")
    return 60 * int(hours) + int(minutes)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# --- shape -----------------------------------------------------------------------------


@pytest.mark.parametrize("shape", SHAPES, ids=named)
def test_is_read_without_a_notice_and_feasible(tmp_path: Path, shape: Shape) -> None:
    problem = read(write_sample(tmp_path / "s", shape))
    assert len(problem.attendees) == shape.people
    offers = problem.event.offer.values()
    assert tuple(len(offer) for offer in offers) == shape.rounds
    state, _ = optimise(build_model(problem), (Refused(),), Budget(60.0))
    assert np.size(state.choice) == shape.people


@pytest.mark.parametrize("shape", SHAPES, ids=named)
def test_seats_leave_the_asked_for_room(tmp_path: Path, shape: Shape) -> None:
    problem = read(write_sample(tmp_path / "s", shape))
    for offer in problem.event.offer.values():
        seats = sum(seats_of(problem, s) or 0 for s in offer)
        wanted = shape.people * (1 + shape.spare)
        assert max(wanted, len(offer)) <= seats < max(wanted, len(offer)) + 1


def test_themes_may_be_met_again_only_where_they_must(tmp_path: Path) -> None:
    def policy(*rounds: int) -> SameTheme:
        out = tmp_path / "-".join(map(str, rounds))
        return read(write_sample(out, Shape(people=9, rounds=rounds))).event.same_theme

    assert policy(5, 5, 7) is policy(3, 3, 3, 2) is policy(4) is SameTheme.FORBID
    assert policy(2, 2, 2, 3) is policy(5, 4, 7) is SameTheme.ALLOW


@pytest.mark.parametrize("workshops", [1, 2, 3, 7, MOST_WORKSHOP_ROUNDS])
def test_any_number_of_rounds_fits_before_the_visits(workshops: int) -> None:
    text = sample_event(Shape(people=5, rounds=(2,) * workshops + (3,)))
    *rounds, visits = YAML(typ="safe", pure=True).load(text)["rounds"]
    leaves = min(s["departure"]["leaves"] for s in visits["sessions"])
    spans = [(clock(r["start"]), clock(r["end"])) for r in rounds]
    spans.append((clock(leaves), clock("15:00")))
    assert all(begin < over for begin, over in spans)
    assert all(over + 10 <= begin for (_, over), (begin, _) in pairwise(spans))


def test_the_last_visit_is_on_foot_with_a_limit_of_its_own(tmp_path: Path) -> None:
    event = read(write_sample(tmp_path / "s", Shape())).event
    *others, last = event.offer["R3"]
    assert last.walking
    assert last.seats
    assert last.departure
    assert last.departure.bus is None
    assert all(s.departure and s.departure.bus and not s.seats for s in others)
    leaves = Counter(f"{s.busy_from:%H:%M}" for s in event.offer["R3"])
    assert leaves.keys() == {"12:35", "12:45", "13:00"}


def test_habits_come_in_the_given_shares(tmp_path: Path) -> None:
    people = 5000
    problem = read(write_sample(tmp_path / "s", Shape(people=people)))
    said = problem.wishes.values()
    firsts = Counter(s for w in said for s, rank in w.ranks.items() if rank == 1)

    def share(number: int) -> float:
        return number / people

    assert share(people - len(said)) == pytest.approx(0.05, abs=0.01)
    assert share(sum(not w.ranks for w in said)) == pytest.approx(0.015, abs=0.006)
    assert share(sum(0 < len(w.ranks) < 8 for w in said)) == pytest.approx(0.08, abs=0.015)
    refusing = sum(bool(w.refused) and bool(w.ranks) for w in said)
    assert share(refusing) == pytest.approx(0.04, abs=0.01)
    walks = sum(bool(a.needs) for a in problem.attendees)
    assert share(walks) == pytest.approx(0.02, abs=0.006)
    assert len({a.group for a in problem.attendees}) == 40
    for offer in problem.event.offer.values():
        pressure = [firsts[s.id] / (seats_of(problem, s) or 1) for s in offer]
        assert 1.4 < max(pressure) < 3
        assert min(pressure) < 0.7


def test_ranks_run_from_one_and_a_refused_session_has_none(tmp_path: Path) -> None:
    shape = Shape(people=300, rounds=(3, 2, 4), refusing=0.5, seed=9)
    problem = read(write_sample(tmp_path / "s", shape))
    for wishes in problem.wishes.values():
        assert not wishes.refused & wishes.ranks.keys()
        for offer in problem.event.offer.values():
            ranks = sorted(wishes.ranks[s.id] for s in offer if s.id in wishes.ranks)
            assert ranks == list(range(1, len(ranks) + 1))
            assert len(ranks) <= 3


def test_without_skew_first_wishes_are_even(tmp_path: Path) -> None:
    problem = read(write_sample(tmp_path / "s", Shape(people=4000, skew=0)))
    said = problem.wishes.values()
    firsts = Counter(s for w in said for s, rank in w.ranks.items() if rank == 1)
    for offer in problem.event.offer.values():
        counts = [firsts[s.id] for s in offer]
        assert max(counts) < 1.25 * min(counts)


@pytest.mark.parametrize(
    "wrong",
    [
        {"people": 0},
        {"rounds": ()},
        {"rounds": (5, 0)},
        {"rounds": (2,) * 40},
        {"seed": -1},
        {"skew": -0.1},
        {"skew": float("nan")},
        {"spare": -0.1},
        {"silent": 1.5},
        {"wishes": 0},
        {"groups": -1},
        {"cannot_walk": 2},
    ],
    ids=str,
)
def test_impossible_shapes_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(UsageTrouble, match="must be from"):
        Shape(**wrong)


# --- seed ------------------------------------------------------------------------------


def test_the_seed_decides_everything(tmp_path: Path) -> None:
    once = contents(write_sample(tmp_path / "a", Shape(seed=4)))
    again = contents(write_sample(tmp_path / "b", Shape(seed=4)))
    other = contents(write_sample(tmp_path / "c", Shape(seed=5)))
    assert once == again
    assert all(once[name] != other[name] for name in FILES)


def test_more_people_leave_the_first_ones_as_they_are(tmp_path: Path) -> None:
    few = read(write_sample(tmp_path / "a", Shape(people=50)))
    many = read(write_sample(tmp_path / "b", Shape(people=90)))
    assert many.attendees[:50] == few.attendees
    assert all(many.wishes_of(a.id) == few.wishes_of(a.id) for a in few.attendees)


def test_the_event_is_known_by_its_seed() -> None:
    event = sample_event(Shape(people=40, rounds=(2, 2), seed=1))
    assert '- {id: R1-1, theme: "1", title: Theme 1 part 1, room: sal-1}' in event
    assert event == sample_event(Shape(people=40, rounds=(2, 2), seed=1))


# --- a given event ---------------------------------------------------------------------


@pytest.fixture
def event_file(tmp_path: Path) -> Path:
    path = tmp_path / "my-event.yaml"
    path.write_text(EVENT, encoding="utf-8")
    return path


def test_a_given_event_is_copied_and_its_speakers_attend(
    tmp_path: Path, event_file: Path
) -> None:
    shape = Shape(people=8, silent=0, only_refusals=0, short=0, refusing=0)
    out = write_sample(tmp_path / "s", shape, event_file=event_file)
    assert (out / "event.yaml").read_bytes() == event_file.read_bytes()
    problem = read(out)
    fixed = {a.id: a.fixed for a in problem.attendees if a.fixed}
    assert fixed == {"A002": ("W1", "X1"), "S2": ("X2",)}
    assert problem.attendee["S2"].group == "A, B"
    assert len(problem.attendees) == 8 + 2
    assert "A009" in problem.attendee
    assert "A002" not in problem.wishes
    assert problem.wishes["S2"].ranks.keys() == {"W1", "W2"}


def test_a_wrong_event_is_refused_and_nothing_is_written(
    tmp_path: Path, event_file: Path
) -> None:
    for text in ("title: 1\n", "", "a: [\n", "\x00"):
        event_file.write_text(text, encoding="utf-8")
        with pytest.raises(InputRefused) as refused:
            write_sample(tmp_path / "s", Shape(), event_file=event_file)
        assert refused.value.findings
        assert refused.value.findings[0].file == "my-event.yaml"
    with pytest.raises(FileTrouble, match=r"none\.yaml"):
        write_sample(tmp_path / "s", Shape(), event_file=tmp_path / "none.yaml")
    assert list(tmp_path.iterdir()) == [event_file]


# --- the folder ------------------------------------------------------------------------


def test_an_existing_folder_is_left_alone_unless_forced(tmp_path: Path) -> None:
    out = write_sample(tmp_path / "s", Shape(people=4))
    (out / "mine.txt").write_text("kept")
    before = contents(out)
    with pytest.raises(FileTrouble, match="exists"):
        write_sample(out, Shape(people=5))
    assert contents(out) == before
    for people in (5, 6):
        write_sample(out, Shape(people=people), force=True)
        assert len(read(out).attendees) == people
    assert contents(tmp_path / "s.bak-1") == before
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"s", "s.bak-1", "s.bak-2"}


def test_an_instance_can_be_made_again_in_its_own_folder(tmp_path: Path) -> None:
    out = write_sample(tmp_path / "s", Shape(people=4))
    event = (out / "event.yaml").read_bytes()
    write_sample(out, Shape(people=9), event_file=out / "event.yaml", force=True)
    assert (out / "event.yaml").read_bytes() == event


def test_trouble_leaves_no_partial_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(FileTrouble, match="No space left"):
        write_sample(tmp_path / "s", Shape(people=4))
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_way_is_file_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FileTrouble, match="cannot write"):
        write_sample(tmp_path / "file" / "s", Shape(people=4))
