"""Everything that is said has bokmål, and says the same in both languages."""

from __future__ import annotations

import ast
import re
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from click.testing import CliRunner

import catalogues
import findings
import phrases
import texts
from allocator import Finding
from allocator.cli import main
from allocator.cli.language import of_locale
from allocator.codes import CODES
from allocator.language import Speaker, joined, say, told, told_of
from allocator.language.phrases import DOMAINS

SAID = texts.all_said()
FOUND = texts.sentences()


def names_in(pattern):
    """Return the names in braces; attributes and items belong to the name."""
    return {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}


def entries(catalogue):
    return {catalogues.forms(m.id): catalogues.forms(m.string) for m in catalogue if m.id}


# --- catalogues --------------------------------------------------------------------------


def test_catalogues_are_as_make_texts_leaves_them():
    """Nothing that is said is missing, nothing else stands there."""
    found = texts.sentences()
    texts.update(found, SAID)
    assert {domain: entries(c) for domain, c in found.items() if entries(c)} == {
        domain: entries(c) for domain, c in FOUND.items()
    }


def test_every_sentence_has_bokmaal_with_the_same_names():
    for id_, string in ((i, s) for c in FOUND.values() for i, s in entries(c).items()):
        assert all(string), f"no bokmål: {id_}"
        for one, other in zip(id_, string, strict=True):
            assert names_in(one) == names_in(other), id_


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_compiled_catalogues_say_what_the_texts_say(lang):
    there = catalogues.folder(lang)
    domains = {p.stem for p in there.glob("*.po")}
    assert {p.stem for p in there.glob("*.mo")} == domains
    for domain in domains:
        with (there / f"{domain}.mo").open("rb") as file:
            assert entries(read_mo(file)) == entries(catalogues.read(lang, domain)), domain


@pytest.mark.parametrize("domain", DOMAINS)
def test_texts_with_a_key_are_the_same_in_both_languages(domain):
    """What a key says may quote and count otherwise, with the same names in braces."""
    english, bokmaal = (entries(catalogues.read(lang, domain)) for lang in ("en", "nb"))
    assert english.keys() == bokmaal.keys()
    for key, said in english.items():
        assert all(bokmaal[key]), key
        assert [*map(names_in, said)] == [*map(names_in, bokmaal[key])], key
    assert entries(phrases.pair(domain)[1]) == bokmaal
    assert domain in phrases.DOMAINS


def test_catalogues_do_not_contradict_each_other():
    whole = {}
    for domain, catalogue in FOUND.items():
        for id_, string in entries(catalogue).items():
            assert whole.setdefault(id_[0], (id_, string)) == (id_, string), (domain, id_)


def test_plurals_are_said_in_one_way():
    many = {}
    for said in SAID:
        if said.many:
            assert many.setdefault(said.pattern, said.many) == said.many


def untranslated(code):
    """Yield the lines where an error or a finding for people holds a bare text."""
    places = {"UsageTrouble": 0, "FileTrouble": 0, "Finding": 3}
    for node in ast.walk(ast.parse(code)):
        at = places.get(ast.unparse(node.func), 9) if isinstance(node, ast.Call) else 9
        bare = isinstance(node, ast.Call) and node.args[at : at + 1]
        if bare and isinstance(bare[0], ast.JoinedStr | ast.Constant):
            yield node.lineno


def test_errors_and_findings_are_sentences():
    bare = 'FileTrouble(f"{x}: no")\nFinding(a, 1, "", "no", "E1")'
    assert list(untranslated(bare)) == [1, 2]
    for path in texts.SOURCE.rglob("*.py"):
        assert not [*untranslated(path.read_text(encoding="utf-8"))], path


# --- the tool ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "ids"),
    [
        ('told("no {a}", a=1)', ["no {a}"]),
        ('language.told("a " "b")', ["a b"]),
        ('told_of(2, "{n} row", "{n} rows")', [("{n} row", "{n} rows")]),
        ('tr("door")', ["door"]),
        ('self.tr("door")', ["door"]),
        ('self.tr.of(len(x), "seat", "seats")', [("seat", "seats")]),
        ('Speaker(self.lang)("door")', ["door"]),
        ('Speaker(a.b).of(2, "seat", "seats")', [("seat", "seats")]),
        ('table.of(3, "a", "b"); other("c")', []),
    ],
)
def test_sentences_are_found(code, ids):
    assert [s.id for s in texts.said_in("x.py", code)] == ids


@pytest.mark.parametrize("code", ["told(x)", 'told(f"{x}")', "tr()", 'told_of(1, "one")'])
def test_sentences_must_be_literals(code):
    with pytest.raises(ValueError, match=r"x\.py, line 1"):
        list(texts.said_in("x.py", code))


def test_new_sentences_come_and_old_ones_go():
    found = {"sheets": Catalog()}
    found["sheets"].add("stays", "blir")
    found["sheets"].add("goes", "går")
    texts.update(
        found,
        [
            texts.Said("sheets/book.py", 1, "stays"),
            texts.Said("sheets/text.py", 1, "comes"),
            texts.Said("lists/letters/ics.py", 1, "one", "many"),
        ],
    )
    assert {d: entries(c) for d, c in found.items()} == {
        "sheets": {("stays",): ("blir",)},
        "findings": {("comes",): ("",)},
        "letters": {("one", "many"): ("", "")},
    }
    assert texts.missing(found["letters"]) == ["('one', 'many')"]


def test_a_sentence_stands_in_each_domain_that_says_it():
    found = {domain: catalogues.Plain("nb") for domain in ("lists", "setup", "checkup")}
    found["lists"].add("Leaves", "Avgang")
    found["lists"].add("Bus", "Buss")
    found["setup"].add("Leaves", "Går")
    sheet, page = "setup_cells/people_sheet.py", "checkup/page.py"
    said = [(sheet, "Leaves"), (sheet, "Bus"), (page, "Bus"), (page, "Seat")]
    texts.update(found, [texts.Said(file, 1, pattern) for file, pattern in said])
    assert {d: entries(c) for d, c in found.items()} == {
        "lists": {},
        "setup": {("Leaves",): ("Går",), ("Bus",): ("Buss",)},
        "checkup": {("Bus",): ("Buss",), ("Seat",): ("",)},
    }


# --- saying ------------------------------------------------------------------------------


def test_english_is_what_the_code_says():
    sentence = told("no column {name!r}{hint}", name="rank", hint=told("; near {n!r}", n="ra"))
    assert sentence == say(sentence, "en") == "no column 'rank'; near 'ra'"
    assert told_of(1, "{n} row", "{n} rows") == "1 row"
    assert Speaker("en").of(2, "{n} row", "{n} rows") == "2 rows"


def test_bokmaal_quotes_with_guillemets_and_shows_what_cannot_be_seen():
    assert say(told("{name!r} and {n!r}", name="a\u202eb", n=3), "nb") == "«a\\u202eb» and 3"


def test_nothing_said_is_nothing_in_every_language():
    assert say(joined([]), "nb") == say(told(""), "nb") == ""


def test_plain_text_is_the_same_in_every_language():
    assert say("<as it is> {x}", "nb") == "<as it is> {x}"


# --- codes of findings -------------------------------------------------------------------


def codes_in(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts_in = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant))
    return {t for t in texts_in if isinstance(t, str) and re.fullmatch(r"[EN]\d{3}", t)}


def test_every_code_is_described_and_every_description_has_a_code():
    codes = texts.SOURCE / "codes"
    files = [p for p in texts.SOURCE.rglob("*.py") if codes not in p.parents]
    made = set().union(*map(codes_in, files))
    described = [code.code for code in CODES]
    assert set(described) == made
    assert sorted(described) == sorted(set(described))


def test_titles_are_short_and_everything_is_said():
    for code in CODES:
        assert len(code.title) <= 60
        assert all((code.title, code.means, code.mend)), code.code


def test_pages_of_findings_are_as_make_texts_leaves_them():
    there = {p.name: p.read_text(encoding="utf-8") for p in findings.FOLDER.glob("*.md")}
    assert there == findings.pages()


# --- the terminal ------------------------------------------------------------------------


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_takes_a_language(command):
    assert "lang" in {p.name for p in main.commands[command].params}


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"LANG": "nb_NO.UTF-8"}, "nb"),
        ({"LANG": "nn_NO"}, "nb"),
        ({"LANG": "no_NO.ISO-8859-1"}, "nb"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "nds_DE"}, "en"),
        ({"LC_MESSAGES": "nb_NO", "LANG": "en_GB"}, "nb"),
        ({"LC_ALL": "C", "LC_MESSAGES": "nb_NO", "LANG": "nb_NO"}, "en"),
        ({"LC_ALL": "", "LANG": "nb_NO"}, "nb"),
    ],
)
def test_the_locale_decides(environment, lang):
    assert of_locale(environment) == lang


def run(*arguments, **environment):
    return CliRunner(env=environment).invoke(main, list(arguments))


@pytest.fixture
def broken(tmp_path):
    """A folder whose event has a key that is unknown, and no attendees."""
    event = "title: T\ndate: 2024-09-27\ntimezone: Europe/Oslo\nplace: P\ncapasity: 3\n"
    sessions = "  - {id: R, title: R, sessions: [{id: S, title: S, seats: 3}]}\n"
    (tmp_path / "event.yaml").write_text(f"{event}rounds:\n{sessions}", encoding="utf-8")
    (tmp_path / "attendees.csv").write_text("attendee_id\n", encoding="utf-8")
    (tmp_path / "preferences.csv").write_text("attendee_id,session_id,rank\n", encoding="utf-8")
    return tmp_path


def test_messages_are_in_the_language_of_the_terminal(broken):
    english = run("solve", str(broken), LC_ALL="C")
    bokmaal = run("solve", str(broken), LC_ALL="nb_NO.UTF-8")
    asked = run("solve", str(broken), "--lang", "nb", LC_ALL="C")
    assert english.exit_code == bokmaal.exit_code == 3
    assert "E401  attendees.csv: no attendees" in english.stderr
    assert "input refused: 2 findings" in english.stderr
    assert "E310  event.yaml, rad 5, kolonne nr. 1: ukjent nøkkel «capasity»" in bokmaal.stderr
    assert "inndata avvist: 2 funn" in bokmaal.stderr
    assert "allocator codes E310" in bokmaal.stderr
    assert asked.stderr == bokmaal.stderr


def test_a_missing_file_is_told_in_the_language(tmp_path):
    done = run("solve", str(tmp_path / "none"), "--lang", "nb")
    assert done.exit_code == 7
    assert "event.yaml: finnes ikke i " in done.stderr


def test_codes_are_explained():
    assert "Kolonne to ganger" in run("codes", "e204", "--lang", "nb").stdout
    assert "Column twice" in run("codes", "E204", LC_ALL="C").stdout
    assert run("codes", LC_ALL="C").stdout.count("\n") == len(CODES)
    unknown = run("codes", "X1", LC_ALL="nb_NO")
    assert (unknown.exit_code, unknown.stderr) == (2, "ingen funn har koden «X1»\n")


def test_programs_get_english_unless_they_ask_for_more():
    assert "Column twice" in run("codes", "E204", "--json", LC_ALL="nb_NO").stdout
    assert "Kolonne" in run("codes", "E204", "--json", "--lang", "nb").stdout


def test_places_are_said_in_the_language():
    finding = Finding("svar.xlsx", 14, "rank", told("is empty"), "E101", "Ark1")
    assert say(finding.sentence, "nb") == "E101  svar.xlsx › Ark1, rad 14, kolonne rank: er tom"
    assert str(finding) == "E101  svar.xlsx › Ark1, row 14, column rank: is empty"
