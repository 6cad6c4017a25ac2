"""What explanations are held to: that what they say is true, by other means than theirs.

`BestByMilp` (SciPy's HiGHS, written from the sentences of the rules) says whether an
allocation exists; where a rule is waived for somebody, which it cannot, HiGHS is asked about
the rows of the model, people and plan in one program, not the engine that explains.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import combinations, combinations_with_replacement, islice
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_array

from allocator.engine.program import program
from allocator.explainer.dials import SEATS, dials
from allocator.model import Model
from allocator.offer import Bus, Departure, Room, Round, Session
from allocator.problem import Attendee, Event, Pair, Problem, SameTheme, Wishes
from allocator.rules import RULES
from allocator.rules.posting import post_all
from whole_milp import BestByMilp

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from allocator.explainer import Explanation, Reason, WayOut
    from allocator.rules.protocol import Rule

    Choices = tuple[Callable[[int], Iterable], Callable[[tuple], bool]]

TRIED = 60
"""Smaller changes that are tried at most."""


# --- small problems, made by hand ------------------------------------------------------


def clock(text: str) -> datetime:
    """Return an instant of the day."""
    hours, minutes = map(int, text.split(":"))
    return datetime(2024, 9, 27, hours, minutes, tzinfo=UTC)


def workshop(name: str, begins: str = "09:00", ends: str = "10:00", **more) -> Session:
    """Return a workshop of the round R."""
    return Session(
        **{
            "id": name,
            "round_id": "R",
            "title": name,
            "start": clock(begins),
            "end": clock(ends),
            **more,
        }
    )


def visit(
    name: str,
    leaves: str = "12:30",
    back: str = "16:00",
    bus: str | None = None,
    way: dict[str, object] | None = None,
    **more,
) -> Session:
    """Return a visit of the round V, a quarter of an hour away."""
    quarter = timedelta(minutes=15)
    out, home = clock(leaves), clock(back)
    departure = Departure(bus, out, "There", home - quarter, "There", home)
    return Session(
        **{
            "id": name,
            "round_id": "V",
            "title": name,
            "start": out + quarter,
            "end": home - quarter,
            "departure": replace(departure, **(way or {})),
            **more,
        }
    )


def question(
    people: int | Sequence[Attendee],
    *sessions: Session,
    wishes: dict[str, Wishes] | None = None,
    together: Sequence[tuple[str, ...]] = (),
    apart: Sequence[tuple[str, ...]] = (),
    rooms: dict[str, int | Room] | None = None,
    buses: dict[str, int | Bus] | None = None,
    **event,
) -> Problem:
    """Return a problem; people A1, A2, ... where only their number is said."""
    if isinstance(people, int):
        people = [Attendee(f"A{i}") for i in range(1, people + 1)]
    rounds = dict.fromkeys(s.round_id for s in sessions)
    return Problem(
        event=Event(
            **{
                "title": "A day",
                "date": date(2024, 9, 27),
                "timezone": "UTC",
                "place": "Here",
                "rounds": tuple(Round(r, r) for r in rounds),
                "sessions": tuple(sorted(sessions, key=lambda s: (s.round_id, s.id))),
                "rooms": tuple(
                    Room(r, r, seats) if isinstance(seats, int) else seats
                    for r, seats in (rooms or {}).items()
                ),
                "buses": tuple(
                    Bus(b, b, seats) if isinstance(seats, int) else seats
                    for b, seats in (buses or {}).items()
                ),
                "same_theme": SameTheme.ALLOW,
                "seed": 1,
                **event,
            }
        ),
        attendees=tuple(sorted(people, key=lambda a: a.id)),
        wishes=wishes or {},
        arrival=tuple(a.id for a in people),
        together=tuple(sorted(Pair(*pair) for pair in together)),
        apart=tuple(sorted(Pair(*pair) for pair in apart)),
    )


# --- does an allocation exist? ---------------------------------------------------------


def exists(problem: Problem) -> bool:
    """Ask HiGHS about all rules."""
    if not problem.attendees:
        return True
    program = BestByMilp(problem)
    return all(program.whole.days.values()) and program.least({}) is not None


def exists_under(problem: Problem, rules: Iterable[Rule]) -> bool:
    """Ask HiGHS about the rows of some rules, people and plan in one program."""
    model = post_all(problem, rules)
    if not model.permitted.any(axis=1).all():
        return False
    nothing = np.zeros(model.permitted.shape, dtype=np.int64)
    part = program(nothing, model.permitted, model.rows, ())
    people, columns = part.people, len(part.cost)
    place = {d: columns + k for k, d in enumerate(model.decisions)}
    rows = people + len(model.rows)
    matrix = lil_array((rows + len(model.plan_rows), columns + len(place)))
    matrix[part.person, np.arange(columns)] = 1
    matrix[people + part.entry_row, part.entry_column] = part.entry_value
    for r, row in enumerate(model.rows, people):
        for decision, seats in row.opens.items():
            matrix[r, place[decision]] = -seats
    for r, rule in enumerate(model.plan_rows, rows):
        for decision, weight in rule.coefficients.items():
            matrix[r, place[decision]] = weight
    limits = [*part.limits, *(rule.limit for rule in model.plan_rows)]
    low = np.concatenate([np.ones(people), np.full(len(limits), -np.inf)])
    high = np.concatenate([np.ones(people), limits])
    found = milp(
        np.zeros(matrix.shape[1]),
        integrality=np.ones(matrix.shape[1]),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix.tocsr(), low, high),
        options={"presolve": False},
    )
    assert found.status in (0, 2), found.message
    return found.status == 0


class Waived:
    """A personal rule that some people need not obey."""

    def __init__(self, rule: Rule, people: Collection[str]) -> None:
        self.rule, self.people = rule, people
        self.name, self.sentence, self.personal = rule.name, rule.sentence, rule.personal

    def post(self, problem: Problem, model: Model) -> None:
        """Let everybody else obey."""
        alone = Model(problem)
        self.rule.post(problem, alone)
        bound = [i for i, p in enumerate(model.people) if p not in self.people]
        model.possible[bound] &= alone.possible[bound]
        model.permitted[bound] &= alone.possible[bound]
        model.rows += alone.rows
        model.decisions |= alone.decisions


# --- is it true? -----------------------------------------------------------------------


def hold_true(problem: Problem, found: Explanation) -> None:
    """Assert that everything an explanation says is true."""
    assert found.exists is exists(problem)
    if found.exists:
        assert not found.reasons
        assert not found.ways_out
        return
    assert found.reasons
    assert found.complete
    for reason in found.reasons:
        assert reason_holds(problem, reason), reason
    for way in found.ways_out:
        assert enough(problem, way), way
        for less in smaller(problem, way):
            assert not less, way
    for lang in ("nb", "en"):
        assert all(line.strip() for line in found.sentences(lang))


def reason_holds(problem: Problem, reason: Reason) -> bool:
    """Tell whether a reason alone leaves no allocation, and says so of the right people."""
    if reason.kind == "quarrel":
        rules = [rule for rule in RULES if rule.name in reason.rules]
        if not reason.people:
            return _plan_fails(problem, rules)
        whole = [exists_under(problem, [r for r in rules if r is not out]) for out in rules]
        return all(whole) and not exists_under(problem, rules)
    if reason.kind == "budget too small":
        cost = reason.numbers["cost"]
        event = problem.event
        enough, less = (
            replace(problem, event=replace(event, budget=b)) for b in (cost, cost - 1)
        )
        return event.budget < cost and exists(enough) and not exists(less)
    if reason.kind == "too few people":
        demands = [s for s in problem.event.sessions if s.id in reason.sessions]
        return bool(demands) and reason.numbers["least"] > reason.numbers["people"]
    concerned = reason.people or tuple(a.id for a in problem.attendees)
    return not exists(only(problem, concerned))


def _plan_fails(problem: Problem, rules: Sequence[Rule]) -> bool:
    """Tell whether some rules leave no plan even to nobody."""

    def possible(kept: Sequence[Rule]) -> bool:
        at_ease = replace(
            problem,
            attendees=problem.attendees[:1],
            event=replace(problem.event, staying_away=True),
        )
        return exists_under(at_ease, kept)

    return not possible(rules) and all(
        possible([r for r in rules if r is not out]) for out in rules
    )


def only(problem: Problem, people: Collection[str]) -> Problem:
    """Return the question as if these were all, and no number of people demanded."""
    left = without(problem, {a.id for a in problem.attendees} - set(people))
    event = left.event
    free = replace(
        event,
        sessions=tuple(replace(s, smallest=0) for s in event.sessions),
        group_limits=tuple(replace(limit, least=None) for limit in event.group_limits),
    )
    return replace(left, event=free)


def without(problem: Problem, people: Collection[str]) -> Problem:
    """Return the question without some people."""
    return replace(
        problem,
        attendees=tuple(a for a in problem.attendees if a.id not in people),
        wishes={p: said for p, said in problem.wishes.items() if p not in people},
        arrival=tuple(p for p in problem.arrival if p not in people),
        credit={p: n for p, n in problem.credit.items() if p not in people},
        together=tuple(t for t in problem.together if not {t.one, t.other} & set(people)),
        apart=tuple(t for t in problem.apart if not {t.one, t.other} & set(people)),
    )


def enough(problem: Problem, way: WayOut) -> bool:
    """Tell whether a way out leads to an allocation."""
    if way.kind == "exceptions":
        return _with_exceptions(problem, way.rules, way.people)
    if way.kind == "several":
        changed, waived, rules = problem, (), ()
        for part in way.parts:
            if part.kind == "exceptions":
                waived, rules = part.people, part.rules
            else:
                changed = changed_by(changed, part)
        return _with_exceptions(changed, rules, waived)
    return exists(changed_by(problem, way))


def _with_exceptions(problem: Problem, names: Collection[str], people: Collection[str]) -> bool:
    return exists_under(problem, [Waived(r, people) if r.name in names else r for r in RULES])


def changed_by(problem: Problem, way: WayOut) -> Problem:
    """Return the problem that a way out leaves."""
    if way.kind == "fewer people":
        return without(problem, way.people)
    if way.kind == "relations":
        for part in way.parts:
            problem = changed_by(problem, part)
        return problem
    if way.kind in ("not parties", "not apart"):
        return given_up(problem, [(way.kind.removeprefix("not "), way.people)])
    if way.kind == "more seats":
        return with_seats(problem, [(p.kind, p.sessions, p.words, p.amount) for p in way.parts])
    return _turned(problem, way, way.amount)


def given_up(problem: Problem, pairs: Iterable[tuple[str, tuple[str, ...]]]) -> Problem:
    """Return the problem without some pairs."""
    gone = {(rule, frozenset(people)) for rule, people in pairs}
    return replace(
        problem,
        together=tuple(
            t for t in problem.together if ("parties", frozenset((t.one, t.other))) not in gone
        ),
        apart=tuple(
            t for t in problem.apart if ("apart", frozenset((t.one, t.other))) not in gone
        ),
    )


def with_seats(problem: Problem, places: Iterable[tuple]) -> Problem:
    """Return the problem with more seats at some places."""
    for kind, sessions, words, more in places:
        for dial in dials(problem):
            if (dial.kind, dial.sessions, dict(dial.words)) == (kind, sessions, dict(words)):
                problem = dial.turned(dial.at(more))
                break
    return problem


def _turned(problem: Problem, way: WayOut, amount: int) -> Problem:
    """Return the problem with one number turned; seats and sizes without the dials' help."""
    event = problem.event
    if way.kind == "room seats":
        return replace(
            problem,
            event=replace(
                event,
                rooms=tuple(
                    replace(r, seats=r.seats + amount) if r.id == way.words["room"] else r
                    for r in event.rooms
                ),
            ),
        )
    if way.kind == "bus seats":
        return replace(
            problem,
            event=replace(
                event,
                buses=tuple(
                    replace(b, seats=b.seats + amount) if b.id == way.words["bus"] else b
                    for b in event.buses
                ),
            ),
        )
    if way.kind == "smallest size":
        sessions = tuple(
            replace(s, smallest=s.smallest - amount) if (s.id,) == way.sessions else s
            for s in event.sessions
        )
        return replace(problem, event=replace(event, sessions=sessions))
    if way.kind == "budget":
        return replace(problem, event=replace(event, budget=event.budget + amount))
    (dial,) = [
        d
        for d in dials(problem)
        if (d.kind, d.sessions, d.words) == (way.kind, way.sessions, way.words)
    ]
    assert amount or way.amount == 1
    return dial.turned(dial.at(amount)) if amount else problem


def smaller(problem: Problem, way: WayOut) -> Iterator[bool]:
    """Yield for smaller changes of the same kind whether they would do."""
    less = way.amount - 1
    if way.kind in CHOICES:
        changes, would_do = CHOICES[way.kind](problem, way)
        for change in islice(changes(less), TRIED):
            yield would_do(change)
    elif way.kind not in ("several", "rule"):
        yield exists(_turned(problem, way, less))


def _people_less(problem: Problem, way: WayOut) -> Choices:
    people = [a.id for a in problem.attendees]
    return partial(combinations, people), lambda gone: exists(without(problem, gone))


def _exceptions_less(problem: Problem, way: WayOut) -> Choices:
    walk = "cannot walk far" in way.rules
    people = [a.id for a in problem.attendees if not walk or "wheelchair" not in a.needs]
    waived = partial(_with_exceptions, problem, way.rules)
    return partial(combinations, people), waived


def _pairs_less(problem: Problem, way: WayOut) -> Choices:
    pairs = {("parties", tuple(sorted((t.one, t.other)))) for t in problem.together}
    pairs |= {("apart", tuple(sorted((t.one, t.other)))) for t in problem.apart}
    gone = partial(combinations, sorted(pairs))
    return gone, lambda pairs: exists(given_up(problem, pairs))


def _seats_less(problem: Problem, way: WayOut) -> Choices:
    places = [(d.kind, d.sessions, d.words, 1) for d in dials(problem) if d.kind in SEATS]
    more = partial(combinations_with_replacement, places)
    return more, lambda seats: exists(with_seats(problem, seats))


CHOICES: dict[str, Callable[[Problem, WayOut], Choices]] = {
    "fewer people": _people_less,
    "exceptions": _exceptions_less,
    "relations": _pairs_less,
    "more seats": _seats_less,
}
