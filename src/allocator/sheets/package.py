"""The parts of a workbook, behind a guard: nothing is unpacked before its size is known.

At most 1,000 parts whose sizes add up to 64 MB, stored or deflated, and no document type
declaration, for entities are what makes XML dangerous. A part is parsed while it is unpacked
and is never in memory as a whole; one that is longer than it claims is refused.
"""

from __future__ import annotations

import posixpath
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from allocator.language import told
from allocator.sheets.book import MOST_CELLS
from allocator.sheets.elements import BROKEN_XML, RELATIONS, Elements, HasDoctype
from allocator.sheets.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from zipfile import ZipInfo

MOST_PARTS, MOST_UNPACKED = 1_000, 64_000_000
MOST_ELEMENTS, MOST_ASIDE = 4 * MOST_CELLS, 200_000
HEAD, CHUNK = 4_096, 65_536
ENTRY = b"PK\x01\x02"
ENCRYPTED = 1
BROKEN_ZIP = (
    BadZipFile,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part points: the last word of the type, and the part it means."""

    kind: str
    target: str


class Package:
    """A zip file of parts that may be read.

    Parameters
    ----------
    data
        The bytes of the file.

    Raises
    ------
    Unreadable
        If it is damaged (E114) or not safe to unpack (E111, E112).
    """

    def __init__(self, data: bytes) -> None:
        if data.count(ENTRY) > 2 * MOST_PARTS:
            raise _too_many_parts()
        try:
            self._zip = ZipFile(BytesIO(data))
        except BROKEN_ZIP:
            raise damaged("zip") from None
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        _check(entries)
        self._parts = {_plain(entry.filename): entry for entry in entries}
        self._bytes_left, self._elements_left = MOST_UNPACKED, MOST_ELEMENTS
        for name in self._parts:
            if name.endswith((".xml", ".rels", ".vml")):
                self._check_head(name)

    @property
    def names(self) -> Sequence[str]:
        """Names of the parts, small letters, without a leading slash."""
        return tuple(self._parts)

    def head(self, name: str) -> bytes:
        """Return the first 4 KB of a part, b"" if it is not there."""
        entry = self._parts.get(name)
        if entry is None:
            return b""
        try:
            with self._zip.open(entry) as part:
                return part.read(HEAD)
        except BROKEN_ZIP:
            raise damaged(name) from None

    def _check_head(self, name: str) -> None:
        if b"<!DOCTYPE" in self.head(name).replace(b"\0", b""):
            raise _doctype(name)

    def parse(self, name: str, elements: Elements, *, most: int = MOST_ASIDE) -> None:
        """Parse a part; one that is not there has no elements.

        Parameters
        ----------
        name
            Of the part, as in `names`.
        elements
            What to do.
        most
            How many elements it may have.

        Raises
        ------
        Unreadable
            If it is damaged (E114), not safe (E111, E112) or has too many elements (E113).
        """
        entry = self._parts.get(name)
        if entry is None:
            return
        most = min(most, self._elements_left)
        try:
            self._elements_left -= elements.parse(self._chunks(entry), most)
        except HasDoctype:
            raise _doctype(name) from None
        except (*BROKEN_ZIP, *BROKEN_XML):
            raise damaged(name) from None

    def _chunks(self, entry: ZipInfo) -> Iterator[bytes]:
        with self._zip.open(entry) as part:
            while chunk := part.read(CHUNK):
                self._bytes_left -= len(chunk)
                if self._bytes_left < 0:
                    raise _too_large()
                yield chunk

    def relations(self, name: str) -> dict[str, Relation]:
        """Return where a part points, by id; "" for the package itself."""
        folder, file = posixpath.split(name)
        found: dict[str, Relation] = {}

        def take(attributes: Mapping[str, str]) -> None:
            target = attributes.get("Target", "").replace("\\", "/")
            whole = posixpath.normpath(posixpath.join("/", folder, target))
            kind = attributes.get("Type", "").rpartition("/")[2]
            if attributes.get("TargetMode") != "External":
                found[attributes.get("Id", "")] = Relation(kind, _plain(whole))

        where = posixpath.join(folder, "_rels", f"{file}.rels")
        self.parse(where, Elements({"Relationship": take}, spaces=RELATIONS))
        return found


def damaged(part: str) -> Unreadable:
    """Return what to raise where a workbook does not hold what it should."""
    message = told(
        "is a damaged workbook ({part}): open it in a spreadsheet program and save it again, "
        "or download it again",
        part=_shown(part),
    )
    return Unreadable(message, "E114")


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name[:80])


def _check(entries: Sequence[ZipInfo]) -> None:
    if len(entries) > MOST_PARTS:
        raise _too_many_parts()
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _too_large()
    for entry in entries:
        if entry.flag_bits & ENCRYPTED or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise damaged(entry.filename)


def _too_large() -> Unreadable:
    message = told(
        "unpacks to more than {most} MB: save only the answers as a new workbook",
        most=MOST_UNPACKED // 1_000_000,
    )
    return Unreadable(message, "E112")


def _too_many_parts() -> Unreadable:
    message = told(
        "has more than {most} parts: save only the answers as a new workbook", most=MOST_PARTS
    )
    return Unreadable(message, "E112")


def _doctype(part: str) -> Unreadable:
    message = told(
        "declares a document type ({part}), which no spreadsheet program does: it is not read",
        part=_shown(part),
    )
    return Unreadable(message, "E111")
