"""The parts of a workbook behind a guard: what may be unpacked, and what may be parsed.

Sizes are added up before anything is unpacked. A part is given away only when a first, cheap
pass has shown that it is well-formed XML without a document type and neither deep nor large;
a library that reads it after that need not defend itself.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from allocator.language import told
from allocator.sheets.limits import too_long_cell, too_many_cells
from allocator.sheets.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Collection

MOST_PARTS, MOST_UNPACKED = 1_000, 64_000_000
MOST_MARKUP, MOST_MARKUP_OF_TABLE, MOST_MARKUP_ASIDE = 3_200_000, 2_200_000, 200_000
"""Elements and attributes: of all parts, of one that holds cells or texts, of any other."""
MOST_DEPTH, MOST_COMMENT = 100, 65_536
LONG = re.compile(rb"<[^<]{200000}")
STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(main|relationships)\b")
HEAD = 4_096
ENTRY = b"PK\x01\x02"


class Package:
    """A zip file of parts that may be read.

    Parameters
    ----------
    data
        The bytes of the file.

    Attributes
    ----------
    last
        Name of the part that was read last.

    Raises
    ------
    Unreadable
        If it is damaged (E114) or not safe to unpack (E111, E112).
    """

    def __init__(self, data: bytes) -> None:
        self.last = "zip"
        if data.count(ENTRY) > MOST_PARTS:
            message = told(
                "has more than {most} parts: save only the answers as a new workbook",
                most=MOST_PARTS,
            )
            raise Unreadable(message, "E112")
        try:
            self._zip = ZipFile(BytesIO(data))
        except Exception:  # of many classes
            raise damaged(self.last) from None
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            message = told(
                "unpacks to more than {most} MB: save only the answers as a new workbook",
                most=MOST_UNPACKED // 1_000_000,
            )
            raise Unreadable(message, "E112")
        self._parts = {_plain(entry.filename): entry for entry in entries}
        self._markup_left = MOST_MARKUP
        for name in self._parts:
            is_xml = name.endswith((".xml", ".rels", ".vml"))
            if is_xml and b"<!DOCTYPE" in self.head(name).replace(b"\0", b""):
                raise _doctype(name)

    @property
    def names(self) -> Collection[str]:
        """Names of the parts, small letters, without a leading slash."""
        return self._parts.keys()

    def head(self, name: str) -> bytes:
        """Return the first 4 KB of a part, b"" if it is not there."""
        name = _plain(name)
        return self._bytes(name, HEAD) if name in self._parts else b""

    def read(self, name: str, most: int = MOST_MARKUP_ASIDE) -> bytes:
        """Return a part of XML that is safe to parse.

        Parameters
        ----------
        name
            Of the part; capital letters and the direction of slashes do not matter.
        most
            Elements and attributes that it may have.

        Raises
        ------
        KeyError
            If it is not there, as a `ZipFile` does.
        Unreadable
            If it is damaged (E114), not safe (E111) or too large (E113).
        """
        self.last = name = _plain(name)
        data = self._bytes(name, MOST_UNPACKED)
        if LONG.search(data):
            raise Unreadable(too_long_cell(), "E113")
        try:
            self._markup_left -= _markup(name, data, min(most, self._markup_left))
        except (expat.ExpatError, LookupError, ValueError):
            raise damaged(name) from None
        return STRICT.sub(_transitional, data) if b"purl.oclc.org" in data else data

    def _bytes(self, name: str, most: int) -> bytes:
        entry = self._parts[name]
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise damaged(name)
        try:
            with self._zip.open(entry) as part:
                return part.read(most)
        except Exception:
            raise damaged(name) from None


def _markup(name: str, data: bytes, most: int) -> int:
    """Return how many elements and attributes a part has, if it is safe to parse."""
    left, depth = most, 0

    def start(_: str, attributes: list[str]) -> None:
        nonlocal left, depth
        left -= 1 + len(attributes) // 2
        depth += 1
        if left < 0:
            raise too_many_cells()
        if depth > MOST_DEPTH:
            raise ValueError(depth)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def aside(*texts: str) -> None:
        if len(texts[-1]) > MOST_COMMENT:
            raise ValueError(len(texts[-1]))

    def doctype(*_: object) -> NoReturn:
        raise _doctype(name)

    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CommentHandler = parser.ProcessingInstructionHandler = aside
    parser.StartDoctypeDeclHandler = doctype
    parser.Parse(data, True)
    return most - left


def _transitional(found: re.Match[bytes]) -> bytes:
    """Return the older name that libraries know of a strict XML namespace."""
    return b"http://schemas.openxmlformats.org/%b/2006/%b" % (found[1], found[2])


def damaged(part: str) -> Unreadable:
    """Return what to raise where a workbook does not hold what it should."""
    message = told(
        "is a damaged workbook ({part}): open it in a spreadsheet program and save it again, "
        "or download it again",
        part=_shown(part),
    )
    return Unreadable(message, "E114")


def _doctype(part: str) -> Unreadable:
    message = told(
        "declares a document type ({part}), which no spreadsheet program does: it is not read",
        part=_shown(part),
    )
    return Unreadable(message, "E111")


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name[:80])
