"""event.yaml as such: its form, its keys, its clock."""

from allocator.codes.code import Code
from allocator.language import told

CODES = (
    Code(
        "E301",
        told("No valid YAML"),
        told(
            "The file does not follow the rules of YAML from the place that is named, so its "
            "content cannot be read."
        ),
        told("Look at indents, quotation marks and colons in that line and the one before."),
    ),
    Code(
        "E302",
        told("YAML that is not permitted"),
        told(
            "Anchors, aliases, tags, directives, merge keys and very deep or long files are "
            "refused: they hide what stands there, or make a small file enormous."
        ),
        told("Write the values out where they are needed."),
    ),
    Code(
        "E303",
        told("Key twice"),
        told("One mapping has the same key twice; it is not clear which value counts."),
        told("Delete one of them."),
    ),
    Code(
        "E304",
        told("Tab"),
        told(
            "YAML permits blanks only where lines are indented; a tab looks the same and is "
            "not."
        ),
        told("Replace the tab by blanks."),
    ),
    Code(
        "E305",
        told("No keys"),
        told(
            "The file is not a mapping: it should begin with keys such as title, date and "
            "rounds."
        ),
        told("Begin from an example in the documentation of inputs."),
    ),
    Code(
        "E310",
        told("Unknown key"),
        told(
            "A key is not known, so what it says would not count. Mostly it is a slip of the "
            "pen."
        ),
        told("Write the key that is suggested, or take it away."),
    ),
    Code(
        "E311",
        told("Value that is none"),
        told(
            "A value is missing, or is not of the kind or in the range that its key asks for. "
            "Nothing is converted silently."
        ),
        told("Write a value as the message says."),
    ),
    Code(
        "E320",
        told("Doubtful time"),
        told("The clock is changed on that day: the time does not exist, or comes twice."),
        told("Choose another time."),
    ),
    Code(
        "E321",
        told("Session without times"),
        told("A session has no start or no end, and neither has its round."),
        told("State start and end in the session, or in its round for all of them."),
    ),
    Code(
        "E322",
        told("Unknown time zone"),
        told(
            "The time zone is none that is known, so times could not be told from those of "
            "other places."
        ),
        told("Write a name such as Europe/Oslo."),
    ),
)
