"""`allocator import` on the sample exports: exactly the wishes that they hold."""

from __future__ import annotations

import pytest

import allocator
from import_support import EVENT, ROUNDS, SAMPLES, expected, persons, run, sample, table

DATASET = "09b_surveyxact_tab_utf16_dataset"
COMPLETE = ["01a", "01b", "01d", "02b", "04a", "06", "07", DATASET, "09c"]
THREE = dict.fromkeys(ROUNDS, 3)
PART = {
    # file: ranks that it holds, people who do not count in it
    "02c": ({"runde1": 3}, ()),
    "03a": (THREE, ()),
    "03b": (THREE, ()),
    "08": (THREE, ()),
    "10a": (THREE, ()),
    "10b": ({"runde1": 2, "befaring": 1}, ("p05",)),
    "11a": ({"runde1": 3, "befaring": 3}, ("p08",)),
    "11c": ({"runde1": 2, "befaring": 1}, ("p10",)),
}
NOTICES = {
    # what the manifest says of a file: codes and rows
    "01a": {"N740": [2], "N750": [12]},
    "01b": {"N740": [2], "N750": [12]},
    "01d": {"N740": [2], "N750": [12]},
    "03a": {"N750": [11]},
    "03b": {"N750": [11]},
    "07": {"N740": [4], "N744": [16]},
    "09c": {"N744": [13]},
    "10a": {"N741": [6, 16], "N742": [10]},
    "10b": {"N741": [6]},
    "11a": {"N741": [9], "N757": [4]},
    "11c": {"N741": [11]},
}
QUOTED = '"1E Beredskap; fra plan til praksis"'
ALIASES = {
    "01f": f"written;session\n{QUOTED};1E\n",
    "01g": "written;session\n1D Unges medvirkning (10–18 år);1D\n"
    "Til fots - Bjørvika kl 13:00;B7\n",
}


def codes_of_limesurvey():
    """Return a table that says what A1, A2 … are: the first, the second option …"""
    questions = {"runde1": "R1", "runde2": "R2", "befaring": "BV"}
    lines, count = ["question;code;text"], dict.fromkeys(questions, 0)
    for row in table(SAMPLES / "15_activities.csv", ";"):
        count[row["gruppe"]] += 1
        code = f"A{count[row['gruppe']]}"
        lines.append(f"{questions[row['gruppe']]};{code};{row['kode']}")
    return "\n".join(lines)


def files_in(folder):
    """Return the bytes of each file but the report, which tells of each import."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != "import.json"}


@pytest.mark.parametrize("name", COMPLETE)
def test_complete_samples_are_read_exactly(tmp_path, name):
    done = run(tmp_path / "out", sample(name))
    assert done.code == 0, done.stderr
    assert done.wishes() == expected()
    assert sorted(done.people().values()) == sorted(set(persons().values()))
    problem = allocator.read(tmp_path / "out")
    assert len(problem.attendees) == 12


@pytest.mark.parametrize("name", PART)
def test_other_samples_are_read_as_far_as_they_go(tmp_path, name):
    rounds, without = PART[name]
    done = run(tmp_path / "out", sample(name))
    assert done.code == 0, done.stderr
    wished = {wish for wish in done.wishes() if wish[2] != "refused"}
    assert wished == expected(rounds, without)
    assert allocator.read(tmp_path / "out").attendees


@pytest.mark.parametrize("name", NOTICES)
def test_samples_give_the_notices_that_the_manifest_describes(tmp_path, name):
    done = run(tmp_path / "out", sample(name))
    rows = {code: done.found(code) for code in NOTICES[name]}
    assert rows == NOTICES[name]


@pytest.mark.parametrize("name", ALIASES)
def test_options_in_other_words_are_asked_about_and_taken_from_a_file(tmp_path, name):
    refused = run(tmp_path / "out", sample(name))
    assert refused.code == 3
    assert not (tmp_path / "out").exists()
    aliases = tmp_path / "aliases.csv"
    aliases.write_text(ALIASES[name], encoding="utf-8")
    done = run(tmp_path / "out", sample(name), "--aliases", aliases)
    assert done.code == 0, done.stderr
    assert done.wishes() == expected()
    again = run(tmp_path / "out", sample(name))
    assert again.code == 0, "form.yaml keeps what was stated"
    assert again.wishes() == expected()


def test_codes_are_read_with_a_table_of_codes(tmp_path):
    coded = run(tmp_path / "03", sample("03c"), "--aliases", sample("03d"))
    assert coded.code == 0, coded.stderr
    assert coded.wishes() == expected(THREE)
    codes = tmp_path / "codes.csv"
    codes.write_text(codes_of_limesurvey(), encoding="utf-8")
    for arguments in (["--aliases", codes], []):
        done = run(tmp_path / "05", sample("05a_limesurvey"), *arguments)
        assert done.code == 0, done.stderr
        assert done.wishes() == expected()
    assert done.found("N744") == [13]


def test_names_of_orders_are_no_buyers(tmp_path):
    done = run(tmp_path / "out", sample("10b"))
    assert len(done.people()) == 11, "four buyers signed twelve people up"


def test_the_handmade_sheet_is_read_with_every_fault_named(tmp_path):
    done = run(tmp_path / "out", sample("13"))
    assert done.code == 0, done.stderr
    found = {(f["code"], f["cell"] or f["row"]) for f in done.report["findings"]}
    assert {("N745", 12), ("N746", 15), ("N747", 7)} <= found
    named = {cell for _, cell in found}
    assert {"D10", "D13", "I8"} <= named
    assert len(done.people()) == 12
    fewer = run(
        tmp_path / "fewer", sample("13"), "--leave-out", "struck", "--leave-out", "hidden"
    )
    assert len(fewer.people()) == 10


@pytest.mark.parametrize("name", ["01a", "02b", "03a", "04a", "07", "10a", "11a", "13"])
def test_the_next_import_of_a_form_is_the_same_and_writes_nothing(tmp_path, name):
    out = tmp_path / "out"
    run(out, sample(name))
    before = files_in(out)
    again = run(out, sample(name))
    assert again.code == 0, again.stderr
    assert files_in(out) == before


def test_long_tables_are_read(tmp_path):
    path = tmp_path / "svar.csv"
    path.write_bytes((SAMPLES / "EXPECTED_preferences_long.csv").read_bytes())
    done = run(tmp_path / "long", path)
    assert done.code == 0, done.stderr
    assert done.wishes() == expected()
    sched = run(tmp_path / "sched", sample("11d"))
    assert sched.code == 0, sched.stderr
    two = {(person, session) for person, session, _ in expected({"runde1": 2})}
    assert {wish[:2] for wish in sched.wishes()} == two


def test_ballots_go_with_an_event_too(tmp_path):
    done = run(tmp_path / "out", sample("12a"))
    assert done.code == 0, done.stderr
    assert len(allocator.read(tmp_path / "out").attendees) == 12
    assert EVENT.read_bytes() == (tmp_path / "out" / "event.yaml").read_bytes()
