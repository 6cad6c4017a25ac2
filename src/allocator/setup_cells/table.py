"""What a sheet is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.setup_cells.kinds import Kind

YES_NO: Mapping[object, str] = {True: told("yes"), False: told("no")}


@dataclass(frozen=True, eq=False, slots=True)
class Field:
    """A column; in the sheet of the event a row.

    Attributes
    ----------
    path
        Where it stands in the mapping of its row, such as "departure.guides.count". What
        begins with ">" is no part of it but says where the row belongs.
    kind
        What a cell holds.
    label
        What people call it.
    help
        What to write, for people.
    example
        What might stand there.
    words
        The only values that there are, and what they are called; empty where it is free.
    also
        Further words that are understood, and which of the values each means.
    needed
        Whether it must be filled in.
    width
        In characters.
    offers
        Key of the table whose ids are offered, "" for none.
    """

    path: str
    kind: Kind
    label: str
    help: str = ""
    example: str = ""
    words: Mapping[object, str] = field(default_factory=dict)
    also: Mapping[str, object] = field(default_factory=dict)
    needed: bool = False
    width: int = 14
    offers: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Table:
    """A sheet.

    Attributes
    ----------
    key
        Key of event.yaml that it holds, "event" for the event itself.
    name
        What the sheet is called.
    intro
        One sentence above it, for people.
    fields
        Its columns, in order.
    inner
        Names, for lists of what is assumed, of keys that have no column of their own.
    needed
        Whether the workbook must have it.
    """

    key: str
    name: str
    intro: str
    fields: tuple[Field, ...]
    inner: Mapping[str, str] = field(default_factory=dict)
    needed: bool = False

    def __getitem__(self, path: str) -> Field:
        """Return the column of a path."""
        return next(f for f in self.fields if f.path == path)

    def within(self, prefix: str) -> dict[str, str]:
        """Return the names of the keys of a mapping: of the row for "", else of a part of it.

        Parameters
        ----------
        prefix
            Such as "departure.", with the dot.
        """
        own = {f.path: f.label for f in self.fields} | dict(self.inner)
        return {
            path.removeprefix(prefix): label
            for path, label in own.items()
            if path.startswith(prefix) and "." not in path.removeprefix(prefix)
        }
