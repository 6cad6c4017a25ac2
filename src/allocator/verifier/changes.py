"""How a file differs from what was written: its form, or where its content changed."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from codecs import BOM_UTF8
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.language import Told

WORKBOOK = b"PK\x03\x04"
ENCODINGS = ("utf-8-sig", "cp1252")
DELIMITERS = ",;\t"


def change_of(name: str, data: bytes, digest: str) -> Told:
    """Say what became of a file, as far as that can be told from its hash.

    Parameters
    ----------
    name
        Of the file.
    data
        What it holds now.
    digest
        SHA-256, in hex, of what was written.
    """
    if data.startswith(WORKBOOK) and name.endswith(".csv"):
        return told("{name}: is a workbook now: it was saved again by Excel", name=name)
    if _is(data.removeprefix(BOM_UTF8), digest):
        return told("{name}: was saved again with a byte order mark in front", name=name)
    if any(_is(form, digest) for form in _line_ends(data)):
        return told("{name}: was saved again with other line ends", name=name)
    if not name.endswith(".csv"):
        return told("{name}: was changed after it was written", name=name)
    forms = tuple(_tables(data))
    if any(_is(form, digest) for form in forms):
        return told(
            "{name}: was saved again by Excel or the like: other separators, quotes or "
            "encoding, the same cells",
            name=name,
        )
    if data.startswith(BOM_UTF8) or len(forms) > 1:
        return told(
            "{name}: was changed after it was written: saved again by Excel or the like, which "
            "changed cells too",
            name=name,
        )
    return told("{name}: was changed after it was written", name=name)


def _is(data: bytes, digest: str) -> bool:
    return hashlib.sha256(data).hexdigest() == digest


def _line_ends(data: bytes) -> Iterator[bytes]:
    """Yield the same text with each kind of line end, and with none or one at the end."""
    plain = data.removeprefix(BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for text in (plain, plain.rstrip(b"\n") + b"\n"):
        yield text
        yield text.replace(b"\n", b"\r\n")


def _tables(data: bytes) -> Iterator[bytes]:
    """Yield the same cells as our own CSV, for each separator that makes columns of them."""
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        head = text.partition("\n")[0]
        for delimiter in DELIMITERS:
            if delimiter in head:
                yield _ours(_rows(text, delimiter)).encode()
        return


def _rows(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _ours(rows: list[list[str]]) -> str:
    sheet = io.StringIO(newline="")
    csv.writer(sheet, lineterminator="\r\n").writerows(rows)
    return sheet.getvalue()


def difference(name: str, data: bytes, expected: str) -> Told | None:
    """Say where a file does not say what follows from inputs and places.

    Parameters
    ----------
    name
        Of the file.
    data
        What it holds.
    expected
        What follows.

    Returns
    -------
    Told or None
        None where it says so, be it in another form, of which its hash tells.
    """
    try:
        where = _place(name, data.decode("utf-8-sig"), expected)
    except ValueError:
        where = told("it cannot be read any more")
    if where is None:
        return None
    return told(
        "{name}: does not say what follows from inputs and assignments: {where}",
        name=name,
        where=where,
    )


def _place(name: str, text: str, expected: str) -> Told | None:
    if name.endswith(".json"):
        path = _json_place(json.loads(text), json.loads(expected))
        return None if path is None else told("at {path}", path=path or "/")
    return _cell_place(_rows(text), _rows(expected))


def _cell_place(rows: list[list[str]], expected: list[list[str]]) -> Told | None:
    """Return the first cell, or the row, that differs."""
    if len(rows) != len(expected):
        return told("it has {n} rows, not {right}", n=len(rows), right=len(expected))
    for number, (row, right) in enumerate(zip(rows, expected, strict=True), start=1):
        if row != right:
            names = zip_longest(expected[0], row, right, fillvalue="")
            column = next((c for c, one, other in names if one != other), "")
            return told("row {row}, column {column}", row=number, column=column)
    return None


def _json_place(value: Any, expected: Any, path: str = "") -> str | None:
    """Return the path to the first part that differs, such as /rounds/0/people."""
    if type(value) is type(expected) and isinstance(value, dict):
        if value.keys() != expected.keys():
            return path
        pairs = [(k, value[k], expected[k]) for k in expected]
    elif type(value) is type(expected) and isinstance(value, list):
        if len(value) != len(expected):
            return path
        pairs = [(str(n), a, b) for n, (a, b) in enumerate(zip(value, expected, strict=True))]
    else:
        return None if value == expected else path
    found = (_json_place(a, b, f"{path}/{key}") for key, a, b in pairs)
    return next((place for place in found if place is not None), None)
