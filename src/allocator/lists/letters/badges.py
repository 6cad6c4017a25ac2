"""What stands on badges: name, organisation, codes of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.lists.letters.naming import Naming
from allocator.lists.letters.place import places
from allocator.lists.letters.sentences import where
from allocator.lists.letters.table import plain_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.language import Speaker
    from allocator.lists.held import Held
    from allocator.lists.letters.place import Place

BETWEEN = " · "


def badges(held: Held, tr: Speaker) -> Mapping[str, bytes]:
    """Return `badges.xlsx`: name, organisation, codes, room or bus in each round.

    Parameters
    ----------
    held
        The result.
    tr
        The language.
    """
    naming = Naming(held, tr)
    rounds = [
        tr("{n}. {round}", n=n, round=r.title) for n, r in enumerate(held.event.rounds, start=1)
    ]
    header = [
        tr("Code"),
        tr("First name"),
        tr("Family name"),
        tr("Organisation"),
        tr("On the badge"),
        *rounds,
    ]
    rows = [_row(held, tr, naming, person) for person in naming.everybody]
    return {tr("badges.xlsx"): plain_sheet(tr("Badges"), header, rows, naming.footer)}


def _row(held: Held, tr: Speaker, naming: Naming, attendee_id: str) -> list[str]:
    who, day = naming.of(attendee_id), places(held, attendee_id)
    rooms = [where(tr, place) for place in day]
    return [attendee_id, who.given, who.family, who.organisation, codes(tr, day), *rooms]


def codes(tr: Speaker, day: tuple[Place, ...]) -> str:
    """Return such as "1A · 2D · Buss 5": the sessions of a day, and the bus of a visit."""
    found = []
    for place in day:
        if place.session is None:
            continue
        found.append(place.session.id)
        if place.session.departure:
            found.append(where(tr, place))
    return BETWEEN.join(found)
