"""What `allocator init` asks: which rounds are meant, and what no form knows."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import click

from allocator.cli.guessing.options import bad, day_of, seats_of, time_of_day
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
        timezone=stated.timezone or ask(told("Time zone"), "Europe/Oslo") or None,
    )
    if stated.date is None:
        stated = replace(stated, date=_retried(told("The first day (2027-04-14)"), ask, day_of))
    if not stated.seats:
        seats = _retried(told("Seats of every session, as far as known"), ask, seats_of)
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
            time = _retried(question, ask, time_of_day)
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
