"""Tables: separators, headers, rows."""

from allocator.codes.code import Code
from allocator.language import told

CODES = (
    Code(
        "E203",
        told("Missing column"),
        told(
            "A column that is needed is not in the header, or stands there in another "
            "spelling, or there are far too many columns. Nothing was guessed, because a "
            "wrong column would give wrong days."
        ),
        told("Write the name of the column in the header exactly as it stands in the message."),
    ),
    Code(
        "E204",
        told("Column twice"),
        told(
            "Two columns have the same name, also without regard to case and blanks; it is "
            "not clear which of them is meant."
        ),
        told("Delete one of the columns, or give it another name."),
    ),
    Code(
        "E205",
        told("Row of another length"),
        told(
            "A row has more or fewer cells than the header, so its cells may stand under "
            "wrong names."
        ),
        told("Look at the row: often a text has a comma or semicolon and no quotes around it."),
    ),
    Code(
        "E206",
        told("Too many rows"),
        told("The table has more rows than any event; reading stopped there."),
        told(
            "Check that it is the right file, and take away rows that do not belong to the "
            "event."
        ),
    ),
    Code(
        "E207",
        told("No table from here on"),
        told(
            "A quotation mark is opened and not closed, or a cell is far too long. From there "
            "on nobody can tell where cells end."
        ),
        told(
            "Close or delete the quotation mark in the row that is named; or save the table "
            "again from a spreadsheet."
        ),
    ),
    Code(
        "E208",
        told("More than one way of answering"),
        told(
            "The table has two of the columns rank, rating and answer. They mean different "
            "things, and one list has one of them."
        ),
        told("Keep one of the columns, for all rows."),
    ),
    Code(
        "N202",
        told("Other separator"),
        told(
            "The columns are not separated by commas; the separator was found from the content."
        ),
        told("Nothing, if the rows look right."),
    ),
    Code(
        "N203",
        told("Unused column"),
        told(
            "A column was not asked for and does not count. If its name is a slip, what "
            "stands in it is missing."
        ),
        told("Correct the name if the column is meant; else leave it."),
    ),
)
