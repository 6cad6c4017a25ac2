"""A check as a small piece of HTML, for notebooks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from allocator.checkup.figures import rounds, usable
from allocator.checkup.said import outcome
from allocator.language import Speaker, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from allocator.checkup.values import Checkup
    from allocator.reporting.page import Table

SHOWN = 20
"""Findings that are shown before it is said how many more there are."""


def small_page(found: Checkup, lang: str = "en") -> str:
    """Return what came out, the first findings, and the rounds as tables with headings.

    Parameters
    ----------
    found
        The check.
    lang
        "nb" or "en".
    """
    tr = Speaker(lang)
    parts = [f"<p><strong>{escape(found.name)}</strong> {escape(outcome(tr, found))}</p>"]
    if found.findings:
        parts.append(_findings(tr, found))
    if found.counts is not None:
        parts += [_of(rounds(tr, found.counts)), _of(usable(tr, found.counts))]
    return "".join(parts)


def _findings(tr: Speaker, found: Checkup) -> str:
    first = found.findings[:SHOWN]
    caption = tr.of(len(found.findings), "{n} finding", "{n} findings")
    if len(found.findings) > SHOWN:
        caption = tr("{all}, the first {shown} of them", all=caption, shown=SHOWN)
    heads = (tr("Code"), tr("Where"), tr("What was found"))
    return _table(
        caption,
        heads,
        ((f.code, say(f.place, tr.lang), say(f.message, tr.lang)) for f in first),
    )


def _of(table: Table) -> str:
    rows = (tuple(cell.text for cell in row) for body in table.bodies for row in body.rows)
    return _table(table.caption, tuple(cell.text for cell in table.columns), rows)


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(text)}</td>" for text in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )
