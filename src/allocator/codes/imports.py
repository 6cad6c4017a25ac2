"""Form exports: who is who, who counts, and what was decided about a form."""

from allocator.codes.code import Code
from allocator.language import told

NOT_SURE = told(
    "Look at the rows in the export. Each kind can be left out or kept with --leave-out and "
    "--keep; form.yaml keeps the decision."
)

CODES = (
    Code(
        "E740",
        told("No column of ids"),
        told("A file with names has ids that say who is meant; this one has none."),
        told("Use the people.xlsx that allocator import wrote, or add the column."),
    ),
    Code(
        "E741",
        told("Id that cannot be"),
        told("An id in the file with names is empty, or is none of attendees.csv."),
        told("Write the id that the person has in attendees.csv."),
    ),
    Code(
        "E742",
        told("Id twice"),
        told("Two rows of the file with names have the same id, so one person has two names."),
        told("Delete one of the rows, or correct its id."),
    ),
    Code(
        "E743",
        told("Several answers, and no time"),
        told(
            "One person answered more than once, and the export has no time that tells which "
            "answer is the later one. Choosing one by chance would be a guess about wishes."
        ),
        told("Say --keep last or --keep first, or delete the answer that shall not count."),
    ),
    Code(
        "E744",
        told("One e-mail, different names"),
        told(
            "Answers have the same e-mail and different names. It may be a shared mailbox, or "
            "somebody who signed colleagues up; merging them would take a place from somebody."
        ),
        told("Say --same-email several for different people, --same-email one for one person."),
    ),
    Code(
        "E745",
        told("Cell that cannot be taken over"),
        told(
            "A column was stated in form.yaml to say something about persons, and a cell of it "
            "says something else. What stands there is not repeated: it may be about health."
        ),
        told("Correct the cell, or say in form.yaml that the column is unused."),
    ),
    Code(
        "E746",
        told("No list of registrations"),
        told("The file given with --people has no column that tells who is on the list."),
        told("Give a list with a column of e-mails or names, with a header."),
    ),
    Code(
        "E747",
        told("Decision that cannot be"),
        told("form.yaml has a key, a word, a session or a round that there is not."),
        told("Correct the line; docs/import.md has all keys and words."),
    ),
    Code(
        "E748",
        told("Two fixed places at once"),
        told("Somebody has fixed places in sessions that are at the same time."),
        told("Correct the column `fixed` of attendees.csv."),
    ),
    Code(
        "E749",
        told("Nothing to import"),
        told("No answer counts, or no column was understood to hold wishes for the event."),
        told(
            "Check that form and event belong together; state the columns in form.yaml if they "
            "do."
        ),
    ),
    Code(
        "N740",
        told("Looks like a test"),
        told(
            "The name or the e-mail says test, or the answer came by a preview of the form. It "
            "does not count unless it is kept."
        ),
        NOT_SURE,
    ),
    Code(
        "N741",
        told("Cancelled"),
        told(
            "The status says that the person does not come. The row does not count unless it "
            "is kept."
        ),
        NOT_SURE,
    ),
    Code(
        "N742",
        told("On a waiting list"),
        told(
            "The status says that the person waits for a place. The row does not count unless "
            "it is kept."
        ),
        NOT_SURE,
    ),
    Code(
        "N743",
        told("Status that is not known"),
        told("The status is no word that is known to mean yes or no. The row counts."),
        told("Say under statuses in form.yaml what the word means, or leave such rows out."),
    ),
    Code(
        "N744",
        told("Unfinished"),
        told("The person did not finish the form. The answer counts as far as it goes."),
        NOT_SURE,
    ),
    Code(
        "N745",
        told("Hidden row"),
        told("The row is hidden in the workbook, perhaps by a filter. It counts."),
        NOT_SURE,
    ),
    Code(
        "N746",
        told("Row struck through"),
        told("The text is struck through, which often means withdrawn. It counts."),
        NOT_SURE,
    ),
    Code(
        "N747",
        told("Coloured row"),
        told("The row has a colour, which means something to whoever chose it. It counts."),
        NOT_SURE,
    ),
    Code(
        "N748",
        told("Nobody's answer"),
        told("The row has neither an e-mail nor a name. It counts, and no list can name it."),
        NOT_SURE,
    ),
    Code(
        "N749",
        told("Not registered"),
        told("Somebody answered who is not on the list of registrations. The answer counts."),
        NOT_SURE,
    ),
    Code(
        "N750",
        told("Answered again"),
        told("The same person has another answer that counts: the latest finished one."),
        told("Compare the two rows; --keep first or --keep last goes before times."),
    ),
    Code(
        "N751",
        told("Registered, no answer"),
        told("Somebody is registered and has not answered, and gets a place all the same."),
        told("Remind the person, or import again when the answer has come."),
    ),
    Code(
        "N752",
        told("No e-mail"),
        told("What stands in the column of e-mails is none, so a name tells who it is."),
        told("Correct the cell if letters are to be sent."),
    ),
    Code(
        "N753",
        told("Same name, other e-mail"),
        told(
            "Two answers have the same name and organisation and different e-mails. They count "
            "as two people, and would take two places if they are one."
        ),
        told("Correct the e-mail in one of the rows if it is one person."),
    ),
    Code(
        "N754",
        told("Other columns than before"),
        told("The form does not have the columns that form.yaml speaks of, or has new ones."),
        told("Check that it is the same form, and correct form.yaml if need be."),
    ),
    Code(
        "N755",
        told("Event that speaks of others"),
        told(
            "event.yaml names attendees by ids that nobody has after the import: ids are given "
            "by the import, and people.xlsx says whose they are."
        ),
        told("Write the ids of people.xlsx into event.yaml."),
    ),
    Code(
        "N756",
        told("File beside the dataset"),
        told("A file that belongs to the dataset lies beside it and is read with it."),
        told("Nothing; name all files yourself to choose others."),
    ),
    Code(
        "N757",
        told("Wished for and refused"),
        told("Somebody wishes for a session and also says that it is impossible."),
        told("Ask the person; --contradiction says whether wishes or refusals count."),
    ),
    Code(
        "N758",
        told("Joined by name"),
        told("An answer was joined with a registration by the name, for the e-mails differ."),
        told("Check that it is the same person."),
    ),
    Code(
        "N759",
        told("Text that means no session"),
        told("A row of the table of aliases means no session of the event, or several."),
        told("Write the id of the session."),
    ),
    Code(
        "N760",
        told("Does not come"),
        told(
            "Somebody answered no to a question such as Kommer du? Whoever does not come gets "
            "no place, unless you say otherwise."
        ),
        NOT_SURE,
    ),
    Code(
        "N761",
        told("Sent by somebody else"),
        told(
            "The form has the name of whoever was logged in, or ordered, and another name for "
            "the participant. The participant counts; the sender's e-mail says nothing of the "
            "participant, and is not used."
        ),
        told(
            "If both names are one person's, state in form.yaml that the participant's column "
            "is unused."
        ),
    ),
    Code(
        "N762",
        told("Companion"),
        told("A column is about somebody who comes along; companions get no place from it."),
        told("Give each companion who shall have a place a row of their own."),
    ),
    Code(
        "N764",
        told("Columns kept from before"),
        told(
            "attendees.csv has columns that the form does not give, such as needs or hours. "
            "They were typed by hand, so they go over to the same people."
        ),
        told("Nothing, if they still hold; else correct attendees.csv after the import."),
    ),
)
