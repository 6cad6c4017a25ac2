"""What `allocator init` shows and asks: a guess, each part of which can be refused."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from allocator.cli.language import echo, heard
from allocator.language import joined, told, told_of
from allocator.setup_cells.kinds import date_of, time_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from allocator.forms.guess.event import Stated
    from allocator.forms.guess.found import Found, Question
    from allocator.language import Told
    from allocator.readers.event_schema import EventPart

    Ask = Callable[[str, str], str]

T = TypeVar("T")
SHOWN = 70
SEATS = re.compile(r"[1-9][0-9]{0,4}|100000", re.ASCII)
TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
LAYOUTS = {
    "list in a cell": told("lists in one cell"),
    "column a rank": told("options in the cells"),
    "column an option": told("a column for each option, with ranks"),
    "ratings": told("a column for each option, with ratings or answers"),
    "long": told("a row for each person and option"),
}


def said(options: Mapping[str, Any]) -> Stated:
    """Return what the options of the command state.

    Raises
    ------
    click.BadParameter
        If one cannot be read.
    """
    from allocator.forms.guess.event import Stated

    return Stated(
        title=options["title"],
        place=options["place"],
        timezone=options["timezone"],
        date=_value("--date", options["date"], _day) if options["date"] else None,
        seats=_pairs("--seats", options["seats"], _seats),
        starts=_pairs("--start", options["start"], _time),
        ends=_pairs("--end", options["end"], _time),
        days=_pairs("--day", options["day"], _day),
    )


def _pairs(option: str, text: str | None, read: Callable[[str], T | None]) -> dict[str, T]:
    """Return values by id; one without an id is that of all others."""
    found: dict[str, T] = {}
    for pair in filter(None, re.split(r"[,;\s]+", text or "")):
        id_, sign, value = pair.rpartition("=")
        if not sign and option != "--seats":
            raise _bad(option, told("must look like R1=…, with the code of a round"))
        found[id_] = _value(option, value, read)
    return found


def _value(option: str, text: str, read: Callable[[str], T | None]) -> T:
    value = read(text)
    if value is None:
        raise _bad(option, told("{text!r} cannot be read", text=text))
    return value


def _bad(option: str, why: Told) -> click.BadParameter:
    return click.BadParameter(heard(why), param_hint=option)


def _seats(text: str) -> int | None:
    return int(text) if SEATS.fullmatch(text) else None


def _time(text: str) -> str | None:
    time = time_of(text)
    return time if TIME.fullmatch(time) else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(date_of(text))
    except ValueError:
        return None


def show_guess(found: Found) -> None:
    """Show what was found, before anything is written."""
    where = joined(filter(None, (found.file, found.sheet)), " › ")
    tool = told(", from {tool}", tool=found.tool) if found.tool else ""
    rows = ", ".join(map(str, found.header_rows))
    if found.answers:
        echo(
            told_of(
                found.answers,
                "{where}{tool}: headings in row {rows}, {n} answer",
                "{where}{tool}: headings in row {rows}, {n} answers",
                where=where,
                tool=tool,
                rows=rows,
            )
        )
    else:
        echo(
            told("{where}: a table of sessions, headings in row {rows}", where=where, rows=rows)
        )
    for question in found.questions:
        _show_round(question)
    for note in found.notes:
        echo(note)
    for question in found.doubtful:
        echo(
            told_of(
                len(question.options),
                "Not taken for a round: {title!r}, {n} option",
                "Not taken for a round: {title!r}, {n} options",
                title=question.title[:SHOWN],
            )
        )


def _show_round(question: Question) -> None:
    echo(told("{id}  {title}", id=question.id, title=question.title or question.id))
    if question.layout:
        columns = ", ".join(map(str, question.columns))
        how = LAYOUTS[question.layout.value]
        echo(told("    {how}, column {columns}", how=how, columns=columns))
    for option in question.options:
        count = told(" ({n})", n=option.named) if option.named else ""
        echo(told("    {id}  {title}{count}", id=option.id, title=option.title, count=count))
        for other in option.others:
            echo(told("        also written {text!r}", text=other))
    if question.left_out:
        echo(
            told_of(
                len(question.left_out),
                "    {n} other text is taken for no option",
                "    {n} other texts are taken for no options",
            )
        )


def show_written(part: EventPart, out: Path, files: Sequence[Path]) -> None:
    """Say what was written, what is assumed, and what comes next."""
    from allocator.readers.assumptions import assumptions

    for note in part.assumed_notes:
        echo(note)
    count = sum(1 for _ in assumptions(part)) - len(part.assumed_notes)
    sessions = sum(len(round_.sessions) for round_ in part.rounds)
    echo(
        told(
            "{out}: {rounds} rounds, {sessions} sessions. {count} values are assumed; they "
            "stand under `assumed`.",
            out=str(out),
            rounds=len(part.rounds),
            sessions=sessions,
            count=count,
        )
    )
    named = " ".join(map(str, files))
    echo(told("Next: allocator import {files} --event {out}", files=named, out=str(out)))


def asks(silent: bool) -> Ask | None:
    """Return how questions are put; None where nobody sits at a terminal."""
    if silent or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None

    def ask(question: str, default: str) -> str:
        shown = default if default else None
        answer = click.prompt(
            heard(question), default=shown or "", show_default=bool(default), err=True
        )
        return str(answer).strip()

    return ask


def chosen(
    found: Found, stated: Stated, leave_out: str | None, *, ask: Ask | None
) -> tuple[list[Question], Stated]:
    """Return the rounds that are wanted, and what is stated or answered.

    Parameters
    ----------
    found, stated
        The guess, and what options of the command state.
    leave_out
        Ids of rounds and sessions that are none.
    ask
        Puts a question with a default; None asks nothing.
    """
    out = set(filter(None, re.split(r"[,;\s]+", leave_out or "")))
    known = {q.id for q in found.questions} | {o.id for q in found.questions for o in q.options}
    if out - known:
        names = ", ".join(sorted(out - known))
        raise _bad("--leave-out", told("no round or session {names}", names=names))
    rounds = [
        replace(q, options=tuple(o for o in q.options if o.id not in out))
        for q in found.questions
        if q.id not in out
    ]
    if ask is None:
        return [q for q in rounds if q.options], stated
    rounds = [kept for question in rounds if (kept := _kept(question, ask))]
    rounds += [q for q in found.doubtful if _agreed(_also(q), ask, default=False)]
    return rounds, _asked_for(stated, rounds, ask)


def _agreed(question: Told, ask: Ask, *, default: bool) -> bool:
    yes, no = heard(told("yes")), heard(told("no"))
    answer = ask(question, yes if default else no)
    return answer.casefold()[:1] in (yes[0], "y", "j")


def _also(question: Question) -> Told:
    return told("Is {title!r} a round too?", title=question.title[:SHOWN])


def _kept(question: Question, ask: Ask) -> Question | None:
    """Return a round without the sessions that are refused, None if it is refused itself."""
    title = question.title[:SHOWN] or question.id
    if not _agreed(
        told("Is {id} {title!r} a round?", id=question.id, title=title), ask, default=True
    ):
        return None
    answer = ask(told("Which of its options are no sessions? (codes, or nothing)"), "")
    out = set(re.split(r"[,;\s]+", answer))
    options = tuple(option for option in question.options if option.id not in out)
    return replace(question, options=options) if options else None


def _asked_for(stated: Stated, rounds: Sequence[Question], ask: Ask) -> Stated:
    """Ask for what no form knows; an empty answer leaves it to be assumed."""
    stated = replace(
        stated,
        title=stated.title or ask(told("Name of the event"), "") or None,
        place=stated.place or ask(told("The venue"), "") or None,
        timezone=stated.timezone or ask(told("Time zone"), "Europe/Oslo") or None,
    )
    if stated.date is None:
        stated = replace(stated, date=_retried(told("The first day (2027-04-14)"), ask, _day))
    if not stated.seats:
        seats = _retried(told("Seats of every session, as far as known"), ask, _seats)
        stated = replace(stated, seats={"": seats} if seats else {})
    for question_ in rounds:
        stated = _times(stated, question_, ask)
    return stated


def _times(stated: Stated, round_: Question, ask: Ask) -> Stated:
    starts, ends = dict(stated.starts), dict(stated.ends)
    for times, question in (
        (starts, told("When does {id} begin? (09:00)", id=round_.id)),
        (ends, told("When does {id} end? (10:30)", id=round_.id)),
    ):
        if round_.id not in times and not _is_timed(round_):
            time = _retried(question, ask, _time)
            times |= {round_.id: time} if time else {}
    return replace(stated, starts=starts, ends=ends)


def _is_timed(round_: Question) -> bool:
    """Tell whether a question, or all of its options, say when they are."""
    from allocator.forms.guess.hints import hint

    texts = (option.text for option in round_.options)
    return all("start" in o.details for o in round_.options) or all(
        hint(text).times for text in texts
    )


def _retried(question: Told, ask: Ask, read: Callable[[str], T | None]) -> T | None:
    """Ask until the answer can be read, or is empty."""
    while True:
        answer = ask(question, "")
        value = read(answer) if answer else None
        if value is not None or not answer:
            return value
        echo(told("{text!r} cannot be read", text=answer), err=True)
