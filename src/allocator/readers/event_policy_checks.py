"""Limits of groups, exclusions, prerequisites and classes of `event.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.language import told
from allocator.readers.names import hint
from allocator.readers.report import of_session, paths
from allocator.sheets.text import plain_name

if TYPE_CHECKING:
    from allocator.readers.event_schema import EventPart, GroupLimitPart
    from allocator.readers.event_tree import Path
    from allocator.readers.report import Report


def _named(id_: str, part: EventPart, path: Path, report: Report) -> bool:
    """Tell whether a session exists; say so where it does not."""
    known = paths(part)
    if id_ not in known:
        why = told("no session {id}{hint}", id=id_, hint=hint(id_, known))
        report.say(path, why, "E350")
    return id_ in known


def _group_limits(part: EventPart, report: Report) -> None:
    seen: dict[tuple[str, str], int] = {}
    for at, limit in enumerate(part.group_limits):
        here: Path = ("group_limits", at)
        _named(limit.session, part, (*here, "session"), report)
        why = _bounds(limit)
        said = (limit.session, plain_name(limit.group))
        if said in seen:
            why = told("the same session and group as in line {n}", n=seen[said])
        if why:
            why = told("limit in session {id}: {why}", id=limit.session, why=why)
            report.say(here, why, "E351")
        seen.setdefault(said, report.tree.at(here)[0])


def _bounds(limit: GroupLimitPart) -> str:
    least, most = limit.at_least, limit.at_most
    if least is None and most is None:
        return told("neither at_least nor at_most is said")
    if least is not None and most is not None and least > most:
        return told("at least {least} > at most {most}", least=least, most=most)
    return ""


def _exclusions(part: EventPart, report: Report) -> None:
    for at, ids in enumerate(part.exclusions):
        here: Path = ("exclusions", at)
        for k, id_ in enumerate(ids):
            _named(id_, part, (*here, k), report)
            if id_ in ids[:k]:
                why = told("session {id} twice in one exclusion", id=id_)
                report.say((*here, k), why, "E352")
        if len(ids) < 2:
            report.say(here, told("an exclusion needs at least two sessions"), "E352")


def _prerequisites(part: EventPart, report: Report) -> None:
    turn = {s.id: at for at, round_ in enumerate(part.rounds) for s in round_.sessions}
    for at, said in enumerate(part.prerequisites):
        here: Path = ("prerequisites", at)
        known = _named(said.session, part, (*here, "session"), report)
        known &= _named(said.after, part, (*here, "after"), report)
        if known and turn[said.after] >= turn[said.session]:
            why = told("{id} is in no earlier round", id=said.after)
            report.say((*here, "after"), of_session(said.session, why), "E353")


def _classes(part: EventPart, report: Report) -> None:
    names = [plain_name(name) for name in part.classes]
    for at, name in enumerate(names):
        if name in names[:at]:
            why = told("a class that stands there before")
            report.say(("classes", at), why, "E354")


POLICY_CHECKS = (_group_limits, _exclusions, _prerequisites, _classes)
