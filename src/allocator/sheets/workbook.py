"""A workbook as sheets: which there are, and what they share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.language import told, told_of
from allocator.sheets.colours import theme_colours
from allocator.sheets.elements import Elements
from allocator.sheets.package import damaged
from allocator.sheets.styles import styles_of
from allocator.sheets.texts import shared_texts
from allocator.sheets.unreadable import Unreadable
from allocator.sheets.worksheet import YES, Shared, seen_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.sheets.book import Sheet
    from allocator.sheets.package import Package

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
    kind_of = {of: relation.kind for of, relation in relations.items()}
    hidden = [name for name, of in contents.hidden if kind_of.get(of) == "worksheet"]
    sheets, findings = [], hidden_sheets(file, hidden)
    if len(contents.visible) > MOST_SHEETS:
        message = told("more sheets than the limit of {most}", most=MOST_SHEETS)
        raise Unreadable(message, "E113")
    for name, relation_id in contents.visible:
        relation = relations.get(relation_id)
        if relation is None or relation.target not in package.names:
            raise damaged(main)
        if relation.kind == "worksheet":
            seen = seen_of(package, relation.target, name, shared)
            sheets.append(seen.sheet())
            findings += seen.notices(file)
    return sheets, findings


def _main_part(package: Package) -> str:
    for relation in package.relations("").values():
        if relation.kind == "officeDocument" and relation.target in package.names:
            return relation.target
    raise damaged("_rels/.rels")


def hidden_sheets(file: str, names: Sequence[str]) -> list[Finding]:
    """Return a notice of the sheets that a person does not see."""
    if not names:
        return []
    message = told_of(
        len(names),
        "{n} sheet is hidden and not read: {names}; show it if answers stand on it",
        "{n} sheets are hidden and not read: {names}; show them if answers stand on them",
        names=", ".join(map(repr, names)),
    )
    return [Finding(file, 0, "", message, "N110")]
