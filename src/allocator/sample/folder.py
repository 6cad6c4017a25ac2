"""A made-up instance as a folder."""

from __future__ import annotations

import csv
import io
import os
import shutil
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from allocator.errors import FileTrouble, InputRefused, UsageTrouble, cause
from allocator.language import told
from allocator.readers.event_yaml import read_event_part
from allocator.sample.event import sample_event
from allocator.sample.families import REAL, Family
from allocator.sample.people import sample_people
from allocator.sample.shape import LARGEST_EVENT, Shape
from allocator.sheets.files import read_files
from allocator.sheets.text import decode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.readers.event_schema import EventPart

ATTENDEE_COLUMNS = ("attendee_id", "group", "fixed", "arrives", "leaves", "needs")
PREFERENCE_COLUMNS = ("attendee_id", "session_id", "rank")
TOGETHER_COLUMNS = ("relation", "one", "other", "round")
FILES = ("event.yaml", "attendees.csv", "preferences.csv")


def write_sample(
    out: Path,
    shape: Shape,
    *,
    family: Family = REAL,
    event_file: Path | None = None,
    force: bool = False,
) -> Path:
    """Write a made-up instance as a folder, whole or not at all.

    Parameters
    ----------
    out
        The folder to make.
    shape
        Size and habits, as `family.shaped` makes them.
    family
        The kind of event, wishes and company.
    event_file
        An `event.yaml` to copy and to make people for, instead of a made-up event.
    force
        Move an existing folder aside, to `<name>.bak-<n>`.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    UsageTrouble
        If the family has no such shape, or brings an event of its own beside the given one.
    FileTrouble
        If the folder exists, or something cannot be read or written.
    InputRefused
        If the given event file is wrong.
    """
    if event_file is None:
        name, data = "event.yaml", family.event(shape).encode()
    else:
        name, data = event_file.name, _given(event_file, family)
    people = sample_people(_event_of(name, data), shape, family)
    contents = (
        data,
        _csv(ATTENDEE_COLUMNS, people.attendees),
        _csv(PREFERENCE_COLUMNS, people.preferences),
    )
    files = dict(zip(FILES, contents, strict=True))
    if people.together:
        files["together.csv"] = _csv(TOGETHER_COLUMNS, people.together)
    return _write_folder(out, files, force=force)


def _given(event_file: Path, family: Family) -> bytes:
    if family.event is not sample_event:
        raise UsageTrouble(
            told("{family} has an event of its own; leave out --event", family=family.name)
        )
    raw = read_files(event_file.parent, {event_file.name: LARGEST_EVENT})[event_file.name]
    if raw.findings():
        raise InputRefused(raw.findings())
    return raw.data


def _event_of(name: str, data: bytes) -> EventPart:
    text, findings = decode(name, data)
    if text is None:
        raise InputRefused(findings)
    event, _, more = read_event_part(name, text)
    if event is None:
        raise InputRefused([*findings, *more])
    return event


def _csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return sheet.getvalue().encode()


def _write_folder(out: Path, contents: dict[str, bytes], *, force: bool) -> Path:
    folder = Path(os.path.abspath(out))
    if os.path.lexists(folder) and not force:
        raise FileTrouble(told("{path} exists; --force moves it aside", path=out))
    partial = folder.with_name(f"{folder.name}.partial-{os.getpid()}")
    try:
        partial.mkdir(parents=True)
        for name, data in contents.items():
            (partial / name).write_bytes(data)
        if os.path.lexists(folder):
            folder.rename(_aside(folder))
        partial.rename(folder)
    except OSError as trouble:
        why = cause(trouble)
        raise FileTrouble(told("cannot write {path}: {why}", path=out, why=why)) from trouble
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return out


def _aside(folder: Path) -> Path:
    names = (folder.with_name(f"{folder.name}.bak-{n}") for n in count(1))
    return next(name for name in names if not os.path.lexists(name))
