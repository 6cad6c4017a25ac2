"""Whatever the bytes are: a book or findings, soon and with little memory, and nothing else.

ALLOCATOR_FUZZ=2000 makes as many mutations, and reads every file of tests/hostile.py.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font, PatternFill

import hostile
from allocator.errors import AllocatorError
from allocator.language import say
from allocator.sheets import Book, book_of

if TYPE_CHECKING:
    from collections.abc import Callable

MUTATIONS = int(os.environ.get("ALLOCATOR_FUZZ", "300"))
THOROUGH = MUTATIONS > 300
MEMORY = 500_000_000
RUNAWAY = 60.0  # seconds of the processor: a loop without end, not a measure of speed
SAMPLES = Path(__file__).parent / "samples" / "forms"


def check(book: Book) -> None:
    """Hold what every book promises."""
    assert bool(book.sheets) is not any(finding.stops for finding in book.findings)
    for sheet in book.sheets:
        numbers = [line.number for line in sheet.lines]
        assert numbers == sorted(set(numbers))
        assert len({len(line.cells) for line in sheet.lines}) < 2
        assert all(any(line.cells) or line.number in without(sheet) for line in sheet.lines)
    for finding in book.findings:
        assert finding.place
        assert say(finding.message, "nb")


def without(sheet) -> set[int]:
    return {row for row, _ in sheet.without_value}


# --- mutations --------------------------------------------------------------------------

NASTY = (
    *("", "-1", "0", "1e999", "NaN", "99999999999999999999", "A0", "XFE1", "ZZZZ9", "\ud7ff"),
    *("true", "1.5", "A1:", "x" * 300, "s", "e", "d", "str", "_x0000_", "#REF!", "9e-400"),
)


def shuffled(data: bytes, dice: random.Random) -> bytes:
    """Return bytes with some changed, left out, doubled or cut off."""
    found = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(found) + 1)
        size = dice.choice((1, 1, 2, 7, 60))
        match dice.randrange(5):
            case 0:
                found[at : at + size] = dice.randbytes(size)
            case 1:
                del found[at : at + size]
            case 2:
                found[at:at] = found[at : at + size] * dice.choice((1, 2, 50))
            case 3:
                found[at:at] = dice.choice(
                    (b"\0", b'"', b";", b"\r", b"\xff", b"\xc3\xb8", b"<")
                )
            case _:
                del found[at + 1_000 * dice.randrange(9) :]
    return bytes(found)


def other_values(xml: bytes, dice: random.Random) -> bytes:
    """Return XML with other values of attributes and elements."""
    text = xml.decode("utf-8", "replace")
    places = list(re.finditer(r'"[^"]*"|>[^<]*<', text))
    for place in sorted(dice.sample(places, min(3, len(places))), key=lambda m: -m.start()):
        begin, end = text[place.start()], text[place.end() - 1]
        value = dice.choice(NASTY)
        text = text[: place.start()] + begin + value + end + text[place.end() :]
    return text.encode()


def repacked(data: bytes, dice: random.Random) -> bytes:
    """Return a zip file in which one part differs, or is missing."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        members: dict[str, str | bytes] = {name: file.read(name) for name in file.namelist()}
    name = dice.choice(list(members))
    whole = bytes(members.pop(name))
    change = dice.choice((other_values, other_values, shuffled, None))
    return hostile.zipped(members if change is None else {name: change(whole, dice), **members})


def mutated(data: bytes, dice: random.Random) -> bytes:
    changes: list[Callable[[bytes, random.Random], bytes]] = [shuffled]
    if data.startswith(b"PK"):
        changes += [repacked] * 3
    return dice.choice(changes)(data, dice)


def workbook_with_looks() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["navn", "valg", "når"], ["Åse", "1A", 46082.34], ["Bo", 7, "=1+1"]):
        sheet.append(row)
    sheet["A2"].font = Font(strike=True)
    sheet["B2"].fill = PatternFill("solid", "FFFFC000")
    sheet["C2"].number_format = "yyyy-mm-dd hh:mm"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.merge_cells("A5:C5")
    book.create_sheet("Ark2").append(["x"])
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def shared_strings() -> bytes:
    texts = "<si><t>navn</t></si><si><r><rPr><strike/></rPr><t>x_x000A_y</t></r></si>"
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    return hostile.workbook(rows, sharedStrings=f'<sst xmlns="{hostile.MAIN}">{texts}</sst>')


def seeds() -> dict[str, bytes]:
    lines = 'navn;valg;poeng\r\nÅse;"1A; 1B\r\n1C";2,5\r\nBjørn;;3\r\n'
    found = {
        "utf8.csv": lines.encode(),
        "windows.csv": lines.encode("cp1252"),
        "utf16.csv": lines.encode("utf-16"),
        "sep.csv": b"sep=;\n" + lines.encode(),
        "looks.xlsx": workbook_with_looks(),
        "texts.xlsx": shared_strings(),
        "tab.txt": lines.replace(";", "\t").encode(),
    }
    samples = sorted(SAMPLES.glob("*")) if SAMPLES.is_dir() else []
    return found | {path.name: path.read_bytes() for path in samples if path.is_file()}


def test_mutated_files_end_in_books_or_findings():
    dice = random.Random(20270301)
    files = list(seeds().items())
    slowest, worst = 0.0, ""
    for number in range(MUTATIONS):
        name, data = files[number % len(files)]
        made = mutated(data, dice)
        begun = time.process_time()
        try:
            check(book_of(name, made))
        except AllocatorError:
            pass
        except BaseException as trouble:
            trouble.add_note(f"mutation {number} of {name}")
            raise
        took = time.process_time() - begun
        if took > slowest:
            slowest, worst = took, f"mutation {number} of {name}"
    print(f"slowest of {MUTATIONS}: {slowest:.3f} s, {worst}")
    assert slowest < RUNAWAY


def test_mutated_open_documents_end_in_books_or_findings():
    dice = random.Random(20270302)
    data = hostile.open_document(
        hostile.open_row("navn", "valg") + hostile.open_row("Åse", "1A")
    )
    for _ in range(MUTATIONS // 30):
        check(book_of("svar.ods", mutated(data, dice)))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=300).map(lambda text: text.encode()))
def test_any_bytes_end_in_books_or_findings(data):
    check(book_of("svar.csv", data))


TAGS = ("row", "c", "v", "t", "is", "f", "r", "rPr", "strike", "rPh", "col", "mergeCell", "x")
ATTRIBUTES = ("r", "s", "t", "min", "max", "hidden", "ref", "val")
elements = st.recursive(
    st.sampled_from(("1", "A", " ", "2.5", "")),
    lambda inner: st.builds(
        lambda tag, given, body: (
            f"<{tag}{''.join(f' {k}={chr(34)}{v}{chr(34)}' for k, v in given.items())}>"
            f"{''.join(body)}</{tag}>"
        ),
        st.sampled_from(TAGS),
        st.dictionaries(
            st.sampled_from(ATTRIBUTES),
            st.sampled_from((*NASTY, "1", "2", "B2", "A1:B2", "n", "b", "inlineStr")),
            max_size=3,
        ),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(elements)
def test_any_worksheet_ends_in_a_book_or_findings(xml):
    check(book_of("svar.xlsx", hostile.workbook(xml)))


# --- files that are made to harm --------------------------------------------------------

IN_THE_SUITE = (
    *("nuls", "line ends", "one line of commas", "a quote without end", "cells of line ends"),
    *("cell XFD1048576", "many far cells", "many last cells", "bomb", "lying bomb"),
    *("many parts", "entities", "doctype far down", "empty rows", "amplified", "numbers"),
)
READER = """
import json, resource, sys, time
from pathlib import Path
from allocator.sheets import read_book
resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
for path in sorted(Path(sys.argv[1]).iterdir()):
    begun = time.process_time()
    book = read_book(path)
    took = time.process_time() - begun
    stopping = [finding.code for finding in book.findings if finding.stops]
    print(json.dumps([path.name, took, stopping[:3]]), flush=True)
""".replace("MEMORY", str(MEMORY))


def test_files_that_are_made_to_harm_are_refused_soon(tmp_path: Path):
    names = hostile.FILES if THOROUGH else IN_THE_SUITE
    for name in names:
        (tmp_path / name).write_bytes(hostile.made(name))
    command = [sys.executable, "-c", READER, str(tmp_path)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == len(names), done.stderr
    for name, took, codes in told:
        expected = hostile.FILES[name][1].split()
        print(f"{name}: {took:.2f} s, {codes}")
        assert codes[0] in expected, name
        assert took < RUNAWAY, name
