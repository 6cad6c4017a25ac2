"""What a file is by its content; names of files lie."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allocator.language import told
from allocator.sheets.unreadable import Unreadable

if TYPE_CHECKING:
    from allocator.language import Told
    from allocator.sheets.package import Package

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD = 4_096
BALLOTS = re.compile(r"# ?[A-Z][A-Z0-9 ]* ?:")
JSON = re.compile(r'\s*[\[{]\s*[\[{"\]}]')

SAVE_AS = told("open it in a spreadsheet program and save it as .xlsx")
EXPORT = told("download the answers as .xlsx or .csv instead")
UNPACK = told("unpack it and give the file with the answers")

WEB_PAGE = told("a web page (HTML)")
OLD_EXCEL = told("a very old Excel workbook")
PICTURE = told("a picture")
ARCHIVE = told("an archive of other files")
FIRST_BYTES: tuple[tuple[bytes, Told, Told], ...] = (
    (b"%PDF", told("a PDF file"), EXPORT),
    (b"$FL2", told("an SPSS file (.sav)"), EXPORT),
    (b"$FL3", told("an SPSS file (.sav)"), EXPORT),
    (b"{\\rtf", told("a text document (.rtf)"), EXPORT),
    (b"\x89PNG", PICTURE, EXPORT),
    (b"\xff\xd8\xff", PICTURE, EXPORT),
    (b"\x1f\x8b", ARCHIVE, UNPACK),
    (b"7z\xbc\xaf", ARCHIVE, UNPACK),
    (b"Rar!", ARCHIVE, UNPACK),
    (b"\x09\x00\x04\x00", OLD_EXCEL, SAVE_AS),
    (b"\x09\x02\x06\x00", OLD_EXCEL, SAVE_AS),
    (b"\x09\x04\x06\x00", OLD_EXCEL, SAVE_AS),
    (b"\x09\x08", OLD_EXCEL, SAVE_AS),
)
IN_OLE: tuple[tuple[str, Told], ...] = (
    ("WordDocument", told("a text document (.doc)")),
    ("PowerPoint Document", told("a presentation (.ppt)")),
    ("__substg1.0", told("a message (.msg)")),
)
IN_ZIP: tuple[tuple[str, Told], ...] = (
    ("word/", told("a text document (.docx)")),
    ("ppt/", told("a presentation (.pptx)")),
    ("index/document.iwa", told("a Numbers document")),
    ("index.zip", told("a Numbers document")),
)
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."


def other(what: Told, mend: Told) -> Unreadable:
    """Return what to raise for a file that is no table."""
    message = told("is {what}, which is not read as a table: {mend}", what=what, mend=mend)
    return Unreadable(message, "E107")


def check_first_bytes(data: bytes) -> None:
    """Refuse what its first bytes show to be no table.

    Raises
    ------
    Unreadable
        With what it is and what to do (E107).
    """
    for first, what, mend in FIRST_BYTES:
        if data.startswith(first):
            raise other(what, mend)


def check_text(text: str) -> None:
    """Refuse a text that is a page or data for programs.

    Raises
    ------
    Unreadable
        With what it is and what to do (E107).
    """
    head = text[:HEAD].lstrip("\ufeff \t\r\n").lower()
    if head.startswith("<?xml") and "urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise other(told("a workbook of Excel 2003 (XML)"), SAVE_AS)
    page = ("<!doctype html", "<html", "<head", "<meta", "<table", "mime-version:")
    if head.startswith(page) or (head.startswith("<?xml") and "<html" in head):
        raise other(WEB_PAGE, SAVE_AS)
    if head.startswith("<?xml"):
        raise other(told("an XML file"), EXPORT)
    if JSON.match(head) and text.rstrip().endswith(("]", "}")):
        raise other(told("a JSON file"), EXPORT)


def is_ballots(text: str) -> bool:
    """Tell whether a text is preference data as PrefLib writes it.

    >>> is_ballots("# FILE NAME: 00001-00000001.soc"), is_ballots("#,Navn: fornavn")
    (True, False)
    """
    return BALLOTS.match(text[:HEAD].lstrip("\ufeff \t\r\n")) is not None


def kind_of_ole(data: bytes) -> str:
    """Return "xls" for a workbook in an OLE file.

    Raises
    ------
    Unreadable
        If it is something else (E107), or has a password (E108).
    """
    if _named("EncryptedPackage", data):
        raise has_password()
    for name, what in IN_OLE:
        if _named(name, data):
            raise other(what, EXPORT)
    if not _named("Workbook", data) and not _named("Book", data):
        raise other(told("an old Office document"), SAVE_AS)
    return "xls"


def _named(name: str, data: bytes) -> bool:
    return name.encode("utf-16-le") in data


def has_password() -> Unreadable:
    """Return what to raise for a workbook with a password."""
    message = told(
        "is a workbook with a password: open it, save it without one, and keep that copy "
        "where nobody else can read it"
    )
    return Unreadable(message, "E108")


def kind_of_package(package: Package) -> str:
    """Return "xlsx", "xlsb" or "ods" for a zip file that is a workbook.

    Raises
    ------
    Unreadable
        If it is something else (E107).
    """
    kind = package.head("mimetype").strip()
    if kind.startswith(OPEN_DOCUMENT):
        if kind[len(OPEN_DOCUMENT) :].startswith(b"spreadsheet"):
            return "ods"
        raise other(told("an OpenDocument file without sheets"), EXPORT)
    if any(name.startswith("xl/") for name in package.names):
        return "xlsb" if "xl/workbook.bin" in package.names else "xlsx"
    for begin, what in IN_ZIP:
        if any(name.startswith(begin) for name in package.names):
            raise other(what, EXPORT)
    raise other(ARCHIVE, UNPACK)


def has_macros(package: Package) -> bool:
    """Tell whether a workbook holds macros."""
    return any(name.endswith("vbaproject.bin") for name in package.names)
