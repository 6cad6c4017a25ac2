"""Law 1 is worth something: it kills one-token mutants of the rules.

Each mutant is the source of a rule with one substitution at one place. The law runs on a
fixed set of problems; a mutant that it does not notice, and that is not named below as
equivalent with the reason, fails the test.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

import allocator.rules
from allocator.rules import RULES
from support import draw_allocation, draw_for_rules, model_of

if TYPE_CHECKING:
    from allocator.allocation import Allocation
    from allocator.problem import Problem
    from allocator.rules.protocol import Rule

FOLDER = Path(allocator.rules.__file__).parent
PROBLEMS = 200

# file, text around the token, the same text with another token
MUTANTS = (
    ("catch_the_bus", "continue", "pass"),
    ("one_session_a_round", "held <= 1", "held <= 2"),
    (
        "bus_seats",
        "s.departure and s.departure.bus == bus.id",
        "s.departure and s.departure.bus != bus.id",
    ),
    ("bus_seats", "people > seats", "people >= seats"),
    ("bus_seats", "+= 1", "+= 2"),
    ("bus_seats", "if served:", "if not served:"),
    (
        "bus_seats",
        "if session.departure and session.departure.bus:",
        "if session.departure and not session.departure.bus:",
    ),
    ("cannot_walk_far", "if s.walking", "if not s.walking"),
    ("cannot_walk_far", "CANNOT_WALK_FAR in a.needs", "CANNOT_WALK_FAR not in a.needs"),
    ("cannot_walk_far", "session.walking and", "session.walking or"),
    ("cannot_walk_far", '"cannot_walk_far" in', '"cannot_walk_far" not in'),
    ("cannot_walk_far", "if session.walking", "if not session.walking"),
    ("catch_the_bus", "s.busy_from < free", "s.busy_from <= free"),
    ("catch_the_bus", "s.busy_from < free", "s.start < free"),
    ("catch_the_bus", "earlier.busy_until +", "earlier.end +"),
    ("catch_the_bus", "place[s.round_id] > place", "place[s.round_id] >= place"),
    ("catch_the_bus", "place[s.round_id] > place", "place[s.round_id] < place"),
    ("catch_the_bus", "busy_until + event", "busy_until - event"),
    ("catch_the_bus", "attends(earlier.id) &", "attends(earlier.id) |"),
    ("catch_the_bus", "slack < problem", "slack <= problem"),
    ("catch_the_bus", "after.busy_from - before", "after.start - before"),
    ("catch_the_bus", "- before.busy_until", "- before.end"),
    ("catch_the_bus", "before.round_id == after", "before.round_id != after"),
    ("hours_present", "s.busy_from < attendee", "s.busy_from <= attendee"),
    ("hours_present", "s.busy_until > attendee", "s.busy_until >= attendee"),
    ("hours_present", "s.busy_from < attendee", "s.start < attendee"),
    ("hours_present", "s.busy_until > attendee", "s.end > attendee"),
    ("hours_present", "or (attendee.leaves", "and (attendee.leaves"),
    ("hours_present", "attendee.arrives > session", "attendee.arrives >= session"),
    ("hours_present", "attendee.leaves < session", "attendee.leaves <= session"),
    ("hours_present", "> session.busy_from", "> session.start"),
    ("hours_present", "< session.busy_until", "< session.end"),
    ("not_the_same_theme_twice", "s.theme == session", "s.theme != session"),
    ("not_the_same_theme_twice", "s.round_id != session", "s.round_id == session"),
    ("not_the_same_theme_twice", "attends(session.id) &", "attends(session.id) |"),
    ("not_the_same_theme_twice", "times > 1", "times >= 1"),
    ("not_the_same_theme_twice", "times > 1", "times > 2"),
    (
        "not_the_same_theme_twice",
        "for s in problem.event.sessions if s.theme is not None",
        "for s in problem.event.sessions if s.theme is None",
    ),
    ("not_the_same_theme_twice", "for s in day if s.theme is not None", "for s in day"),
    (
        "one_session_a_round",
        "if problem.event.staying_away:",
        "if not problem.event.staying_away:",
    ),
    ("one_session_a_round", "fewest = 0 if", "fewest = 1 if"),
    ("one_session_a_round", "else 1", "else 0"),
    ("one_session_a_round", "s.round_id == round_.id", "s.round_id != round_.id"),
    ("one_session_a_round", "fewest <= held", "fewest < held"),
    ("one_session_a_round", "held <= 1", "held < 1"),
    ("refused_sessions", "if said.refused", "if not said.refused"),
    ("refused_sessions", "session_id in problem", "session_id not in problem"),
    ("room_seats", "is not None", "is None"),
    ("room_seats", "people > seats", "people >= seats"),
    ("room_seats", "if room and people", "if room or people"),
    ("session_limit", "is not None:", "is None:"),
    ("session_limit", "people > limit", "people >= limit"),
    ("session_limit", "if limit is not None and", "if limit and"),
    ("speakers_are_at_their_own", "(~model", "(model"),
    ("speakers_are_at_their_own", "not in day", "in day"),
)
EQUIVALENT = {
    ("catch_the_bus", "pass"): "a day holds one session a round, so never two of one",
    ("one_session_a_round", "held <= 2"): "the same; test_rules holds two at once",
}
# Mutants that the law notices because they cannot even count.
CRASHES: dict[tuple[str, str], type[Exception]] = {
    ("bus_seats", "if session.departure and not session.departure.bus:"): KeyError,
    ("not_the_same_theme_twice", "for s in day"): TypeError,
    ("room_seats", "is None"): KeyError,
    ("room_seats", "if room or people"): KeyError,
    ("session_limit", "is None:"): TypeError,
}


@cache
def cases() -> tuple[tuple[Problem, tuple[Allocation, ...]], ...]:
    """Draw the fixed problems, each with allocations near every single rule."""
    found = []
    for seed in range(PROBLEMS):
        rng, problem = draw_for_rules(seed)
        full, near = model_of(problem), [model_of(problem, [rule]) for rule in RULES]
        drawn = tuple(draw_allocation(rng, model, full=full) for model in near)
        found.append((problem, drawn))
    return tuple(found)


def law_holds(rule: Rule) -> bool:
    """Tell whether model and checker agree on all cases."""
    for problem, allocations in cases():
        model = model_of(problem, [rule])
        for allocation in allocations:
            clean = not list(rule.breaches(problem, allocation))
            if model.allows(allocation) != clean:
                return False
    return True


def rule_from(source: str, file: str) -> Rule:
    """Run the source of a rule file and return a rule of the class in it."""
    module = ModuleType(f"mutant_of_{file}")
    exec(compile(source, f"{file}.py", "exec"), module.__dict__)
    (made,) = (
        thing
        for thing in vars(module).values()
        if isinstance(thing, type) and thing.__module__ == module.__name__
    )
    return made()


def source_of(file: str) -> str:
    return (FOLDER / f"{file}.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", sorted({file for file, _, _ in MUTANTS}))
def test_unchanged_rules_survive(file):
    assert law_holds(rule_from(source_of(file), file))


@pytest.mark.parametrize(("file", "token", "other"), MUTANTS)
def test_mutant_is_noticed(file, token, other):
    source = source_of(file)
    assert source.count(token) == 1, "the place must be unique"
    mutant = rule_from(source.replace(token, other), file)
    if crash := CRASHES.get((file, other)):
        with pytest.raises(crash):
            law_holds(mutant)
    else:
        assert law_holds(mutant) == ((file, other) in EQUIVALENT)


def test_every_rule_has_mutants():
    mutated = {file for file, _, _ in MUTANTS}
    assert mutated == {path.stem for path in FOLDER.glob("*.py")} - {
        "__init__",
        "protocol",
    }


def test_equivalent_mutants_are_mutants_with_a_reason():
    mutants = {(file, other) for file, _, other in MUTANTS}
    assert EQUIVALENT.keys() | CRASHES.keys() <= mutants
    assert all(EQUIVALENT.values())
