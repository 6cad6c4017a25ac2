"""What each column is: about the person, a wish, a refusal, or nothing that is needed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from allocator.forms.answer import Layout, Role
from allocator.forms.coming import settle_coming
from allocator.forms.names import looks_like_a_name
from allocator.forms.normal import normal
from allocator.forms.presets import listed, role_of, speaks_of, stated_role
from allocator.forms.questions import settle_grids
from allocator.forms.ranked import settle_ranks
from allocator.forms.rivals import settle_rivals
from allocator.forms.rounds import round_of
from allocator.forms.unknowns import CODE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from allocator.forms.answer import Stated
    from allocator.forms.fields import Field
    from allocator.forms.listing import Lists
    from allocator.forms.presets import Tool
    from allocator.forms.table import Table
    from allocator.problem import Event

BESIDE = (Role.RANK, Role.ROUND)
"""Roles of columns that mean something only beside a column of options."""
TELLS_WHO = {Role.ID, Role.EMAIL, Role.NAME, Role.GIVEN_NAME, Role.FAMILY_NAME}
HALF = 0.5
MOSTLY = 0.8
ENOUGH = 3


def settle(
    fields: Sequence[Field], table: Table, lists: Lists, tool: Tool, stated: Stated
) -> None:
    """Decide what each column is, what round and rank it speaks of, and how it is read.

    Parameters
    ----------
    fields
        The columns; they are changed.
    table, lists, tool
        The table, what names a session, and where the file comes from.
    stated
        What an organiser has said; it goes before everything else.
    """
    for field in fields:
        field.role = _role(field, tool, stated)
        if field.role in (Role.WISH, Role.REFUSAL):
            field.layout = _layout(field)
    _suspects(fields, tool)
    _alone(fields, lists.options.event)
    _take_names(fields)
    _promote_id(fields)
    for field in fields:
        if field.is_wish:
            field.round_id = stated.rounds.get(field.head.text) or _round(field, lists)
    settle_grids(fields, table, lists.options, tool, stated)
    settle_ranks(fields, lists, stated)
    settle_rivals(fields, table, stated)
    settle_coming(fields, table, lists.options.event, stated.roles)


def _role(field: Field, tool: Tool, stated: Stated) -> Role:
    if field.head.text in stated.roles:
        return stated.roles[field.head.text]
    said = _said(field, tool)
    wish = Role.REFUSAL if field.head.refusal else Role.WISH
    body = field.body
    if said is None and not field.head.sessions and _asks_for_wishes(field):
        body.trust()
    names = body.filled and body.touching >= HALF * body.filled
    if said in (Role.ID, Role.NAME) and _holds_addresses(field):
        return Role.EMAIL
    if said is not None and not (names and (said in BESIDE or body.filled >= ENOUGH)):
        return said
    if names or _is_grid(field):
        asked = field.head.question if field.head.sessions else field.head.clue
        least = not field.head.sessions and speaks_of("least", asked)
        others = speaks_of("not_a_wish", asked) or speaks_of("companion", asked)
        return Role.UNUSED if least or others else wish
    return Role.EMAIL if _holds_addresses(field) else Role.UNUSED


def _said(field: Field, tool: Tool) -> Role | None:
    """Return what the lowest part of the header says; words inside an option say nothing."""
    if not field.head.parts:
        return None
    part = field.head.parts[-1]
    if normal(part) in tool.buyer:
        return Role.BUYER_EMAIL
    if normal(part).startswith(listed("quiz")):
        return Role.UNUSED
    return stated_role(part) if field.head.sessions else role_of(part)


def _asks_for_wishes(field: Field) -> bool:
    return field.head.rank is not None or speaks_of("wishing", field.head.clue)


def _is_grid(field: Field) -> bool:
    """Tell whether the header names an option and the cells value it."""
    body = field.body
    if not field.head.sessions:
        return False
    return body.values + body.own >= HALF * body.filled


def _layout(field: Field) -> Layout:
    body = field.body
    others = body.naming - body.own
    if field.head.sessions and others < HALF * max(1, body.filled):
        return Layout.COLUMN_AN_OPTION
    return Layout.COLUMN_A_RANK


def _holds_addresses(field: Field) -> bool:
    cells = sum(field.texts.values())
    held = sum(n for text, n in field.texts.items() if "@" in text and " " not in text)
    return cells > 0 and held > MOSTLY * cells


def _suspects(fields: Sequence[Field], tool: Tool) -> None:
    """Take in columns that state a rank: those whose sisters hold options, or codes."""
    stems = Counter(f.head.stem for f in fields if f.layout is Layout.COLUMN_A_RANK)
    alone = not any(f.is_wish for f in fields)
    in_codes = alone and not tool.described_in
    numbered = Counter(f.head.stem for f in fields if f.head.index is not None)
    taken = {(f.head.stem, f.head.rank) for f in fields if f.layout is Layout.COLUMN_A_RANK}
    for field in fields:
        stem, ranked = field.head.stem, field.head.rank is not None
        if ranked and (stem, field.head.rank) in taken:
            continue
        sister = stem in stems and (ranked or field.head.index is not None)
        code = in_codes and numbered[stem] > 1 and _holds_codes(field)
        known = field.role is not Role.UNUSED or stated_role(field.head.text) is not None
        if field.texts and not known and (sister or code or (ranked and alone)):
            field.role = Role.REFUSAL if field.head.refusal else Role.WISH
            field.layout = Layout.COLUMN_A_RANK


def _holds_codes(field: Field) -> bool:
    """Tell whether all cells are short codes, and not only the 0 and 1 of boxes."""
    texts = set(field.texts)
    return not texts <= {"0", "1"} and all(map(CODE.fullmatch, texts))


def _alone(fields: Sequence[Field], event: Event) -> None:
    """Take ranks for nothing where options do not stand in one column beside.

    And a column of rounds for nothing where it names none.
    """
    one = sum(field.layout is Layout.COLUMN_A_RANK for field in fields) == 1
    for field in fields:
        if field.role is Role.RANK and not one:
            field.role = Role.UNUSED
        if field.role is Role.ROUND and not _names_rounds(field, event):
            field.role = Role.UNUSED


def _names_rounds(field: Field, event: Event) -> bool:
    return bool(field.texts) and all(round_of(text, event) for text in field.texts)


def _take_names(fields: Sequence[Field]) -> None:
    """Take a first column without a header for names, where nothing else tells who it is."""
    if {field.role for field in fields} & TELLS_WHO:
        return
    first = next((field for field in fields if field.texts), None)
    if first is None or first.head.parts or first.is_wish:
        return
    cells = first.texts.total()
    names = sum(n for text, n in first.texts.items() if looks_like_a_name(text))
    if cells >= ENOUGH and names > MOSTLY * cells:
        first.role = Role.NAME


def _promote_id(fields: Sequence[Field]) -> None:
    """Let the number of the answer stand for the person where nothing else does."""
    if {field.role for field in fields} & TELLS_WHO:
        return
    for field in fields:
        if field.role is Role.RESPONSE:
            field.role = Role.ID
            return


def _round(field: Field, lists: Lists) -> str:
    """Return the round of a column: by its options, else by its header."""
    named = [(field.head.sessions, 1)] if field.layout is Layout.COLUMN_AN_OPTION else []
    if not named:
        named = [(ids, n) for ids, n in _named_in(field, lists)]
    counts = Counter[tuple[str, ...]]()
    for ids, n in named:
        counts[ids] += n
    found = Counter[str]()
    for ids, n in counts.items():
        rounds = lists.options.rounds(ids)
        if len(rounds) == 1:
            found[next(iter(rounds))] += n
    if found:
        round_id, most = found.most_common(1)[0]
        return round_id if most >= MOSTLY * found.total() else ""
    return round_of(field.head.clue, lists.options.event)


def _named_in(field: Field, lists: Lists) -> Iterable[tuple[tuple[str, ...], int]]:
    for text, n in field.texts.items():
        for piece in lists.pieces(text):
            yield piece.ids, n
