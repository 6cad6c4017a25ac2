"""The rounds, sessions, rooms and buses of a guessed event."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from allocator.forms.guess.clock import Span, clock, filled, minutes
from allocator.forms.guess.hints import hint
from allocator.forms.guess.sessions import Sessions, moment
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.forms.guess.event import Stated
    from allocator.forms.guess.found import Found, Question
    from allocator.language import Speaker, Told


class Rounds:
    """Builds the part of an event that a file can tell of.

    Parameters
    ----------
    found, stated, lang
        As for `event_of`.
    questions
        The questions that are rounds.

    Attributes
    ----------
    days
        Days that a table of sessions names.
    """

    def __init__(
        self, found: Found, stated: Stated, lang: str, questions: Sequence[Question]
    ) -> None:
        self.found, self.stated, self.lang = found, stated, lang
        self.questions = questions
        self.days = sorted(
            {
                day
                for question in questions
                for option in question.options
                for key in ("start", "leaves")
                if (day := moment(option.details.get(key, ""))[0])
            }
        )
        self.sessions = Sessions(stated, max(1, found.answers))

    def plain(self) -> dict[str, Any]:
        """Return rounds, rooms and buses as event.yaml has them."""
        hints = [self._known(at) for at in range(len(self.questions))]
        days = [self._day(at) for at in range(len(self.questions))]
        spans = _by_day(days, hints)
        rounds = [self._round(at, spans[at], hints[at], days) for at in range(len(spans))]
        places = {"rooms": self.sessions.rooms(), "buses": self.sessions.buses()}
        return {key: items for key, items in places.items() if items} | {"rounds": rounds}

    def _known(self, at: int) -> Span:
        """Return what is known of the time of a round."""
        question, id_ = self.questions[at], self.questions[at].id
        starts, ends = zip(*map(self.sessions.times, question.options), strict=True)
        times = hint(question.title).times
        start = self.stated.starts.get(id_) or (times[0] if times else _common(starts))
        end = self.stated.ends.get(id_) or (times[1] if len(times) > 1 else _common(ends))
        first = min(filter(None, starts), default=None)
        begins = start or first
        return Span(minutes(begins) if begins else None, minutes(end) if end else None)

    def _day(self, at: int) -> date | None:
        """Return the day of a round, None where it is the first."""
        stated = self.stated.days.get(self.questions[at].id)
        if stated:
            return stated
        own = [moment(o.details.get("start", ""))[0] for o in self.questions[at].options]
        dated = min(filter(None, own), default=None)
        first = self.stated.date or min(self.days, default=None)
        if dated:
            return dated if dated != first else None
        day = hint(self.questions[at].title).day
        return (first or FIRST) + timedelta(days=day - 1) if day > 1 else None

    def _round(
        self, at: int, span: Span, known: Span, days: Sequence[date | None]
    ) -> dict[str, Any]:
        question = self.questions[at]
        id_ = question.id
        made: dict[str, Any] = {"id": id_, "title": question.name or id_}
        assumed = [] if question.name else ["title"]
        day = days[at] or self._latest(days[:at])
        if day:
            made["date"] = day
            assumed += [] if self._is_stated(at) else ["date"]
        for name, value, said in (
            ("start", span.start, known.start),
            ("end", span.end, known.end),
        ):
            made[name] = clock(value or 0)
            assumed += [] if said is not None else [name]
        made["sessions"] = [self.sessions.plain(option, made) for option in question.options]
        if all("start" in session for session in made["sessions"]):
            for name in ("start", "end"):
                del made[name]
                assumed = [key for key in assumed if key != name]
        return {**made, **({"assumed": assumed} if assumed else {})}

    def _latest(self, days: Sequence[date | None]) -> date | None:
        """Return the day of the last dated round before: rounds do not go back in time."""
        return max(filter(None, days), default=None)

    def _is_stated(self, at: int) -> bool:
        details = any(moment(o.details.get("start", ""))[0] for o in self.questions[at].options)
        return self.questions[at].id in self.stated.days or details

    def said(self) -> Iterator[Told]:
        """Yield what was assumed about the event as a whole, in sentences."""
        yield told("Guessed by allocator init from {file}.", file=self.found.file)
        if self.sessions.guessed_seats:
            yield told(
                "Seats that nobody has stated are as many as there are answers: {n}.",
                n=self.sessions.answers,
            )
        if self.sessions.timed:
            yield told(
                "Times in the texts of options are taken as starts and departures: {ids}.",
                ids=", ".join(self.sessions.timed),
            )

    def asked(self, tr: Speaker) -> Iterator[list[str]]:
        """Yield for each round where it comes from, in lines.

        Parameters
        ----------
        tr
            Says it.
        """
        for question in self.questions:
            lines = [tr("How many answers name each of them:")]
            lines += [f"  {option.id}: {option.named}" for option in question.options]
            yield lines if question.layout else [tr("From a table of sessions.")]


FIRST = date(2030, 1, 1)


def _common(times: Sequence[str]) -> str:
    """Return the time that all have, "" where they differ or have none."""
    found = Counter(times)
    return next(iter(found)) if len(found) == 1 else ""


def _by_day(days: Sequence[date | None], known: Sequence[Span]) -> list[Span]:
    """Return times for all rounds, day by day."""
    groups: list[list[int]] = []
    for at, day in enumerate(days):
        if not groups or (day is not None and day != days[groups[-1][0]]):
            groups.append([])
        groups[-1].append(at)
    return [span for group in groups for span in filled([known[at] for at in group])]
