"""An instance in which nobody is named: the same question with other ids."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allocator.errors import InputRefused
from allocator.privacy.codes import fresh_codes
from allocator.readers.event_tree import read_tree
from allocator.readers.instance import (
    ATTENDEES,
    EVENT,
    HISTORY,
    LIMITS,
    OPTIONAL,
    PREFERENCES,
    TOGETHER,
    read_instance,
)
from allocator.readers.people import COLUMNS, composed
from allocator.readers.table import read_table
from allocator.readers.values import COLUMNS as VALUES
from allocator.sheets.files import read_files
from allocator.sheets.text import decode, plain_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from allocator.problem import Problem
    from allocator.readers.table import Row

GROUP_LETTERS = "GHJKLMN"


@dataclass(frozen=True)
class Disguise:
    """Codes in place of what could name a person.

    Attributes
    ----------
    people
        Attendee id to code.
    groups
        Group to code; empty where groups keep their names.
    """

    people: Mapping[str, str]
    groups: Mapping[str, str]

    def group(self, text: str) -> str:
        """Return what stands for a group."""
        return self.groups.get(plain_name(text), text)


def disguise(problem: Problem, *, groups: bool) -> Disguise:
    """Draw codes for everybody of a question, and for the groups where that is wanted."""
    event, attendees = problem.event, problem.attendees
    named = {a.group for a in attendees} | {limit.group for limit in event.group_limits}
    return Disguise(
        fresh_codes(a.id for a in attendees),
        fresh_codes(named - {""}, letters=GROUP_LETTERS) if groups else {},
    )


def disguised(
    folder: str | Path, *, groups: bool = False, encoding: str | None = None
) -> tuple[Disguise, dict[str, str]]:
    """Return the files of an instance with codes in place of people.

    Columns that the program does not use, comments of `event.yaml`, times of answers and
    people of `history.csv` who do not attend are left out; the order of the answers stays.

    Parameters
    ----------
    folder
        The instance.
    groups
        Whether groups get codes too.
    encoding
        Encoding of the CSV files; None finds it out.

    Returns
    -------
    codes : Disguise
        What stands for whom. Whoever keeps it can undo the disguise.
    texts : dict of str to str
        By file name.

    Raises
    ------
    FileTrouble, InputRefused, Infeasible
        As `read_instance`.
    """
    folder = Path(folder)
    problem = read_instance(folder, encoding=encoding).problem
    codes = disguise(problem, groups=groups)
    there = {n: limit for n, limit in OPTIONAL.items() if (folder / n).exists()}
    read = {
        name: _text(name, raw.data, encoding)
        for name, raw in read_files(folder, LIMITS | there).items()
    }
    made = {
        EVENT: _event(read[EVENT], codes),
        ATTENDEES: _attendees(read[ATTENDEES], codes),
        PREFERENCES: _preferences(read[PREFERENCES], codes, problem.arrival),
    }
    if TOGETHER in read:
        made[TOGETHER] = _together(read[TOGETHER], codes)
    if HISTORY in read:
        made[HISTORY] = _history(read[HISTORY], codes)
    return codes, made


def _text(name: str, data: bytes, encoding: str | None) -> str:
    text, findings = decode(name, data, encoding if name.endswith(".csv") else None)
    if text is None:  # the file changed since it was read as part of the instance
        raise InputRefused(findings)
    return text


def _attendees(text: str, codes: Disguise) -> str:
    table = read_table(ATTENDEES, text, ("attendee_id",), COLUMNS)
    kept = [c for c in COLUMNS if c in table.header]

    def cells(row: Row) -> list[str]:
        said = {c: row[c] for c in kept} | {"group": codes.group(row["group"])}
        return [codes.people[composed(row["attendee_id"])], *(said[c] for c in kept)]

    return _csv(("attendee_id", *kept), sorted(map(cells, table.rows)))


def _preferences(text: str, codes: Disguise, arrival: Sequence[str]) -> str:
    """Write the answers in the order in which people answered, without the times."""
    table = read_table(PREFERENCES, text, ("attendee_id", "session_id"), (), VALUES)
    column = next((c for c in VALUES if c in table.header), VALUES[0])
    turn = {person: n for n, person in enumerate(arrival)}
    rows = sorted(table.rows, key=lambda row: turn[composed(row["attendee_id"])])
    return _csv(
        ("attendee_id", "session_id", column),
        ([codes.people[composed(r["attendee_id"])], r["session_id"], r[column]] for r in rows),
    )


def _together(text: str, codes: Disguise) -> str:
    table = read_table(TOGETHER, text, ("relation", "one", "other"), ("round",))

    def cells(row: Row) -> list[str]:
        pair = sorted(codes.people[composed(row[c])] for c in ("one", "other"))
        return [row["relation"], *pair, row["round"]]

    return _csv(("relation", "one", "other", "round"), sorted(map(cells, table.rows)))


def _history(text: str, codes: Disguise) -> str:
    table = read_table(HISTORY, text, ("attendee_id", "regret"))
    known = ((codes.people.get(composed(r["attendee_id"])), r["regret"]) for r in table.rows)
    return _csv(("attendee_id", "regret"), sorted((c, r) for c, r in known if c))


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return sheet.getvalue()


def _event(text: str, codes: Disguise) -> str:
    """Return event.yaml written afresh, so that no comment comes along."""
    from ruamel.yaml import YAML

    tree, findings = read_tree(EVENT, text)
    if tree is None:
        raise InputRefused(findings)
    changed = _walked(tree.plain, codes)
    writer = YAML()
    writer.default_flow_style, writer.width, writer.allow_unicode = False, 4_000, True
    buffer = io.StringIO()
    writer.dump(changed, buffer)
    return buffer.getvalue()


def _walked(node: Any, codes: Disguise) -> Any:
    """Return a part of the tree with codes for speakers who attend, and for groups."""
    if isinstance(node, list):
        return [_walked(value, codes) for value in node]
    if not isinstance(node, dict):
        return node
    changes: dict[str, Callable[[str], str]] = {"group": codes.group}
    if "attendee" in node:
        code = codes.people[composed(node["attendee"])]
        changes |= dict.fromkeys(("name", "attendee"), lambda _: code)
    return {
        key: changes[key](value)
        if key in changes and isinstance(value, str)
        else _walked(value, codes)
        for key, value in node.items()
    }
