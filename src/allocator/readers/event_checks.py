"""What `event.yaml` must obey beyond its shape: the checks, and the order they come in."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from allocator.language import told
from allocator.listable import MOST_DAYS, days_possible, must_be_listed
from allocator.readers.clock import Clock, check_clock
from allocator.readers.event_build import build_event
from allocator.readers.event_plan_checks import PLAN_CHECKS
from allocator.readers.event_policy_checks import POLICY_CHECKS
from allocator.readers.event_seat_checks import SEAT_CHECKS
from allocator.readers.event_time_checks import TIME_CHECKS
from allocator.readers.report import placed_sessions

if TYPE_CHECKING:
    from allocator.problem import Event
    from allocator.readers.event_schema import EventPart
    from allocator.readers.event_tree import Path
    from allocator.readers.report import Report

SPOIL = ("E330", "E344", "E360")
"""Findings after which the times of sessions have no order to be held against."""
Check = Callable[["EventPart", "Report"], None]


def _unique(report: Report, kind: str, ids: list[tuple[Path, str]]) -> None:
    seen: dict[str, int] = {}
    for path, id_ in ids:
        line, _ = report.tree.at((*path, "id"))
        if id_ in seen:
            lines = {"one": seen[id_], "other": line}
            why = told("{what} twice: lines {one} and {other}", what=_what(kind, id_), **lines)
            report.say((*path, "id"), why, "E330")
        seen.setdefault(id_, line)


def _what(kind: str, id_: str) -> str:
    return {
        "room": told("room {id}", id=id_),
        "bus": told("bus {id}", id=id_),
        "round": told("round {id}", id=id_),
        "session": told("session {id}", id=id_),
    }[kind]


def _ids(part: EventPart, report: Report) -> None:
    _unique(report, "room", [(("rooms", i), r.id) for i, r in enumerate(part.rooms)])
    _unique(report, "bus", [(("buses", i), b.id) for i, b in enumerate(part.buses)])
    _unique(report, "round", [(("rounds", i), r.id) for i, r in enumerate(part.rounds)])
    _unique(report, "session", [(path, s.id) for path, s in placed_sessions(part)])


def _order_of_days(part: EventPart, report: Report) -> None:
    """Refuse rounds on days before the event's first, or not in the order of the days."""
    latest, of = part.date, ""
    for at, round_ in enumerate(part.rounds):
        here, day = ("rounds", at, "date"), part.day_of(round_)
        if day < part.date:
            what = told(
                "round {round} is on {day}, before the first day of the event, {first}",
                round=round_.id,
                day=day,
                first=part.date,
            )
            report.say(here, what, "E360")
        elif day < latest:
            what = told(
                "round {round} is on {day}, {before} on {late}; rounds stand in the order of "
                "time, and a round without a date is on the first day, {first}",
                round=round_.id,
                day=day,
                before=of,
                late=latest,
                first=part.date,
            )
            report.say(here, what, "E344")
        else:
            latest, of = day, round_.id


CHECKS: tuple[Check, ...] = (_ids, _order_of_days, *PLAN_CHECKS, *SEAT_CHECKS, *POLICY_CHECKS)


def _days(event: Event, part: EventPart, report: Report) -> None:
    days = days_possible(event)
    if days > MOST_DAYS and must_be_listed(event):
        why = told(
            "{n} different days are possible; the limit is {most}", n=days, most=MOST_DAYS
        )
        report.say(("rounds",), why, "E343")


def check_event(part: EventPart, report: Report) -> Event | None:
    """Build the event and check it.

    Parameters
    ----------
    part
        The content of `event.yaml`.
    report
        Takes findings.

    Returns
    -------
    Event | None
        None where it cannot be built; there may be findings in either case.
    """
    for check in CHECKS:
        check(part, report)
    zones = available_timezones()
    if part.timezone not in zones:
        near = get_close_matches(part.timezone, zones, n=1)
        hint = told("; did you mean {name!r}?", name=near[0]) if near else ""
        report.say(("timezone",), told("no such time zone{hint}", hint=hint), "E322")
        return None
    clock = Clock(part.date, ZoneInfo(part.timezone))
    if not check_clock(part, clock, report):
        return None
    event = build_event(part, clock, report)
    if event is None or any(f.code in SPOIL for f in report.findings):
        return event
    for look in (*TIME_CHECKS, _days):
        look(event, part, report)
    return event
