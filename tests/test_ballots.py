"""Public preference data: what the files say is what the question says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from preflibtools.instances import CategoricalInstance, OrdinalInstance

import allocator
from allocator.cli import main
from allocator.errors import InputRefused, UsageTrouble
from allocator.fairness.levels import levels
from allocator.readers.ballots import ballot_texts, read_ballots
from test_anchors import DATA, EXPECTED, anchor

SAMPLES = Path(__file__).parent / "samples"
AGH = "preflib-00009-agh/00009-00000001.soc"
HEAD = """\
# FILE NAME: made-up.{kind}
# TITLE: Made up
# DATA TYPE: {kind}
# NUMBER ALTERNATIVES: {m}
# NUMBER VOTERS: {n}
"""


def public(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"public data are not here: {path.name} in ../shared/data")
    return path


def written(folder: Path, kind: str, m: int, lines: list[str], n: int | None = None) -> Path:
    voters = sum(int(line.split(":")[0]) for line in lines) if n is None else n
    names = [f"# ALTERNATIVE NAME {i}: Thing {i}" for i in range(1, m + 1)]
    text = HEAD.format(kind=kind, m=m, n=voters) + "\n".join([*names, *lines]) + "\n"
    path = folder / f"made-up.{kind}"
    path.write_text(text, encoding="utf-8")
    return path


def level_table(problem):
    """Return everybody's level of every session, in the order of people and rounds."""
    event = problem.event
    return [
        [list(levels(event, problem.wishes_of(a.id), r.id).values()) for r in event.rounds]
        for a in problem.attendees
    ]


# --- PrefLib -----------------------------------------------------------------------------


@st.composite
def polls(draw):
    m = draw(st.integers(2, 6))
    orders = []
    for _ in range(draw(st.integers(1, 5))):
        named = draw(st.permutations(range(1, m + 1)))[: draw(st.integers(1, m))]
        cuts = sorted(draw(st.sets(st.integers(1, len(named)))) | {len(named)})
        starts = [0, *cuts[:-1]]
        tiers = [tuple(named[i:j]) for i, j in zip(starts, cuts, strict=True)]
        orders.append((draw(st.integers(1, 3)), tiers))
    return m, orders


def line_of(count, tiers):
    places = [str(t[0]) if len(t) == 1 else "{" + ",".join(map(str, t)) + "}" for t in tiers]
    return f"{count}: {','.join(places)}"


@given(polls())
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read(tmp_path_factory, poll):
    m, orders = poll
    path = written(tmp_path_factory.mktemp("poll"), "toi", m, [line_of(*o) for o in orders])
    problem = read_ballots(path, seats=3)
    said = [problem.wishes_of(a.id).ranks for a in problem.attendees]
    meant = [
        {f"R1-{n:02d}": rank for rank, tier in enumerate(tiers, start=1) for n in tier}
        for count, tiers in orders
        for _ in range(count)
    ]
    assert said == meant
    assert [s.seats for s in problem.event.sessions] == [3] * m
    theirs = OrdinalInstance(str(path))
    assert len(problem.attendees) == theirs.num_voters
    assert {tuple(o) for _, o in orders} == {tuple(o) for o in theirs.orders}


@pytest.mark.parametrize("name", ["12a_runde1.soc", "12c_befaring_ties.toc"])
def test_samples_say_what_preflibtools_reads(name):
    problem, theirs = (
        read_ballots(SAMPLES / name, seats=5),
        OrdinalInstance(str(SAMPLES / name)),
    )
    assert len(problem.attendees) == theirs.num_voters
    orders = {tuple(sorted(problem.wishes_of(a.id).ranks.items())) for a in problem.attendees}
    assert orders == {
        tuple(sorted((f"R1-{n:02d}", k) for k, tier in enumerate(o, start=1) for n in tier))
        for o in theirs.orders
    }
    titles = [s.title for s in problem.event.sessions]
    assert titles == list(theirs.alternatives_name.values())


def test_a_no_is_a_refusal(tmp_path):
    path = written(tmp_path, "cat", 6, ["1: {1,4},{5,6},{2}", "2: 3,{},{}", "1: {},{},{}"])
    text = path.read_text(encoding="utf-8")
    for i, name in enumerate(("Ja", "Kanskje", "Nei"), start=1):
        text = text.replace("1: {1,4}", f"# CATEGORY NAME {i}: {name}\n1: {{1,4}}", 1)
    path.write_text(text, encoding="utf-8")
    problem = read_ballots(path, seats=2)
    first = problem.wishes_of("P001")
    assert first.ranks == {"R1-01": 1, "R1-04": 1, "R1-05": 2, "R1-06": 2}
    assert first.refused == {"R1-02"}
    assert problem.wishes_of("P003").ranks == {"R1-03": 1}
    assert "P004" not in problem.wishes
    assert CategoricalInstance(str(path)).num_voters == len(problem.attendees)


def test_the_sample_with_categories_is_read():
    problem = read_ballots(SAMPLES / "12d_runde1_ja_kanskje_nei.cat", seats=5)
    assert len(problem.attendees) == 12
    # two of five refused are more than a third, so none of them counts
    assert problem.wishes_of("P001").ranks == {"R1-01": 1, "R1-04": 1, "R1-05": 2}


@pytest.mark.parametrize(
    ("kind", "lines", "voters", "row", "code"),
    [
        ("soi", ["1: 1,7"], None, 9, "E603"),
        ("soi", ["1: 1,2", "1: 2,2"], None, 10, "E604"),
        ("soi", ["1: 1,{2,3}"], None, 9, "E605"),
        ("soc", ["1: 1,2"], None, 9, "E605"),
        ("soi", ["1: 1;2"], 1, 9, "E602"),
        ("soi", ["one: 1,2"], 1, 9, "E602"),
        ("soi", ["0: 1,2"], 0, 9, "E602"),
        ("soi", ["1: 1,2"], 5, 0, "E606"),
        ("soi", [], 0, 0, "E606"),
    ],
)
def test_faults_have_their_place(tmp_path, kind, lines, voters, row, code):
    path = written(tmp_path, kind, 3, lines, voters)
    with pytest.raises(InputRefused) as refused:
        read_ballots(path, seats=3)
    assert [(f.row, f.code) for f in refused.value.findings] == [(row, code)]


def test_every_finding_of_every_file_comes_at_once(tmp_path):
    (tmp_path / "a").mkdir()
    one = written(tmp_path, "soi", 3, ["1: 1,7", "1: 2,2"])
    two = tmp_path / "other.txt"
    two.write_text("hello", encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        read_ballots(one, two, seats=3)
    assert [f.code for f in refused.value.findings] == ["E603", "E604", "E601"]


def test_rounds_must_be_about_the_same_people(tmp_path):
    (tmp_path / "a").mkdir()
    one = written(tmp_path, "soi", 3, ["2: 1,2"])
    two = written(tmp_path / "a", "soi", 3, ["3: 1,2"])
    with pytest.raises(InputRefused, match="1 finding") as refused:
        read_ballots(one, two, seats=3)
    assert refused.value.findings[0].code == "E607"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({}, "say how many seats alternative 1, 2, 3 has"),
        ({"seats": 0}, "seats must be whole numbers"),
        ({"seats": [1, 2]}, "seats for 2 rounds"),
        ({"seats": 3, "drop": [8]}, "no file has alternative 8"),
        ({"seats": 3, "weights": [1, 2]}, "2 weights for 1 rounds"),
    ],
)
def test_options_that_do_not_fit_are_named(tmp_path, options, told):
    path = written(tmp_path, "soi", 3, ["2: 1,2"])
    with pytest.raises(UsageTrouble, match=re.escape(told)):
        read_ballots(path, **options)


def test_spaces_marks_and_line_ends_do_not_matter(tmp_path):
    path = written(tmp_path, "toi", 4, ["2 :  1 , { 2 , 3 } ", "", "1: 4,1,"], 3)
    plain = read_ballots(path, seats=2)
    marked = "\ufeff" + path.read_text(encoding="utf-8").replace("\n", "\r\n")
    path.write_bytes(marked.encode())
    assert read_ballots(path, seats=2) == plain
    assert plain.wishes_of("P001").ranks == {"R1-01": 1, "R1-02": 2, "R1-03": 2}


# --- JSON --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "column", "code"),
    [
        ({"prefs": [[1, 2], [2, 2]], "capacity": {"1": 2, "2": 2}}, "prefs[1]", "E604"),
        ({"prefs": [[1, 3]], "capacity": {"1": 2, "2": 2}}, "prefs[0]", "E603"),
        ({"prefs": [["1"]], "capacity": {"1": 2}}, "prefs[0]", "E602"),
        ({"prefs": [], "capacity": {"1": 2}}, "prefs", "E602"),
        ({"prefs": [[1]], "capacity": {"1": 0}}, "capacity", "E602"),
        ({"rounds": 5}, "rounds", "E602"),
    ],
)
def test_faults_in_json_have_their_place(tmp_path, document, column, code):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        read_ballots(path)
    assert [(f.column, f.code) for f in refused.value.findings] == [(column, code)]


def test_broken_json_names_its_line(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"prefs":\n [[1,]]}', encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        read_ballots(path)
    assert refused.value.findings[0].row == 2


# --- the public anchors ------------------------------------------------------------------


def anchors():
    agh = "preflib-00009-agh/agh2003_cap{}.json"
    breakfast = "breakfast-5-5-7/breakfast_conf_5_5_7.json"
    return {
        "A19": (AGH, {"seats": 19, "drop": [9]}),
        "A21": (agh.format(21), {}),
        "B": (breakfast, {}),
        "Bw": (breakfast, {"weights": [1, 1, 2]}),
    }


@pytest.mark.parametrize("name", anchors())
def test_the_reader_gives_the_anchor(name):
    file, options = anchors()[name]
    problem, by_hand = read_ballots(public(file), **options), anchor(name)
    assert level_table(problem) == level_table(by_hand)
    assert [s.seats for s in problem.event.sessions] == [
        s.seats for s in by_hand.event.sessions
    ]
    assert [r.weight for r in problem.event.rounds] == [r.weight for r in by_hand.event.rounds]


def test_preflib_and_json_of_one_poll_are_one_question():
    json_file = public("preflib-00009-agh/agh2003_cap19.json")
    soc = read_ballots(public(AGH), seats=19, drop=[9])
    assert level_table(soc) == level_table(read_ballots(json_file))


@pytest.mark.parametrize("name", anchors())
def test_from_the_file_to_proven_figures(name, tmp_path):
    file, options = anchors()[name]
    arguments = ["import", str(public(file)), "--out", str(tmp_path / name)]
    for key, value in options.items():
        text = ",".join(map(str, value)) if isinstance(value, list) else str(value)
        arguments += [f"--{key}", text]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    assert "Next: allocator solve" in done.stdout
    problem = allocator.read(tmp_path / name)
    assert problem == read_ballots(public(file), **options)
    for objective in ("total", "balanced", "leximin"):
        expected = EXPECTED[name, objective]
        fairness = allocator.solve(problem, objective).fairness
        assert (fairness.total, fairness.worst) == (expected.total, expected.worst)
        assert (fairness.squares, fairness.firsts) == (expected.squares, expected.firsts)


def test_an_earlier_folder_is_not_overwritten(tmp_path):
    shutil.copy(SAMPLES / "12a_runde1.soc", tmp_path / "a.soc")
    arguments = [
        "import",
        str(tmp_path / "a.soc"),
        "--out",
        str(tmp_path / "x"),
        "--seats",
        "4",
    ]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert CliRunner().invoke(main, arguments).exit_code == 7
    assert CliRunner().invoke(main, [*arguments, "--force"]).exit_code == 0
    assert (tmp_path / "x.bak-1").exists()
    assert CliRunner().invoke(main, [*arguments, "--force", "--seats", "many"]).exit_code == 2


def test_texts_are_an_ordinary_instance():
    texts = ballot_texts(SAMPLES / "12a_runde1.soc", seats=4, seed=7)
    assert list(texts) == ["event.yaml", "attendees.csv", "preferences.csv"]
    assert "seed: 7" in texts["event.yaml"]


def test_reading_loads_no_solver():
    code = "import sys, allocator.readers.ballots; print('ortools' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
