"""An event as rows of the sheets: nested mappings become flat ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allocator.setup_cells.round_sheets import ROUND, SESSION
from allocator.setup_cells.rule_sheet import AFTER, EXCLUSION, GROUP, RULE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Row = Mapping[str, Any]

HISTORY = {"factor": 0.5, "most": 2}
"""What is said of an earlier event by the mere word; it must be written down."""


def leaf(row: Row, path: str) -> Any:
    """Return what stands at a dotted path of nested mappings, None where nothing does.

    >>> leaf({"departure": {"by": "bus"}}, "departure.by"), leaf({}, "departure.by")
    ('bus', None)
    """
    if path in row:
        return row[path]
    found: Any = row
    for key in path.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return found


def rows_of(event: Row) -> dict[str, list[Row]]:
    """Return the rows of every sheet, by its key.

    Parameters
    ----------
    event
        As event.yaml has it, without what nobody has said.
    """
    rounds = event["rounds"]
    if event.get("history") is not None:
        event = {**event, "history": HISTORY | event["history"]}
    sessions = [(r["id"], s) for r in rounds for s in r["sessions"]]
    return {
        "event": [event],
        "rounds": rounds,
        "sessions": [{ROUND: round_, **session} for round_, session in sessions],
        "speakers": [
            {SESSION: session["id"], **_speaker(said)}
            for _, session in sessions
            for said in session.get("speakers", ())
        ],
        "rooms": event.get("rooms", []),
        "buses": event.get("buses", []),
        "rules": list(_rules(event)),
    }


def _speaker(said: Any) -> dict[str, Any]:
    return {"name": said} if isinstance(said, str) else dict(said)


def _rules(event: Row) -> Iterator[Row]:
    for limit in event.get(GROUP, ()):
        yield {RULE: GROUP, **limit}
    for ids in event.get(EXCLUSION, ()):
        yield {RULE: EXCLUSION, **({"session": "; ".join(ids)} if ids else {})}
    for pair in event.get(AFTER, ()):
        yield {RULE: AFTER, **pair}
