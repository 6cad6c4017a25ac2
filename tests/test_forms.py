"""Form exports as downloaded: the samples are read to exactly the right answer."""

from __future__ import annotations

import pytest

from allocator.forms import Layout, Role, Stated, Understood
from forms_support import SAMPLES, expected, read_sample, sample_event, up_to, wishes_of

COMPLETE = {
    "01a_msforms_nb.xlsx": Layout.LIST_IN_A_CELL,
    "01b_msforms_en_anonymous.xlsx": Layout.LIST_IN_A_CELL,
    "01d_msforms_nb_excel_semicolon_cp1252.csv": Layout.LIST_IN_A_CELL,
    "02b_google_forms_en_grid_option_rows.csv": Layout.COLUMN_AN_OPTION,
    "04a_surveymonkey_two_header_rows.csv": Layout.COLUMN_AN_OPTION,
    "06_typeform.csv": Layout.LIST_IN_A_CELL,
    "07_qualtrics_three_header_rows.csv": Layout.COLUMN_AN_OPTION,
    "09c_surveyxact.xlsx": Layout.COLUMN_AN_OPTION,
    "EXPECTED_preferences_long.csv": Layout.LONG,
}
THREE = {"runde1": 3, "runde2": 3, "befaring": 3}
INCOMPLETE = {
    "02c_google_forms_empty_question_text.csv": {"runde1": 3},
    "03a_data-123456-2027-03-05-0900_nettskjema_text.txt": THREE,
    "03b_data-123456-2027-03-05-0900_nettskjema_text.xlsx": THREE,
    "08_jotform.csv": THREE,
    "10a_pindena_deltagere.xlsx": THREE,
    "10b_checkin_letsreg_invajo_orders_UNVERIFIED.csv": {"runde1": 2, "befaring": 1},
    "11a_pretix_orders_positions.csv": {"runde1": 3, "befaring": 3},
    "11c_indico_registrations.csv": {"runde1": 2, "befaring": 1},
}
TOOLS = {
    "01a": "Microsoft Forms",
    "01b": "Microsoft Forms",
    "02b": "Google Forms",
    "02c": "Google Forms",
    "03a": "Nettskjema",
    "03c": "Nettskjema",
    "04a": "SurveyMonkey",
    "05a": "LimeSurvey",
    "06_": "Typeform",
    "07_": "Qualtrics",
    "08_": "Jotform",
    "09c": "SurveyXact",
    "10a": "Pindena",
    "10b": "Checkin.no, LetsReg or Invajo",
    "11a": "pretix",
    "11c": "Indico",
    "11d": "Sched",
    "13_": "",
}


def _stops(understood: Understood) -> list[str]:
    return [finding.code for finding in understood.findings if finding.stops]


@pytest.mark.parametrize("name", COMPLETE)
def test_complete_samples_are_the_right_answer(name: str) -> None:
    understood = read_sample(name)
    assert wishes_of(understood) == expected()
    assert _stops(understood) == []
    layouts = {c.layout for c in understood.columns if c.role is Role.WISH}
    assert layouts == {COMPLETE[name]}


@pytest.mark.parametrize("name", INCOMPLETE)
def test_incomplete_samples_are_right_as_far_as_they_go(name: str) -> None:
    understood = read_sample(name)
    assert wishes_of(understood) == up_to(INCOMPLETE[name])
    assert _stops(understood) == []


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_the_three_files_of_surveyxact_in_any_order(order: tuple[int, int, int]) -> None:
    parts = ("dataset", "labels", "structure")
    names = [f"09b_surveyxact_tab_utf16_{parts[at]}.csv" for at in order]
    assert wishes_of(read_sample(*names)) == expected()


def test_a_dataset_alone_asks_for_its_texts() -> None:
    understood = read_sample("09b_surveyxact_tab_utf16_dataset.csv")
    assert _stops(understood) == ["E721"]
    assert "Structure" in understood.findings[0].message


@pytest.mark.parametrize(
    ("name", "codes", "most"),
    [
        ("03c_nettskjema_coded.csv", "03d_nettskjema_codebook.csv", THREE),
        ("05a_limesurvey_codes.csv", "codes_05a.csv", dict.fromkeys(THREE, 9)),
    ],
)
def test_codes_are_read_with_their_list_and_never_without(
    name: str, codes: str, most: dict[str, int]
) -> None:
    assert wishes_of(read_sample(name, codes=codes)) == up_to(most)
    alone = read_sample(name)
    assert not any(answer.wishes for answer in alone.answers)
    assert _stops(alone) == ["E708"]


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        (
            "01f_msforms_semicolon_inside_option.xlsx",
            [("1E Beredskap; fra plan til praksis", ("1E",))],
        ),
        (
            "01g_msforms_option_renamed_midway.xlsx",
            [
                ("1D Unges medvirkning (10–18 år)", ("1D",)),
                ("Til fots - Bjørvika kl 13:00", ("B7",)),
            ],
        ),
    ],
)
def test_other_texts_are_asked_about_and_taken_once_stated(
    name: str, asked: list[tuple[str, tuple[str, ...]]]
) -> None:
    open_ = read_sample(name)
    assert [(unknown.text, unknown.nearest) for unknown in open_.unknown] == asked
    assert _stops(open_) == ["E724"] * len(asked)
    by_event = read_sample(name, event=sample_event("event_aliases.yaml"))
    by_statement = read_sample(name, stated=Stated(options={t: n[0] for t, n in asked}))
    for told in (by_event, by_statement):
        assert wishes_of(told) == expected()
        assert not told.unknown
        assert _stops(told) == []


def test_every_other_option_text_stays_as_written() -> None:
    matched = read_sample("01a_msforms_nb.xlsx").matched
    assert matched["Buss 6 – Bærums Verk kl. 13.15"] == "B6"
    assert set(matched.values()) == set(sample_event().session)


@pytest.mark.parametrize("start", TOOLS)
def test_tools_are_recognised_by_their_headers(start: str) -> None:
    (path,) = SAMPLES.glob(f"{start}*")
    assert read_sample(path.name).tool == TOOLS[start]


def test_sign_ups_without_order_all_count_alike() -> None:
    understood = read_sample("11d_sched_sessions_UNVERIFIED.csv")
    two = {
        email: dict.fromkeys(wishes, "yes") for email, wishes in up_to({"runde1": 2}).items()
    }
    assert wishes_of(understood) == two
    assert understood.value_column == "answer"
    assert [f.code for f in understood.findings] == ["N716"]


@pytest.mark.parametrize(
    ("name", "session_ids", "first"),
    [
        ("12a_runde1.soc", "1A 1B 1C 1D 1E", {"1A": "1", "1D": "2", "1E": "3", "1C": "4"}),
        ("12c_befaring_ties.toc", "B1 B2 B3 B4 B5 B6 B7", {"B4": "1", "B5": "3", "B3": "3"}),
        ("12d_runde1_ja_kanskje_nei.cat", "1A 1B 1C 1D 1E", {"1A": "1", "1E": "2"}),
    ],
)
def test_ballots_name_sessions(name: str, session_ids: str, first: dict[str, str]) -> None:
    understood = read_sample(name)
    assert set(understood.matched.values()) == set(session_ids.split())
    assert [answer.person for answer in understood.answers[::11]] == [
        {Role.ID: "P001"},
        {Role.ID: "P012"},
    ]
    said = {wish.session_id: wish.value for wish in understood.answers[0].wishes}
    assert first.items() <= said.items()


def test_ballots_of_several_rounds_are_the_same_people() -> None:
    understood = read_sample("12a_runde1.soc", "12c_befaring_ties.toc")
    assert len(understood.answers) == 12
    rounds = {
        sample_event().session[w.session_id].round_id for w in understood.answers[0].wishes
    }
    assert rounds == {"runde1", "befaring"}


def test_what_is_said_of_persons() -> None:
    person = read_sample("01b_msforms_en_anonymous.xlsx").answers[1].person
    assert person == {
        Role.RESPONSE: "2",
        Role.STARTED: "2027-03-01 08:08:31",
        Role.COMPLETED: "2027-03-01 08:12:31",
        Role.GIVEN_NAME: "Åse",
        Role.FAMILY_NAME: "Brekkmo",
        Role.EMAIL: "ase.brekkmo@lillevik.example",
        Role.ORGANISATION: "Lillevik kommune",
    }


@pytest.mark.parametrize(
    ("name", "role", "row", "text"),
    [
        ("05a_limesurvey_codes.csv", Role.FINISHED, -1, "no"),
        ("05a_limesurvey_codes.csv", Role.FINISHED, 0, "yes"),
        ("07_qualtrics_three_header_rows.csv", Role.FINISHED, -1, "no"),
        ("07_qualtrics_three_header_rows.csv", Role.STATUS, 0, "Survey Preview"),
        ("07_qualtrics_three_header_rows.csv", Role.CHANNEL, 0, "preview"),
        ("09c_surveyxact.xlsx", Role.STATUS, -1, "stato_3"),
        ("10a_pindena_deltagere.xlsx", Role.STATUS, 4, "Avmeldt"),
        ("10b_checkin_letsreg_invajo_orders_UNVERIFIED.csv", Role.STATUS, 4, "Kreditert"),
        (
            "10b_checkin_letsreg_invajo_orders_UNVERIFIED.csv",
            Role.BUYER_EMAIL,
            1,
            "ase.brekkmo@lillevik.example",
        ),
        (
            "03a_data-123456-2027-03-05-0900_nettskjema_text.txt",
            Role.COMPLETED,
            0,
            "2027-03-01 07:12:31+00:00",
        ),
        ("04a_surveymonkey_two_header_rows.csv", Role.COMPLETED, 1, "2027-03-01 15:25:42"),
        ("11a_pretix_orders_positions.csv", Role.COMPLETED, 0, "2027-03-01 08:12:31"),
        ("11c_indico_registrations.csv", Role.COMPLETED, 4, "2027-03-02 13:05:00"),
        ("13_handmade_everything_wrong.xlsx", Role.NAME, 0, "Brekkmo, Åse"),
    ],
)
def test_roles_of_tools(name: str, role: Role, row: int, text: str) -> None:
    assert read_sample(name).answers[row].person[role] == text


def test_a_buyer_is_not_the_participant() -> None:
    answers = read_sample("10b_checkin_letsreg_invajo_orders_UNVERIFIED.csv").answers
    assert [Role.EMAIL in answer.person for answer in answers[:4]] == [True, False, False, True]
