"""The parts of a workbook, behind a guard: nothing is unpacked before its size is known.

At most 1,000 parts whose sizes add up to 64 MB, stored or deflated, and no document type
declaration, for entities are what makes XML dangerous. A part is parsed while it is unpacked
and is never in memory as a whole; one that is longer than it claims is refused.
"""

from __future__ import annotations

import posixpath
import struct
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from allocator.language import told
from allocator.sheets.book import MOST_CELLS
from allocator.sheets.limits import too_many_cells
from allocator.sheets.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from zipfile import ZipInfo

T = TypeVar("T")
MOST_PARTS, MOST_UNPACKED, MOST_ELEMENTS = 1_000, 64_000_000, 4 * MOST_CELLS
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
BROKEN_XML = (expat.ExpatError, LookupError, ValueError)
RELATIONS = ("http://schemas.openxmlformats.org/package/2006/relationships",)
MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)


@dataclass(frozen=True, slots=True)
class Elements:
    """What to do while a part is parsed.

    Attributes
    ----------
    starts, ends
        By local name of the element; a start gets the attributes.
    text
        Gets every piece of text.
    """

    starts: Mapping[str, Callable[[Mapping[str, str]], None]]
    ends: Mapping[str, Callable[[], None]] = field(default_factory=dict)
    text: Callable[[str], object] | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part points: the last word of the type, and the part it means."""

    kind: str
    target: str


def damaged(part: str) -> Unreadable:
    """Return what to raise where a workbook does not hold what it should."""
    message = told(
        "is a damaged workbook ({part}): open it in a spreadsheet program and save it again, "
        "or download it again",
        part=part,
    )
    return Unreadable(message, "E114")


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


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

    def parse(self, name: str, elements: Elements, spaces: Sequence[str] = MAIN) -> None:
        """Parse a part; one that is not there has no elements.

        Parameters
        ----------
        name
            Of the part, as in `names`.
        elements
            What to do.
        spaces
            The XML namespaces in which the elements are looked for.
        """
        entry = self._parts.get(name)
        if entry is None:
            return
        parser = _parser(name, elements, spaces)
        try:
            with self._zip.open(entry) as part:
                while chunk := part.read(CHUNK):
                    parser.Parse(chunk, False)
                parser.Parse(b"", True)
        except (*BROKEN_ZIP, *BROKEN_XML):
            raise damaged(name) from None

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
        self.parse(where, Elements({"Relationship": take}), RELATIONS)
        return found


def _check(entries: Sequence[ZipInfo]) -> None:
    if len(entries) > MOST_PARTS:
        raise _too_many_parts()
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        message = told(
            "unpacks to more than {most} MB: save only the sheet with the answers, as a new "
            "workbook",
            most=MOST_UNPACKED // 1_000_000,
        )
        raise Unreadable(message, "E112")
    for entry in entries:
        if entry.flag_bits & ENCRYPTED or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise damaged(_shown(entry.filename))


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name[:80])


def _too_many_parts() -> Unreadable:
    message = told(
        "has more than {most} parts: save only the sheet with the answers, as a new workbook",
        most=MOST_PARTS,
    )
    return Unreadable(message, "E112")


def _doctype(part: str) -> Unreadable:
    message = told(
        "holds a document type declaration ({part}), which no spreadsheet program writes: it "
        "is not read",
        part=_shown(part),
    )
    return Unreadable(message, "E111")


def _full(acts: Mapping[str, T], spaces: Sequence[str]) -> dict[str, T]:
    return {f"{space} {name}": act for space in spaces for name, act in acts.items()}


def _parser(name: str, elements: Elements, spaces: Sequence[str]) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    starts, ends = _full(elements.starts, spaces), _full(elements.ends, spaces)
    left = MOST_ELEMENTS

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise too_many_cells()
        act = starts.get(element)
        if act is not None:
            act(attributes)

    def end(element: str) -> None:
        act = ends.get(element)
        if act is not None:
            act()

    def refuse(*_: object) -> None:
        raise _doctype(name)

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = elements.text
    parser.StartDoctypeDeclHandler = refuse
    return parser
