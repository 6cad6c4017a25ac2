"""What cells say of sessions, before it is written as one kind of value."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from allocator.forms.answer import Wish
from allocator.forms.scales import Scale
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from allocator.forms.fields import Field
    from allocator.forms.listing import Lists, Piece
    from allocator.forms.notes import Notes
    from allocator.language import Told
    from allocator.sheets.book import Place

RANK, RATING, ANSWER = "rank", "rating", "answer"
STRANGER = told("names a session of another round than the rest of the column")
CHOSEN = (Scale.ANSWER, Scale.BOX)
LAST = 10**9
AS_RANK = {"yes": "1", "maybe": "2", "no": "refused"}


class Said(NamedTuple):
    """One word on one session.

    Attributes
    ----------
    session_id
        The session.
    scale
        How `value` is meant; None for a refusal.
    value
        A rank, a rating as a number, or yes, maybe and no.
    place
        The cell.
    across
        Whether a rank counts over several rounds.
    listed
        Whether a rank is a position in a list, which has no gaps.
    """

    session_id: str
    scale: Scale | None
    value: str
    place: Place
    across: bool = False
    listed: bool = False

    def at(self, place: Place) -> Said:
        """Return the same word in another cell."""
        return Said(self[0], self[1], self[2], place, self[4], self[5])


@dataclass
class Context:
    """What all layouts share while the rows of one table are read.

    Attributes
    ----------
    lists
        Knows what names a session.
    notes
        Takes what is found.
    matched
        Session id by option text, as written.
    unknown
        Where texts stand that name no session, by text.
    """

    lists: Lists
    notes: Notes
    matched: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, list[Place]] = field(default_factory=dict)
    _unknown_cells: int = 0

    @property
    def troubles(self) -> int:
        """How many times something was found."""
        return self.notes.said + self._unknown_cells

    def session(self, piece: Piece, round_id: str, place: Place) -> str:
        """Return the session that a piece of a cell names, "" where it names none.

        A text that names none, or several, is kept as a finding.
        """
        if not piece.ids:
            self.unknown.setdefault(piece.text, []).append(place)
            self._unknown_cells += 1
            return ""
        named = self.lists.options.within(piece.ids, round_id)
        if len(named) > 1:
            self.notes.say("E705", ambiguous(piece.text, named), place)
            return ""
        if named[0]:
            self.matched[piece.text] = named[0]
            if round_id and self.lists.options.event.session[named[0]].round_id != round_id:
                self.notes.say("N722", STRANGER, place)
        return named[0]


def ambiguous(text: str, named: Sequence[str]) -> Told:
    """Return why a text that names several sessions cannot be read."""
    return told(
        "{text!r} names several sessions ({sessions}), and neither the header nor the other "
        "cells say which round is meant; state the round of the column, or make the option "
        "texts different",
        text=text,
        sessions=", ".join(named),
    )


def column_for(fields: Iterable[Field]) -> str:
    """Return as what all wishes of a table are written: "rank", "rating" or "answer"."""
    scales = {f.scale or Scale.RANK for f in fields if f.role.value == "wish"}
    if scales == {Scale.RATING}:
        return RATING
    return ANSWER if scales and scales <= {Scale.ANSWER, Scale.BOX} else RANK


def written(said: Sequence[Said], column: str, rounds: dict[str, str]) -> list[Wish]:
    """Return what a person said as wishes of one kind of value.

    Where kinds are mixed all become ranks: ratings by their order, yes before maybe, a tick
    as a first wish; a no becomes a refusal.

    Parameters
    ----------
    said
        All words of one answer.
    column
        As `column_for` decides.
    rounds
        Round id by session id.
    """
    no = "no" if column == ANSWER else "refused"
    places = _places(said, rounds) if column == RANK else {}
    wishes = []
    for word in said:
        session_id, scale, value, place = word[:4]
        if places:
            value = places.get(word, value)
        if scale is None:
            value = no
        elif column == RANK and scale in CHOSEN:
            value = AS_RANK[value]
        wishes.append(Wish(session_id, value, place))
    if column == RANK:
        wishes.sort(key=_order)
    return wishes


def _order(wish: Wish) -> int:
    return int(wish.value) if wish.value != "refused" else LAST


def _places(said: Iterable[Said], rounds: dict[str, str]) -> dict[Said, str]:
    """Return ranks within each round for ratings, and for ranks that go over rounds."""
    groups: defaultdict[tuple[str, Scale], list[Said]] = defaultdict(list)
    for word in said:
        if word.scale is Scale.RATING or (word.scale is Scale.RANK and word.across):
            groups[rounds[word.session_id], word.scale].append(word)
    found: dict[Said, str] = {}
    for (_, scale), words in groups.items():
        values = sorted({float(w.value) for w in words}, reverse=scale is Scale.RATING)
        found |= {w: str(values.index(float(w.value)) + 1) for w in words}
    return found
