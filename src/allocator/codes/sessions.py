"""event.yaml: sessions, rooms, buses, times and seats."""

from allocator.codes.code import Code
from allocator.language import told

CODES = (
    Code(
        "E330",
        told("Id twice"),
        told(
            "Two rooms, buses, rounds or sessions have the same id; the ids of sessions are "
            "unique over all rounds."
        ),
        told("Give one of them another id, and look where it is used."),
    ),
    Code(
        "E331",
        told("No such room or bus"),
        told("A session names a room or a bus that is not in the lists of rooms and buses."),
        told("Correct the id, or add the room or bus."),
    ),
    Code(
        "E332",
        told("Departure that does not fit together"),
        told(
            "A departure says two things that exclude each other, such as a bus although "
            "people walk, or lacks its bus."
        ),
        told("Decide between bus and foot, and keep the keys that go with it."),
    ),
    Code(
        "E333",
        told("One bus for two departures"),
        told(
            "A bus is stated for visits that do not leave at the same time, so it would have "
            "to be in two places."
        ),
        told("Give the visits the same departure, or one of them another bus."),
    ),
    Code(
        "E334",
        told("No limit"),
        told(
            "Nothing says how many people a session can take: it has no room, no bus and no "
            "seats of its own."
        ),
        told("State seats, or a room."),
    ),
    Code(
        "E335",
        told("Smallest size too large"),
        told("A session asks for more people than it can ever have seats for."),
        told("Lower the smallest size, or give the session more seats."),
    ),
    Code(
        "E336",
        told("Nothing to choose from, or twice"),
        told(
            "A list of rooms or buses has one twice, auto leaves nothing to choose, or auto "
            "is used as an id."
        ),
        told("Correct the list, or add rooms or buses that fit."),
    ),
    Code(
        "E337",
        told("Room without what is needed"),
        told(
            "A session needs something that its room does not have; or it asks for features "
            "of a room and has none."
        ),
        told("Choose another room, or correct the features of session or room."),
    ),
    Code(
        "E338",
        told("Reserve too large"),
        told("More seats are kept free than there are."),
        told("Lower the reserve."),
    ),
    Code(
        "E339",
        told("Guides half said"),
        told(
            "It does not follow how many people may walk: count and people_each go together, "
            "or group_size stands alone."
        ),
        told("Say both, or the largest group."),
    ),
    Code(
        "E340",
        told("Times not in order"),
        told("The times of a session are not in the order of a day, or it goes past midnight."),
        told("Correct the times. An event of several days has rounds with dates."),
    ),
    Code(
        "E341",
        told("Room taken twice"),
        told("Two sessions are in one room at the same time."),
        told("Move one of them, or change its times."),
    ),
    Code(
        "E342",
        told("Nobody can reach it"),
        told(
            "Every session of the round before ends too late for it, with the minutes for "
            "transfer or lunch."
        ),
        told("Let it begin or leave later, or shorten transfer or lunch."),
    ),
    Code(
        "E343",
        told("Too many possible days"),
        told(
            "The rounds have so many sessions that days cannot be listed, as they must be "
            "where rooms, buses or departures are open, or where meeting a theme again is "
            "preferred."
        ),
        told("State what is open, or have fewer rounds or sessions in one event."),
    ),
    Code(
        "E344",
        told("Rounds not in order"),
        told(
            "Rounds stand in the order of time; one of them begins before the one that stands "
            "before it."
        ),
        told("Change their order, or the times and dates."),
    ),
    Code(
        "E345",
        told("Departures not in order, or too late"),
        told(
            "Departures stand in the order of the clock, each once; and who leaves with the "
            "last one must arrive before the visit is over."
        ),
        told("Correct the times under leaves."),
    ),
    Code(
        "E346",
        told("Bus not to be had"),
        told("A visit needs its bus at a time when it cannot be had."),
        told("Hire it for longer, choose another bus, or move the visit."),
    ),
    Code(
        "E347",
        told("More wheelchair places than seats"),
        told(
            "Places for wheelchairs count among the seats of a bus, so there cannot be more "
            "of them."
        ),
        told("Correct the seats or the places for wheelchairs."),
    ),
    Code(
        "E348",
        told("Too many buses at one minute"),
        told("More buses are stated for one minute than can load at the same time."),
        told("Move a departure by some minutes, or let more buses load."),
    ),
    Code(
        "N333",
        told("Idle bus"),
        told("A bus is in the list and no visit uses it."),
        told("Nothing, if that is meant."),
    ),
    Code(
        "N337",
        told("Room that is not chosen"),
        told(
            "Of the rooms that a session may have, one lacks what it needs; it is not chosen."
        ),
        told("Nothing, if that is meant."),
    ),
)
