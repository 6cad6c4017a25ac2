"""Limits of groups, exclusions, prerequisites and classes of `event.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.readers.names import hint
from allocator.readers.report import paths
from allocator.sheets.text import plain_name

if TYPE_CHECKING:
    from allocator.readers.event_schema import EventPart, GroupLimitPart
    from allocator.readers.event_tree import Path
    from allocator.readers.report import Report


def _named(id_: str, part: EventPart, path: Path, report: Report) -> bool:
    """Tell whether a session exists; say so where it does not."""
    known = paths(part)
    if id_ not in known:
        report.say(path, f"no session {id_}{hint(id_, known)}", "E350")
    return id_ in known


def _group_limits(part: EventPart, report: Report) -> None:
    seen: dict[tuple[str, str], int] = {}
    for at, limit in enumerate(part.group_limits):
        here: Path = ("group_limits", at)
        _named(limit.session, part, (*here, "session"), report)
        told = _bounds(limit)
        said = (limit.session, plain_name(limit.group))
        if said in seen:
            told = f"the same session and group as in line {seen[said]}"
        if told:
            report.say(here, f"limit in session {limit.session}: {told}", "E351")
        seen.setdefault(said, report.tree.at(here)[0])


def _bounds(limit: GroupLimitPart) -> str:
    least, most = limit.at_least, limit.at_most
    if least is None and most is None:
        return "neither at_least nor at_most is said"
    if least is not None and most is not None and least > most:
        return f"at least {least} > at most {most}"
    return ""


def _exclusions(part: EventPart, report: Report) -> None:
    for at, ids in enumerate(part.exclusions):
        here: Path = ("exclusions", at)
        for k, id_ in enumerate(ids):
            _named(id_, part, (*here, k), report)
            if id_ in ids[:k]:
                report.say((*here, k), f"session {id_} twice in one exclusion", "E352")
        if len(ids) < 2:
            report.say(here, "an exclusion needs at least two sessions", "E352")


def _prerequisites(part: EventPart, report: Report) -> None:
    turn = {s.id: at for at, round_ in enumerate(part.rounds) for s in round_.sessions}
    for at, said in enumerate(part.prerequisites):
        here: Path = ("prerequisites", at)
        known = _named(said.session, part, (*here, "session"), report)
        known &= _named(said.after, part, (*here, "after"), report)
        if known and turn[said.after] >= turn[said.session]:
            told = f"session {said.session}: {said.after} is in no earlier round"
            report.say((*here, "after"), told, "E353")


def _classes(part: EventPart, report: Report) -> None:
    names = [plain_name(name) for name in part.classes]
    for at, name in enumerate(names):
        if name in names[:at]:
            report.say(("classes", at), "a class that stands there before", "E354")


POLICY_CHECKS = (_group_limits, _exclusions, _prerequisites, _classes)
