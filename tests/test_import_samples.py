"""`allocator import` on the sample exports: exactly the wishes that they hold."""

from __future__ import annotations

import pytest

from import_support import expected, persons, run, sample

COMPLETE = ["01a", "01b", "01d", "02b", "04a", "06", "07", "09b_surveyxact_tab_utf16_d", "09c"]
ALIASES = {
    "01f": "written;session\n1E Beredskap; fra plan til praksis;1E\n".replace(
        "1E Beredskap; fra plan til praksis", '"1E Beredskap; fra plan til praksis"'
    ),
    "01g": "written;session\n1D Unges medvirkning (10–18 år);1D\n"
    "Til fots - Bjørvika kl 13:00;B7\n",
}


@pytest.mark.parametrize("name", COMPLETE)
def test_complete_samples_are_read_exactly(tmp_path, name):
    done = run(tmp_path / "out", sample(name))
    assert done.code == 0, done.stderr
    assert done.wishes() == expected()
    assert sorted(done.people().values()) == sorted(set(persons().values()))


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
    again = run(tmp_path / "out", sample(name), "--force")
    assert again.code == 0, "form.yaml keeps what was stated"
    assert again.wishes() == expected()
