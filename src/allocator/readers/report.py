"""Findings about `event.yaml`, placed by their path in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from allocator.errors import Finding
    from allocator.readers.event_schema import EventPart, SessionPart
    from allocator.readers.event_tree import Path, Source


@dataclass
class Report:
    """Findings of one file, placed by their path in it."""

    file: str
    tree: Source
    findings: list[Finding] = field(default_factory=list)

    def say(self, path: Path, message: str, code: str) -> None:
        """Add a finding at a path."""
        self.findings.append(self.tree.finding(self.file, path, message, code))


def placed_sessions(part: EventPart) -> Iterator[tuple[Path, SessionPart]]:
    """Yield each session and where it stands."""
    for r, round_ in enumerate(part.rounds):
        for s, session in enumerate(round_.sessions):
            yield ("rounds", r, "sessions", s), session


def day_of(part: EventPart, path: Path) -> date:
    """Return the day of what stands at a path within a round."""
    return part.day_of(part.rounds[int(path[1])])


def paths(part: EventPart) -> dict[str, Path]:
    """Return where each session stands, by id."""
    return {session.id: path for path, session in placed_sessions(part)}


def of_session(id_: str, what: str) -> str:
    """Return what to say of a session."""
    return told("session {id}: {what}", id=id_, what=what)


def unknown(kind: str, id_: str, known: Collection[str]) -> str:
    """Return what to say of an id that no room, or bus, has: the nearest, never taken."""
    near = get_close_matches(id_, known, n=1)
    hint = told("; did you mean {name!r}?", name=near[0]) if near else ""
    if kind == "room":
        return told("no room {id}{hint}", id=id_, hint=hint)
    return told("no bus {id}{hint}", id=id_, hint=hint)
