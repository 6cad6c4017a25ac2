"""attendees.csv: who comes."""

from allocator.codes.code import Code
from allocator.language import told

CODES = (
    Code(
        "E401",
        told("No attendees"),
        told("The list has a header and no people."),
        told("Check that it is the right file, and add the people."),
    ),
    Code(
        "E402",
        told("Id that is none"),
        told(
            "An id is empty or has characters that an id may not have. Ids stand in all "
            "files, so they are plain: letters A-Z, digits, _ and -."
        ),
        told("Give the person a code such as A001. Names belong in people.xlsx."),
    ),
    Code(
        "E403",
        told("Id twice"),
        told("Two rows have the same id; it is not clear whether that is one person or two."),
        told("Delete one of the rows, or give one of them another id."),
    ),
    Code(
        "E404",
        told("Ids that look alike"),
        told(
            "Two ids differ only by upper and lower case or by a character that cannot be "
            "seen; people would mix them up."
        ),
        told("Make them clearly different, or delete one of the rows."),
    ),
    Code(
        "E405",
        told("No such session"),
        told("The column fixed names a session that the event does not have."),
        told("Write the id of a session, as in event.yaml."),
    ),
    Code(
        "E406",
        told("Time that is none"),
        told(
            "When a person arrives or leaves cannot be read, is on no day of the event, or is "
            "the wrong way round."
        ),
        told("Write a local time such as 09:30, or leave the cell empty."),
    ),
    Code(
        "E407",
        told("Need that is none"),
        told(
            "The column needs has something other than cannot_walk_far and wheelchair. What a "
            "person wrote about health is not repeated here."
        ),
        told("Write one of these words, or both; keep other needs elsewhere."),
    ),
    Code(
        "E409",
        told("Language that is none"),
        told("Languages are words of small letters, the same as in event.yaml."),
        told("Write such as nb;en, or leave the cell empty."),
    ),
    Code(
        "E410",
        told("No such class"),
        told("The column priority names a class that event.yaml does not have."),
        told("Write one of the classes, or leave the cell empty."),
    ),
    Code(
        "N408",
        told("Invisible characters dropped"),
        told(
            "The name of a group had characters that cannot be seen; they were dropped, or "
            "the group would be counted as two."
        ),
        told("Nothing."),
    ),
)
