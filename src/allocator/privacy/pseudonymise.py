"""A copy of an instance without anybody's id, and the map back, if somebody wants it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from allocator.errors import FileTrouble, UsageTrouble
from allocator.language import told
from allocator.privacy.disguise import disguised
from allocator.readers import read_instance
from allocator.readers.people_file import Person, read_people_file
from allocator.writers.file import whole_file
from allocator.writers.folder import check_target, whole_folder, write
from allocator.writers.xlsx import workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from allocator.errors import Finding

PEOPLE = "people.xlsx"
COLUMNS = {"attendee_id": 14, "name": 30, "email": 36, "organisation": 36, "original_id": 20}
"""Columns of the people map, and how many letters wide they are."""


@dataclass(frozen=True, slots=True)
class Pseudonymised:
    """What was made.

    Attributes
    ----------
    people, groups
        How many have a code now.
    notices
        What is noteworthy in the copy.
    """

    people: int
    groups: int
    notices: tuple[Finding, ...]


def pseudonymise(
    instance: str | Path,
    out: str | Path,
    *,
    groups: bool = False,
    people_map: str | Path | None = None,
    force: bool = False,
    encoding: str | None = None,
) -> Pseudonymised:
    """Write a copy of an instance in which codes stand for people.

    Parameters
    ----------
    instance
        The instance.
    out
        The folder to make.
    groups
        Whether groups get codes too.
    people_map
        Where to write which code is whom: an XLSX file outside of both folders, which
        `allocator export` takes as people file. Without it nobody can tell any more.
    force
        Move an existing folder aside, to `<name>.bak-<n>`.
    encoding
        Encoding of the CSV files; None finds it out.

    Returns
    -------
    Pseudonymised
        What was made.

    Raises
    ------
    UsageTrouble
        If the map would lie in one of the folders, or is no .xlsx.
    FileTrouble, InputRefused, Infeasible
        As `read_instance`, and if something cannot be written; nothing new is left then.
    """
    instance, target = Path(instance), Path(out)
    people_map = None if people_map is None else Path(people_map)
    check_target(target, force=force)
    if people_map is not None:
        _check_map(people_map, (instance, target))
    codes, texts = disguised(instance, groups=groups, encoding=encoding)
    persons = _persons(instance) if people_map is not None else {}
    made: Path | None = None
    try:
        with whole_folder(target, force=force) as partial:
            for name, text in texts.items():
                write(partial / name, text)
            found = read_instance(partial)
            if people_map is not None:
                whole_file(people_map, map_workbook(codes.people, persons), private=True)
                made = people_map
    except BaseException:
        if made is not None:
            made.unlink(missing_ok=True)
        raise
    return Pseudonymised(len(codes.people), len(codes.groups), found.notices)


def _check_map(people_map: Path, folders: Iterable[Path]) -> None:
    if people_map.suffix.casefold() != ".xlsx":
        raise UsageTrouble(
            told("{name}: the people map is a workbook: name it .xlsx", name=people_map.name)
        )
    for folder in folders:
        if people_map.resolve().is_relative_to(folder.resolve()):
            raise UsageTrouble(
                told(
                    "{name}: the people map must not lie in {folder}: whoever gets that would "
                    "have the map too",
                    name=people_map.name,
                    folder=folder.name,
                )
            )
    if people_map.exists():
        raise FileTrouble(
            told(
                "{name}: exists, and is not overwritten; choose another name",
                name=people_map.name,
            )
        )


def _persons(instance: Path) -> Mapping[str, Person]:
    path = instance / PEOPLE
    return read_people_file(path) if path.exists() else {}


def map_workbook(codes: Mapping[str, str], persons: Mapping[str, Person]) -> bytes:
    """Return the people map: a people file of the codes, with the original ids at the end.

    Parameters
    ----------
    codes
        Original id to code.
    persons
        What is known of people, by original id.
    """
    into = BytesIO()
    with workbook(into, title="people-map") as book:
        sheet = book.add_worksheet("people")
        bold = book.add_format({"bold": True})
        for at, (name, width) in enumerate(COLUMNS.items()):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, name, bold)
        for row, (id_, code) in enumerate(sorted(codes.items(), key=lambda c: c[1]), start=1):
            who = persons.get(id_, Person(id_))
            for at, text in enumerate((code, who.name, who.email, who.organisation, id_)):
                sheet.write_string(row, at, text)
        sheet.freeze_panes(1, 0)
    return into.getvalue()
