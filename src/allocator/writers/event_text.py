"""An event as the text of `event.yaml`, with notes where somebody is to look."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from allocator.setup_cells.kinds import SHARE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.readers.event_schema import EventPart
    from allocator.readers.event_tree import Path

WIDTH = 4_000
STEP = 2
LAST = ("assumed", "rooms", "buses", "rounds", "assumed_notes")
"""Keys that stand at the end of their mapping, so that what is short is read first."""


def event_text(part: EventPart, notes: Mapping[Path, Sequence[str]] | None = None) -> str:
    """Return an event as YAML that reads as the same event.

    Parameters
    ----------
    part
        The event.
    notes
        Lines of comment, by the path of the key before which they stand; () is the top.
    """
    from ruamel.yaml import YAML

    writer = YAML()
    writer.default_flow_style, writer.width, writer.allow_unicode = False, WIDTH, True
    writer.indent(mapping=STEP, sequence=2 * STEP, offset=STEP)
    said = notes or {}
    tree = _marked(part.model_dump(exclude_unset=True), said, ())
    if () in said:
        tree.yaml_set_start_comment("\n".join(said[()]) + "\n")
    buffer = io.StringIO()
    writer.dump(tree, buffer)
    return buffer.getvalue()


def _share(value: Any) -> str | float:
    """Return a share in per cent where that is short, else as a number."""
    said = SHARE.write(value)
    return said if isinstance(said, str) and "%" in said else float(said)


def _marked(node: Any, notes: Mapping[Path, Sequence[str]], path: Path) -> Any:
    """Return a part of the tree as the writer wants it, with its comments."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if isinstance(node, list):
        return CommentedSeq(_marked(item, notes, (*path, at)) for at, item in enumerate(node))
    if not isinstance(node, dict):
        return node
    made = CommentedMap()
    for key in sorted(node, key=lambda key: LAST.index(key) if key in LAST else -1):
        here = (*path, key)
        value = node[key]
        if here == ("expected_no_show",) and value is not None:
            value = _share(value)
        made[key] = _marked(value, notes, here)
        if here in notes:
            indent = 2 * STEP * sum(isinstance(step, int) for step in path)
            made.yaml_set_comment_before_after_key(
                key, before="\n".join(notes[here]), indent=indent
            )
    return made
