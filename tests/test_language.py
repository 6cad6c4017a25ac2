"""Everything that is said has bokmål, and says the same in both languages."""

from __future__ import annotations

from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo

import texts
from allocator.language import Speaker, say, told, told_of

SAID = texts.all_said()
FOUND = texts.catalogues()


def forms(value):
    return (value,) if isinstance(value, str) else tuple(value or ("",))


def names_in(pattern):
    """Return the names in braces; attributes and items belong to the name."""
    return {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}


def entries(catalogue):
    return {forms(m.id): forms(m.string) for m in catalogue if m.id}


# --- catalogues --------------------------------------------------------------------------


def test_catalogues_are_as_make_texts_leaves_them():
    """Nothing that is said is missing, nothing else stands there."""
    found = texts.catalogues()
    texts.update(found, SAID)
    assert {domain: entries(c) for domain, c in found.items() if len(c)} == {
        domain: entries(c) for domain, c in FOUND.items()
    }


def test_every_sentence_has_bokmaal_with_the_same_names():
    for id_, string in ((i, s) for c in FOUND.values() for i, s in entries(c).items()):
        assert all(string), f"no bokmål: {id_}"
        for one, other in zip(id_, string, strict=True):
            assert names_in(one) == names_in(other), id_


def test_compiled_catalogues_say_what_the_texts_say():
    assert {p.stem for p in texts.CATALOGUES.glob("*.mo")} == FOUND.keys()
    for domain, catalogue in FOUND.items():
        with (texts.CATALOGUES / f"{domain}.mo").open("rb") as file:
            assert entries(read_mo(file)) == entries(catalogue), domain


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
    assert texts.missing(found) == ["comes", "('one', 'many')"]


# --- saying ------------------------------------------------------------------------------


def test_english_is_what_the_code_says():
    sentence = told("no column {name!r}{hint}", name="rank", hint=told("; near {n!r}", n="ra"))
    assert sentence == say(sentence, "en") == "no column 'rank'; near 'ra'"
    assert told_of(1, "{n} row", "{n} rows") == "1 row"
    assert Speaker("en").of(2, "{n} row", "{n} rows") == "2 rows"


def test_bokmaal_quotes_with_guillemets_and_shows_what_cannot_be_seen():
    assert say(told("{name!r} and {n!r}", name="a\u202eb", n=3), "nb") == "«a\\u202eb» and 3"


def test_plain_text_is_the_same_in_every_language():
    assert say("<as it is> {x}", "nb") == "<as it is> {x}"
