"""Form exports as downloaded: the samples are read to exactly the right answer."""

from __future__ import annotations

import pytest

from forms_support import expected, read_sample, sample_event, up_to, wishes_of, with_aliases

COMPLETE = (
    "01a_msforms_nb.xlsx",
    "01b_msforms_en_anonymous.xlsx",
    "01d_msforms_nb_excel_semicolon_cp1252.csv",
    "02b_google_forms_en_grid_option_rows.csv",
    "04a_surveymonkey_two_header_rows.csv",
    "06_typeform.csv",
    "07_qualtrics_three_header_rows.csv",
)
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


@pytest.mark.parametrize("name", COMPLETE)
def test_complete_samples_are_the_right_answer(name: str) -> None:
    understood = read_sample(name)
    assert wishes_of(understood) == expected()
    assert not any(finding.stops for finding in understood.findings)


@pytest.mark.parametrize("name", INCOMPLETE)
def test_incomplete_samples_are_right_as_far_as_they_go(name: str) -> None:
    understood = read_sample(name)
    assert wishes_of(understood) == up_to(INCOMPLETE[name])
    assert not any(finding.stops for finding in understood.findings)


@pytest.mark.parametrize(
    ("name", "aliases"),
    [
        (
            "01f_msforms_semicolon_inside_option.xlsx",
            {"1E": ["1E Beredskap; fra plan til praksis"]},
        ),
        (
            "01g_msforms_option_renamed_midway.xlsx",
            {"1D": ["1D Unges medvirkning (10–18 år)"], "B7": ["Til fots - Bjørvika kl 13:00"]},
        ),
    ],
)
def test_other_texts_are_asked_about_and_taken_as_aliases(
    name: str, aliases: dict[str, list[str]]
) -> None:
    asked = read_sample(name)
    assert [(u.text, u.nearest[0]) for u in asked.unknown] == [
        (texts[0], id_) for id_, texts in aliases.items()
    ]
    assert [f.code for f in asked.findings if f.stops] == ["E704"] * len(aliases)
    told = read_sample(name, event=with_aliases(sample_event(), aliases))
    assert wishes_of(told) == expected()
    assert not told.unknown
