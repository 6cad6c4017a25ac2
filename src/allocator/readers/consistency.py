"""Checks that need more than one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.fairness.levels import largest_burden
from allocator.language import told
from allocator.listable import (
    MOST_CELLS,
    days_possible,
    listable,
    must_be_listed,
    pairs_possible,
)
from allocator.readers.event_schema import SpeakerPart
from allocator.readers.report import of_session
from allocator.sheets.text import plain_name

if TYPE_CHECKING:
    from allocator.problem import Problem
    from allocator.readers.event_schema import EventPart
    from allocator.readers.people import People
    from allocator.readers.report import Report

MOST_WEIGHT = 2**31


def check_speakers(part: EventPart, people: People, report: Report) -> None:
    """Find speakers who attend but have no fixed place in their session.

    Parameters
    ----------
    part
        The content of event.yaml.
    people
        What attendees.csv says.
    report
        Takes findings, placed in event.yaml.
    """
    fixed = {a.id: a.fixed for a in people.attendees}
    for r, round_ in enumerate(part.rounds):
        for s, session in enumerate(round_.sessions):
            for at, speaker in enumerate(session.speakers):
                if not isinstance(speaker, SpeakerPart) or speaker.attendee is None:
                    continue
                if session.id in fixed.get(speaker.attendee, ()):
                    continue
                known = speaker.attendee in fixed
                why = told("speaker {n} is not in attendees.csv", n=at + 1)
                if known:
                    why = told("speaker {n} is not fixed in it in attendees.csv", n=at + 1)
                place = ("rounds", r, "sessions", s, "speakers", at, "attendee")
                report.say(place, of_session(session.id, why), "E601")


def check_names(part: EventPart, people: People, report: Report) -> None:
    """Notice groups and classes of event.yaml that nobody in attendees.csv belongs to.

    Parameters
    ----------
    part
        The content of event.yaml.
    people
        What attendees.csv says.
    report
        Takes notices, placed in event.yaml.
    """
    groups = {a.group for a in people.attendees}
    for at, limit in enumerate(part.group_limits):
        if plain_name(limit.group) not in groups:
            seen = told(
                "limit in session {id}: nobody in attendees.csv is of this group",
                id=limit.session,
            )
            report.say(("group_limits", at, "group"), seen, "N604")
    classes = {a.priority for a in people.attendees}
    for at, name in enumerate(part.classes):
        if plain_name(name) not in classes:
            seen = told("nobody in attendees.csv is of this class")
            report.say(("classes", at), seen, "N605")


def check_size(problem: Problem, report: Report) -> None:
    """Refuse what is too large to be solved exactly.

    Parameters
    ----------
    problem
        The question.
    report
        Takes findings, placed in event.yaml.
    """
    people, event = len(problem.attendees), problem.event
    if people * largest_burden(problem) ** 2 >= MOST_WEIGHT:
        why = told(
            "weights too large for exact solving: people x (largest loss of a day)^2 "
            "is {n}, the limit is {most}",
            n=people * largest_burden(problem) ** 2,
            most=MOST_WEIGHT,
        )
        report.say(("rounds",), why, "E602")
    days = days_possible(event)
    if not listable(event, people) and not must_be_listed(event):
        days = pairs_possible(event)
    if people * days > MOST_CELLS:
        why = told(
            "{people} people x {days} days; the limit is {most}",
            people=people,
            days=days,
            most=MOST_CELLS,
        )
        report.say(("rounds",), why, "E603")
