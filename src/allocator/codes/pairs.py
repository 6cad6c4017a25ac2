"""together.csv: who is to be kept together, and who apart."""

from allocator.codes.code import Code
from allocator.language import told

CODES = (
    Code(
        "E431",
        told("Relation that is none"),
        told("The column relation is together or apart."),
        told("Write one of the two words."),
    ),
    Code(
        "E432",
        told("Not an attendee"),
        told("An id is empty or not in attendees.csv."),
        told("Write the ids of two people, as in attendees.csv."),
    ),
    Code(
        "E433",
        told("With oneself"),
        told("Both columns name the same person."),
        told("Correct one of the ids, or delete the row."),
    ),
    Code(
        "E434",
        told("No such round"),
        told("The column round names a round that the event does not have."),
        told("Write the id of a round, or leave the cell empty for all of them."),
    ),
    Code(
        "N435",
        told("Said again"),
        told("Some rows say what another row says as well. They count once."),
        told("Nothing."),
    ),
)
