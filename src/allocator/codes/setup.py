"""Days of an event, the workbook in place of event.yaml, and events that are guessed."""

from allocator.codes.code import Code
from allocator.language import told

CODES = (
    Code(
        "E360",
        told("Round before the first day"),
        told(
            "`date` of the event is its first day, and a round has an earlier date of its own: "
            "one of the two is wrong."
        ),
        told("Mend the date of the round, or let the event begin earlier."),
    ),
    Code(
        "N360",
        told("Sheet not read"),
        told(
            "The workbook has a sheet that is none of its own; what stands in it is not read."
        ),
        told("If it is meant, give it the name that the template has. Else nothing."),
    ),
    Code(
        "E361",
        told("Two files for one event"),
        told(
            "The folder has event.yaml and a workbook, or two workbooks; they could say "
            "different things, and nobody knows which holds."
        ),
        told("Keep the one that holds, and move the other out of the folder."),
    ),
    Code(
        "N361",
        told("Hidden or struck out, and read"),
        told(
            "Rows, columns or texts that a person does not see, or takes for deleted, are read "
            "like all others."
        ),
        told("Show them and see whether they hold; delete what does not."),
    ),
    Code(
        "E362",
        told("Sheet or heading missing"),
        told(
            "A sheet of the workbook, its row of headings or a needed column is not there, so "
            "what it should say is not known."
        ),
        told("Take the sheet from a new template: allocator init --template oppsett.xlsx."),
    ),
    Code(
        "E363",
        told("Unknown heading"),
        told(
            "A column, or a line of the sheet of the event, has a name that is not known. What "
            "stands there would be lost in silence."
        ),
        told("Give it the name of the template; call a column of your own Notes."),
    ),
    Code(
        "E364",
        told("Heading twice"),
        told("Two columns, or two lines, say the same matter; it is not clear which holds."),
        told("Delete one of them."),
    ),
    Code(
        "E365",
        told("Row that belongs nowhere"),
        told(
            "A session names a round, or a speaker a session, that is not in its sheet, or "
            "none at all."
        ),
        told("Write the code as it stands in the other sheet."),
    ),
    Code(
        "E366",
        told("None of the words"),
        told("The cell takes one of a few words only, in bokmål or English."),
        told("Choose one from the list that the cell offers."),
    ),
    Code(
        "E367",
        told("Formula without value"),
        told("The cell holds a formula or an error; the file does not say what it comes to."),
        told("Type the value itself, or open the file in a spreadsheet and save it again."),
    ),
    Code(
        "E368",
        told("People in two places"),
        told("The sheet of people has rows, and attendees.csv is there too."),
        told("Empty the sheet, or take attendees.csv away."),
    ),
    Code(
        "E370",
        told("Does not belong to the rule"),
        told(
            "Each kind of rule uses some of the columns; this one is filled and would be lost."
        ),
        told("Empty the cell, or choose another kind of rule."),
    ),
    Code(
        "E806",
        told("No rounds found"),
        told(
            "The file has no question whose options could be sessions: nothing is ranked, and "
            "no texts recur under a header that speaks of rounds or sessions."
        ),
        told(
            "See whether it is the export with the answers, with its headers. Else write the "
            "event by hand: allocator init --template oppsett.xlsx."
        ),
    ),
    Code(
        "E807",
        told("Ballots instead of a form"),
        told(
            "The file has counted ballots, PrefLib's, which say their alternatives themselves."
        ),
        told("Run allocator import on the file, with --out and --seats and without --event."),
    ),
)
