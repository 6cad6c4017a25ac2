"""Lists that people carry: the people file beside the result."""

from allocator.codes.code import Code
from allocator.language import told

CODES = (
    Code(
        "E810",
        told("People file of another event"),
        told(
            "Not one id of the people file is the id of an attendee, so the lists would hold "
            "no name at all. Most likely the file belongs to another event, or its ids were "
            "made anew."
        ),
        told(
            "Give the people file that was written together with attendees.csv, or leave "
            "--people out: then codes stand on the lists."
        ),
    ),
    Code(
        "N810",
        told("Attendees without a name"),
        told(
            "Some attendees are not in the people file, or have no name there. They are on "
            "every list that they belong on, under their code."
        ),
        told("Add their names to the people file and make the lists again."),
    ),
    Code(
        "N811",
        told("People who do not attend"),
        told(
            "The people file names people who are no attendees of this result, such as those "
            "who cancelled. They are on no list."
        ),
        told(
            "Nothing, if they do not come. Otherwise add them to attendees.csv and solve again."
        ),
    ),
)
