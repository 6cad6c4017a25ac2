"""What a check says in a few lines: the terminal's, and the first words of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.checkup.figures import by_round, figures, seats_said, whole
from allocator.checkup.values import ALONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.checkup.values import Checkup, Counts, SessionCount
    from allocator.language import Speaker

WIDE = 44
"""Characters of a title that a line of the terminal holds."""


def outcome(tr: Speaker, found: Checkup) -> str:
    """Return what came out in one sentence or two."""
    if found.stops:
        return tr.of(
            found.stops,
            "Refused: {n} finding stops; nothing can be solved before it is mended.",
            "Refused: {n} findings stop; nothing can be solved before they are mended.",
        )
    if found.existence.exists is False:
        return tr("Nothing can be solved: no allocation obeys all rules.")
    told = found.existence.sentences(tr.lang)[0]
    notices = len(found.findings)
    if not notices:
        return tr("Nothing was found to say. {told}", told=told)
    return tr.of(
        notices,
        "Nothing stops; {n} notice to look at. {told}",
        "Nothing stops; {n} notices to look at. {told}",
        told=told,
    )


def written(tr: Speaker, files: Sequence[str]) -> str:
    """Return what was written, and who may read it."""
    if not files:
        return tr("Nothing was written; --html FILE makes a page, --xlsx FILE marks cells.")
    names = " · ".join(files)
    if any(name.casefold().endswith(".xlsx") for name in files):
        return tr(
            "Written: {names}. The workbook holds names: delete it after use.", names=names
        )
    return tr("Written: {names}", names=names)


def next_step(tr: Speaker, found: Checkup, target: str, event: str = "event.yaml") -> str:
    """Return what to do next.

    Parameters
    ----------
    tr
        The language.
    found
        The check.
    target
        What was checked, as it was named.
    event
        The event of an export, as it was named.
    """
    if found.exit_code:
        return tr("Next: mend what is named above, then check again.")
    if found.existence.how == ALONE:
        path = f"{target.rstrip('/')}/{next(iter(found.inputs))}"
        return tr("Next: allocator import FILE --event {event}", event=path)
    if found.export is None:
        return tr("Next: allocator solve {target}", target=target)
    if found.counts is None:
        return tr("Next: allocator check {target} --event event.yaml", target=target)
    return tr("Next: allocator import {target} --event {event}", target=target, event=event)


def first_line(tr: Speaker, found: Checkup) -> str:
    """Return name and sizes."""
    if found.counts is None:
        return ": ".join(filter(None, (found.name, found.title)))
    counts = found.counts
    return tr(
        "{name}: {people} people, {answered} with wishes, "
        "{sessions} sessions in {rounds} rounds",
        name=found.name,
        people=whole(tr, counts.people.people),
        answered=whole(tr, counts.people.answered),
        sessions=len(counts.sessions),
        rounds=len(counts.rounds),
    )


def count_lines(tr: Speaker, counts: Counts) -> Iterator[str]:
    """Yield the counts as lines of plain text, columns in line."""
    for value, label in figures(tr, counts):
        yield f"  {value:>6}  {label}"
    for round_, sessions in by_round(counts):
        yield ""
        yield tr(
            "{round}: {people} people, seats: {seats}",
            round=round_.title,
            people=whole(tr, round_.people),
            seats=seats_said(tr, round_),
        )
        heads = (tr("first wish"), tr("wished for"), tr("seats"))
        yield from _lined(("", "", *heads), [_row(tr, session) for session in sessions])


def _row(tr: Speaker, session: SessionCount) -> tuple[str, ...]:
    return (
        session.session_id,
        _short(session.title),
        whole(tr, session.wished_first),
        whole(tr, session.wished),
        seats_said(tr, session),
    )


def _short(title: str) -> str:
    return title if len(title) <= WIDE else title[: WIDE - 1].rstrip() + "…"


def _lined(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows with columns of one width; the first two to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    for row in (heads, *rows):
        left = (cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True))
        right = (cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True))
        yield "  " + "  ".join([*left, *right]).rstrip()
