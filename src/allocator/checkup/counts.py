"""Counting: people, answers, usable wishes, and demand against seats."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from allocator.checkup.seats import most_seats, seats_together, settled
from allocator.checkup.values import Counts, People, RoundCount, SessionCount, ThemeCount
from allocator.fairness.levels import has_wish, tiers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.offer import Round
    from allocator.problem import Attendee, Problem, Wishes

Said = dict[str, tuple[frozenset[str], frozenset[str]]]
"""For each attendee id the sessions wished for first in their rounds, and all wished for."""


def counts(problem: Problem) -> Counts:
    """Count a question.

    Parameters
    ----------
    problem
        The question; its plan may be open.

    Returns
    -------
    Counts
        Counts of people and seats only; nobody is named.
    """
    said = {a.id: _said(problem, a) for a in problem.attendees}
    return Counts(
        people=_people(problem),
        rounds=tuple(_round(problem, r) for r in problem.event.rounds),
        sessions=tuple(_sessions(problem, said)),
        themes=tuple(_themes(problem, said)),
    )


def _said(problem: Problem, attendee: Attendee) -> tuple[frozenset[str], frozenset[str]]:
    """Return what a person wishes for, in rounds in which that is a wish."""
    event, wishes = problem.event, problem.wishes_of(attendee.id)
    first, wished = set[str](), set[str]()
    for round_id, offer in event.offer.items():
        if has_wish(event, attendee, wishes, round_id):
            first |= tiers(event, wishes, round_id)[0]
            wished.update(s.id for s in offer if s.id in wishes.ranks)
    return frozenset(first), frozenset(wished)


def _people(problem: Problem) -> People:
    offers = [{s.id for s in offer} for offer in problem.event.offer.values()]
    offers = [offer for offer in offers if len(offer) > 1]

    def one_only(wishes: Wishes) -> bool:
        return any(len(offer & wishes.ranks.keys()) == 1 for offer in offers)

    people = problem.attendees
    return People(
        people=len(people),
        answered=len(problem.wishes),
        one_only=sum(one_only(problem.wishes_of(a.id)) for a in people),
        fixed=sum(bool(a.fixed) for a in people),
    )


def _round(problem: Problem, round_: Round) -> RoundCount:
    offer = problem.event.offer[round_.id]
    ids = {s.id for s in offer}
    asked = (a for a in problem.attendees if not ids & set(a.fixed))
    usable = Counter(len(ids & problem.wishes_of(a.id).ranks.keys()) for a in asked)
    return RoundCount(
        round_id=round_.id,
        title=round_.title,
        people=len(problem.attendees),
        seats=seats_together(problem, offer),
        settled=problem.plan is not None or all(map(settled, offer)),
        usable=tuple(usable[k] for k in range(max(usable, default=0) + 1)),
    )


def _sessions(problem: Problem, said: Said) -> Iterator[SessionCount]:
    first = Counter(s for firsts, _ in said.values() for s in firsts)
    wished = Counter(s for _, all_wished in said.values() for s in all_wished)
    fixed = Counter(s for a in problem.attendees for s in a.fixed)
    for session in problem.event.sessions:
        yield SessionCount(
            session_id=session.id,
            round_id=session.round_id,
            title=session.title,
            theme=session.theme or "",
            seats=most_seats(problem, session),
            settled=problem.plan is not None or settled(session),
            wished_first=first[session.id],
            wished=wished[session.id],
            fixed=fixed[session.id],
        )


def _themes(problem: Problem, said: Said) -> Iterator[ThemeCount]:
    """Yield the themes in the order of the programme; each person counts once a theme."""
    of = {s.id: s.theme for s in problem.event.sessions if s.theme}
    first = Counter(t for firsts, _ in said.values() for t in {of.get(s) for s in firsts})
    wished = Counter(t for _, every in said.values() for t in {of.get(s) for s in every})
    for theme, sessions in Counter(of.values()).items():
        yield ThemeCount(theme, sessions, first[theme], wished[theme])
