"""The columns of a table with what stands in them, counted once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from allocator.forms.answer import Column, Layout, Role
from allocator.forms.heads import Head, head_of
from allocator.forms.normal import normal
from allocator.forms.scales import Scale, is_value, says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from allocator.forms.codebook import CodeRow
    from allocator.forms.listing import Lists
    from allocator.forms.said import Said
    from allocator.forms.table import Table
    from allocator.sheets.book import Line

MOST_LOOKED_AT = 100


@dataclass(slots=True)
class Body:
    """What the cells of a column say, as counts of cells.

    Attributes
    ----------
    filled
        Cells that say anything, "don't know" left out.
    naming
        Cells that are made of options and nothing else.
    touching
        Cells that name at least one session.
    listing
        Cells that name several.
    values
        Cells that are a rank, a rating, an answer or a tick.
    own
        Cells that repeat the option of the header.
    weak, weak_lists
        Cells that name one session, or several, by bare numbers or letters only; they are
        in none of the other counts of options.
    """

    filled: int = 0
    naming: int = 0
    touching: int = 0
    listing: int = 0
    values: int = 0
    own: int = 0
    weak: int = 0
    weak_lists: int = 0

    def trust(self) -> None:
        """Count bare numbers and letters as options: the header says that they are."""
        self.naming += self.weak
        self.touching += self.weak
        self.listing += self.weak_lists
        self.weak = self.weak_lists = 0


@dataclass(slots=True)
class Field:
    """One column while it is being understood.

    Attributes
    ----------
    number
        Counted from 1.
    head
        What its header says.
    codes
        Texts of codes that stand in its cells, by code as it is compared.
    texts
        Different texts of its cells, and in how many cells each stands.
    body
        What they say.
    role, layout, scale, round_id, rank, session_id
        What it was understood to be.
    least, most
        The smallest and largest rank that make sense under an option: 0 is none, where
        several people write it.
    across
        Whether its question goes over several rounds, so that ranks are no round's own.
    rival
        Whether another question is taken for the wishes among the same options.
    unclear
        Whether nobody can tell which end of its numbers is the best, or whether the order of
        its lists means anything.
    plain
        What cells of the column say, by text, where they gave no finding.
    """

    number: int
    head: Head
    codes: Mapping[str, str]
    texts: Counter[str]
    body: Body
    role: Role = Role.UNUSED
    layout: Layout | None = None
    scale: Scale | None = None
    round_id: str = ""
    rank: int | None = None
    session_id: str = ""
    least: int = 1
    most: int = 0
    across: bool = False
    rival: bool = False
    unclear: bool = False
    plain: dict[str, list[Said]] = field(default_factory=dict)

    @property
    def is_wish(self) -> bool:
        """Whether it holds wishes or refusals."""
        return self.role in (Role.WISH, Role.REFUSAL)

    def cell(self, line: Line) -> str:
        """Return the text of its cell in a row, outer blanks removed, codes resolved."""
        text = line.cells[self.number - 1].strip()
        return self.codes.get(normal(text), text) if self.codes and text else text

    @property
    def column(self) -> Column:
        """The column as others see it."""
        return Column(
            number=self.number,
            header=self.head.text,
            role=self.role,
            round_id=self.round_id,
            rank=self.rank,
            session_id=self.session_id,
            layout=self.layout,
            scale=None if self.unclear else self.scale,
        )


def fields_of(table: Table, lists: Lists, codebook: Sequence[CodeRow]) -> list[Field]:
    """Return the columns of a table.

    Parameters
    ----------
    table
        The table.
    lists
        Knows what names a session.
    codebook
        Question, code and text of codes that an organiser has stated.
    """
    stated = _by_question(codebook)
    fields = []
    lowest = {parts[-1].strip() for parts in table.heads if parts}
    for at, parts in enumerate(table.heads):
        head = head_of(parts, lists.options, lowest)
        codes = _codes_for(head, table.codes) | _codes_for(head, stated)
        made = Field(at + 1, head, codes, Counter(), Body())
        made.texts = Counter(filter(None, map(made.cell, table.lines)))
        made.body = _body(head, made.texts, lists)
        fields.append(made)
    return fields


def _by_question(codebook: Iterable[CodeRow]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for question, code, text in codebook:
        found.setdefault(normal(question), {})[normal(code)] = text
    return found


def _codes_for(head: Head, codes: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return the codes of a column: of its question, of its header, or of any question."""
    found: dict[str, str] = {}
    for name in ("", head.stem, *map(normal, head.parts)):
        found |= codes.get(name, {})
    return found


def _body(head: Head, texts: Counter[str], lists: Lists) -> Body:
    body = Body()
    for text, n in islice(texts.items(), MOST_LOOKED_AT):
        if says_nothing(text):
            continue
        pieces = lists.pieces(text)
        named = [piece for piece in pieces if piece.ids]
        body.filled += n
        body.values += n * is_value(text)
        if named and all(piece.weak for piece in pieces):
            body.weak += n
            body.weak_lists += n * (len(named) > 1)
            continue
        body.touching += n * bool(named)
        body.naming += n * (len(named) == len(pieces) > 0)
        body.listing += n * (len(named) > 1)
        body.own += n * (len(named) == 1 and head.is_named_by(named[0].ids))
    return body
