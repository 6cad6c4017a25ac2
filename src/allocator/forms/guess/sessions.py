"""Sessions of a guessed event, with the rooms and buses that they need."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from allocator.forms.guess.clock import clock, minutes
from allocator.forms.guess.hints import Hint, hint
from allocator.forms.guess.naming import slug
from allocator.setup_cells.kinds import date_of, time_of

if TYPE_CHECKING:
    from allocator.forms.guess.event import Stated
    from allocator.forms.guess.found import Option

RIDE, AWAY, LENGTH = 30, 180, 60
"""Minutes that are assumed: a ride, a visit with its ride, a session with a start only."""
WHOLE = re.compile(r"[1-9]\d{0,4}", re.ASCII)
TIME = re.compile(r"\d\d:\d\d", re.ASCII)
TRUE = ("ja", "yes", "true", "x", "1")


def moment(text: str) -> tuple[date | None, str]:
    """Return day and time of a cell, None and "" for what it does not say.

    >>> moment("2027-04-14 10:30"), moment("kl. 9.15"), moment("")
    ((datetime.date(2027, 4, 14), '10:30'), (None, '09:15'), (None, ''))
    """
    first, _, last = text.replace("T", " ").strip().rpartition(" ")
    time = time_of(last)
    try:
        day = date.fromisoformat(date_of(first or last))
    except ValueError:
        day = None
    return day, time if TIME.fullmatch(time) else ""


class Sessions:
    """Builds sessions, and remembers the rooms and buses that they speak of.

    Parameters
    ----------
    stated
        What an organiser says.
    answers
        How many answers there are: so many seats are assumed where nobody states any.

    Attributes
    ----------
    guessed_seats
        Whether any seats are assumed.
    timed
        Ids of the sessions whose texts told a time.
    """

    def __init__(self, stated: Stated, answers: int) -> None:
        self.stated, self.answers = stated, answers
        self.guessed_seats = False
        self.timed: list[str] = []
        self._rooms: dict[str, dict[str, Any]] = {}
        self._buses: dict[str, dict[str, Any]] = {}
        self._leaving: dict[str, str] = {}

    def rooms(self) -> list[dict[str, Any]]:
        """Return the rooms, in the order in which sessions speak of them."""
        return list(self._rooms.values())

    def buses(self) -> list[dict[str, Any]]:
        """Return the buses, in the order in which sessions speak of them."""
        return list(self._buses.values())

    def times(self, option: Option) -> tuple[str, str]:
        """Return when a session begins, or is left for, and when it ends; "" if unknown."""
        said = option.details
        start = moment(said.get("leaves", ""))[1] or moment(said.get("start", ""))[1]
        times = hint(option.text).times
        end = moment(said.get("end", ""))[1] or (times[1] if len(times) > 1 else "")
        return start or (times[0] if times else ""), end

    def plain(self, option: Option, round_: dict[str, Any]) -> dict[str, Any]:
        """Return a session as event.yaml has it.

        Parameters
        ----------
        option
            Its names, its text, and what a table says of it.
        round_
            Its round, for the times that it does not name.
        """
        made: dict[str, Any] = {"id": option.id, "title": option.title}
        assumed: list[str] = []
        if option.others:
            made["aliases"] = list(option.others)
        if option.details.get("theme"):
            made["theme"] = option.details["theme"]
        if WHOLE.fullmatch(option.details.get("smallest", "")):
            made["smallest"] = int(option.details["smallest"])
        seen = self._seen(option)
        leaves = self._leaves(option, seen)
        if leaves and (seen.bus or seen.on_foot):
            self._visit(made, assumed, option, seen, leaves)
        else:
            self._inside(made, assumed, option, round_)
        return {**made, **({"assumed": assumed} if assumed else {})}

    def _seen(self, option: Option) -> Hint:
        """Return what the text says, with the way there that a table states."""
        seen, way = hint(option.text), hint(option.details.get("by", ""))
        return Hint(
            times=seen.times,
            bus=seen.bus or way.bus,
            on_foot=(seen.on_foot or way.on_foot) and not way.bus,
            place=option.details.get("room") or seen.place,
        )

    def _leaves(self, option: Option, seen: Hint) -> str:
        stated = moment(option.details.get("leaves", ""))[1]
        if stated or "start" in option.details:
            return stated
        return seen.times[0] if seen.times else ""

    def _seats(self, made: dict[str, Any], option: Option) -> tuple[int, bool]:
        """Return seats, and whether they are assumed."""
        stated = self.stated.seats.get(made["id"], self.stated.seats.get(""))
        if stated is None and WHOLE.fullmatch(option.details.get("seats", "")):
            stated = int(option.details["seats"])
        if stated is None:
            self.guessed_seats = True
        return (self.answers, True) if stated is None else (stated, False)

    def _inside(
        self, made: dict[str, Any], assumed: list[str], option: Option, round_: dict[str, Any]
    ) -> None:
        """Say when and where a session is held that nobody has to travel to."""
        start, end = self.times(option)
        seats, guessed = self._seats(made, option)
        room = option.details.get("room")
        if room:
            made["room"] = self._room(room, seats, option.details.get("wheelchair", ""))
        made["seats"] = seats
        assumed += ["seats"] if guessed else []
        if start and (start != round_["start"] or (end and end != round_["end"])):
            made["start"] = start
            made["end"] = end or clock(minutes(start) + LENGTH)
            assumed += [] if end else ["end"]
        if start and "start" not in option.details:
            self.timed.append(made["id"])

    def _visit(
        self,
        made: dict[str, Any],
        assumed: list[str],
        option: Option,
        seen: Hint,
        leaves: str,
    ) -> None:
        """Say how a visit is left for; how long it takes is mostly nobody's word."""
        seats, guessed = self._seats(made, option)
        start = moment(option.details.get("start", ""))[1]
        returns = moment(option.details.get("end", ""))[1]
        made["start"] = start or clock(minutes(leaves) + RIDE)
        assumed += [] if start else ["start"]
        way: dict[str, Any] = {"by": "foot" if seen.on_foot else "bus"}
        if seen.on_foot:
            made["seats"] = seats
            assumed += ["seats"] if guessed else []
        else:
            way["bus"] = self._bus(seen.bus, made["id"], leaves, seats, guessed)
        way |= {
            "leaves": leaves,
            "drop_off": seen.place,
            "returns": returns or clock(minutes(leaves) + AWAY),
            "return_place": seen.place,
            "assumed": ["drop_off", *([] if returns else ["returns"]), "return_place"],
        }
        made["departure"] = way
        if "leaves" not in option.details:
            self.timed.append(made["id"])

    def _room(self, title: str, seats: int, wheelchair: str) -> str:
        id_ = slug(title)
        room = self._rooms.setdefault(
            id_, {"id": id_, "title": title, "seats": seats, "assumed": ["seats"]}
        )
        room["seats"] = max(room["seats"], seats)
        if wheelchair.casefold() in TRUE:
            room["wheelchair"] = True
        return id_

    def _bus(self, title: str, session: str, leaves: str, seats: int, guessed: bool) -> str:
        """Return the id of a bus; buses of one name that leave at different times differ."""
        numbered = any(letter.isdigit() for letter in title)
        id_ = slug(title) if numbered else f"{slug(title)}-{session}"
        if self._leaving.setdefault(id_, leaves) != leaves:
            id_ = f"{id_}-{session}"
            self._leaving[id_] = leaves
        assumed = ["seats"] if guessed else []
        bus = {"id": id_, "title": title if numbered else f"{title} {session}", "seats": seats}
        self._buses.setdefault(id_, {**bus, **({"assumed": assumed} if assumed else {})})
        return id_
