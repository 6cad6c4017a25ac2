"""The rules about people as a pupil would read them: an oracle beside `support.Plain`.

It shares no code with rules, objectives, model or engine.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from support import Plain, most, obedient, plain_stages, spendable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from allocator.offer import Session
    from allocator.problem import Attendee, Pair, Problem

    Day = tuple[str, ...]


class PlainPeople(Plain):
    """A problem read with languages, wheelchairs, exclusions and prerequisites."""

    def possible(self, attendee: Attendee, day: Day) -> bool:
        """Tell whether one person alone may spend a day."""
        event = self.problem.event
        return (
            super().possible(attendee, day)
            and all(len(set(day) & set(them)) < 2 for them in event.exclusions)
            and all(early in day or late not in day for late, early in event.prerequisites)
        )

    def _suits(self, attendee: Attendee, session: Session) -> bool:
        tongues = attendee.languages or {session.language}
        rooms = {r.id: r for r in self.problem.event.rooms}
        stuck = session.room is not None and not rooms[session.room].wheelchair
        return (
            super()._suits(attendee, session)
            and (session.language is None or session.language in tongues)
            and not (stuck and "wheelchair" in attendee.needs)
        )


def goes_well(problem: Problem, days: Mapping[str, Day]) -> bool:
    """Tell whether people can spend these days side by side."""
    return (
        all(_same(problem, pair, days) for pair in problem.together)
        and not any(_meet(problem, pair, days) for pair in problem.apart)
        and _groups_fit(problem, days)
        and _wheelchairs_fit(problem, days)
    )


def _in_rounds(problem: Problem, pair: Pair, day: Day) -> set[str]:
    home = {s.id: s.round_id for s in problem.event.sessions}
    return {s for s in day if pair.round_id in ("", home[s])}


def _same(problem: Problem, pair: Pair, days: Mapping[str, Day]) -> bool:
    one, other = (_in_rounds(problem, pair, days[p]) for p in (pair.one, pair.other))
    return one == other


def _meet(problem: Problem, pair: Pair, days: Mapping[str, Day]) -> bool:
    one, other = (_in_rounds(problem, pair, days[p]) for p in (pair.one, pair.other))
    return bool(one & other)


def _groups_fit(problem: Problem, days: Mapping[str, Day]) -> bool:
    event = problem.event
    met = Counter((s, a.group) for a in problem.attendees for s in days[a.id])
    limits = [
        (0 if g.least is None else g.least, 99 if g.most is None else g.most, g)
        for g in event.group_limits
    ]
    crowds = [n for (_, group), n in met.items() if group != ""]
    return all(low <= met[g.session_id, g.group] <= high for low, high, g in limits) and (
        event.spread is None or max(crowds, default=0) <= event.spread
    )


def _wheelchairs_fit(problem: Problem, days: Mapping[str, Day]) -> bool:
    event = problem.event
    for bus in event.buses:
        served = [s.id for s in event.sessions if s.departure and s.departure.bus == bus.id]
        wheels = [
            a.id
            for a in problem.attendees
            if "wheelchair" in a.needs and set(days[a.id]) & set(served)
        ]
        if len(wheels) > bus.wheelchair:
            return False
    return True


def all_that_go_well(plain: PlainPeople) -> list[np.ndarray]:
    """Return all allocations that obey the rules: for each person the numbers of the days."""
    joint = obedient(plain)
    good = [
        goes_well(
            plain.problem,
            {p: plain.days[p][k] for p, k in zip(plain.people, picks, strict=True)},
        )
        for picks in zip(*(k.tolist() for k in joint), strict=True)
    ]
    return [k[np.array(good, dtype=bool)] for k in joint]


def plain_parts(problem: Problem, objective: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield name, whole stage and people of each stage, class after class."""
    everybody = [a.id for a in problem.attendees]
    for stage in plain_stages(problem, objective):
        if stage in ("placed", "refused", "ties") or not problem.event.classes:
            yield stage, stage, everybody
            continue
        left = list(everybody)
        for name in problem.event.classes:
            mine = [p for p in everybody if problem.attendee[p].priority == name]
            left = [p for p in left if p not in mine]
            yield f"{stage} (class {name})", stage, mine
        yield f"{stage} (no class)", stage, left


def best_for_people(problem: Problem, objective: str) -> dict[str, int] | None:
    """Look at every allocation; None where none obeys the rules."""
    plain = PlainPeople(problem)
    joint = all_that_go_well(plain)
    return narrowed_down(plain, joint, objective)[0] if joint[0].size else None


def narrowed_down(
    plain: PlainPeople, joint: list[np.ndarray], objective: str, without: str = ""
) -> tuple[dict[str, int], list[np.ndarray]]:
    """Return the best values stage by stage, and the allocations that have them."""
    values: dict[str, int] = {}
    for name, stage, people in plain_parts(plain.problem, objective):
        if stage == without:
            continue
        column, place = plain.column(stage), {p: i for i, p in enumerate(plain.people)}
        entries = [column[p][joint[place[p]]] for p in people]
        entries.append(np.zeros(len(joint[0]), dtype=np.int64))
        total = np.max(entries, axis=0) if stage == "worst" else np.sum(entries, axis=0)
        if most(stage, objective):
            values[name] = int(total.max())
            good = total == values[name]
        else:
            values[name] = int(total.min())
            good = total <= spendable(stage, values[name], objective)
        joint = [k[good] for k in joint]
    return values, joint
