"""Files as such: what can be read at all."""

from allocator.codes.code import Code
from allocator.language import told

CODES = (
    Code(
        "E101",
        told("Empty file"),
        told("The file has no content at all, so nothing can be read from it."),
        told("Export or save it again, and look at its size before you try once more."),
    ),
    Code(
        "E102",
        told("File too large"),
        told(
            "The file is larger than what a list of people or wishes can be; reading it could "
            "take all memory."
        ),
        told(
            "Check that it is the right file, and take away what does not belong there, such "
            "as pictures or other years."
        ),
    ),
    Code(
        "E104",
        told("Unknown encoding"),
        told(
            "The bytes are not text in the encoding that was found or named, so letters such "
            "as æ, ø and å would come out wrong."
        ),
        told(
            "Export the file again as UTF-8, or name the encoding with --encoding, such as "
            "--encoding mac-roman."
        ),
    ),
    Code(
        "E105",
        told("Encoded twice"),
        told(
            "Letters look like BjÃ¸rn: the text was read in a wrong encoding somewhere on the "
            "way and saved like that."
        ),
        told(
            "Go back to the download, or export it again as UTF-8. Do not mend letters one by "
            "one."
        ),
    ),
    Code(
        "E106",
        told("Control characters"),
        told(
            "There is a character in the text that nobody can see and no list should have; "
            "the file may be damaged, or no text at all."
        ),
        told("Delete the character in the row that is named, or export the file again."),
    ),
    Code(
        "N104",
        told("Read as Windows text"),
        told(
            "The file is not UTF-8 and was read as Windows text (cp1252). Look at the "
            "characters that are named: æ, ø and å should be among them, not signs such as ¿ "
            "or ®."
        ),
        told("Nothing, if the characters are right. Else name the encoding with --encoding."),
    ),
    Code(
        "N106",
        told("Misnamed file"),
        told(
            "A file looks like one that may be there, but is not named so; it is not read, "
            "and what stands in it does not count."
        ),
        told("Rename it if it is meant; else leave it."),
    ),
)
