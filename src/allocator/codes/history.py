"""history.csv: earlier disappointments."""

from allocator.codes.code import Code
from allocator.language import told

CODES = (
    Code(
        "E421",
        told("History that does not count"),
        told("There is a history.csv and event.yaml does not say how it counts."),
        told("Add the key history to event.yaml, or take the file away."),
    ),
    Code(
        "E422",
        told("History that is missing"),
        told(
            "event.yaml says that earlier disappointments count, and there is no history.csv."
        ),
        told("Add the file, or take the key away."),
    ),
    Code(
        "E423",
        told("Regret that is none"),
        told("A regret is a whole number from 0 on, as in days.csv of the earlier event."),
        told("Correct the cell."),
    ),
    Code(
        "E424",
        told("Id that does not fit"),
        told(
            "An id is empty, stands there twice, or is spelled otherwise than in attendees.csv."
        ),
        told("Write each person once, with the same id as in attendees.csv."),
    ),
    Code(
        "N425",
        told("People who do not come"),
        told("history.csv has people who are not in attendees.csv. They are left out."),
        told("Nothing, if they do not come this time; else compare the ids."),
    ),
)
