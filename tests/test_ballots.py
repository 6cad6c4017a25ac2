"""Public preference data: what the files say is what the question says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

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


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_categories_that_are_written_are_read(tmp_path_factory, data):
    m, names = 7, data.draw(st.sampled_from((("Yes", "NO"), ("Good", "Fair", "Bad"))))
    place = st.lists(st.integers(0, len(names)), min_size=m, max_size=m)
    people = data.draw(st.lists(place, min_size=1, max_size=6))
    lines = [f"# NUMBER CATEGORIES: {len(names)}"]
    lines += [f"# CATEGORY NAME {i}: {name}" for i, name in enumerate(names, start=1)]
    tiers = [
        [tuple(n for n in range(1, m + 1) if where[n - 1] == k) for k in range(len(names))]
        for where in people
    ]
    lines += [
        "1: " + ",".join("{" + ",".join(map(str, tier)) + "}" for tier in person)
        for person in tiers
    ]
    path = written(tmp_path_factory.mktemp("cat"), "cat", m, lines, len(people))
    assert Counter(tuple(p) for p in CategoricalInstance(str(path)).preferences) <= Counter(
        tuple(person) for person in tiers
    )
    problem = read_ballots(path, seats=3)
    for attendee, person in zip(problem.attendees, tiers, strict=True):
        *_, last = person
        wishes = problem.wishes_of(attendee.id)
        liked = person[:-1] if "NO" in names else person
        ranked = [tier for tier in liked if tier]
        assert wishes.ranks == {
            f"R1-{n:02d}": rank for rank, tier in enumerate(ranked, start=1) for n in tier
        }
        refused = (
            {f"R1-{n:02d}" for n in last} if "NO" in names and len(last) <= m // 3 else set()
        )
        assert wishes.refused == refused


def test_what_is_dropped_is_not_refused_either(tmp_path):
    names = [f"# CATEGORY NAME {i}: {name}" for i, name in enumerate(("Yes", "No"), start=1)]
    path = written(tmp_path, "cat", 4, [*names, "1: {1,2},{4}", "1: {4},{3}"], 2)
    problem = read_ballots(path, seats=2, drop=[4])
    assert problem.wishes_of("P001").ranks == {"R1-01": 1, "R1-02": 1}
    assert problem.wishes_of("P001").refused == frozenset()
    assert problem.wishes_of("P002").refused == {"R1-03"}


def test_the_sample_with_categories_is_read():
    problem = read_ballots(SAMPLES / "12d_runde1_ja_kanskje_nei.cat", seats=5)
    assert len(problem.attendees) == 12
    # two of five refused are more than a third, so none of them counts
    assert problem.wishes_of("P001").ranks == {"R1-01": 1, "R1-04": 1, "R1-05": 2}


@pytest.mark.parametrize(
    ("kind", "lines", "voters", "found"),
    [
        ("wmd", ["1, 2, 3"], 1, [(3, "E611")]),
        ("soi", ["1: 1;2"], 1, [(9, "E612")]),
        ("soi", ["one: 1,2"], 1, [(9, "E612")]),
        ("soi", ["0: 1,2"], 0, [(9, "E612")]),
        ("soi", [f"{'1' * 5000}: 1,2"], 1, [(9, "E612")]),
        ("soi", [f"1: 1,{'2' * 5000}"], 1, [(9, "E612")]),
        ("soi", ["1: 1,7"], None, [(9, "E613")]),
        ("soi", ["1: 1,2", "1: 2,2"], None, [(10, "E614")]),
        ("soi", ["# ALTERNATIVE NAME 3: Other", "1: 1,2"], 1, [(9, "E614")]),
        ("SOI", ["1: 1,{2,3}"], None, [(9, "E615")]),
        ("soc", ["1: 1,2"], None, [(9, "E615")]),
        ("toi", ["1: 1,{},2"], None, [(9, "E615")]),
        ("cat", ["1: {1},{2}"], None, [(9, "E615")]),
        ("soi", ["1: 1,2"], 5, [(5, "E616")]),
        ("soi", ["1: 1,2"], "many", [(5, "E616")]),
        ("soi", ["1: 1,2"], "1" * 5000, [(5, "E616")]),
        ("soi", [], 0, [(0, "E616")]),
        ("soi", ["150000: 1", "150000: 2"], None, [(0, "E619")]),
        ("soi", ["1: 1,7", "1: 1"], 5, [(5, "E616"), (9, "E613")]),
    ],
)
def test_faults_have_their_place(tmp_path, kind, lines, voters, found):
    path = written(tmp_path, kind, 3, lines, voters)
    with pytest.raises(InputRefused) as refused:
        read_ballots(path, seats=3)
    assert [(f.row, f.code) for f in refused.value.findings] == found
    assert {f.file for f in refused.value.findings} == {path.name}


def test_wishes_have_a_limit_as_people_have(tmp_path):
    alternatives = ",".join(str(i) for i in range(1, 12))
    path = written(tmp_path, "soi", 11, [f"190000: {alternatives}"])
    with pytest.raises(InputRefused) as refused:
        read_ballots(path, seats=3)
    assert [(f.row, f.code) for f in refused.value.findings] == [(0, "E619")]


def test_every_finding_of_every_file_comes_at_once(tmp_path):
    (tmp_path / "a").mkdir()
    one = written(tmp_path, "soi", 3, ["1: 1,7", "1: 2,2"])
    two = tmp_path / "other.txt"
    two.write_text("hello", encoding="utf-8")
    three = written(tmp_path / "a", "toi", 3, ["2: 1,2"])
    with pytest.raises(InputRefused) as refused:
        read_ballots(one, two, three)
    found = [(f.file, f.row, f.code) for f in refused.value.findings]
    assert found == [
        ("made-up.soi", 9, "E613"),
        ("made-up.soi", 10, "E614"),
        ("other.txt", 0, "E611"),
        ("made-up.toi", 0, "E618"),
    ]
    with pytest.raises(InputRefused) as refused:
        read_ballots(one, two, three, seats=[3, 3, 3], drop=[8], weights=[1])
    assert [f.code for f in refused.value.findings] == ["E613", "E614", "E611"]


def test_rounds_must_be_about_the_same_people(tmp_path):
    (tmp_path / "a").mkdir()
    one = written(tmp_path, "soi", 3, ["2: 1,2"])
    two = written(tmp_path / "a", "soi", 3, ["3: 1,2"])
    with pytest.raises(InputRefused, match="1 finding") as refused:
        read_ballots(one, two, seats=3)
    assert refused.value.findings[0].code == "E617"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"seats": 0}, "seats must be whole numbers"),
        ({"seats": 100_001}, "seats must be whole numbers"),
        ({"seats": [1, 2]}, "seats for 2 rounds"),
        ({"seats": {1: 1, 2: 1, 3: 1, 8: 1}}, "no file has alternative 8"),
        ({"seats": 3, "drop": [8]}, "no file has alternative 8"),
        ({"seats": 3, "drop": [1, 2, 3]}, "nothing is left"),
        ({"seats": 3, "weights": [1, 2]}, "2 weights for 1 rounds"),
        ({"seats": 3, "weights": [0]}, "weights must be whole numbers"),
    ],
)
def test_options_that_do_not_fit_are_named(tmp_path, options, told):
    path = written(tmp_path, "soi", 3, ["2: 1,2"])
    with pytest.raises(UsageTrouble, match=re.escape(told)):
        read_ballots(path, **options)


def test_alternatives_without_seats_are_named(tmp_path):
    path = written(tmp_path, "soi", 3, ["2: 1,2"])
    for options, told in (
        ({}, "alternative 1, 2, 3 "),
        ({"seats": {2: 5}}, "alternative 1, 3 "),
    ):
        with pytest.raises(InputRefused) as refused:
            read_ballots(path, **options)
        (finding,) = refused.value.findings
        assert (finding.file, finding.code) == (path.name, "E618")
        assert told in finding.message
    assert len(read_ballots(path, seats={2: 5}, drop=[1, 3]).event.sessions) == 1


def test_files_become_rounds_of_the_same_people(tmp_path):
    (tmp_path / "a").mkdir()
    one = written(tmp_path, "soi", 3, ["2: 1,2", "1: 3"])
    two = written(tmp_path / "a", "toi", 2, ["1: {1,2}", "2: 2"])
    problem = read_ballots(one, two, seats=[{1: 4, 2: 5, 3: 6}, 7], weights=[1, 3], seed=8)
    event = problem.event
    assert [(r.id, r.weight) for r in event.rounds] == [("R1", 1), ("R2", 3)]
    assert [(s.id, s.seats) for s in event.sessions] == [
        ("R1-01", 4),
        ("R1-02", 5),
        ("R1-03", 6),
        ("R2-01", 7),
        ("R2-02", 7),
    ]
    assert (event.seed, event.same_theme.value) == (8, "allow")
    assert problem.arrival == ("P001", "P002", "P003")
    assert problem.wishes_of("P001").ranks == {"R1-01": 1, "R1-02": 2, "R2-01": 1, "R2-02": 1}
    assert problem.wishes_of("P003").ranks == {"R1-03": 1, "R2-02": 1}


# the readers of text and YAML refuse these: a sign of double encoding, a merge key
TITLES = st.text(st.characters(codec="utf-8", exclude_characters="Ã"), max_size=30).filter(
    lambda name: "<<" not in name
)


@given(st.lists(TITLES, min_size=2, max_size=4))
@settings(max_examples=80, deadline=None)
def test_any_name_becomes_a_title(tmp_path_factory, names):
    document = {"title": names[0], "prefs": [[1]], "capacity": {"1": 1}}
    folder = tmp_path_factory.mktemp("names")
    one, two = folder / "a.json", folder / "b.soi"
    one.write_text(json.dumps({"rounds": [document, document]}), encoding="utf-8")
    seen = ["".join(c if c.isprintable() else " " for c in name) for name in names]
    lines = [f"# ALTERNATIVE NAME {i}: {name}" for i, name in enumerate(seen, start=1)]
    two.write_text("\n".join(["# DATA TYPE: soi", *lines, "1: 1"]), encoding="utf-8")
    rounds = read_ballots(one).event.rounds
    assert {r.title for r in rounds} <= {" ".join(seen[0].split()) or "–", "Round 1", "Round 2"}
    titles = [s.title for s in read_ballots(two, seats=1).event.sessions]
    assert titles == [
        " ".join(name.split()) or f"Alternative {i}" for i, name in enumerate(seen, start=1)
    ]


def test_a_file_in_windows_text_is_told(tmp_path):
    path = tmp_path / "a.soi"
    path.write_bytes("# TITLE: \xd8kern\n# ALTERNATIVE NAME 1: \xc5s\n1: 1\n".encode("cp1252"))
    out = str(tmp_path / "x")
    done = CliRunner().invoke(main, ["import", str(path), "--out", out, "--seats", "1"])
    assert done.exit_code == 0, done.output
    assert done.stderr.startswith("N104  a.soi")
    assert allocator.read(out).event.sessions[0].title == "Ås"


def test_spaces_marks_and_line_ends_do_not_matter(tmp_path):
    path = written(tmp_path, "toi", 4, ["2 :  1 , { 2 , 3 } ", "", "1:\t4,1,"], 3)
    plain = read_ballots(path, seats=2)
    marked = "\ufeff\n\n" + path.read_text(encoding="utf-8").replace("\n", "\r\n")
    path.write_bytes(marked.encode())
    assert read_ballots(path, seats=2) == plain
    assert plain.wishes_of("P001").ranks == {"R1-01": 1, "R1-02": 2, "R1-03": 2}


# --- JSON --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "column", "code"),
    [
        ({"prefs": [[1, 2], [2, 2]], "capacity": {"1": 2, "2": 2}}, "prefs[1]", "E614"),
        ({"prefs": [[1, 3]], "capacity": {"1": 2, "2": 2}}, "prefs[0]", "E613"),
        ({"prefs": [["1"]], "capacity": {"1": 2}}, "prefs[0]", "E612"),
        ({"prefs": [], "capacity": {"1": 2}}, "prefs", "E612"),
        ({"prefs": [[1]], "capacity": {"1": 0}}, "capacity", "E612"),
        ({"rounds": 5}, "rounds", "E612"),
        ({"rounds": []}, "rounds", "E612"),
        ({"prefs": [[-1]]}, "prefs[0]", "E612"),
        ({"prefs": [[1]], "capacity": {"1" * 5000: 1}}, "capacity", "E612"),
        ({"prefs": [[1]], "capacity": {"1": 100_001}}, "capacity", "E612"),
        ({"prefs": [[]] * 200_001}, "prefs", "E619"),
        (
            {"rounds": [{"prefs": [[1]]}, {"prefs": [["1"]]}]},
            "rounds[1].prefs[0]",
            "E612",
        ),
    ],
)
def test_faults_in_json_have_their_place(tmp_path, document, column, code):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        read_ballots(path, seats=1)
    assert [(f.column, f.code) for f in refused.value.findings] == [(column, code)]


def test_broken_json_names_its_line(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"prefs":\n [[1,]]}', encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        read_ballots(path)
    assert refused.value.findings[0].row == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"prefs": [[1, 2]], "capacity": {"1": 1, "1": 3, "2": 1}}', "E614"),
        ('{"prefs": ' + "[" * 100_000, "E612"),
        ('{"prefs": [[' + "1" * 5_000 + "]]}", "E612"),
    ],
)
def test_json_that_means_nothing_sure_is_refused(tmp_path, text, code):
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        read_ballots(path, seats=1)
    assert [f.code for f in refused.value.findings] == [code]


def test_rounds_of_one_file_have_names_of_their_own(tmp_path):
    path = tmp_path / "a.json"
    parts = [{"prefs": [[1]]}, {"prefs": [[2]], "title": "Lunch\ud800\a"}]
    path.write_text(json.dumps({"source": "Somewhere", "rounds": parts}), encoding="utf-8")
    event = read_ballots(path, seats=1).event
    assert event.title == "Somewhere"
    assert [r.title for r in event.rounds] == ["Round 1", "Lunch"]


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


def test_texts_say_where_they_come_from():
    texts = ballot_texts(SAMPLES / "12a_runde1.soc", seats=4, drop=[2], seed=7)
    assert list(texts.files) == ["event.yaml", "attendees.csv", "preferences.csv"]
    event = texts.files["event.yaml"]
    assert "seed: 7" in event
    for note in ("Wishes from 12a_runde1.soc", "Left out of R1: 1B Bolig for alle"):
        assert f"# {note}" in event
        assert f'  - "{note}' in event


def test_only_seats_that_nobody_stated_are_assumed(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"prefs": [[1, 2]], "capacity": {"1": 5, "2": 6}}', encoding="utf-8")

    def assumed(**options):
        found = read_ballots(path, **options).event.assumptions
        return [a.place for a in found if a.place.endswith("seats")]

    assert assumed() == []
    assert assumed(seats=5) == ["sessions R1-02 seats"]


def test_5000_ballots_are_read(tmp_path):
    rng = Random(1)
    lines = [f"1: {','.join(map(str, rng.sample(range(1, 11), 10)))}" for _ in range(5_000)]
    path = written(tmp_path, "soc", 10, lines)
    problem = read_ballots(path, seats=500)
    assert len(problem.wishes) == 5_000
    assert problem.attendees[0].id == "P0001"


def test_every_code_is_documented_and_means_one_thing():
    root = Path(__file__).parents[1]
    sources = (root / "src/allocator/readers/ballots").glob("*.py")
    used = {c for p in sources for c in re.findall(r'"(E\d+)"', p.read_text(encoding="utf-8"))}
    page = (root / "docs/inputs.md").read_text(encoding="utf-8")
    assert used == set(re.findall(r"^\| `(E\d+)` \|", page, re.MULTILINE)) & {
        f"E{n}" for n in range(610, 620)
    }
    here = ("ballots", "codes")
    others = [p for p in (root / "src").rglob("*.py") if p.parent.name not in here]
    assert not [p for p in others for c in used if c in p.read_text(encoding="utf-8")]


def test_importing_loads_no_solver(tmp_path):
    arguments = ["import", str(SAMPLES / "12a_runde1.soc"), "--seats", "4"]
    arguments += ["--out", str(tmp_path / "x")]
    code = (
        "import sys; from allocator.cli import main\n"
        f"main({arguments!r}, standalone_mode=False)\n"
        "print('ortools' in sys.modules, 'pandas' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    *lines, loaded = done.stdout.splitlines()
    assert loaded == "False False"
    assert len(lines) == 3
    assert lines[0] == "12 people, 12 with wishes, 5 sessions in 1 round."
    assert lines[2] == f"Next: allocator solve {tmp_path / 'x'}"
