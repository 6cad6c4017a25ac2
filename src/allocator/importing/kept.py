"""What an organiser typed into attendees.csv and no form says: it outlives a new download."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.importing.tables import ATTENDEE
from allocator.language import told
from allocator.readers.instance import ATTENDEES
from allocator.readers.table import read_table
from allocator.sheets.files import read_files
from allocator.sheets.text import decode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set
    from pathlib import Path

LIMIT = 20_000_000
OF_FORMS = "group"
"""The column that a form gives in any case, by the organisation."""


def kept_cells(
    out: Path | None, codes: Sequence[str], stated: Set[str], encoding: str | None
) -> tuple[list[dict[str, str]], list[Finding]]:
    """Return the cells of an earlier attendees.csv that go over into the new one.

    Parameters
    ----------
    out
        The folder that the instance is written into; None where there is none.
    codes
        The attendee id of each person.
    stated
        Columns that the form gives, of whatever is in them.
    encoding
        Of the earlier file, if it cannot be recognised.

    Returns
    -------
    cells : list[dict[str, str]]
        For each person, by column; only those that say something.
    findings : list[Finding]
        A notice of the columns that go over.
    """
    before = _before(out, encoding) if out else {}
    open_ = [name for name in ATTENDEE if name not in {*stated, OF_FORMS}]
    cells = [
        {name: text for name in open_ if (text := before.get(code, {}).get(name, ""))}
        for code in codes
    ]
    names = [name for name in open_ if any(name in own for own in cells)]
    if not names:
        return cells, []
    message = told(
        "{names}: not in the form, kept from the attendees.csv that is there",
        names=", ".join(names),
    )
    return cells, [Finding(ATTENDEES, 0, "", message, "N764")]


def _before(out: Path, encoding: str | None) -> Mapping[str, Mapping[str, str]]:
    """Return the rows of the earlier file by id; none where it cannot be read."""
    if not (out / ATTENDEES).is_file():
        return {}
    raw = read_files(out, {ATTENDEES: LIMIT})[ATTENDEES]
    text, _ = decode(ATTENDEES, raw.data, encoding)
    if text is None:
        return {}
    rows = read_table(ATTENDEES, text, ("attendee_id",), ATTENDEE).rows
    return {row["attendee_id"]: dict(row.items()) for row in rows}
