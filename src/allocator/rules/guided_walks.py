"""Guides of walks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class GuidedWalks:
    """A walk has no more people than its guides may lead, nor than its largest group.

    sum_a y[a, v] <= min(count * people_each, group_size) - reserve(v), of what is stated.
    """

    name = "guided walks"
    sentence = "No walk has more people than its guides may lead."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add one row for each visit with guides."""
        for visit in problem.event.sessions:
            guides = visit.departure.guides if visit.departure else None
            limits = []
            if guides and guides.count is not None:
                limits.append(guides.count * guides.people_each)
            if guides and guides.group_size is not None:
                limits.append(guides.group_size)
            if limits:
                seats = max(0, min(limits) - visit.reserve)
                model.at_most(self.name, visit.id, model.attends(visit.id), seats)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Share the people of each walk, and those at the door, among its guides."""
        for visit_id, people in sorted(allocation.filled().items()):
            visit = problem.event.session[visit_id]
            guides = visit.departure.guides if visit.departure else None
            if guides is None:
                continue
            walkers = people + visit.reserve
            if guides.count is not None and walkers > guides.count * guides.people_each:
                yield told(
                    "{id} has {n} people, {guides} guides lead {each} each",
                    id=visit_id,
                    n=people,
                    guides=guides.count,
                    each=guides.people_each,
                )
            largest = guides.group_size
            if largest is not None and walkers > largest:
                yield told(
                    "{id} has {n} people, its largest group is {largest}",
                    id=visit_id,
                    n=people,
                    largest=largest,
                )
