"""XML as calls: what to do at which element, while a part of a workbook is unpacked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar
from xml.parsers import expat

from allocator.sheets.limits import too_many_cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

T = TypeVar("T")
BROKEN_XML = (expat.ExpatError, LookupError, ValueError)
MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
DRAWING = (
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://purl.oclc.org/ooxml/drawingml/main",
)
RELATIONS = ("http://schemas.openxmlformats.org/package/2006/relationships",)


class HasDoctype(Exception):
    """The part declares a document type."""


@dataclass(frozen=True, slots=True)
class Elements:
    """What to do while a part is parsed.

    Attributes
    ----------
    starts, ends
        By local name of the element; a start gets the attributes.
    text
        Gets every piece of text.
    spaces
        The XML namespaces that the names belong to.
    """

    starts: Mapping[str, Callable[[Mapping[str, str]], None]]
    ends: Mapping[str, Callable[[], None]] = field(default_factory=dict)
    text: Callable[[str], object] | None = None
    spaces: Sequence[str] = MAIN

    def parse(self, chunks: Iterable[bytes], most: int) -> int:
        """Parse a part, and return how many elements it has.

        Parameters
        ----------
        chunks
            Its bytes.
        most
            How many elements are permitted.

        Raises
        ------
        Unreadable
            If there are more elements (E113).
        HasDoctype
            If it declares a document type.
        ExpatError, LookupError, ValueError
            If it is not well-formed, or its encoding is not known.
        """
        starts, ends = self._full(self.starts), self._full(self.ends)
        left = most

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise too_many_cells()
            act = starts.get(name)
            if act is not None:
                act(attributes)

        def end(name: str) -> None:
            act = ends.get(name)
            if act is not None:
                act()

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = _refuse
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
        return most - left

    def _full(self, acts: Mapping[str, T]) -> dict[str, T]:
        return {f"{space} {name}": act for space in self.spaces for name, act in acts.items()}


def _refuse(*_: object) -> None:
    raise HasDoctype
