"""Faults of the input files: one good event, one change a case (rows of faults.md)."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass

import pytest

from allocator.errors import AllocatorError, FileTrouble, Infeasible, InputRefused
from allocator.problem import Wishes
from allocator.readers import read_instance, table
from instances_support import ATTENDEES, EVENT, PREFERENCES, write_instance

ROWS_LIMIT = 3_000


@dataclass(frozen=True)
class Case:
    """A change to one file: what to replace by what, and what must come of it."""

    row: str
    file: str
    old: str | None
    new: str | bytes
    place: str
    told: str
    exit: int = 3


def att(row: str, old: str | None, new: str | bytes, place: str, told: str) -> Case:
    return Case(row, "attendees.csv", old, new, place, told)


def pre(row: str, old: str | None, new: str | bytes, place: str, told: str) -> Case:
    return Case(row, "preferences.csv", old, new, place, told)


def evt(row: str, old: str | None, new: str | bytes, place: str, told: str) -> Case:
    return Case(row, "event.yaml", old, new, place, told)


GOOD = {
    "event.yaml": EVENT,
    "attendees.csv": ATTENDEES,
    "preferences.csv": PREFERENCES,
}
WIDE = "attendee_id," + ",".join(f"x{i}" for i in range(12)) + "\n"
SMALLEST = '{id: R1-3, theme: "3", title: Art, seats: 10, smallest: %d}'
R13 = '{id: R1-3, theme: "3", title: Art, seats: 10}'
MANY = "".join(f"{{id: X{i}, title: T, seats: 9}}, " for i in range(60))
MANY_ROUNDS = "rounds:\n" + "".join(
    f"  - {{id: N{r}, title: T, start: 0{r}:00, end: 0{r}:30, "
    f"sessions: [{MANY.replace('X', f'X{r}-')}]}}\n"
    for r in (1, 2, 3)
).replace("seats: 9}", "seats: 9, may_be_cancelled: true}", 1)

REFUSED = [
    # files and encodings
    att("4", None, b"", "attendees.csv", "is empty"),
    pre("4", None, b"", "preferences.csv", "is empty"),
    evt("4", None, b"", "event.yaml", "is empty"),
    att("5", None, "attendee_id,group\n", "attendees.csv", "no attendees"),
    pre("8a", None, b"attendee_id,session_id,rank\nA01,\x81,1\n", "preferences.csv, row 2",
        "neither UTF-8 nor Windows text at byte 32 (row 2); name it with --encoding"),
    att("9", "A02,Village", "A02,BjÃ¸rn", "row 5", "looks double-encoded in 1 cell"),
    evt("9", "Harbour", "BjÃ¸rn", "row 48", "looks double-encoded in 1 place"),
    pre("10", "A02,R1-2,2", "A02,R1-2,\x002", "row 3", "row 3 has a NUL"),
    pre("10", "A02,R1-2,2", "A02,R1-2,\x072", "row 3", "control character U+0007"),
    pre("13", "A01,R1-3,1", 'A01,"R1-3,1', "row 6", "quote opened in row 6 not closed"),
    pre("13", "A01,R1-3,1", '"A01"x,R1-3,1', "row 6", "quote opened in row 6"),
    att("14", None, WIDE + "A01" + "," * 12 + "y,\n", "row 2",
        "row 2 has 14 cells, header has 13"),
    pre("15", "A02,V1,refused", "A02,V1", "row 5", "row 5 has 2 cells, header has 3"),
    att("16", "group,", "needs,", "attendees.csv, row 1", "column 'needs' twice"),
    att("16", "arrives,", "Needs ,", "row 1", "twice"),
    att("16", None, "attendee_id,a\u030arv,\u00e5rv\nA,,\n", "row 1", "twice"),
    pre("17", "session_id,", "session,", "preferences.csv, row 1",
        "no column 'session_id'; did you mean 'session'?"),
    att("17", "attendee_id", "Attendee ID", "row 1",
        "no column 'attendee_id'; did you mean 'Attendee ID'?"),
    att("17", "attendee_id", "id", "row 1", "no column 'attendee_id'; did you mean 'id'?"),
    att("17", "attendee_id", "ID ", "row 1",
        "no column 'attendee_id'; did you mean 'ID '?"),
    att("17", "needs", "Needs", "row 1", "no column 'needs'; did you mean 'Needs'?"),
    att("18", None, b"x" * 100_000_001, "attendees.csv", "limit of 100 MB"),
    evt("18", "title: A small day", "title: [" + "a," * 50_001 + "]", "row 1",
        "more values than the limit of 50000"),
    evt("18", None, b"#" * 1_000_001, "event.yaml", "limit of 1 MB"),
    att("18", None, "attendee_id\n" + "A\n" * (ROWS_LIMIT + 1), "row 3002",
        "limit of 3000"),
    att("18", "Village", "x" * 10_001, "row 5", "limit of 10000 characters"),
    att("18", "Village", "x" * 200_000, "row 5", "limit of 10000 characters"),
    att("18", None, ",".join("abc" for _ in range(300)), "row 1", "limit of 200"),
    att("26", "A02,Village,,,,", "A02,,,,,\n,Totals,,,,", "row 6, column attendee_id",
        "id is empty"),
    # people and wishes
    att("27", "A03,", "A01,", "row 4, column attendee_id", "rows 3 and 4"),
    att("29", "A03,", ",x", "row 3, column attendee_id", "id is empty"),
    att("29", "A03,", "-,", "row 3, column attendee_id", "must consist of letters"),
    att("30", "A03,", "a02,", "row 5", "rows 3 and 5 differ only by upper and lower"),
    att("30", "A03,", "A\u200b02,", "row 5", "rows 3 and 5 differ only by the invisible"
        " U+200B"),
    att("30", "A03,", "A\u200b03,", "row 3", "it has the invisible U+200B"),
    pre("31", "A01,R1-3", "A01,\u0410rt", "row 6, column session_id",
        "'R1-3' but has the non-Latin U+0410 Cyrillic Capital Letter A"),
    pre("31", "A02,V1,", "A02,\u03a7,", "row 5, column session_id", "no such session"),
    pre("32", "A01,R1-3", "A01,R1_3", "row 6, column session_id",
        "did you mean 'R1-3'?"),
    pre("32", "A01,R1-3", "A01,Art", "row 6, column session_id", "write the id 'R1-3'"),
    pre("32", "A01,R1-3", "A01,", "row 6, column session_id", "session is empty"),
    pre("32", "A01,R1-3", "X99,R1-3", "row 6, column attendee_id",
        "not in attendees.csv"),
    pre("32", "A01,R1-3", "a01,R1-3", "row 6, column attendee_id",
        "row 4 there differs only by case"),
    att("32", "R1-1", "R9-1", "row 2, column fixed", "no such session"),
    *[
        pre("34", "A02,R1-2,2", f"A02,R1-2,{rank}", "row 3, column rank", "must be 1..3")
        for rank in ("0", "-1", "1.5", "1.", "٣", "1_000", "10" * 6, "nan", "inf", "",
                     "4", "+1", "1" * 5000, "refuse")
    ],
    att("38", "cannot_walk_far", "wheelchair?", "row 4, column needs",
        "must be empty or one of: cannot_walk_far"),
    att("38", "cannot_walk_far", "nei", "row 4, column needs", "must be empty"),
    att("-", "08:30", "8.30", "row 4, column arrives", "local time such as 09:30"),
    att("-", "08:30", "17:00", "row 4, column leaves", "is not after arrives"),
    pre("-", "A02,V1,refused", "A02,R1-1,refused", "row 5, column session_id",
        "both ranked and refused"),
    att("-", "S01,Town,R1-1", "S01,Town,R1-2", "event.yaml, row 23",
        "session R1-1: speaker 1 is not fixed in it in attendees.csv"),
    att("-", "S01,", "S02,", "event.yaml, row 23", "speaker 1 is not in attendees.csv"),
    evt("43", "Ola Prøve", "' '", "row 23", "speakers 2"),
    # event file
    evt("44", "seed: 2024", "seed: 2024\nseed: 2025", "event.yaml, row 8, column col 1",
        "key 'seed' twice"),
    evt("44", "    title: Talks", "\ttitle: Talks", "row 15, column col 1", "a tab"),
    evt("44", "seed: 2024", "seed: &a 2024", "row 7, column col 7", "anchor 'a'"),
    evt("44", "seed: 2024", "seed: *a", "row 7, column col 7", "alias 'a'"),
    evt("44", "seed: 2024", "seed: !!int 2024", "row 7", "tags"),
    evt("44", "title: A", "%YAML 1.1\n---\ntitle: A", "event.yaml", "directives"),
    evt("44", "seed: 2024", "<<: {seed: 1}", "row 7", "merge keys"),
    evt("44", "seed: 2024", "seed: " + "[" * 50, "row 7", "nested deeper than"),
    evt("44", "seed: 2024", "seed: 1\n---\na: b", "row 8", "second document"),
    evt("44", "2024-09-27", "2024-13-45", "event.yaml", "date"),
    evt("44", "2024-09-27", "yes", "row 2, column col 1", "date such as 2024-09-27"),
    evt("44", "walking: true", "walking: yes", "row 41", "walking: must be true or"),
    evt("44", "title: A small day", "title: [", "event.yaml", "no valid YAML"),
    evt("44", None, "- a\n- b\n", "row 1", "must be a mapping"),
    evt("44", 'theme: "1"', "theme: 1", "row 20", "sessions R1-1 theme: must be text"),
    evt("45", "title: Room 2, seats", "title: Room 2, seets", "row 10",
        "rooms sal-2: unknown key 'seets'; did you mean 'seats'?"),
    evt("45", "title: Room 2, seats", "title: Room 2, seets", "row 10",
        "rooms sal-2 seats: is missing; must be a whole number from 1 to 100000"),
    evt("45", "transfer_minutes", "transferminutes", "row 5",
        "did you mean 'transfer_minutes'?"),
    evt("45", "assumed: [start]", "assumed: [begins]", "row 46", "sessions V1 assumed: names"),
    *[
        evt("46", "title: Room 2, seats: 30", f"title: Room 2, seats: {seats}",
            "row 10, column col 32", "rooms sal-2 seats: must be a whole number from 1 to")
        for seats in ("0", "-4", '"30 "', '"30"', "1.5", "true", "100001", "~", ".nan")
    ],
    evt("46", "title: Art, seats: 10", "title: Art", "row 25",
        "session R1-3: seats is missing"),
    evt("46", "transfer_minutes: 10", "transfer_minutes: -1", "row 5", "from 0 to 1440"),
    evt("47", R13, SMALLEST % 15, "row 25", "session R1-3: minimum 15 > 10 seats"),
    evt("48", "id: R2-2", "id: R1-2", "event.yaml, row 31",
        "session R1-2 twice: lines 24 and 31"),
    evt("48", "id: R2\n", "id: R1\n", "row 26", "round R1 twice"),
    evt("48", "id: sal-2", "id: sal-1", "row 10", "room sal-1 twice"),
    evt("49", "leaves: 12:30", "leaves: 12:05", "event.yaml, row 47",
        "bus of V2 leaves 12:05, R2 ends 12:00"),
    evt("50", "end: 12:00", "end: 10:00", "row 31", "end 10:00 is not after start 10:40"),
    evt("50", "returns: 15:00, return_place: Quay", "returns: 15:00, return_place: Quay,"
        " back: 00:20", "row 47", "a day cannot go past midnight"),
    evt("50", "leaves: 12:30", 'leaves: "12:30+02:00"', "row 49", "local times only"),
    evt("50", "leaves: 12:30", "leaves: 24:30", "row 49", "local time such as 09:30"),
    evt("50", "start: 09:00", "start: 750", "row 16", "local time such as 09:30"),
    evt("50", "start: 09:00", "weight: 1", "row 19", "session R1-1: start is missing"),
    evt("50", "Europe/Oslo", "Europe/Olso", "row 3", "did you mean 'Europe/Oslo'?"),
    evt("50", "2024-09-27", "2024-9-27", "row 2", "date such as"),
    evt("51", "by: bus, bus: bus-1", "by: bus", "row 49", "names no bus"),
    evt("51", "by: foot,", "by: foot, bus: bus-1,", "row 42", "a bus, although"),
    evt("51", "bus: bus-1", "bus: bus-2", "row 49", "no bus bus-2; did you mean 'bus-1'"),
    evt("51", "by: foot,", "by: bus, bus: bus-1,", "row 49",
        "bus bus-1 serves V1 at 12:45 and V2 at 12:30"),
    evt("-", "room: sal-1\n", "room: sal-3\n", "row 22", "no room sal-3; did you mean"),
    evt("-", "title: Streets, room: sal-2", "title: Streets, room: sal-1", "row 24",
        "room sal-1 is taken twice: R1-1 until 10:20, R1-2 from 09:00"),
    evt("52", "weight: 2", "weight: 1000000", "row 13",
        "weights too large for exact solving"),
    evt("52", "seed: 2024", "wishes: {costs: [0, 900000]}", "row 13",
        "weights too large"),
    evt("52", "seed: 2024", "wishes: {costs: [0, 3, 2]}", "row 7", "never fall"),
    evt("52", "seed: 2024", "wishes: {costs: [1, 2]}", "row 7", "the first 0"),
    evt("52", EVENT[EVENT.index("rounds:"):], MANY_ROUNDS, "row 13", "limit is 50000"),
    *[
        evt("53", "seed: 2024", f"seed: {seed}", "row 7",
            "seed: must be a whole number from 0 to 9223372036854775807")
        for seed in ("1.5", "-1", '"7"', "true", str(2**70))
    ],
    evt("53", "seed: 2024", "seed: " + "1" * 5000, "event.yaml", "cannot be read"),
]  # fmt: skip


def changed(file: str, old: str | None, new: str | bytes) -> dict[str, str | bytes]:
    content: str | bytes = new
    if old is not None:
        assert old in GOOD[file], old
        assert isinstance(new, str)
        content = GOOD[file].replace(old, new, 1)
    return {file.split(".")[0]: content}


def test_the_good_event_is_read(tmp_path) -> None:
    assert read_instance(write_instance(tmp_path)).problem.attendees


@pytest.mark.parametrize(
    "case", REFUSED, ids=[f"{i}-row{c.row}" for i, c in enumerate(REFUSED)]
)
def test_a_fault_is_refused_with_its_place(case: Case, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(table, "MOST_ROWS", ROWS_LIMIT)
    write_instance(tmp_path, **changed(case.file, case.old, case.new))
    before = sorted(os.listdir(tmp_path))
    with pytest.raises(AllocatorError) as caught:
        read_instance(tmp_path)
    assert isinstance(caught.value, InputRefused)
    assert caught.value.exit_code == case.exit
    found = [(f.place, f.message) for f in caught.value.findings if f.stops]
    fits = [p for p, m in found if case.told in m and case.place in f"{p},"]
    assert fits, found
    assert sorted(os.listdir(tmp_path)) == before


# -- files (rows 1 to 3) -------------------------------------------------------------


def test_row_1_missing_files_are_named_together(tmp_path) -> None:
    write_instance(tmp_path, attendees=None, preferences=None)
    with pytest.raises(FileTrouble) as caught:
        read_instance(tmp_path)
    assert caught.value.exit_code == 7
    for name in ("attendees.csv", "preferences.csv"):
        assert f"{name}: not found in {tmp_path}" in str(caught.value)
    with pytest.raises(FileTrouble, match="not found"):
        read_instance(tmp_path / "nowhere")
    with pytest.raises(FileTrouble, match="is not a folder"):
        read_instance(tmp_path / "event.yaml")
    with pytest.raises(FileTrouble, match="cannot read"):
        read_instance("a\0b")


def test_row_2_folder_pipe_and_device(tmp_path) -> None:
    write_instance(tmp_path, event=None, attendees=None, preferences=None)
    (tmp_path / "event.yaml").mkdir()
    os.mkfifo(tmp_path / "attendees.csv")
    (tmp_path / "preferences.csv").symlink_to("/dev/zero")
    with pytest.raises(FileTrouble) as caught:
        read_instance(tmp_path)
    assert str(caught.value).count("not a regular file") == 3


def test_row_3_no_permission(tmp_path, monkeypatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    write_instance(tmp_path)
    monkeypatch.setattr("allocator.sheets.files.os.open", refuse)
    with pytest.raises(FileTrouble, match=r"event\.yaml: cannot read"):
        read_instance(tmp_path)


# -- what is accepted ----------------------------------------------------------------

ACCENTS = ATTENDEES.replace("Village", "Bjørkå")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xef\xbb\xbf" + ACCENTS.encode(), id="row 6: UTF-8 with mark"),
        pytest.param(ACCENTS.encode("utf-16"), id="row 7: UTF-16 with mark"),
        pytest.param(
            b"\xfe\xff" + ACCENTS.encode("utf-16-be"), id="row 7: UTF-16 BE with mark"
        ),
        pytest.param(ACCENTS.encode("utf-16-le"), id="row 7: UTF-16 LE without"),
        pytest.param(ACCENTS.encode("utf-16-be"), id="row 7: UTF-16 BE without"),
        pytest.param(ACCENTS.replace("\n", "\r").encode(), id="row 11: CR"),
        pytest.param(ACCENTS.replace("\n", "\r\n").encode(), id="row 11: CRLF"),
        pytest.param(
            ACCENTS.replace("\n", "\r\n", 2).strip().encode(), id="row 11: mixed, no end"
        ),
        pytest.param((ACCENTS + "\n\n,,,,,\n").encode(), id="row 26: blanks at the end"),
        pytest.param(unicodedata.normalize("NFD", ACCENTS).encode(), id="row 43: decomposed"),
    ],
)
def test_other_forms_of_the_same_file_are_the_same(data: bytes, tmp_path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    expected = read_instance(write_instance(there, attendees=ACCENTS))
    found = read_instance(write_instance(here, attendees=data))
    assert found.problem == expected.problem
    assert found.notices == expected.notices


def notices(tmp_path, **files: str | bytes) -> list[str]:
    found = read_instance(write_instance(tmp_path, **files)).notices
    assert all(not f.stops for f in found)
    return [f"{f.place}: {f.message}" for f in found]


def test_row_8_windows_text_is_a_notice(tmp_path) -> None:
    found = notices(tmp_path, attendees=ACCENTS.encode("cp1252"))
    at = ACCENTS.index("ø")
    told = f"not UTF-8 at byte {at} (row 5), read as Windows text (cp1252)"
    assert any(told in f and f.endswith("characters found: å ø") for f in found)


def test_row_8_the_encoding_can_be_named(tmp_path) -> None:
    write_instance(tmp_path, attendees=ACCENTS.encode("mac-roman"))
    problem = read_instance(tmp_path, encoding="mac-roman").problem
    assert problem.attendee["A02"].group == "Bjørkå"
    with pytest.raises(InputRefused) as caught:
        read_instance(tmp_path, encoding="ascii")
    assert "not ascii at byte" in caught.value.findings[0].message
    for wrong in ("klingon", "hex", "a\0b"):
        with pytest.raises(AllocatorError) as trouble:
            read_instance(tmp_path, encoding=wrong)
        assert trouble.value.exit_code == 2


@pytest.mark.parametrize("mark", [";", "\t"])
def test_row_12_other_delimiters_are_a_notice(mark: str, tmp_path) -> None:
    found = notices(tmp_path, attendees=ATTENDEES.replace(",", mark))
    assert any("columns are separated by" in f for f in found)
    sep = f"sep={mark}\n" + PREFERENCES.replace(",", mark)
    assert any("preferences.csv: columns" in f for f in notices(tmp_path, preferences=sep))


def test_row_16_more_columns_are_a_notice(tmp_path) -> None:
    more = "attendee_id,shoe size\nS01,41\nA01,40\nA02,39\n"
    changed_event = EVENT.replace("attendee: S01, ", "")
    found = notices(tmp_path, attendees=more, event=changed_event)
    assert "attendees.csv, row 1: column 'shoe size' is not used" in found


@pytest.mark.parametrize("id_", ["None", "NA", "Null", "nan", "0012"])
def test_row_29_words_are_ids(id_: str, tmp_path) -> None:
    people = ATTENDEES.replace("A03", id_)
    problem = read_instance(write_instance(tmp_path, attendees=people)).problem
    assert id_ in problem.attendee


IRREGULAR = "attendee_id,session_id,rank\n" + "".join(
    f"A02,{session},{rank}\n"
    for session, rank in [("R1-1", 2), ("R1-1", 1), ("R1-2", 1), ("R2-1", 3)]
)


def test_row_33_irregular_ranks_are_reported(tmp_path) -> None:
    instance = read_instance(write_instance(tmp_path, preferences=IRREGULAR))
    assert instance.problem.wishes["A02"].ranks == {"R1-1": 1, "R1-2": 1, "R2-1": 3}
    told = [f.message for f in instance.notices]
    for words in (
        "sessions named twice by one person: 1;",
        "equal ranks within a round: 1;",
        "gaps in the ranks of a round: 1;",
    ):
        assert any(t.startswith(words) for t in told)


def test_row_33_irregular_ranks_are_refused_by_setting(tmp_path) -> None:
    event = EVENT.replace("seed: 2024", "wishes: {irregular_ranks: refuse}")
    write_instance(tmp_path, event=event, preferences=IRREGULAR)
    with pytest.raises(InputRefused) as caught:
        read_instance(tmp_path)
    assert [(f.row, f.column) for f in caught.value.findings if f.stops] == [
        (3, "session_id"),
        (4, "rank"),
        (5, "rank"),
    ]


def test_row_35_no_wishes_at_all(tmp_path) -> None:
    instance = read_instance(
        write_instance(tmp_path, preferences="attendee_id,session_id,rank\n")
    )
    assert instance.problem.wishes == {}
    assert instance.problem.arrival == ("A01", "A02", "A03", "S01")
    assert [f.message for f in instance.notices] == ["no wishes"]


@pytest.mark.parametrize("people", [("A02",), ("A01", "A02", "A03")], ids=["row 36", "row 37"])
def test_rows_36_and_37_one_popular_session(people: tuple[str, ...], tmp_path) -> None:
    rows = "".join(f"{p},R1-2,1\n" for p in people)
    text = "attendee_id,session_id,rank\n" + rows
    problem = read_instance(write_instance(tmp_path, preferences=text)).problem
    assert problem.wishes == {p: Wishes({"R1-2": 1}) for p in people}


REFUSES_ALL = "attendee_id,session_id,rank\n" + "".join(
    f"A02,{s},refused\n" for s in ("R1-1", "R1-2", "R1-3", "V1")
)


def test_row_39_many_refusals_count_as_nothing_said(tmp_path) -> None:
    instance = read_instance(write_instance(tmp_path, preferences=REFUSES_ALL))
    assert instance.problem.wishes == {}
    assert instance.problem.arrival[0] == "A02"
    told = [f.message for f in instance.notices]
    assert any(
        t.startswith("refusals of more than a third of a round by one person: 2 times")
        for t in told
    )


def test_row_39_refusals_that_forbid_are_kept(tmp_path) -> None:
    event = EVENT.replace("seed: 2024", "wishes: {refusals: forbid}")
    write_instance(tmp_path, event=event, preferences=REFUSES_ALL)
    problem = read_instance(tmp_path).problem
    assert problem.wishes["A02"].refused == {"R1-1", "R1-2", "R1-3", "V1"}


@pytest.mark.parametrize(
    "title",
    [
        "=HYPERLINK(1)",
        "@SUM",
        "+47",
        "＝",
        "<script>",
        '"><img onerror>',
        "{{7*7}}",
        "$x^$",
        "../../x",
        "CON",
        "x" * 300,
        "😀",
        "\u202eabc",
        "'",
        "o'Neil",
        "A\u030a",
    ],
)
def test_rows_40_to_43_odd_titles_are_kept(title: str, tmp_path) -> None:
    quoted = "'" + title.replace("'", "''") + "'"
    event = EVENT.replace("title: Harbour", f"title: {quoted}")
    problem = read_instance(write_instance(tmp_path, event=event)).problem
    assert problem.event.session["V2"].title == title


def test_row_44_yaml_1_2_reads_times_and_no_as_text(tmp_path) -> None:
    event = EVENT.replace("title: Harbour", "title: no").replace("Quay}", "12:30}")
    visit = read_instance(write_instance(tmp_path, event=event)).problem.event.session["V2"]
    assert visit.title == "no"
    assert visit.departure is not None
    assert visit.departure.return_place == "12:30"
    assert f"{visit.departure.leaves:%H:%M}" == "12:30"


@pytest.mark.parametrize(
    ("day", "time", "told"),
    [
        ("2024-03-31", "02:30", "does not exist"),
        ("2024-10-27", "02:30", "comes twice"),
    ],
)
def test_row_50_clock_change(day: str, time: str, told: str, tmp_path) -> None:
    event = EVENT.replace("2024-09-27", day).replace("start: 09:00", f"start: {time}")
    write_instance(tmp_path, event=event)
    with pytest.raises(InputRefused) as caught:
        read_instance(tmp_path)
    found = next(f for f in caught.value.findings if f.stops)
    assert (found.row, found.column) == (16, "col 5")
    assert told in found.message


def test_row_51_a_bus_without_visit_is_a_notice(tmp_path) -> None:
    more = "buses:\n  - {id: bus-9, title: Bus 9, seats: 4}\n"
    found = notices(tmp_path, event=EVENT.replace("buses:\n", more))
    assert any("bus bus-9 serves no visit" in f for f in found)


def test_row_51_one_bus_for_two_visits_that_leave_together(tmp_path) -> None:
    event = EVENT.replace("by: foot, leaves: 12:45", "by: bus, bus: bus-1, leaves: 12:30")
    problem = read_instance(write_instance(tmp_path, event=event)).problem
    used = [s.departure.bus for s in problem.event.offer["V"] if s.departure]
    assert used == ["bus-1", "bus-1"]


def test_row_53_a_missing_seed_is_none(tmp_path) -> None:
    event = EVENT.replace("seed: 2024\n", "")
    assert read_instance(write_instance(tmp_path, event=event)).problem.event.seed is None


def test_row_58_two_fixed_places_at_once(tmp_path) -> None:
    people = ATTENDEES.replace("R1-1", "R1-1;R1-2 V1")
    write_instance(tmp_path, attendees=people)
    with pytest.raises(Infeasible) as caught:
        read_instance(tmp_path)
    assert caught.value.exit_code == 4
    assert caught.value.reasons == (
        "attendees.csv, row 2: fixed in R1-1 and R1-2, which are both in round R1",
    )
    write_instance(tmp_path, attendees=people.replace("A03", "-"))
    with pytest.raises(InputRefused):
        read_instance(tmp_path)


def test_row_58_two_fixed_places_that_overlap_across_rounds(tmp_path) -> None:
    streets = "title: Streets, room: sal-2"
    event = EVENT.replace(streets, f'{streets}, end: "11:30"')
    event = event.replace("title: Streets again, room: sal-2", "title: Again, seats: 9")
    people = ATTENDEES.replace("A02,Village,", "A02,Village,R1-2 R2-3")
    write_instance(tmp_path, event=event, attendees=people)
    with pytest.raises(Infeasible) as caught:
        read_instance(tmp_path)
    assert caught.value.reasons == (
        "attendees.csv, row 5: fixed in R1-2 and R2-3, "
        "but R1-2 lasts until 11:30 and R2-3 begins 10:40",
    )


def test_rounds_stand_in_the_order_of_the_day(tmp_path) -> None:
    event = EVENT.replace("seed: 2024", "staying_away: true")
    event = event.replace("start: 09:00\n    end: 10:20", "start: 15:40\n    end: 16:20")
    write_instance(tmp_path, event=event)
    with pytest.raises(InputRefused) as caught:
        read_instance(tmp_path)
    told = [f.message for f in caught.value.findings if f.stops]
    assert told == [
        "round R2 begins 10:40, before R1 at 15:40; rounds stand in the order of the day"
    ]


def test_an_invisible_character_does_not_split_a_group(tmp_path) -> None:
    people = ATTENDEES.replace("A02,Village", "A02,To\u200bwn")
    instance = read_instance(write_instance(tmp_path, attendees=people))
    assert instance.problem.attendee["A02"].group == "Town"
    found = [f"{f.place}: {f.message}" for f in instance.notices]
    assert "attendees.csv, row 5, column group: the invisible U+200B is dropped" in found


@pytest.mark.parametrize("word", ["Refused", "REFUSED"])
def test_a_refusal_may_be_written_large(word: str, tmp_path) -> None:
    text = PREFERENCES.replace("refused", word)
    here = read_instance(write_instance(tmp_path, preferences=text)).problem
    assert here == read_instance(write_instance(tmp_path)).problem


def test_wishes_in_a_round_with_a_fixed_place_are_dropped(tmp_path) -> None:
    text = PREFERENCES + "S01,R1-2,1\n"
    instance = read_instance(write_instance(tmp_path, preferences=text))
    assert instance.problem.wishes["S01"] == Wishes({"V2": 1})
    told = "wishes in a round where the person has a fixed place: 1; dropped"
    assert told in [f.message for f in instance.notices]
