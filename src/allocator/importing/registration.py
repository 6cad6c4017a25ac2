"""A list of registrations beside the answers: everybody on it who counts gets a place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allocator.importing.duplicates import names_on_one_email
from allocator.importing.identity import folded, same_name, turned
from allocator.importing.source import rows_said
from allocator.language import told_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from allocator.errors import Finding
    from allocator.importing.doubts import Doubt
    from allocator.importing.identity import Identity
    from allocator.importing.source import Source

WAYS: tuple[Callable[[Identity], Hashable], ...] = (
    lambda who: who.own_id and folded(who.own_id),
    lambda who: who.by_email,
    lambda who: who.by_name,
    lambda who: folded(who.name),
)
"""What joins an answer with a registration, the surest first; "" joins nothing."""
BY_NAME, NAME_ALONE = 2, 3
"""From which way on a name joins, and from which a name alone."""


@dataclass
class Registered:
    """People on a list of registrations.

    Attributes
    ----------
    who
        Who each row is.
    rows
        Number of each row.
    left_out
        Why rows do not count, by position.
    """

    who: Sequence[Identity]
    rows: Sequence[int]
    left_out: Mapping[int, Doubt] = field(default_factory=dict)


@dataclass
class Joined:
    """Answers with their registrations.

    Attributes
    ----------
    registration
        Position of the registration by position of the answer.
    by_name
        Positions of the answers that only a name joins.
    silent
        Positions of registrations that count and have no answer.
    """

    registration: dict[int, int] = field(default_factory=dict)
    by_name: list[int] = field(default_factory=list)
    silent: list[int] = field(default_factory=list)


def join(who: Sequence[Identity], registered: Registered) -> Joined:
    """Join answers with registrations, each way only where it is not ambiguous.

    Where several people have one e-mail the name must fit as well.

    Parameters
    ----------
    who
        Who each answer is from.
    registered
        The list of registrations; of one person's several rows, those that count go first.

    Returns
    -------
    Joined
        Which answer belongs to which registration.
    """
    joined = Joined()
    sharing = {at for found in names_on_one_email(who, range(len(who))) for at in found}
    for number, way in enumerate(WAYS):
        known: dict[Hashable, list[int]] = {}
        for at, person in enumerate(registered.who):
            known.setdefault(way(person), []).append(at)
        for at, person in enumerate(who):
            if at in joined.registration or not way(person):
                continue
            places = known.get(way(person), [])
            if number >= NAME_ALONE:
                places = [p for p in places if not _elsewhere(person, registered.who[p])]
            found = _best(person, places, registered, strict=at in sharing)
            if found is not None:
                joined.registration[at] = found
                joined.by_name += [at] * (number >= BY_NAME)
    taken = set(joined.registration.values()) | registered.left_out.keys()
    joined.silent = [at for at in range(len(registered.who)) if at not in taken]
    return joined


def _elsewhere(one: Identity, other: Identity) -> bool:
    """Tell whether both have an organisation: then a name alone joins nothing."""
    return bool(one.organisation and other.organisation)


def _best(
    person: Identity, places: Sequence[int], registered: Registered, *, strict: bool
) -> int | None:
    """Return the one registration that is meant, None where it could be several people."""
    who = registered.who
    counting = [at for at in places if at not in registered.left_out] or places
    if strict or len({_called(who[at]) for at in counting}) > 1:
        counting = [at for at in counting if _is_called(who[at], person)]
    return counting[0] if len({_called(who[at]) for at in counting}) == 1 else None


def _called(who: Identity) -> tuple[str, str]:
    return who.key, folded(turned(who.name))


def _is_called(one: Identity, other: Identity) -> bool:
    return bool(one.name and other.name) and same_name(one.name, other.name)


def silent_found(source: Source, rows: Sequence[int]) -> list[Finding]:
    """Return the notice about people who are registered and have not answered.

    Parameters
    ----------
    source
        The list of registrations.
    rows
        Their rows there.
    """
    if not rows:
        return []
    message = told_of(
        len(rows),
        "is registered and has not answered; the person gets a place without wishes",
        "rows {rows} are registered and have not answered; they get places without wishes",
        rows=rows_said(rows),
    )
    return [source.say(rows[0], message, "N751")]
