"""Wishes as people give them: each kind has a default, a setting and a count."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import allocator
from allocator.errors import InputRefused, SelfCheckFailed
from allocator.fairness.answers import answers
from allocator.fairness.levels import levels, losses
from allocator.fingerprint import fingerprint
from allocator.offer import Round, Session
from allocator.pipeline import solve_instance
from allocator.problem import (
    Assumption,
    Attendee,
    Event,
    History,
    Problem,
    Refusals,
    SameTheme,
    Unlisted,
    Wishes,
)
from allocator.readers import read_instance
from allocator.readers.history import credits
from allocator.reporting.texts import texts
from allocator.reporting.verdict import verdict
from allocator.verifier import verify
from support import draw_problem

CANARY = "Canary7q"
NINE = datetime(2024, 11, 5, 9, tzinfo=UTC)
TINY = Path(__file__).parents[1] / "instances" / "tiny"


def folder(tmp_path, preferences=None, event=None, history=None):
    """Return a copy of the tiny instance with other files."""
    out = tmp_path / "mine"
    tmp_path.mkdir(exist_ok=True)
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


def plain_session(name):
    """Return a session with one seat."""
    return Session(name, "R", name, NINE, NINE + timedelta(hours=1), seats=1)


def complaints(where):
    with pytest.raises(InputRefused) as refused:
        read_instance(where)
    return "".join(map(str, refused.value.findings))


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
    assert found(where) == [("preferences.csv", 1, "rating", "E208")]


@pytest.mark.parametrize(
    ("columns", "row", "column", "code"),
    [
        ("rank,Rating", "P1,W1,1,5", "Rating", "E208"),
        ("answer,rating", "P1,W1,yes,5", "rating", "E208"),
        ("Rating", "P1,W1,5", "", "E203"),
        ("wish", "P1,W1,5", "", "E203"),
    ],
)
def test_the_column_of_wishes_is_exactly_one(tmp_path, columns, row, column, code):
    text = f"attendee_id,session_id,{columns}\n{row}\n"
    assert found(folder(tmp_path, text)) == [("preferences.csv", 1, column, code)]
    marked = "sep=,\n,,,\n" + text
    assert found(folder(tmp_path / "marked", marked)) == [("preferences.csv", 3, column, code)]


def test_no_column_of_wishes_names_all_three(tmp_path):
    with pytest.raises(InputRefused) as refused:
        read_instance(folder(tmp_path, "attendee_id,session_id,wish\nP1,W1,1\n"))
    (finding,) = refused.value.findings
    assert finding.message == "no column 'rank', 'rating' or 'answer'"


def test_blank_cells_say_nothing(tmp_path):
    """Not a word, no place in the order of answers, and counted as silent."""
    rows = "P1,W1,\nP2,W1,yes\nP1,V1,\n"
    problem = allocator.read(folder(tmp_path, "attendee_id,session_id,answer\n" + rows))
    assert list(problem.wishes) == ["P2"]
    assert problem.arrival[0] == "P2"
    assert answers(problem).silent == len(problem.attendees) - 1


@pytest.mark.parametrize(
    ("column", "values"), [("rating", (5, 5, 1)), ("answer", ("yes", "yes", "maybe"))]
)
def test_ratings_and_answers_tie_as_a_matter_of_course(tmp_path, column, values):
    rows = "".join(f"P1,W{k},{v}\n" for k, v in enumerate(values, start=1))
    text = f"attendee_id,session_id,{column}\n" + rows
    where = folder(tmp_path, text, "wishes: {irregular_ranks: refuse}\n")
    instance = read_instance(where)
    assert instance.problem.wishes_of("P1").ranks == {"W1": 1, "W2": 1, "W3": 2}
    assert not instance.notices
    (where / "preferences.csv").write_text(text + rows, encoding="utf-8")
    assert {code for *_, code in found(where)} == {"E501"}


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


@pytest.mark.parametrize(
    ("rows", "codes", "places"),
    [
        ("P1,blue,1\nP1,blue,2\n", ["N501"], [(3, "session_id", "E501")]),
        ("P1,blue,1\nP1,red,1\n", ["N502"], [(3, "rank", "E502")]),
        ("P1,blue,1\nP1,A2,1\n", ["N502"], [(3, "rank", "E502")]),
        ("P1,blue,1\nP1,red,3\n", ["N503"], [(3, "rank", "E503")]),
        ("P1,blue,1\nP1,red,2\nP1,B2,3\n", [], []),
        ("P1,B2,1\nP1,blue,2\nP1,red,3\n", [], []),
    ],
)
def test_a_list_with_themes_is_looked_at_as_one_list(tmp_path, rows, codes, places):
    """Ranks go over all that can be named: a gap in one round is none in the list."""
    where = themed(tmp_path, rows)
    assert [n.code for n in read_instance(where).notices] == codes
    path = where / "event.yaml"
    path.write_text(TWO_ROUNDS + "wishes: {irregular_ranks: refuse}\n", encoding="utf-8")
    if not places:
        assert not read_instance(where).notices
    else:
        assert found(where) == [("preferences.csv", *place) for place in places]


def test_ranks_of_a_list_with_themes_go_as_far_as_there_are_things(tmp_path):
    """Four sessions and three themes: 7 makes sense, also for a session in such a list."""
    problem = allocator.read(themed(tmp_path, "P1,blue,7\nP1,B2,6\nP2,B2,2\n"))
    assert problem.wishes_of("P1").ranks == {"A1": 7, "B1": 7, "B2": 6}
    (tmp_path / "more").mkdir()
    assert found(themed(tmp_path / "more", "P1,blue,8\nP1,B2,8\nP2,B2,3\n")) == [
        ("preferences.csv", 2, "rank", "E512"),
        ("preferences.csv", 3, "rank", "E512"),
        ("preferences.csv", 4, "rank", "E512"),
    ]


def test_a_theme_ranked_and_refused_is_one_finding(tmp_path):
    where = themed(tmp_path, "P1,blue,1\nP1,blue,refused\n")
    assert found(where) == [("preferences.csv", 3, "session_id", "E513")]


@pytest.mark.parametrize(("name", "hint"), [("Blue", "write the theme"), ("gren", "mean")])
def test_a_theme_nearly_right_is_suggested_only(tmp_path, name, hint):
    with pytest.raises(InputRefused) as refused:
        read_instance(themed(tmp_path, f"P1,{name},1\n"))
    assert hint in refused.value.findings[0].message


def test_an_id_of_a_session_is_never_a_theme(tmp_path):
    where = themed(tmp_path, "P1,A1,2\n")
    path = where / "event.yaml"
    path.write_text(TWO_ROUNDS.replace("theme: green", "theme: A1"), encoding="utf-8")
    assert allocator.read(where).wishes_of("P1").ranks == {"A1": 2}


def test_a_theme_in_a_round_with_a_fixed_place_is_nothing_dropped(tmp_path):
    where = themed(tmp_path, "P1,blue,1\nP1,A2,1\n")
    (where / "attendees.csv").write_text("attendee_id,fixed\nP1,A1\n", encoding="utf-8")
    instance = read_instance(where)
    assert instance.problem.wishes_of("P1").ranks == {"B1": 1}
    assert [n.message for n in instance.notices] == [
        "wishes in a round where the person has a fixed place: 1; dropped"
    ]


def test_a_refused_theme_counts_its_sessions_against_the_third(tmp_path):
    """One of two sessions is more than a third: it counts as not mentioned."""
    instance = read_instance(themed(tmp_path, "P1,green,1\nP1,blue,refused\n"))
    assert instance.problem.wishes_of("P1") == Wishes({"B2": 1})
    assert [n.code for n in instance.notices] == ["N505"]


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
    """Fewer wishes from the end, or no refusals, raise no entry of the own loss table."""
    problem = draw_problem(Random(seed), 1, (3, 4), trouble=0.0)
    event = replace(problem.event, unlisted=Unlisted.TIER)
    person = problem.attendees[0].id
    whole = problem.wishes_of(person)
    for round_ in event.rounds:
        ranks = {s.id: whole.ranks[s.id] for s in event.offer[round_.id] if s.id in whole.ranks}
        keep = data.draw(st.integers(0, 4))
        kept = {s for s in ranks if sorted(set(ranks.values())).index(ranks[s]) < keep}
        refused = whole.refused if data.draw(st.booleans()) else frozenset()
        shorter = Wishes(
            {s: r for s, r in whole.ranks.items() if s not in ranks or s in kept}, refused
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
    assert [n.code for n in instance.notices if n.file == "history.csv"] == ["N425"]
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
        (None, "attendee_id,regret\nP1,1\n", (0, "", "E421")),
        ("history: {}\n", "attendee_id,regret\nP1,-1\n", (2, "regret", "E423")),
        ("history: {}\n", "attendee_id,regret\nP1,1\nP1,2\n", (3, "attendee_id", "E424")),
        ("history: {}\n", "attendee_id,regret\np1,1\n", (2, "attendee_id", "E424")),
        ("history: {}\n", "attendee_id,regret\n,1\n", (2, "attendee_id", "E424")),
        ("history: {}\n", "attendee_id,regret\nP1,\n", (2, "regret", "E423")),
        ("history: {}\n", "attendee_id,regret\nP1,1.5\n", (2, "regret", "E423")),
        ("history: {}\n", "attendee_id,past\nP1,1\n", (1, "", "E203")),
        ("history: {}\n", "", (0, "", "E101")),
    ],
)
def test_faults_of_history_have_their_place(tmp_path, event, history, finding):
    where = folder(tmp_path, None, event, history)
    assert found(where) == [("history.csv", *finding)]


CROWD = {"P1": "BCAD", "P2": "ABCD", "P3": "DACB", "P4": "ABCD"}


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_a_proof_says_that_credit_is_in_it(lang):
    """With credit for P1 somebody is two places down, where one would do without."""
    offer = tuple(plain_session(s) for s in "ABCD")
    event = Event("T", NINE.date(), "UTC", "Here", (Round("R", "R"),), offer, seed=1)
    said = {p: Wishes({s: k for k, s in enumerate(order, 1)}) for p, order in CROWD.items()}
    problem = Problem(event, tuple(map(Attendee, CROWD)), said, tuple(CROWD))
    without = allocator.solve(problem)
    credited = allocator.solve(replace(problem, credit={"P1": 2}))
    assert (without.fairness.worst, credited.fairness.worst) == (1, 2)
    words = texts(lang)
    added = words("proven.credited")
    assert added in verdict(words, credited).notes
    assert added not in verdict(words, without).notes


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("history: {}", "there is no history.csv: add it, or take this key away"),
        ("history: {factor: 1.5}", "history factor: must be a number from 0 to 1"),
        ("history: {factor: true}", "history factor: must be a number from 0 to 1"),
        ("history: {most: 0.5}", "history most: must be a whole number from 0 to 1000"),
        ("history: {factr: 1}", "history: unknown key 'factr'; did you mean 'factor'?"),
        ("wishes: {unlisted: bottom}", "wishes unlisted: must be tier or last"),
        (
            "wishes: {at_least: 0}",
            "wishes at_least: must be a whole number of wishes a round, from 1 to 1000",
        ),
    ],
)
def test_faults_of_settings_have_their_place(tmp_path, setting, told):
    where = folder(tmp_path, event=f"{setting}\n")
    line = len((where / "event.yaml").read_text(encoding="utf-8").splitlines())
    with pytest.raises(InputRefused) as refused:
        read_instance(where)
    stops = [f for f in refused.value.findings if f.stops]
    assert [(f.file, f.row, f.message) for f in stops] == [("event.yaml", line, told)]


def test_an_assumed_factor_is_listed(tmp_path):
    setting = "history: {factor: 0.25, assumed: [factor]}\n"
    event = allocator.read(folder(tmp_path, None, setting, "attendee_id,regret\n")).event
    assert event.history == History(Fraction(1, 4), 2)
    assert Assumption("history factor", "0.25") in event.assumptions


def test_a_result_with_history_is_verified_with_it(tmp_path):
    where = folder(
        tmp_path,
        CONTEST,
        "history: {}\nwishes: {unlisted: last}\n",
        "attendee_id,regret\nP2,4\n",
    )
    out = tmp_path / "result"
    solve_instance(where, out, objective="leximin")
    assert verify(out, instance=where).proven
    (where / "history.csv").write_text("attendee_id,regret\nP1,4\n", encoding="utf-8")
    with pytest.raises(SelfCheckFailed, match=r"history\.csv: is not the input"):
        verify(out, instance=where)


@pytest.mark.parametrize(
    ("column", "cells"),
    [("rating", "P1,W1,4,"), ("answer", "P1,W1,yes,2024-09-01"), ("rank", "P1,W1,1,")],
)
def test_findings_never_repeat_a_cell(tmp_path, column, cells):
    for at in range(4):
        row = [CANARY if k == at else cell for k, cell in enumerate(cells.split(","))]
        text = f"attendee_id,session_id,{column},answered\n{','.join(row)}\n"
        said = complaints(folder(tmp_path / f"{column}{at}", text))
        assert said
        assert CANARY not in said


def test_findings_of_history_never_repeat_a_cell(tmp_path):
    for at, row in enumerate((f"P1,{CANARY}", f"{CANARY},-1", f"{CANARY},1\n{CANARY},2")):
        text = f"attendee_id,regret\n{row}\n"
        said = complaints(folder(tmp_path / str(at), None, "history: {}\n", text))
        assert said
        assert CANARY not in said


# --- the question ------------------------------------------------------------------------


def test_what_decides_is_part_of_the_question():
    """A setting that is not used leaves the derived seed of older events as it was."""
    problem = draw_problem(Random(1), 3, (3, 3))
    event = replace(problem.event, unlisted=Unlisted.TIER)
    plain = replace(problem, event=event, credit={})
    counted = replace(event, at_least=2, history=History(Fraction(1, 2), 2))
    assert fingerprint(replace(plain, event=counted)) == fingerprint(plain)
    others = (
        replace(plain, event=replace(event, unlisted=Unlisted.LAST)),
        replace(plain, credit={"P00": 1}),
        replace(plain, credit={"P00": 2}),
        replace(plain, credit={"P01": 1}),
    )
    assert len({fingerprint(plain), *map(fingerprint, others)}) == 5


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
    longest = replace(problem, event=replace(event, at_least=9))
    (found,) = answers(longest).rounds
    assert found.short == 2, "a complete list is never short"
    (found,) = answers(replace(problem, event=replace(event, at_least=None))).rounds
    assert found.short == 0
