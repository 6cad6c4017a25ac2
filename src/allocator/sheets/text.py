"""Bytes to text: the cascade of encodings, and characters that must not be there."""

from __future__ import annotations

import codecs
import re
import unicodedata

from allocator.errors import Finding, UsageTrouble
from allocator.language import told, told_of

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LINE_END = re.compile(r"\r\n|\r|\n")
CONTROLS = "".join(map(chr, (*range(9), 11, 12, *range(14, 32), *range(127, 160))))
CONTROL = re.compile(f"[{CONTROLS}]")
# "Ã" and a symbol: UTF-8 that was read as Latin-1 or Windows text and saved again
TWICE = re.compile("Ã[\u0080-\u00bf…†˜]")
TWICE_AND_REST = re.compile(TWICE.pattern + r"[^,;\t\r\n]*")
SHOWN = 40


def invisible(text: str) -> str:
    """Return the invisible characters of a text as escapes.

    >>> invisible("S" + chr(0x200B) + "01")
    'U+200B'
    """
    found = sorted({c for c in text if unicodedata.category(c) == "Cf"})
    return " ".join(f"U+{ord(c):04X}" for c in found)


def plain_name(text: str) -> str:
    """Return a name as it is compared: composed (NFC), nothing invisible, no outer blanks."""
    if text.isascii():
        return text.strip()
    seen = unicodedata.normalize("NFC", text)
    return "".join(c for c in seen if unicodedata.category(c) != "Cf").strip()


def row_at(text: str, position: int) -> int:
    r"""Return the row of a position, counted from 1.

    >>> row_at("a\r\nb\rc\nd", 7)
    4
    """
    ends = text.count("\n", 0, position) + text.count("\r", 0, position)
    return ends - text.count("\r\n", 0, position) + 1


def _row_of_byte(data: bytes, position: int) -> int:
    return row_at(data[:position].decode("latin-1"), position)


def _without_mark(data: bytes) -> str | None:
    """Return the UTF-16 that many NUL bytes betray, None if there are few."""
    head = data[:4096]
    if head.count(0) * 4 <= len(head):
        return None
    return "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"


def _encoding_of(data: bytes) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    return _without_mark(data) or "utf-8"


def _broken(file: str, data: bytes, at: int, encoding: str) -> Finding:
    row = _row_of_byte(data, at)
    why = told("not {encoding} at byte {at} (row {row})", encoding=encoding, at=at, row=row)
    return Finding(file, row, "", why, "E104")


def _forced(file: str, data: bytes, encoding: str) -> tuple[str | None, list[Finding]]:
    try:
        return data.decode(encoding).removeprefix("\ufeff"), []
    except UnicodeDecodeError as trouble:
        return None, [_broken(file, data, trouble.start, encoding)]
    except UnicodeError:
        why = told("not {encoding}", encoding=encoding)
        return None, [Finding(file, 0, "", why, "E104")]
    except (LookupError, ValueError):
        raise UsageTrouble(told("unknown encoding {name!r}", name=encoding)) from None


def _windows(file: str, data: bytes, at: int) -> tuple[str | None, list[Finding]]:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as trouble:
        row = _row_of_byte(data, trouble.start)
        why = told(
            "neither UTF-8 nor Windows text at byte {at} (row {row}); name it with --encoding",
            at=trouble.start,
            row=row,
        )
        return None, [Finding(file, row, "", why, "E104")]
    if TWICE.search(text):
        row = _row_of_byte(data, at)
        mixed = told(
            "is UTF-8 but for byte {at} (row {row}): export it again, or name the encoding "
            "with --encoding",
            at=at,
            row=row,
        )
        return None, [Finding(file, row, "", mixed, "E104")]
    seen = told(
        "not UTF-8 at byte {at} (row {row}), read as Windows text (cp1252); "
        "characters found: {letters}",
        at=at,
        row=_row_of_byte(data, at),
        letters=" ".join(sorted({c for c in text if not c.isascii()})[:SHOWN]),
    )
    return text, [Finding(file, 0, "", seen, "N104")]


def _decode(file: str, data: bytes, encoding: str | None) -> tuple[str | None, list[Finding]]:
    if encoding is not None:
        return _forced(file, data, encoding)
    guess = _encoding_of(data)
    try:
        return data.decode(guess), []
    except UnicodeDecodeError as trouble:
        if guess == "utf-8":
            return _windows(file, data, trouble.start)
        return None, [_broken(file, data, trouble.start, guess)]


def _characters(file: str, text: str) -> list[Finding]:
    """Find text that was encoded twice, and control characters."""
    twice = sum(1 for _ in TWICE_AND_REST.finditer(text))
    if twice:
        first = TWICE.search(text)
        row = row_at(text, first.start() if first else 0)
        where = told_of(twice, "{n} place", "{n} places")
        if file.endswith(".csv"):
            where = told_of(twice, "{n} cell", "{n} cells")
        why = told("looks double-encoded in {where}; export it again as UTF-8", where=where)
        return [Finding(file, row, "", why, "E105")]
    control = CONTROL.search(text)
    if control is None:
        return []
    code = ord(control.group())
    what = told("the control character {code}", code=f"U+{code:04X}") if code else told("a NUL")
    row, more = row_at(text, control.start()), sum(map(text.count, CONTROLS)) - 1
    rest = told(" (and {n} more in the file)", n=more) if more else ""
    why = told("row {row} has {what}{rest}", row=row, what=what, rest=rest)
    return [Finding(file, row, "", why, "E106")]


def decode(
    file: str, data: bytes, encoding: str | None = None
) -> tuple[str | None, list[Finding]]:
    """Return the text of a file, None if it has to be refused.

    Byte-order mark, else many NULs (UTF-16), else strict UTF-8, else Windows text
    (cp1252) with a notice.

    Parameters
    ----------
    file
        Name for the findings.
    data
        The bytes.
    encoding
        Overrides the cascade.

    Returns
    -------
    tuple[str | None, list[Finding]]
        The text, and what was found.
    """
    text, findings = _decode(file, data, encoding)
    if text is not None:
        findings += _characters(file, text)
    refused = any(f.stops for f in findings)
    return (None if refused else text), findings
