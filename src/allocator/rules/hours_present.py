"""Hours present."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from allocator import choices
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.offer import Session
    from allocator.plan import Plan
    from allocator.problem import Problem


class HoursPresent:
    """A person's sessions lie within the hours that the person is present.

    From a visit a person is back by the event's margin before having to leave. Where the
    plan chooses the departure, a visit may suit at some times only.
    """

    name = "hours present"
    sentence = "Nobody has a session before arriving or after having to leave."
    personal = True

    def post(self, problem: Problem, model: Model) -> None:
        """Forbid to each person the sessions outside the hours present."""
        sessions = problem.event.sessions
        for attendee in problem.attendees:
            outside = [
                s.id
                for s in sessions
                if (attendee.arrives and choices.latest(s) < attendee.arrives)
                or (attendee.leaves and s.busy_until + _slack(problem, s) > attendee.leaves)
            ]
            if outside:
                model.forbid(model.attends(*outside), [attendee.id])
        for visit in sessions:
            self._close(problem, model, visit)

    def _close(self, problem: Problem, model: Model, visit: Session) -> None:
        """Close a visit, under each time that is too early, to those who arrive later."""
        last = choices.latest(visit)
        for t, decision in choices.departures(visit).items():
            late = [a.id for a in problem.attendees if a.arrives and t < a.arrives <= last]
            if late:
                subject, days = f"{visit.id} at {choices.clock(t)}", model.attends(visit.id)
                model.forbid_where(self.name, subject, decision, days, late)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Hold each person's sessions against the hours present."""
        for attendee in problem.attendees:
            for session in allocation.sessions(problem.event, attendee.id):
                who = {"person": attendee.id, "id": session.id}
                home = session.busy_until
                if session.departure:
                    home += problem.event.margin
                if attendee.arrives and attendee.arrives > _begins(session, allocation.plan):
                    yield told("{person} arrives after {id} has begun", **who)
                if attendee.leaves and attendee.leaves < home:
                    if attendee.leaves < session.busy_until:
                        yield told("{person} must leave before {id} is over", **who)
                    else:
                        yield told("{person} must leave too soon after {id} is over", **who)


def _slack(problem: Problem, session: Session) -> timedelta:
    """Return the time between the return and having to leave; only visits need it."""
    return problem.event.margin if session.departure else timedelta(0)


def _begins(session: Session, plan: Plan) -> datetime:
    """Return when a session begins, or leaves by the plan; the latest if it says nothing."""
    if session.departure is None or not session.departure.times:
        return session.busy_from
    chosen = {d.value for d in plan.of("departure", session.id)}
    times = session.departure.times
    return min((t for t in times if f"{t:%H:%M}" in chosen), default=times[-1])
