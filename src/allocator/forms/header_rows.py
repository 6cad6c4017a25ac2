"""Which rows of a sheet are its header: one, two or three, wherever they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allocator.forms.answer import Role
from allocator.forms.heads import option_in
from allocator.forms.normal import normal
from allocator.forms.ordinals import rank_in, rank_of
from allocator.forms.presets import role_of, stated_role, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.forms.listing import Lists
    from allocator.forms.options import Options
    from allocator.sheets.book import Line, Sheet

DEEPEST = 40
BELOW = 5
LEAST, GOOD, AFTER = 3, 6, 8
MOST_ROWS = 3
DATA = re.compile(
    r"\S+@\S+\.\S+|[+-]?\d[\d .,:/T+-]*(?:[ap]m)?|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b.*",
    re.IGNORECASE,
)
IMPORT_ID = re.compile(r"\s*\{\s*\"ImportId\".*", re.DOTALL)


def header_rows(sheet: Sheet, lists: Lists) -> tuple[Line, ...]:
    """Return the rows of a sheet that make its header; none where none looks like one.

    Parameters
    ----------
    sheet
        The sheet.
    lists
        Knows what names a session.
    """
    lines = sheet.lines[:DEEPEST]
    scores = _scores(lines, lists)
    if 1 < len(lines) == len(sheet.lines) == len(scores):
        scores[-1] = min(scores[-1], 0)
    best = max(scores, default=0)
    if best < LEAST:
        return ()
    at = scores.index(best)
    first = at
    while at - first < MOST_ROWS - 1 and first and _is_upper(sheet, lines, first - 1):
        first -= 1
    last = at
    while last - first < MOST_ROWS - 1 and _is_lower(lines, last + 1, scores, lists.options):
        last += 1
    return lines[first : last + 1]


def _scores(lines: Sequence[Line], lists: Lists) -> list[int]:
    """Return how much each row looks like a header; some rows after a good one are enough."""
    scores: list[int] = []
    enough = len(lines)
    for at in range(len(lines)):
        if at >= enough:
            break
        scores.append(score(lines, at, lists))
        if scores[-1] >= GOOD:
            enough = min(enough, at + AFTER)
    return scores


def score(lines: Sequence[Line], at: int, lists: Lists) -> int:
    """Return how much a row looks like a header: what it says is not said again below."""
    below = [line for line in lines[at + 1 :] if line.cells != lines[at].cells][:BELOW]
    return sum(
        _points(text, [line.cells[column] for line in below], lists)
        for column, text in enumerate(lines[at].cells)
        if text.strip()
    )


def _points(text: str, below: Sequence[str], lists: Lists) -> int:
    if IMPORT_ID.match(text):
        return 0
    if DATA.fullmatch(text.strip()):
        return 1 if _is_number_of_rank(text, below) else -3
    role = role_of(text)
    if role is not None and (
        _is_header_word(text) or all(role_of(t) is not role for t in below)
    ):
        return 3 if role is not Role.UNUSED else 2
    if rank_in(text) is not None:
        return 0 if any(rank_in(t) is not None or rank_of(t) for t in below) else 3
    return _points_of_option(text, [t for t in below if t.strip()], lists)


def _is_header_word(text: str) -> bool:
    """Tell whether a text is a header as such; "Deltaker 7" may be a person."""
    return stated_role(text) is not None and not text.strip()[-1:].isdigit()


def _points_of_option(text: str, below: Sequence[str], lists: Lists) -> int:
    """Return points for an option at the head of a column of values."""
    named = lists.options.find(text) or option_in(text, lists.options)[0]
    if not named or not below or sum(bool(piece.ids) for piece in lists.pieces(text)) > 1:
        return 0
    others = (p.ids for t in below for p in lists.pieces(t) if p.ids and not p.weak)
    return 2 if all(set(named) <= set(ids) for ids in others) else 0


def _is_number_of_rank(text: str, below: Sequence[str]) -> bool:
    """Tell whether a bare number heads texts: 1, 2, 3 under "Round 1" are ranks."""
    texts = [t.strip() for t in below if t.strip()]
    return bool(rank_of(text)) and bool(texts) and not any(map(DATA.fullmatch, texts))


def _is_upper(sheet: Sheet, lines: Sequence[Line], at: int) -> bool:
    line, under = lines[at], lines[at + 1]
    if line.number != under.number - 1:
        return False
    filled = [column for column, text in enumerate(line.cells) if text.strip()]
    if any(DATA.fullmatch(line.cells[column].strip()) for column in filled):
        return False
    if len(filled) > 1:
        return True
    return bool(filled) and filled[0] > 0 and not _is_wide(sheet, line.number)


def _is_wide(sheet: Sheet, row: int) -> bool:
    """Tell whether one merged cell covers most of a row: a title does."""
    width = len(sheet.lines[0].cells)
    spans = [b[1] - a[1] + 1 for a, b in sheet.merged if a[0] <= row <= b[0]]
    return any(span > 0.6 * width for span in spans)


def _is_lower(lines: Sequence[Line], at: int, scores: Sequence[int], options: Options) -> bool:
    if at >= min(len(lines), len(scores)):
        return False
    over, line = lines[at - 1], lines[at]
    filled = [(column, text) for column, text in enumerate(line.cells) if text.strip()]
    if filled and all(IMPORT_ID.match(text) for _, text in filled):
        return True
    if not filled or any(DATA.fullmatch(text.strip()) for _, text in filled):
        return False
    if 2 * scores[at] >= scores[at - 1] and scores[at] >= 6:
        return True
    new = [text for column, text in filled if not over.cells[column].strip()]
    return bool(new) and all(_is_lower_text(text, options) for text in new)


def _is_lower_text(text: str, options: Options) -> bool:
    return (
        normal(text) in words("fillers")
        or bool(option_in(text, options)[0])
        or rank_in(text) is not None
    )


def joined(sheet: Sheet, rows: Sequence[Line]) -> tuple[tuple[str, ...], ...]:
    """Return the parts of each column's header, those of upper rows carried to the right.

    Parameters
    ----------
    sheet
        Says which cells are merged.
    rows
        The header rows, top to bottom.
    """
    carried = [_carried(sheet, line) for line in rows[:-1]]
    carried.append([text.strip() for text in rows[-1].cells])
    own = [any(line.cells[at].strip() for line in rows) for at in range(len(carried[-1]))]
    columns = zip(own, *carried, strict=True)
    return tuple(_parts(texts) if filled else () for filled, *texts in columns)


def _parts(texts: Sequence[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for text in texts:
        seen = normal(text)
        filler = len(texts) > 1 and seen in words("fillers")
        if seen and not filler and not IMPORT_ID.match(text):
            kept.setdefault(seen, text)
    return tuple(kept.values())


def _carried(sheet: Sheet, line: Line) -> list[str]:
    """Return the texts of an upper header row; where cells are merged, only within them."""
    spans = [(a[1], b[1]) for a, b in sheet.merged if a[0] <= line.number <= b[0]]
    texts: list[str] = []
    for column, text in enumerate(line.cells, start=1):
        left = texts[-1] if texts else ""
        inside = not spans or any(a < column <= b for a, b in spans)
        texts.append(text.strip() or (left if inside else ""))
    return texts
