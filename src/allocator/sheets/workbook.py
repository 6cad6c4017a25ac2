"""A workbook as sheets: which there are, and what they share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.language import told_of
from allocator.sheets.book import Place, Sheet, address
from allocator.sheets.colours import theme_colours
from allocator.sheets.package import Elements, damaged
from allocator.sheets.styles import styles_of
from allocator.sheets.texts import shared_texts
from allocator.sheets.worksheet import YES, Shared, seen_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.sheets.package import Package, Relation

MOST_SHEETS = 100


@dataclass
class _Contents:
    """What the main part of a workbook says: names and ids of its sheets."""

    visible: list[tuple[str, str]] = field(default_factory=list)
    hidden: list[tuple[str, str]] = field(default_factory=list)
    macs: bool = False

    def elements(self) -> Elements:
        return Elements({"sheet": self._sheet, "workbookPr": self._properties})

    def _sheet(self, attributes: Mapping[str, str]) -> None:
        ids = [value for key, value in attributes.items() if key.endswith(" id")]
        entry = (attributes.get("name", ""), ids[0] if ids else "")
        is_hidden = attributes.get("state", "visible") != "visible"
        (self.hidden if is_hidden else self.visible).append(entry)

    def _properties(self, attributes: Mapping[str, str]) -> None:
        self.macs = attributes.get("date1904") in YES


def workbook_sheets(file: str, package: Package) -> tuple[list[Sheet], list[Finding]]:
    """Return the sheets that a person sees, in their order, and what was found.

    Parameters
    ----------
    file
        Name for the findings.
    package
        The workbook.

    Raises
    ------
    Unreadable
        If it cannot be read.
    """
    main = _main_part(package)
    contents = _Contents()
    package.parse(main, contents.elements())
    relations = package.relations(main)
    parts = {relation.kind: relation.target for relation in relations.values()}
    theme = theme_colours(package, parts.get("theme", ""))
    texts, struck = shared_texts(package, parts.get("sharedStrings", ""))
    shared = Shared(
        texts, struck, styles_of(package, parts.get("styles", ""), theme), contents.macs
    )
    sheets, findings = [], _hidden(file, contents, relations)
    for name, relation_id in contents.visible[:MOST_SHEETS]:
        relation = relations.get(relation_id)
        if relation is None or relation.target not in package.names:
            raise damaged(main)
        if relation.kind == "worksheet":
            seen = seen_of(package, relation.target, name, shared)
            sheets.append(seen.sheet(name))
            findings += _rounded(file, name, seen.rounded)
    return sheets, findings


def _main_part(package: Package) -> str:
    for relation in package.relations("").values():
        if relation.kind == "officeDocument" and relation.target in package.names:
            return relation.target
    raise damaged("_rels/.rels")


def _hidden(file: str, contents: _Contents, relations: Mapping[str, Relation]) -> list[Finding]:
    names = [name for name, of in contents.hidden if relations[of].kind == "worksheet"]
    if not names:
        return []
    message = told_of(
        len(names),
        "{n} sheet is hidden and not read: {names}; show it if answers stand on it",
        "{n} sheets are hidden and not read: {names}; show them if answers stand on them",
        names=", ".join(map(repr, names)),
    )
    return [Finding(file, 0, "", message, "N110")]


def _rounded(file: str, sheet: str, places: list[Place]) -> list[Finding]:
    if not places:
        return []
    message = told_of(
        len(places),
        "{n} number has more digits than the 15 that spreadsheets keep: ids of this length "
        "must be texts",
        "{n} numbers have more digits than the 15 that spreadsheets keep: ids of this length "
        "must be texts; this is the first",
    )
    first = places[0]
    return [Finding(file, first[0], "", message, "N111", sheet, address(first))]
