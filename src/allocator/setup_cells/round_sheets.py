"""The sheets of rounds, of sessions with their departures, and of speakers."""

from __future__ import annotations

from allocator.language import told
from allocator.setup_cells import kinds
from allocator.setup_cells.event_sheet import ASSUMED
from allocator.setup_cells.table import YES_NO, Field, Table

ROUND = ">round"
SESSION = ">session"
"""Paths of the columns that say where a row belongs."""
CODE = told("a short code")
TITLE = told("Title")
ASSUMED_TITLE = told("Assumed")

ROUNDS = Table(
    "rounds",
    told("Rounds"),
    told("One row for each round, in the order of time."),
    (
        Field("id", kinds.TEXT, told("Round"), CODE, "R1", needed=True, width=12),
        Field(
            "title",
            kinds.TEXT,
            TITLE,
            told("for people"),
            told("Workshops"),
            needed=True,
            width=28,
        ),
        Field(
            "date",
            kinds.DATE,
            told("Date"),
            told("its day; else the first day of the event"),
            "15.04.2027",
        ),
        Field(
            "start",
            kinds.TIME,
            told("Start"),
            told("holds for its sessions that name none"),
            "09:00",
        ),
        Field("end", kinds.TIME, told("End"), "", "10:30"),
        Field(
            "weight",
            kinds.NUMBER,
            told("Weight"),
            told("what one level counts; else 1"),
        ),
        Field("assumed", kinds.FIELDS, ASSUMED_TITLE, ASSUMED, width=20),
    ),
    inner={"sessions": told("Sessions")},
    needed=True,
)

OF_SESSION = (
    Field(ROUND, kinds.TEXT, told("Round"), CODE, "R1", needed=True, width=9, offers="rounds"),
    Field("id", kinds.TEXT, told("Session"), CODE, "1A", needed=True, width=10),
    Field(
        "title",
        kinds.TEXT,
        TITLE,
        told("as the form calls it"),
        told("Water in the town"),
        needed=True,
        width=38,
    ),
    Field(
        "seats",
        kinds.NUMBER,
        told("Seats"),
        told("needed without room, bus and guides"),
        "20",
        width=9,
    ),
    Field(
        "room",
        kinds.IDS,
        told("Room"),
        told("code or title; several with ; between, or auto, leave the choice to the program"),
        "sal-1",
        offers="rooms",
    ),
    Field(
        "start", kinds.TIME, told("Start"), told("else that of the round"), "09:00", width=13
    ),
    Field(
        "end",
        kinds.TIME,
        told("End"),
        told("else the return, or the round's"),
        "10:30",
        width=13,
    ),
    Field(
        "theme",
        kinds.TEXT,
        told("Theme"),
        told("sessions of one theme have the same text"),
        told("water"),
    ),
    Field(
        "smallest",
        kinds.NUMBER,
        told("Smallest size"),
        told("it is held with at least so many"),
        "8",
    ),
    Field(
        "may_be_cancelled",
        kinds.CHOICE,
        told("May be cancelled"),
        told("rather than filled, by the program"),
        words=YES_NO,
    ),
    Field(
        "reserve",
        kinds.NUMBER,
        told("Reserve"),
        told("seats that stay empty, for people at the door"),
    ),
    Field(
        "features",
        kinds.WORDS,
        told("Room must have"),
        told("words of the sheet of rooms, with ; between"),
        told("projector"),
        width=18,
    ),
    Field("language", kinds.TEXT, told("Language"), told("a word such as nb"), "nb"),
    Field("walking", kinds.CHOICE, told("Long walk"), told("needs a long walk"), words=YES_NO),
    Field("district", kinds.TEXT, told("District"), told("for people; decides nothing")),
    Field(
        "aliases",
        kinds.LINES,
        told("Other names"),
        told("texts by which forms call it, one a line"),
        width=24,
    ),
    Field(
        "contributions",
        kinds.LINES,
        told("Contributions"),
        told("for people, one a line; decide nothing"),
        width=24,
    ),
    Field("assumed", kinds.FIELDS, ASSUMED_TITLE, ASSUMED, width=20),
)

OF_DEPARTURE = (
    Field(
        "departure.by",
        kinds.CHOICE,
        told("Leaves by"),
        told("for visits only, with the columns to the right"),
        told("bus"),
        words={"bus": told("bus"), "foot": told("on foot")},
        also={word: "foot" for word in ("fots", "på fots", "gange", "gående", "walking")},
    ),
    Field(
        "departure.bus",
        kinds.IDS,
        told("Bus"),
        told("code or title; several with ; between, or auto, leave the choice to the program"),
        "buss-1",
        offers="buses",
    ),
    Field(
        "departure.leaves",
        kinds.TIMES,
        told("Departure"),
        told("from the venue; several with ; between leave the choice to the program"),
        "12:30",
    ),
    Field(
        "departure.drop_off",
        kinds.TEXT,
        told("Arrives at"),
        told("where the group gets off"),
        told("The quay"),
        width=20,
    ),
    Field(
        "departure.returns",
        kinds.TIME,
        told("Way back"),
        told("when the way back begins"),
        "15:00",
    ),
    Field(
        "departure.return_place",
        kinds.TEXT,
        told("Way back from"),
        told("where the way back begins"),
        told("The quay"),
        width=20,
    ),
    Field(
        "departure.back",
        kinds.TIME,
        told("Back"),
        told("at the venue; else the way back takes as long as the way out"),
        "15:25",
    ),
    Field(
        "departure.most_buses",
        kinds.NUMBER,
        told("Most buses"),
        told("where the program chooses"),
    ),
    Field(
        "departure.guides.count",
        kinds.NUMBER,
        told("Guides"),
        told("on foot: how many lead"),
        "2",
    ),
    Field(
        "departure.guides.people_each",
        kinds.NUMBER,
        told("People each"),
        told("that one guide leads"),
        "15",
    ),
    Field(
        "departure.guides.group_size",
        kinds.NUMBER,
        told("Largest group"),
        told("on foot: that the visit takes"),
        "25",
    ),
    Field("departure.assumed", kinds.FIELDS, told("Assumed about the way"), ASSUMED, width=20),
    Field(
        "departure.guides.assumed",
        kinds.FIELDS,
        told("Assumed about guides"),
        ASSUMED,
        width=20,
    ),
)

SESSIONS = Table(
    "sessions",
    told("Sessions"),
    told("One row for each workshop and each visit."),
    (*OF_SESSION, *OF_DEPARTURE),
    inner={
        "speakers": told("Speakers"),
        "departure": told("Way there"),
        "departure.guides": told("Guides"),
    },
    needed=True,
)

SPEAKERS = Table(
    "speakers",
    told("Speakers"),
    told("One row for each speaker of a session; who attends has a code in the people's list."),
    (
        Field(SESSION, kinds.TEXT, told("Session"), CODE, "1A", needed=True, offers="sessions"),
        Field("name", kinds.TEXT, told("Name"), needed=True, width=28),
        Field(
            "attendee",
            kinds.TEXT,
            told("Person"),
            told("code in the people's list, of one who attends"),
            "A001",
        ),
        Field("group", kinds.TEXT, told("Group"), width=20),
        Field("assumed", kinds.FIELDS, ASSUMED_TITLE, ASSUMED, width=20),
    ),
)
