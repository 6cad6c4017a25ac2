"""The sheets of rooms and of buses."""

from __future__ import annotations

from allocator.language import told
from allocator.setup_cells import kinds
from allocator.setup_cells.event_sheet import ASSUMED
from allocator.setup_cells.table import YES_NO, Field, Table

TITLE = told("Title")

ROOMS = Table(
    "rooms",
    told("Rooms"),
    told("One row for each room. A session whose room is here needs no seats of its own."),
    (
        Field(
            "id", kinds.TEXT, told("Room"), told("a short code"), "sal-1", needed=True, width=12
        ),
        Field(
            "title",
            kinds.TEXT,
            TITLE,
            told("for people"),
            told("Hall 1"),
            needed=True,
            width=28,
        ),
        Field("seats", kinds.NUMBER, told("Seats"), "", "38", needed=True, width=9),
        Field(
            "wheelchair",
            kinds.CHOICE,
            told("Wheelchair"),
            told("whether somebody in a wheelchair can attend there"),
            words=YES_NO,
        ),
        Field(
            "features",
            kinds.WORDS,
            told("Features"),
            told("what it has, any words with ; between"),
            told("projector; stage"),
            width=24,
        ),
        Field("assumed", kinds.FIELDS, told("Assumed"), ASSUMED, width=20),
    ),
)

BUSES = Table(
    "buses",
    told("Buses"),
    told("One row for each bus."),
    (
        Field(
            "id", kinds.TEXT, told("Bus"), told("a short code"), "buss-1", needed=True, width=12
        ),
        Field(
            "title",
            kinds.TEXT,
            TITLE,
            told("for people"),
            told("Bus 1"),
            needed=True,
            width=28,
        ),
        Field("seats", kinds.NUMBER, told("Seats"), "", "30", needed=True, width=9),
        Field(
            "wheelchair",
            kinds.NUMBER,
            told("Wheelchair places"),
            told("among the seats"),
            "1",
        ),
        Field(
            "cost",
            kinds.NUMBER,
            told("Cost"),
            told("of hiring it, whole units of any money"),
            "8000",
        ),
        Field(
            "starts",
            kinds.TIME,
            told("Available from"),
            told("when it can be had at the venue, every day"),
            "08:00",
        ),
        Field("ends", kinds.TIME, told("Available until"), "", "16:00"),
        Field("assumed", kinds.FIELDS, told("Assumed"), ASSUMED, width=20),
    ),
)
