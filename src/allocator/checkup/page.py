"""A check as one accessible page in one file: no network, no script."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from allocator.checkup.figures import (
    by_round,
    figures,
    named,
    rounds,
    seats_said,
    themes,
    whole,
)
from allocator.checkup.figures import usable as usable_wishes
from allocator.checkup.page_words import page_words
from allocator.checkup.said import outcome
from allocator.codes import BY_CODE
from allocator.language import Speaker, say
from allocator.reporting.page import Body, Cell, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment

    from allocator.checkup.values import Checkup, Counts, SessionCount
    from allocator.errors import Finding

MOST_PLACES = 60
"""Rows or cells that the page lists of one finding; the workbook has them all."""


@dataclass(frozen=True, slots=True)
class Alert:
    """All findings of one code.

    Attributes
    ----------
    mark
        Whether it stops, in a word.
    title, means, mend
        What it is, why it matters, what to do; "" where that is not described.
    places
        What was found and where; equal findings of one column stand together.
    """

    code: str
    mark: str
    stops: bool
    title: str
    means: str
    mend: str
    places: Table


@dataclass(frozen=True, slots=True)
class Bar:
    """Demand for one session, in per cent of the longest bar."""

    session: Cell
    first: float
    wished: float
    seats: float | None
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """The sessions of one round, for one table."""

    key: str
    heading: Cell
    bars: tuple[Bar, ...]


def render(found: Checkup, lang: str = "nb") -> str:
    """Return a check as one self-contained HTML file.

    It names no person and repeats no cell.

    Parameters
    ----------
    found
        The check.
    lang
        "nb" or "en".

    Returns
    -------
    str
        A whole HTML document.
    """
    tr, counts, export = Speaker(lang), found.counts, found.export
    tables: list[Table | None] = []
    form: list[Table] = []
    if export is not None:
        from allocator.checkup.understood import answers_table, columns_table

        form = [answers_table(tr, export), columns_table(tr, export)]
    if counts is not None:
        tables = [rounds(tr, counts), usable_wishes(tr, counts), themes(tr, counts)]
    return (
        _templates()
        .get_template("checkup.html.j2")
        .render(
            lang=lang,
            words=page_words(tr, found),
            found=found,
            title=named(tr, found.title or found.name),
            outcome=outcome(tr, found),
            sentences=found.existence.sentences(lang)[1:],  # the first one is the outcome
            alerts=list(_alerts(tr, found)),
            figures=figures(tr, counts) if counts else [],
            form=form,
            tables=[table for table in tables if table],
            demand=list(_demand(tr, counts)) if counts else [],
        )
    )


@cache
def _templates() -> Environment:
    """Return the templates of this page, and below them those of the report."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    packages = ("allocator.checkup", "allocator.reporting")
    return Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in packages]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _alerts(tr: Speaker, found: Checkup) -> Iterator[Alert]:
    """Yield the findings code by code, those that stop first."""
    ordered = sorted(found.findings, key=lambda f: (not f.stops, f.code))
    for code, findings in groupby(ordered, key=lambda f: f.code):
        yield _alert(tr, code, list(findings))


def _alert(tr: Speaker, code: str, findings: list[Finding]) -> Alert:
    known = BY_CODE.get(code)
    stops = findings[0].stops
    alike: dict[tuple[str, str, str, str], list[Finding]] = {}
    for finding in findings:
        key = (finding.file, finding.sheet, finding.column, say(finding.message, tr.lang))
        alike.setdefault(key, []).append(finding)
    rows = tuple(_row(tr, message, same) for (*_, message), same in alike.items())
    columns = (Cell(tr("What was found")), Cell(tr("Rows or cells")))
    caption = tr.of(len(findings), "{code}: {n} place", "{code}: {n} places", code=code)
    return Alert(
        code=code,
        mark=tr("stops") if stops else tr("notice"),
        stops=stops,
        title=say(known.title, tr.lang) if known else "",
        means=say(known.means, tr.lang) if known else "",
        mend=say(known.mend, tr.lang) if known else "",
        places=Table(caption, columns, (Body(None, rows),)),
    )


def _row(tr: Speaker, message: str, same: list[Finding]) -> tuple[Cell, ...]:
    """Return one row of findings that differ by their row or cell alone."""
    one = same[0]
    file = " › ".join(filter(None, (one.file, one.sheet)))
    place = tr("{file}, column {column}", file=file, column=one.column)
    spots = [f.cell or str(f.row) for f in same if f.row or f.cell]
    shown = ", ".join(spots[:MOST_PLACES])
    if len(spots) > MOST_PLACES:
        shown = tr("{places} and {n} more", places=shown, n=len(spots) - MOST_PLACES)
    return Cell(message, note=place if one.column else file), Cell(shown or "–")


def _demand(tr: Speaker, counts: Counts) -> Iterator[Demand]:
    longest = max((max(s.wished, s.seats or 0) for s in counts.sessions), default=0) or 1
    for round_, sessions in by_round(counts):
        bars = tuple(_bar(tr, session, 100 / longest) for session in sessions)
        yield Demand(f"demand-{round_.round_id}", named(tr, round_.title), bars)


def _bar(tr: Speaker, session: SessionCount, scale: float) -> Bar:
    return Bar(
        session=named(tr, session.title),
        first=round(session.wished_first * scale, 2),
        wished=round(session.wished * scale, 2),
        seats=None if session.seats is None else round(session.seats * scale, 2),
        numbers=(
            whole(tr, session.wished_first),
            whole(tr, session.wished),
            seats_said(tr, session),
        ),
    )
