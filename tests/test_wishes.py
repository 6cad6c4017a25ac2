"""Wishes as people give them: each kind has a default, a setting and a count."""

from __future__ import annotations

import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import allocator
from allocator.errors import InputRefused
from allocator.fairness.answers import answers
from allocator.fairness.levels import levels, losses
from allocator.problem import History, Refusals, SameTheme, Unlisted, Wishes
from allocator.readers import read_instance
from allocator.readers.history import credits
from support import draw_problem

TINY = Path(__file__).parents[1] / "instances" / "tiny"


def folder(tmp_path, preferences=None, event=None, history=None):
    """Return a copy of the tiny instance with other files."""
    out = tmp_path / "mine"
    shutil.copytree(TINY, out)
    if preferences is not None:
        (out / "preferences.csv").write_text(preferences, encoding="utf-8")
    if event is not None:
        path = out / "event.yaml"
        path.write_text(path.read_text(encoding="utf-8") + event, encoding="utf-8")
    if history is not None:
        (out / "history.csv").write_text(history, encoding="utf-8")
    return out


def found(where):
    with pytest.raises(InputRefused) as refused:
        read_instance(where)
    return [(f.file, f.row, f.column, f.code) for f in refused.value.findings if f.stops]


# --- ratings and answers -----------------------------------------------------------------


def test_ratings_are_tiers(tmp_path):
    rows = 'P1,W1,4.5\nP1,W2,2\nP1,W3,4.5\nP1,V1,-1\nP1,V2,\nP2,W1,refused\nP2,W2,"3,5"\n'
    problem = allocator.read(folder(tmp_path, "attendee_id,session_id,rating\n" + rows))
    assert problem.wishes_of("P1") == Wishes({"V1": 1, "W1": 1, "W2": 2, "W3": 1})
    assert problem.wishes_of("P2") == Wishes({"W2": 1}, frozenset({"W1"}))


def test_answers_are_yes_maybe_and_no(tmp_path):
    rows = "P1;W1;Ja\nP1;W2;maybe\nP1;W3;NEI\nP2;V1;kanskje\nP2;V2;\n"
    problem = allocator.read(folder(tmp_path, "attendee_id;session_id;answer\n" + rows))
    assert problem.wishes_of("P1") == Wishes({"W1": 1, "W2": 2}, frozenset({"W3"}))
    assert problem.wishes_of("P2") == Wishes({"V1": 2})


@pytest.mark.parametrize(
    ("header", "row", "column", "code"),
    [
        ("attendee_id,session_id,rating", "P1,W1,high", "rating", "E515"),
        ("attendee_id,session_id,answer", "P1,W1,perhaps", "answer", "E516"),
        ("attendee_id,session_id,rank", "P1,W1,", "rank", "E512"),
        ("attendee_id,session_id,rank,answered", "P1,W1,1,noon", "answered", "E517"),
    ],
)
def test_what_cannot_be_read_has_its_place(tmp_path, header, row, column, code):
    assert found(folder(tmp_path, f"{header}\n{row}\n")) == [
        ("preferences.csv", 2, column, code)
    ]


def test_two_kinds_of_value_are_refused_by_name(tmp_path):
    where = folder(tmp_path, "attendee_id,session_id,rank,rating\nP1,W1,1,5\n")
    assert found(where) == [("preferences.csv", 1, "", "E514")]


def test_times_decide_who_came_first(tmp_path):
    rows = "P1,W1,1,2024-09-02T10:00\nP2,W1,1,2024-09-01T23:59\nP3,W1,1,\n"
    text = "attendee_id,session_id,rank,answered\n" + rows
    problem = allocator.read(folder(tmp_path, text))
    assert problem.arrival[:3] == ("P2", "P1", "P3")


# --- themes ------------------------------------------------------------------------------

TWO_ROUNDS = """\
title: Themes
date: 2024-11-05
timezone: Europe/Oslo
place: Here
rounds:
  - id: A
    title: First
    start: 09:00
    end: 10:00
    sessions:
      - {id: A1, theme: blue, title: One, seats: 5}
      - {id: A2, theme: red, title: Two, seats: 5}
  - id: B
    title: Second
    start: 10:00
    end: 11:00
    sessions:
      - {id: B1, theme: blue, title: One, seats: 5}
      - {id: B2, theme: green, title: Three, seats: 5}
"""


def themed(tmp_path, rows):
    out = tmp_path / "themes"
    out.mkdir()
    (out / "event.yaml").write_text(TWO_ROUNDS, encoding="utf-8")
    (out / "attendees.csv").write_text("attendee_id\nP1\nP2\n", encoding="utf-8")
    text = "attendee_id,session_id,rank\n" + rows
    (out / "preferences.csv").write_text(text, encoding="utf-8")
    return out


def test_a_theme_is_wished_for_once(tmp_path):
    instance = read_instance(themed(tmp_path, "P1,green,1\nP1,blue,2\nP1,red,3\n"))
    ranks = {"A1": 2, "A2": 3, "B1": 2, "B2": 1}
    assert instance.problem.wishes_of("P1").ranks == ranks
    assert not instance.notices
    result = allocator.solve(instance.problem)
    assert result.allocation.days["P1"] == ("A1", "B2")
    assert result.fairness.total == 0


def test_a_session_goes_before_its_theme(tmp_path):
    problem = allocator.read(themed(tmp_path, "P1,blue,1\nP1,B1,2\nP1,red,refused\n"))
    assert problem.wishes_of("P1").ranks == {"A1": 1, "B1": 2}


def test_a_theme_that_is_unknown_is_a_finding(tmp_path):
    where = themed(tmp_path, "P1,violet,1\nP1,blue,9\n")
    assert found(where) == [
        ("preferences.csv", 2, "session_id", "E511"),
        ("preferences.csv", 3, "rank", "E512"),
    ]


# --- levels ------------------------------------------------------------------------------


def test_unlisted_last():
    problem = draw_problem(Random(1), 1, (4,), trouble=0.0)
    ids = [s.id for s in problem.event.sessions]
    said = Wishes({ids[0]: 1}, frozenset({ids[1]}))
    plain = replace(problem.event, unlisted=Unlisted.TIER)
    last = replace(problem.event, unlisted=Unlisted.LAST)
    assert list(levels(plain, said, "R0").values()) != list(levels(last, said, "R0").values())
    assert {s: levels(plain, said, "R0")[s] for s in ids} == dict(
        zip(ids, (0, 2, 1, 1), strict=True)
    )
    assert {s: levels(last, said, "R0")[s] for s in ids} == dict(
        zip(ids, (0, 4, 3, 3), strict=True)
    )
    silent = Wishes()
    assert set(levels(last, silent, "R0").values()) == {0}


@given(st.integers(0, 10**6), st.data())
@settings(max_examples=150, deadline=None)
def test_saying_less_never_raises_a_loss(seed, data):
    """Shortening a list from its end raises no entry of the own loss table."""
    problem = draw_problem(Random(seed), 1, (3, 4), trouble=0.0)
    event = replace(problem.event, unlisted=Unlisted.TIER)
    person = problem.attendees[0].id
    whole = problem.wishes_of(person)
    for round_ in event.rounds:
        ranks = {s.id: whole.ranks[s.id] for s in event.offer[round_.id] if s.id in whole.ranks}
        keep = data.draw(st.integers(0, 4))
        kept = {s for s in ranks if sorted(set(ranks.values())).index(ranks[s]) < keep}
        shorter = Wishes(
            {s: r for s, r in whole.ranks.items() if s not in ranks or s in kept}, whole.refused
        )
        before = replace(problem, event=event, wishes={person: whole})
        after = replace(problem, event=event, wishes={person: shorter})
        one, two = (losses(p, person, round_.id) for p in (before, after))
        assert all(two[s] <= one[s] for s in one)


def test_with_unlisted_last_a_short_list_is_a_threat():
    problem = draw_problem(Random(1), 1, (4,), trouble=0.0)
    event = replace(problem.event, unlisted=Unlisted.LAST, wish_costs=())
    ids = [s.id for s in event.sessions]
    long, short = Wishes({ids[0]: 1, ids[1]: 2}), Wishes({ids[0]: 1})
    assert levels(event, long, "R0")[ids[1]] == 1
    assert levels(event, short, "R0")[ids[1]] == 3


# --- history -----------------------------------------------------------------------------


def test_credit_is_capped_exact_and_relative():
    event = replace(draw_problem(Random(1), 1, (2,)).event, history=History(Fraction("0.1"), 4))
    said = dict.fromkeys("ABCD", Wishes({"R0A": 1}))
    assert credits(event, {"A": 30, "B": 29, "C": 90}, said) == {"A": 3, "B": 2, "C": 4}
    assert credits(event, dict(A=30, B=30, C=90, D=30), said) == {"C": 1}
    assert credits(event, {"A": 30, "X": 50}, {"A": said["A"]}) == {}


CONTEST = "attendee_id,session_id,rank\n" + "".join(
    f"{p},W3,1\n{p},W1,2\n" for p in ("P1", "P2", "P3", "P4")
)


def test_the_disappointed_come_first(tmp_path):
    where = folder(
        tmp_path,
        CONTEST,
        "history: {factor: 0.5, most: 2}\n",
        "attendee_id,regret\nP2,4\nP4,5\nP9,7\n",
    )
    instance = read_instance(where)
    assert instance.problem.credit == {"P2": 2, "P4": 2}
    assert "history.csv" in instance.inputs
    assert [n.code for n in instance.notices if n.file == "history.csv"] == ["N705"]
    for objective in ("balanced", "leximin"):
        result = allocator.solve(instance.problem, objective)
        regrets = {o.attendee_id: o.regret for o in result.outcomes}
        assert regrets["P2"] == regrets["P4"] == 0 < min(regrets["P1"], regrets["P3"])
        assert result.stages[0].value == 2 == result.fairness.worst
    counted = answers(instance.problem)
    assert (counted.credited, counted.factor, counted.most) == (2, "1/2", 2)


@pytest.mark.parametrize(
    ("event", "history", "finding"),
    [
        (None, "attendee_id,regret\nP1,1\n", (0, "", "E701")),
        ("history: {}\n", None, (0, "", "E702")),
        ("history: {}\n", "attendee_id,regret\nP1,-1\n", (2, "regret", "E703")),
        ("history: {}\n", "attendee_id,regret\nP1,1\nP1,2\n", (3, "attendee_id", "E704")),
    ],
)
def test_faults_of_history_have_their_place(tmp_path, event, history, finding):
    where = folder(tmp_path, None, event, history)
    assert found(where) == [("history.csv", *finding)]


# --- counts ------------------------------------------------------------------------------


def test_the_report_counts_how_people_answered():
    problem = draw_problem(Random(2), 5, (3,), trouble=0.0)
    event = replace(
        problem.event,
        at_least=2,
        refusals=Refusals.AVOID,
        same_theme=SameTheme.ALLOW,
    )
    one, two, three = (s.id for s in event.sessions)
    said = {
        "P00": Wishes({one: 1, two: 2, three: 3}),
        "P01": Wishes({one: 1}),
        "P02": Wishes({one: 1, two: 1}, frozenset({three})),
        "P03": Wishes({one: 1, two: 1, three: 1}),
    }
    attendees = tuple(replace(a, fixed=()) for a in problem.attendees)
    problem = replace(problem, event=event, wishes=said, attendees=attendees, credit={})
    (found,) = answers(problem).rounds
    assert (found.asked, found.wishing, found.nothing) == (5, 3, 1)
    assert (found.tied, found.one, found.short) == (2, 1, 1)
    assert (found.complete, found.refusing, found.no_opinion) == (2, 1, 1)
    assert answers(problem).silent == 1
