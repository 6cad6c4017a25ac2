"""The end of what names people: lists, maps, tables with a row a person."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allocator.errors import FileTrouble, UsageTrouble
from allocator.language import told, told_of
from allocator.privacy.kept import anonymous
from allocator.readers.instance import ATTENDEES, HISTORY, PREFERENCES, TOGETHER
from allocator.readers.setup_book import read_setup_book
from allocator.verifier.written import UNLISTED, inputs_of, read_json
from allocator.writers.file import refused
from allocator.writers.leftovers import leftovers
from allocator.writers.purge_log import RESULT, note_purged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from allocator.language import Told

PEOPLE = ("people.xlsx", "people.csv")
BOOKS = ("oppsett.xlsx", "setup.xlsx")
"""Workbooks in which an event may have its people."""
INPUTS = (*PEOPLE, *BOOKS, ATTENDEES, PREFERENCES, TOGETHER, HISTORY)
"""What goes of the inputs; a workbook only if it has a row about anybody."""
OF_LISTS = frozenset({".xlsx", ".csv", ".ics", ".html", ".pdf"})
"""What files of lists end with; a folder with others is not taken for one."""


@dataclass(frozen=True, slots=True)
class Doomed:
    """One file or folder that is to be deleted.

    Attributes
    ----------
    path
        Where it is.
    what
        A word for the log.
    files
        How many files that are.
    """

    path: Path
    what: str
    files: int

    @property
    def said(self) -> Told:
        """Name it to whoever is asked."""
        return told_of(self.files, "{path} ({n} file)", "{path} ({n} files)", path=self.path)


@dataclass(frozen=True, slots=True)
class Purge:
    """What is to be deleted of a result, and what stays that nobody knows.

    Attributes
    ----------
    result
        The result folder.
    doomed
        What is to be deleted, most personal first.
    strangers
        Files in the result that do not belong to it; they are left, and may name people.
    """

    result: Path
    doomed: tuple[Doomed, ...]
    strangers: tuple[Path, ...]


def plan_purge(
    result: str | Path,
    *,
    lists: Iterable[str | Path] = (),
    people_maps: Iterable[str | Path] = (),
    instance: str | Path | None = None,
    people: bool = False,
    inputs: bool = False,
) -> Purge:
    """Return what there is to delete of a result; nothing is deleted yet.

    Parameters
    ----------
    result
        The result folder. Of its own files those go in which single people have a row.
    lists
        Folders of lists; those that are not there are passed over, their backups go too.
    people_maps
        Maps from codes to people.
    instance
        The folder of inputs; by default the one that the result's `run.log` names.
    people
        Whether the people file of the inputs goes.
    inputs
        Whether all its files about people go.

    Raises
    ------
    FileTrouble
        If it is no result, or the inputs are not known.
    UsageTrouble
        If a folder of lists holds something else, or a map is no .xlsx.
    """
    result = Path(result)
    document = read_json(result / "result.json")
    names = INPUTS if inputs else PEOPLE if people else ()
    source = _inputs(result, instance) if names else result
    doomed = (
        *_maps(people_maps),
        *(_file(path, "inputs") for path in _of_inputs(source, names)),
        *(found for folder in lists for found in _lists(Path(folder).resolve(), result)),
        *_earlier(result.resolve()),
        *(
            _file(result / name, RESULT)
            for name in document.get("outputs", {})
            if not anonymous(name, document) and (result / name).exists()
        ),
    )
    return Purge(result, doomed, tuple(_strangers(result, document)))


def _inputs(result: Path, instance: str | Path | None) -> Path:
    source = inputs_of(result) if instance is None else Path(instance)
    if not source.is_dir():
        raise FileTrouble(
            told(
                "{name}: the folder of inputs is not there; name it with --instance",
                name=source.name,
            )
        )
    return source


def _of_inputs(source: Path, names: Iterable[str]) -> Iterator[Path]:
    """Yield files of the inputs, and what --force has moved aside of them."""
    for name in names:
        for path in (source / name, *_backups(source / name)):
            if path.is_file() and (name not in BOOKS or _has_people(path)):
                yield path


def _has_people(path: Path) -> bool:
    """Tell whether a workbook of an event has people; one that cannot be read may have."""
    found = read_setup_book(path.name, path.read_bytes())
    return found.people is not None or found.cells is None


def _file(path: Path, what: str) -> Doomed:
    return Doomed(path, what, 1)


def _folder(path: Path, what: str) -> Doomed:
    return Doomed(path, what, sum(p.is_file() for p in path.rglob("*")))


def _maps(paths: Iterable[str | Path]) -> Iterator[Doomed]:
    for path in map(Path, paths):
        if path.suffix.casefold() != ".xlsx" or not path.is_file():
            raise UsageTrouble(told("{name}: no people map, which is an .xlsx", name=path.name))
        yield _file(path, "map")


def _lists(folder: Path, result: Path) -> Iterator[Doomed]:
    """Yield a folder of lists, and what earlier and dead runs left of it."""
    for path in (folder, *_backups(folder), *leftovers(folder)):
        if not path.is_dir():
            continue
        if result.resolve().is_relative_to(path) or not _only_lists(path):
            raise UsageTrouble(
                told(
                    "{name}: holds other things than lists; delete by hand what names people",
                    name=path.name,
                )
            )
        yield _folder(path, "lists")


def _only_lists(folder: Path) -> bool:
    """Tell whether a folder holds files of lists, at most one folder down."""
    found = [p.relative_to(folder) for p in folder.rglob("*") if not p.is_dir()]
    return all(len(p.parts) <= 2 and p.suffix in OF_LISTS for p in found)


def _earlier(result: Path) -> Iterator[Doomed]:
    for path in _backups(result):
        if (path / "result.json").exists():
            yield _folder(path, "backup")
    for path in leftovers(result):
        yield _folder(path, "leftover")


def _backups(folder: Path) -> list[Path]:
    """Return what --force has moved aside, in the order of the names."""
    pattern = f"{folder.name}.bak-"
    beside = folder.parent.iterdir() if folder.parent.is_dir() else ()
    return sorted(
        p for p in beside if p.name.startswith(pattern) and p.name[len(pattern) :].isdigit()
    )


def _strangers(result: Path, document: dict[str, Any]) -> Iterator[Path]:
    known = {*document.get("outputs", {}), *UNLISTED}
    for path in sorted(result.rglob("*")):
        if path.is_file() and path.relative_to(result).as_posix() not in known:
            yield path


def purge(plan: Purge, *, now: datetime | None = None) -> None:
    """Delete what was planned, and write into `purge.log` what went and when.

    Deleting is no shredding: backups of the disk, synchronised folders and sent mail are
    beyond reach.

    Parameters
    ----------
    plan
        From `plan_purge`.
    now
        The moment for the log; by default the clock's.

    Raises
    ------
    FileTrouble
        If something cannot be deleted; what went before it is in the log.
    """
    moment = now or datetime.now(UTC)
    for thing in plan.doomed:
        try:
            shutil.rmtree(thing.path) if thing.path.is_dir() else thing.path.unlink()
        except OSError as error:
            raise refused(thing.path.name, error, deleting=True) from error
        own = thing.what == RESULT
        name = thing.path.relative_to(plan.result).as_posix() if own else f"{thing.files}"
        note_purged(plan.result, moment, thing.what, name)
