"""One page for the management: what came out, who is full, what more would give."""

from __future__ import annotations

import math
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING

from allocator.fairness.records import MIN_CELL
from allocator.language import Speaker
from allocator.reporting.brief import MOST_COLOURS
from allocator.reporting.front import front
from allocator.reporting.html import templates
from allocator.reporting.plan_worth import change_name
from allocator.reporting.shown import small
from allocator.reporting.tables import seat_gains, wishes
from allocator.reporting.texts import texts
from allocator.reporting.verdict import counts_people, of_few

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.reporting.page import Front, Table
    from allocator.reporting.texts import Texts
    from allocator.solution import Solution

FULL, SEATS, CHANGES = 6, 3, 4
"""Most lines of each kind; the report has them all."""
SIZES = ((2_600, 9.5), (3_400, 9.0), (4_200, 8.0), (6_500, 7.0))
"""Sizes of type, in points, for pages of at most so many characters."""
SMALLEST = 6.0
LONGEST = 90
"""Most letters of a title in a line."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines under a heading."""

    heading: str
    lines: tuple[str, ...]


def render_management(result: Solution, lang: str = "nb") -> str:
    """Return the summary for the management: an HTML file that prints to one A4 page.

    It names no person and shows no figure about one to four people.

    Parameters
    ----------
    result
        The answer with its claims and its fairness numbers.
    lang
        "nb" or "en".

    Returns
    -------
    str
        A whole HTML document.
    """
    words, tr = texts(lang), Speaker(lang)
    first, table = front(words, result), wishes(words, result, MOST_COLOURS)
    parts = tuple(p for p in (_full(words, tr, result), _more(words, tr, result)) if p.lines)
    return (
        templates()
        .get_template("management.html.j2")
        .render(
            words=words,
            kind=tr("Summary for the management"),
            front=first,
            possible=_possible(tr, result),
            table=table,
            parts=parts,
            least=MIN_CELL,
            size=_size(first, table, parts),
        )
    )


def _possible(tr: Speaker, result: Solution) -> str:
    """Say how much better than this anything can be; "" where it is proven best."""
    for stage in result.stages:
        if stage.status == "proven":
            continue
        hidden = counts_people(stage.name) and (small(stage.value) or small(stage.bound))
        if hidden or of_few(result.problem, stage):
            return ""
        gap, most = abs(stage.value - stage.bound), max(stage.value, stage.bound)
        return tr(
            "At most {percent} % better is possible.", percent=math.ceil(100 * gap / most)
        )
    return ""


def _full(words: Texts, tr: Speaker, result: Solution) -> Part:
    """Name the sessions without a free seat, those that most people wished first."""
    found = [s for s in result.fairness.sessions if s.seats and s.filled >= s.seats]
    found.sort(key=lambda s: (-s.wished_first, s.session_id))
    lines = [
        tr(
            "{title}: {seats} seats, all taken",
            title=_short(s.title),
            seats=words.whole(s.seats or 0),
        )
        for s in found[:FULL]
    ]
    if len(found) > FULL:
        n = len(found) - FULL
        lines.append(tr.of(n, "and {n} more", "and {n} more"))
    return Part(tr("Full sessions"), tuple(lines) or (tr("Every session has a free seat."),))


def _more(words: Texts, tr: Speaker, result: Solution) -> Part:
    """Say what one more seat, or another plan, would give."""
    heading = tr("What more would give")
    if result.comparison is None:
        return Part(heading, (tr("This was not tried out: solve again with a comparison."),))
    lines = (*_seats(words, tr, result), *_changes(words, tr, result))
    return Part(heading, lines or (tr("One more seat would bring nobody closer."),))


def _seats(words: Texts, tr: Speaker, result: Solution) -> Iterator[str]:
    gains = sorted(seat_gains(result).items(), key=lambda item: (-item[1], item[0]))
    for session_id, gain in gains[:SEATS]:
        if gain > 0:
            yield tr(
                "One more seat in {title} brings all days together {points} closer to the best",
                title=_short(result.problem.event.session[session_id].title),
                points=words.points(gain),
            )


def _changes(words: Texts, tr: Speaker, result: Solution) -> Iterator[str]:
    """Yield what a bus more or fewer would do to the days and to the cost."""
    compared = result.comparison
    for worth in (compared.plan_worth if compared else ())[:CHANGES]:
        named = change_name(words, result.problem.event, worth.change, worth.subject)
        change = _short(named)
        stages = [s.value for s in result.stages][: len(worth.stages)]
        if worth.cost is None:
            yield tr("{change}: then not everybody can have a day", change=change)
            continue
        cost = words.whole(worth.cost)
        if list(worth.stages) == stages:
            yield tr("{change}: days as fair, cost {cost}", change=change, cost=cost)
        else:
            yield tr("{change}: other days, cost {cost}", change=change, cost=cost)


def _short(text: str) -> str:
    """Return a text that leaves room for others, cut between words.

    >>> _short("Water"), len(_short("long " * 50))
    ('Water', 86)
    """
    return shorten(text, LONGEST, placeholder=" …") if len(text) > LONGEST else text


def _size(first: Front, table: Table | None, parts: tuple[Part, ...]) -> float:
    """Return the size of type at which everything stands on one page."""
    verdict, rows = (
        first.verdict,
        [r for body in table.bodies for r in body.rows] if table else [],
    )
    said = [*[first.title.text] * 3, first.facts, verdict.decided, verdict.means, verdict.plan]
    said += [*verdict.notes, *(f"{t.number}{t.label}{t.note}" for t in first.tiles)]
    said += [line for part in parts for line in (part.heading, *part.lines)]
    said += [cell.text for row in rows for cell in row]
    length = sum(map(len, said)) + 60 * (len(rows) + sum(len(p.lines) for p in parts))
    return next((size for most, size in SIZES if length <= most), SMALLEST)
