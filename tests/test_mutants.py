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
from draws_people import draw_for_law
from support import draw_allocation, model_of

if TYPE_CHECKING:
    from allocator.allocation import Allocation
    from allocator.problem import Problem
    from allocator.rules.protocol import Rule

FOLDER = Path(allocator.rules.__file__).parent
PROBLEMS = 200

# file, text around the token, the same text with another token
MUTANTS = (
    ("one_session_a_round", "held <= 1", "held <= 2"),
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
    ("speakers_are_at_their_own", "model.misses", "model.attends"),
    ("speakers_are_at_their_own", "not in day", "in day"),
    # plans: rooms
    ("room_seats", "if session.rooms:", "if not session.rooms:"),
    ("room_seats", "elif session.room is not None:", "elif session.room is None:"),
    ("room_seats", "admitted(r.seats - session", "admitted(r.seats + session"),
    ("room_seats", "max(0, seats)", "max(1, seats)"),
    ("room_seats", "denominator - no_show", "denominator + no_show"),
    (
        "room_seats",
        "if session.room is not None:\n                rooms",
        "if False:\n                rooms",
    ),
    ("room_seats", "session.rooms and not rooms", "session.rooms and rooms"),
    ("room_seats", "max(0, event", "max(1, event"),
    ("room_seats", ".seats - session.reserve) for", ".seats) for"),
    ("room_seats", "if rooms and people", "if people"),
    ("room_seats", "people > sum", "people >= sum"),
    ("room_seats", "(1 - event.no_show)", "(1 + event.no_show)"),
    ("session_limit", "if session.seats is not None:", "if session.seats is None:"),
    ("session_limit", "max(0, session", "max(1, session"),
    ("session_limit", ".seats - session.reserve", ".seats + session.reserve"),
    ("session_limit", "people + kept > limit", "people + kept >= limit"),
    ("session_limit", "people + kept > limit", "people > limit"),
    ("session_limit", "if limit is not None and", "if limit and"),
    (
        "one_room_a_session",
        "            if session.rooms:",
        "            if not session.rooms:",
    ),
    ("one_room_a_session", "run and model.decide(run)", "None"),
    ("one_room_a_session", "not session.cancellable or", "not session.cancellable and"),
    ("one_room_a_session", "if session.rooms and held", "if held"),
    ("one_room_a_session", "len(chosen) != 1", "len(chosen) > 1"),
    ("one_room_a_session", "len(chosen) != 1", "len(chosen) < 1"),
    ("one_room_a_session", "chosen and not held", "chosen and held"),
    ("one_room_a_session", "room not in session.rooms", "room in session.rooms"),
    ("one_session_a_room", "one.start < other.end", "one.start <= other.end"),
    ("one_session_a_room", "other.start < one.end", "other.start <= one.end"),
    ("one_session_a_room", "if one.rooms or other", "if one.rooms and other"),
    ("one_session_a_room", "len(both) - 1", "len(both)"),
    ("one_session_a_room", "if run else ()", "if not run else ()"),
    ("one_session_a_room", "plan.runs(s.id) or not", "plan.runs(s.id) and not"),
    ("one_session_a_room", "s.start <= moment", "s.start < moment"),
    ("one_session_a_room", "moment < s.end", "moment <= s.end"),
    ("one_session_a_room", "len(inside) > 1", "len(inside) > 2"),
    ("one_session_a_room", " and inside & chosen", ""),
    ("theme_keeps_its_room", "if s.theme is not None and s.rooms", "if s.rooms"),
    ("theme_keeps_its_room", "one.theme == other", "one.theme != other"),
    ("theme_keeps_its_room", "] = -1", "] = 1"),
    ("theme_keeps_its_room", "= 1, 1", "= 1, 0"),
    ("theme_keeps_its_room", "plan.runs(session.id) or", "plan.runs(session.id) and"),
    ("theme_keeps_its_room", "if held and", "if"),
    ("theme_keeps_its_room", "room not in chosen", "room in chosen"),
    ("theme_keeps_its_room", "s.theme == theme]", "s.theme != theme]"),
    ("room_features", "if not session.features <=", "if not session.features <"),
    ("room_features", "1}, 0)", "1}, 1)"),
    ("room_features", "not in has", "in has"),
    # plans: held or cancelled
    ("cancelled_sessions", "attends, 0, opens", "attends, 1, opens"),
    ("cancelled_sessions", "everybody = len(problem.attendees)", "everybody = 1"),
    ("cancelled_sessions", "and not plan.runs", "and plan.runs"),
    ("cancelled_sessions", "plan.runs(session.id) and not", "plan.runs(session.id) and"),
    ("smallest_size", "if session.smallest > 0", "if session.smallest > 1"),
    ("smallest_size", "run and model.decide(run)", "None"),
    ("smallest_size", "not session.cancellable or", "not session.cancellable and"),
    ("smallest_size", "if held and people", "if people"),
    ("smallest_size", "people < session", "people <= session"),
    ("buses_of_cancelled", "decide(run): -1", "decide(run): 1"),
    ("buses_of_cancelled", "row, 0", "row, 1"),
    ("buses_of_cancelled", "visit.cancellable and not", "not"),
    ("buses_of_cancelled", "and not allocation", "and allocation"),
    # plans: buses
    ("bus_seats", "for ride in bus_clock.shared(problem.event)", "for ride in ()"),
    ("bus_seats", "attends(*(s.id for s in ride.visits))", "attends(ride.visits[0].id)"),
    ("bus_seats", "max(0, ride", "max(1, ride"),
    ("bus_seats", "bus.seats - sum", "bus.seats + sum"),
    ("bus_seats", "+= 1", "+= 2"),
    ("bus_seats", "+= session.reserve", "= session.reserve"),
    ("bus_seats", "people + free > seats", "people + free >= seats"),
    ("bus_seats", "people + free > seats", "people > seats"),
    ("fleet_seats", "-visit.reserve, choices", "visit.reserve, choices"),
    ("fleet_seats", "opens[model.decide(run)], seats = seats, 0", "seats = 0"),
    ("fleet_seats", "= seats, 0", "= seats, seats"),
    ("fleet_seats", "plan.runs(visit.id) or", "plan.runs(visit.id) and"),
    ("fleet_seats", "visit.reserve if held else 0", "visit.reserve"),
    ("fleet_seats", "people + kept > there", "people + kept >= there"),
    ("fleet_seats", "people + kept > there", "people > there"),
    ("most_buses", "): 1 for d", "): 2 for d"),
    ("most_buses", "len(buses) > most", "len(buses) >= most"),
    ("bus_at_departure", ": -1}", ": 1}"),
    ("bus_at_departure", "row, 0)", "row, 1)"),
    ("bus_at_departure", "len(leave.times) <= 1", "len(leave.times) <= 2"),
    ("bus_at_departure", "decision.value not in leave", "decision.value in leave"),
    ("bus_at_departure", "decision.at not in", "decision.at in"),
    ("one_departure", "run and model.decide(run)", "None"),
    ("one_departure", "plan.runs(visit.id) or", "plan.runs(visit.id) and"),
    ("one_departure", "time not in times", "time in times"),
    ("one_departure", "len(times) > 1 and held", "held"),
    ("one_departure", "len(times) > 1 and held", "len(times) > 2 and held"),
    ("one_departure", "len(chosen) != 1", "len(chosen) > 1"),
    ("one_departure", "len(chosen) != 1", "len(chosen) < 1"),
    ("one_departure", "chosen and not held", "chosen and held"),
    ("one_trip_at_a_time", "one.stated and other", "one.stated or other"),
    ("one_trip_at_a_time", "or bus_clock", "or not bus_clock"),
    ("one_trip_at_a_time", "len(row) - 1", "len(row)"),
    ("one_trip_at_a_time", "d.value == bus.id", "d.value != bus.id"),
    ("one_trip_at_a_time", "departure.bus == bus.id", "departure.bus != bus.id"),
    ("one_trip_at_a_time", "len(visit.departure.times) < 2", "len(visit.departure.times) < 3"),
    ("one_trip_at_a_time", " and _held(visit, allocation)", ""),
    ("one_trip_at_a_time", "[*chosen, beside]", "[beside]"),
    ("one_trip_at_a_time", "plan.runs(session.id) or", "plan.runs(session.id) and"),
    ("one_trip_at_a_time", "(t, t + visit.ride,", "(t, t,"),
    ("one_trip_at_a_time", "free - set_off if went_out", "free - set_off if not went_out"),
    ("one_trip_at_a_time", "nothing if goes_out", "nothing if not goes_out"),
    ("one_trip_at_a_time", "waits = went_out and not goes_out and", "waits = went_out and"),
    ("one_trip_at_a_time", "not goes_out and last == visit", "not goes_out"),
    ("one_trip_at_a_time", "free if waits else free + home + away", "free + home + away"),
    ("one_trip_at_a_time", "free + home + away", "free + home"),
    ("one_trip_at_a_time", "free + home + away", "free + away"),
    ("one_trip_at_a_time", "set_off == begin", "set_off > begin"),
    ("one_trip_at_a_time", "there > begin", "there >= begin"),
    ("bus_hours", "there_at(trip.leaves) and", "there_at(trip.leaves) or"),
    ("bus_hours", "there_until(trip.back)", "there_until(trip.leaves)"),
    ("bus_hours", "and not there", "and there"),
    ("bus_hours", "row, 0)", "row, 1)"),
    ("bus_hours", "len(leave.times) > 1", "len(leave.times) > 2"),
    ("bus_hours", "and plan.runs", "and not plan.runs"),
    ("bus_hours", "at < f", "at <= f"),
    ("bus_hours", 'leave.back:%H:%M}" > f', 'leave.back:%H:%M}" >= f'),
    ("bus_hours", "leave.back:", "leave.returns:"),
    ("buses_hired", "hire: -1", "hire: 1"),
    ("buses_hired", "row, 0)", "row, 1)"),
    ("buses_hired", "decision.value not in hired", "decision.value in hired"),
    ("buses_hired", "hired - set()", "hired or set()"),
    ("hire_budget", "event.budget is not None and costs", "event.budget and costs"),
    ("hire_budget", "): cost for", "): 1 for"),
    ("hire_budget", "bus.id in hired", "bus.id not in hired"),
    ("hire_budget", "bill > problem", "bill >= problem"),
    ("loading", "max(0, event", "max(1, event"),
    ("loading", "loading - certain", "loading"),
    ("loading", "if len(open_) > left", "if len(open_) > left + 1"),
    ("loading", "if trip.stated", "if not trip.stated"),
    ("loading", "len(leave.times) > 1", "len(leave.times) > 2"),
    ("loading", "leave.bus and not visit.cancellable", "leave.bus"),
    ("loading", "in open_ - certain", "in open_"),
    ("loading", "(day, at) == when", "(day, at) != when"),
    ("loading", "buses > loading", "buses >= loading"),
    # plans: people and the clock
    ("catch_the_bus", "continue", "pass"),
    ("catch_the_bus", "latest(s) < free", "latest(s) <= free"),
    ("catch_the_bus", "choices.latest(s) < free", "s.busy_from < free"),
    ("catch_the_bus", "= earlier.busy_until +", "= earlier.end +"),
    ("catch_the_bus", "= earlier.busy_until +", "= earlier.busy_until -"),
    ("catch_the_bus", "> place[earlier", ">= place[earlier"),
    ("catch_the_bus", "> place[earlier", "< place[earlier"),
    ("catch_the_bus", "attends(earlier.id) &", "attends(earlier.id) |"),
    ("catch_the_bus", "< place[visit", "<= place[visit"),
    ("catch_the_bus", "if t < s.busy", "if t <= s.busy"),
    ("catch_the_bus", "transfer <= last", "transfer < last"),
    ("catch_the_bus", "attends(visit.id) &", "attends(visit.id) |"),
    ("catch_the_bus", "before.round_id == after", "before.round_id != after"),
    ("catch_the_bus", "leaves - before.busy_until", "leaves - before.end"),
    ("catch_the_bus", "< problem.event.transfer", "<= problem.event.transfer"),
    ("catch_the_bus", "return session.busy_from", "return session.start"),
    ("catch_the_bus", "return min(", "return max("),
    ("catch_the_bus", "in chosen", "not in chosen"),
    ("hours_present", "latest(s) < attendee", "latest(s) <= attendee"),
    ("hours_present", "choices.latest(s) < attendee", "s.busy_from < attendee"),
    ("hours_present", "s.busy_until + _slack", "s.end + _slack"),
    ("hours_present", "+ _slack(problem, s) >", ">"),
    ("hours_present", "_slack(problem, s) >", "_slack(problem, s) >="),
    ("hours_present", "or (attendee.leaves", "and (attendee.leaves"),
    ("hours_present", "and t < a.arrives", "and t <= a.arrives"),
    ("hours_present", "a.arrives <= last", "a.arrives < last"),
    ("hours_present", "decision, days, late", "decision, days"),
    ("hours_present", "home = session.busy_until", "home = session.end"),
    ("hours_present", "if session.departure:", "if not session.departure:"),
    ("hours_present", "attendee.arrives > _begins", "attendee.arrives >= _begins"),
    ("hours_present", "attendee.leaves < home", "attendee.leaves <= home"),
    ("hours_present", "return session.busy_from", "return session.start"),
    ("hours_present", "in chosen", "not in chosen"),
    ("hours_present", "return min(", "return max("),
    ("lunch", "< place[visit", "<= place[visit"),
    ("lunch", "busy_until + lunch > choices", "busy_until + lunch >= choices"),
    ("lunch", "lunch > t}", "lunch >= t}"),
    ("lunch", " - never", ""),
    ("lunch", "goes & model.attends(*never)", "goes | model.attends(*never)"),
    ("lunch", "if visit.departure is not None", "if visit.departure is None"),
    ("lunch", "s.round_id in earlier", "s.round_id not in earlier"),
    ("lunch", "in chosen", "not in chosen"),
    ("lunch", "leaves = min(", "leaves = max("),
    ("lunch", "max(ends) < event", "max(ends) <= event"),
    ("lunch", "leaves - max(ends)", "leaves - min(ends)"),
    (
        "guided_walks",
        "guides.count * guides.people_each)",
        "guides.count + guides.people_each)",
    ),
    ("guided_walks", "min(limits)", "max(limits)"),
    ("guided_walks", "max(0, min", "max(1, min"),
    ("guided_walks", "- visit.reserve", "+ visit.reserve"),
    ("guided_walks", "walkers > guides", "walkers >= guides"),
    ("guided_walks", "walkers > largest", "walkers >= largest"),
    ("guided_walks", "people + visit.reserve", "people"),
    # people
    ("cannot_walk_far", "if s.walking", "if not s.walking"),
    ("cannot_walk_far", "{CANNOT_WALK_FAR, WHEELCHAIR}", "{CANNOT_WALK_FAR}"),
    ("cannot_walk_far", "needs & a.needs", "needs - a.needs"),
    ("cannot_walk_far", '{"cannot_walk_far", "wheelchair"}', '{"cannot_walk_far"}'),
    ("cannot_walk_far", "session.walking and", "session.walking or"),
    (
        "parties",
        'options = {**sessions, f"none in {round_id}"',
        'options = {f"none in {round_id}"',
    ),
    ("parties", ", one, other, days", ", one, one, days"),
    ("parties", "pair.round_id and pair", "not pair.round_id and pair"),
    ("parties", "pair.round_id != round_", "pair.round_id == round_"),
    ("parties", "if s.round_id == round_.id", "if s.round_id != round_.id"),
    ("parties", "places[0] != places", "places[0] == places"),
    ("apart", "attends, 1, people", "attends, 2, people"),
    ("apart", "people=two", "people=None"),
    ("apart", "session in other and", "session in other or"),
    ("apart", 'in ("", session.round_id)', "in (session.round_id,)"),
    ("group_at_most", "g.most is not None", "g.most"),
    ("group_at_most", "reverse=True", "reverse=False"),
    ("group_at_most", "a.group == group", "a.group != group"),
    ("group_at_most", "len(members) > most", "len(members) > most + 1"),
    ("group_at_most", "inside and attendee", "inside or attendee"),
    ("group_at_most", "people > limit", "people >= limit"),
    ("group_at_least", "sorted(stated)", "sorted(stated, reverse=True)"),
    ("group_at_least", "a.group == group", "a.group != group"),
    ("group_at_least", "wherever=run and model.decide(run)", "wherever=None"),
    ("group_at_least", "session.cancellable and not", "session.cancellable and"),
    ("group_at_least", "people < limit", "people <= limit"),
    ("spread", ") is None:", ") is not None:"),
    ("spread", "for a in problem.attendees if a.group)", "for a in problem.attendees)"),
    ("spread", "size > most", "size > most + 1"),
    ("spread", "a.group == group", "a.group != group"),
    ("spread", ", 0) + 1", ", 1) + 1"),
    ("spread", "if group and people", "if people"),
    ("spread", "people > problem", "people >= problem"),
    ("wheelchair_rooms", "if WHEELCHAIR in a", "if WHEELCHAIR not in a"),
    ("wheelchair_rooms", "if not users:", "if users:"),
    ("wheelchair_rooms", "possible |= ", "possible &= "),
    ("wheelchair_rooms", "if possible and not", "if not"),
    ("wheelchair_rooms", "possible & marked", "possible - marked"),
    ("wheelchair_rooms", "if room not in marked", "if room in marked"),
    ("wheelchair_rooms", "days, users)\n\n", "days)\n\n"),
    ("wheelchair_rooms", '"wheelchair" in attendee', '"wheelchair" not in attendee'),
    ("wheelchair_rooms", "if not session.rooms", "if session.rooms"),
    ("wheelchair_rooms", "elif marked.isdisjoint", "elif not marked.isdisjoint"),
    ("wheelchair_rooms", "& {*session.rooms}", "| {*session.rooms}"),
    ("wheelchair_rooms", "has - marked", "has & marked"),
    ("wheelchair_places", "if WHEELCHAIR in a", "if WHEELCHAIR not in a"),
    ("wheelchair_places", "for ride in bus_clock.shared(event)", "for ride in ()"),
    ("wheelchair_places", "v.id for v in ride.visits", "v.id for v in ride.visits[:1]"),
    ("wheelchair_places", "wheelchair) < len(users)", "wheelchair) + 1 < len(users)"),
    ("wheelchair_places", "days, places, people", "days, ride.bus.seats, people"),
    ("wheelchair_places", "days, places, people=users", "days, places"),
    ("wheelchair_places", "event.bus[b].wheelchair for (b", "event.bus[b].seats for (b"),
    ("wheelchair_places", "days, 0, people", "days, 1, people"),
    ("wheelchair_places", "days, 0, people=users", "days, 0"),
    ("wheelchair_places", "people > places", "people >= places"),
    ("wheelchair_places", '"wheelchair" in attendee', '"wheelchair" not in attendee'),
    ("wheelchair_places", "+= 1", "+= 2"),
    ("wheelchair_places", "].wheelchair if way.bus", "].seats if way.bus"),
    ("wheelchair_places", "bus[b].wheelchair for b in chosen", "bus[b].seats for b in chosen"),
    ("languages", "if a.languages and held", "if held"),
    ("languages", "s.language not in spoken", "s.language in spoken"),
    ("languages", "a.languages == spoken", "a.languages != spoken"),
    ("languages", "or not attendee", "or attendee"),
    ("languages", "language not in attendee", "language in attendee"),
    ("exclusions", "attends(one) &", "attends(one) |"),
    ("exclusions", "> 1", "> 2"),
    ("exclusions", "> 1", ">= 1"),
    ("prerequisites", "& model.misses", "& model.attends"),
    ("prerequisites", "& model.misses", "| model.misses"),
    ("prerequisites", "earlier not in", "earlier in"),
)
EQUIVALENT = {
    ("catch_the_bus", "pass"): "a day holds one session a round, so never two of one",
    ("catch_the_bus", "<= place[visit"): "the same; and nobody is late for the own session",
    ("lunch", ""): "a row more over days that nobody may spend",
    ("one_session_a_round", "held <= 2"): "the same; test_rules holds two at once",
    ("one_trip_at_a_time", "waits = went_out and"): (
        "two rides out to one visit are followed by two rides back at the same minute"
    ),
}
# Mutants that the law notices because they cannot even count.
CRASHES: dict[tuple[str, str], type[Exception]] = {
    ("not_the_same_theme_twice", "for s in day"): TypeError,
    ("room_seats", "elif session.room is None:"): KeyError,
    ("session_limit", "if session.seats is None:"): TypeError,
    ("spread", ") is not None:"): TypeError,
}


@cache
def cases() -> tuple[tuple[Problem, tuple[Allocation, ...]], ...]:
    """Draw the fixed problems, each with allocations near every single rule."""
    found = []
    for seed in range(PROBLEMS):
        rng, problem = draw_for_law(seed)
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
        "posting",
        "protocol",
    }


def test_equivalent_mutants_are_mutants_with_a_reason():
    mutants = {(file, other) for file, _, other in MUTANTS}
    assert EQUIVALENT.keys() | CRASHES.keys() <= mutants
    assert all(EQUIVALENT.values())
