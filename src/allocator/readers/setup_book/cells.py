"""Where the parts of an event stand in a workbook."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from allocator.errors import Finding
from allocator.language import joined
from allocator.sheets.book import address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.readers.event_tree import Path
    from allocator.sheets.book import Place


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell.

    Attributes
    ----------
    sheet
        Name of its sheet.
    place
        Row and column.
    label
        What its column is called.
    """

    sheet: str
    place: Place
    label: str = ""

    def finding(self, file: str, message: str, code: str) -> Finding:
        """Return a finding about the cell."""
        return Finding(
            file, self.place[0], self.label, message, code, self.sheet, address(self.place)
        )


@dataclass
class Cells:
    """The content of the workbook as event.yaml would have it, with the cells.

    Attributes
    ----------
    plain
        Mappings, lists and scalars.
    spots
        Cell by path, also of cells that are empty.
    refused
        Paths of values that a finding has been made of.
    """

    plain: dict[str, Any] = field(default_factory=dict)
    spots: dict[Path, Spot] = field(default_factory=dict)
    refused: set[Path] = field(default_factory=set)

    def spot(self, path: Sequence[int | str]) -> Spot:
        """Return the cell of the deepest part of a path that has one."""
        whole = tuple(path)
        found = (self.spots.get(whole[:n]) for n in range(len(whole), -1, -1))
        return next(filter(None, found), Spot("", (1, 1)))

    def at(self, path: Sequence[int | str]) -> tuple[int, str]:
        """Return row and heading; see `Tree.at`."""
        spot = self.spot(path)
        return spot.place[0], spot.label

    def finding(self, file: str, path: Sequence[int | str], message: str, code: str) -> Finding:
        """Return a finding at a path; see `Tree.finding`."""
        return self.spot(path).finding(file, message, code)

    def words(self, path: Sequence[int | str]) -> str:
        """Return a path as people say it: the code of the row, and the heading."""
        return joined([*self._codes(path), self.spot(path).label], " ")

    def _codes(self, path: Sequence[int | str]) -> list[str]:
        """Return the innermost id on the way."""
        found = list[str]()
        for node in self._nodes(path):
            id_ = node.get("id") if isinstance(node, dict) else None
            if isinstance(id_, str) and len(id_) < 100:
                found = [id_]
        return found

    def _nodes(self, path: Sequence[int | str]) -> Iterator[Any]:
        node: Any = self.plain
        for part in path:
            if isinstance(node, dict):
                node = node.get(part)
            else:
                there = isinstance(node, list) and isinstance(part, int) and part < len(node)
                node = node[part] if there else None
            yield node
