"""What `allocator init` asks: which rounds are meant, and what no form knows."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import click

from allocator.cli.guessing.options import all_seats_of, bad, day_of, time_of_day, zone_of
from allocator.cli.guessing.shown import SHOWN
from allocator.cli.language import echo, heard
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from allocator.forms.guess.event import Stated
    from allocator.forms.guess.found import Found, Question
    from allocator.language import Told

    Ask = Callable[[str, str], str]

T = TypeVar("T")


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
        raise bad("--leave-out", told("no round or session {names}", names=names))
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
    )
    if stated.timezone is None:
        zone = _retried(told("Time zone"), ask, zone_of, "Europe/Oslo")
        stated = replace(stated, timezone=zone)
    if stated.date is None:
        stated = replace(
            stated, date=_retried(told("The first day, as 14.04.2027"), ask, day_of)
        )
    if not stated.seats:
        question = told("Seats, as far as known: 20 for every session, or 1A=20, 1B=25")
        stated = replace(stated, seats=_retried(question, ask, all_seats_of) or {})
    for question_ in rounds:
        stated = _times(stated, question_, ask)
    return stated


def _times(stated: Stated, round_: Question, ask: Ask) -> Stated:
    """Ask when a round is, with the times of its heading as what holds if nobody objects."""
    from allocator.forms.guess.hints import hint

    if _is_timed(round_):
        return stated
    id_, starts, ends = round_.id, dict(stated.starts), dict(stated.ends)
    begins, until = (*hint(round_.title).times, "", "")[:2]
    if id_ not in starts:
        question = told("When does {id} begin, as 09:00?", id=id_)
        starts[id_] = _retried(question, ask, time_of_day, begins) or ""
    if id_ not in ends:
        question = told("When does {id} end, as 10:30?", id=id_)
        later = until if until > starts[id_] else ""
        ends[id_] = _retried(question, ask, _after(starts[id_]), later) or ""
    return replace(stated, starts=_said(starts), ends=_said(ends))


def _after(start: str) -> Callable[[str], str | None]:
    """Return what reads a time that is later than another one of the day."""

    def read(text: str) -> str | None:
        time = time_of_day(text)
        if time and time <= start:
            echo(told("{end} is not after {start}", end=time, start=start), err=True)
            return None
        return time

    return read


def _said(times: dict[str, str]) -> dict[str, str]:
    return {id_: time for id_, time in times.items() if time}


def _is_timed(round_: Question) -> bool:
    """Tell whether a question, or all of its options, say when they are."""
    from allocator.forms.guess.hints import hint

    texts = (option.text for option in round_.options)
    return all("start" in o.details for o in round_.options) or all(
        hint(text).times for text in texts
    )


def _retried(
    question: Told, ask: Ask, read: Callable[[str], T | None], default: str = ""
) -> T | None:
    """Ask until the answer can be read, or is empty."""
    while True:
        answer = ask(question, default)
        value = read(answer) if answer else None
        if value is not None or not answer:
            return value
        echo(told("{text!r} cannot be used; please answer again", text=answer), err=True)
