"""Whatever a file holds: findings, never an exception, and soon."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from allocator.forms import Understood, read_codebook, understand
from allocator.sheets.book import Book, Line, Sheet
from allocator.sheets.reading import read_book
from forms_support import SAMPLES, sample_event

ODD = (
    *"""
|0|1|-1|1.5|٣|1_000|1e309|nan|inf|None|NULL|NA|true|x|?|??|[|]|(|)|[]|()|[1]|[ ]|{|}|$x^$|*|+|^
|1A|1a;|;1A|1A;;1B|1A, 1B; 1C|A1|1A]|[1A|(1A|1A (1B)|1. valg|1. valg 2. valg|Rank|Rank 0|☆|★★|✓
|Navn|E-post|Status|ID|Runde 1|Runde 99|kl. 99.99|kl. 12.30|01/02/03|2027-13-45|31.02.2027|İ|ß|ﬀ
|&amp;|&#99999999;|&#x110000;|<b>|<|<1A>|{"ImportId": 1}|=1+1|@SUM|a@b|a@b.c d@e.f|99/99/9999
|Total|Sum|Kan ikke|Kan ikke – 1A|Vet ikke|Buss 1 – Fornebu kl. 12.30|Buss 1 – Fornebu kl. 12.31
|1A – 1A|1A: 1A: 1A|>> 1A|Q >> 1A|1000000000000000000000|12345678901|1.2E+10|1A og 1B|1A > 1B
""".replace("\n", "").split("|"),
    "\\",
    "\ufeff",
    "\u200b",
    "\u202e1A",
    "1A;" * 400,
    "(" * 300,
    "a" * 5000,
    "1. " * 200,
    "\n\n1A\n",
    "\x0b",
)
NAMES = sorted(p.name for p in SAMPLES.iterdir() if p.suffix in (".csv", ".xlsx", ".txt"))


def _sound(understood: Understood) -> None:
    sessions = sample_event().session
    for answer in understood.answers:
        for wish in answer.wishes:
            assert wish.session_id in sessions
            if understood.value_column == "rank":
                assert wish.value == "refused" or int(wish.value) >= 1
            elif understood.value_column == "answer":
                assert wish.value in ("yes", "maybe", "no")
            else:
                assert wish.value == "refused" or float(wish.value) is not None
    assert all(str(finding) and "\n" not in str(finding) for finding in understood.findings)


@pytest.mark.parametrize("seed", range(0, 180, 30))
def test_tables_of_odd_texts(seed: int) -> None:
    for n in range(seed, seed + 30):
        random = Random(n)
        width, height = random.randint(1, 9), random.randint(0, 8)
        rows = [[random.choice(ODD) for _ in range(width)] for _ in range(height)]
        lines = [Line(at, tuple(row)) for at, row in enumerate(rows, start=1) if any(row)]
        places = [(random.randint(1, 9), random.randint(1, 9)) for _ in range(4)]
        sheet = Sheet(
            random.choice(("", "Ark1")),
            tuple(lines),
            hidden_rows=frozenset(row for row, _ in places),
            hidden_columns=frozenset(column for _, column in places),
            struck=frozenset(places),
            filled=dict.fromkeys(places, "FF0000"),
            merged=((places[0], places[1]),),
            without_value=frozenset(places[:1]),
            broken=frozenset(places[2:]),
        )
        books = [Book("x.xlsx", random.choice(("csv", "xlsx")), (sheet,), (), "")]
        codebook, _ = read_codebook(books[0])
        _sound(understand(books * random.randint(1, 2), sample_event(), codebook=codebook))


@pytest.mark.parametrize("name", NAMES)
def test_samples_with_changed_cells(name: str) -> None:
    whole = read_book(SAMPLES / name)
    for seed in range(4):
        random = Random(f"{name} {seed}")
        sheets = tuple(replace(s, lines=_changed(s.lines, random)) for s in whole.sheets)
        _sound(understand([replace(whole, sheets=sheets)], sample_event()))


def _changed(lines: tuple[Line, ...], random: Random) -> tuple[Line, ...]:
    """Return rows with some cells changed, some rows gone, twice, or elsewhere."""
    rows = list(lines)
    if random.random() < 0.3:
        del rows[: random.randint(0, 3)]
    if random.random() < 0.3:
        random.shuffle(rows)
    changed = []
    for line in rows:
        cells = list(line.cells)
        for _ in range(random.choice((0, 0, 1, 3))):
            cells[random.randrange(len(cells))] = random.choice(ODD)
        changed.append(replace(line, cells=tuple(cells)))
    return tuple(changed)


def test_nothing_at_all() -> None:
    assert understand([], sample_event()).findings == []
    empty = Book("x.csv", "csv", (Sheet("", ()),), (), "")
    assert [f.code for f in understand([empty], sample_event()).findings] == ["E700"]
