"""Codes of findings about files as such: what they are, and whether they can be read."""

from __future__ import annotations

from allocator.codes.code import Code
from allocator.language import told

CODES = (
    Code(
        "E107",
        told("No table"),
        told(
            "The file is something else than its name may say: a page, a document, an archive, "
            "a picture. Answers cannot be found in it."
        ),
        told("Download the answers as .xlsx or .csv, or save the sheet as .xlsx."),
    ),
    Code(
        "E108",
        told("Workbook with a password"),
        told("The contents are encrypted, so nothing of them can be read."),
        told(
            "Open the workbook, save it without a password, and delete that copy when the "
            "import is done."
        ),
    ),
    Code(
        "E109",
        told("A part of the program is missing for this kind of workbook"),
        told("Workbooks of the kinds .xls, .xlsb and .ods are read by an extra."),
        told(
            "Save the workbook as .xlsx, or install the extra by the command that the finding "
            "names."
        ),
    ),
    Code(
        "E110",
        told("Workbook cannot be read within the limits"),
        told(
            "Workbooks of the kinds .xls, .xlsb and .ods are read with little memory and time, "
            "because a damaged one can take all of both."
        ),
        told("Save only the sheet with the answers as .xlsx."),
    ),
    Code(
        "E111",
        told("Workbook declares a document type"),
        told(
            "No spreadsheet program writes such a declaration. It can make a program read "
            "other files of the machine, or fill its memory."
        ),
        told("Ask where the file comes from; download it again from the form."),
    ),
    Code(
        "E112",
        told("Workbook too large when unpacked"),
        told(
            "A workbook is a packed file. This one has so many parts, or parts so large, that "
            "unpacking it could fill the machine."
        ),
        told("Save only the sheet with the answers as a new workbook, without pictures."),
    ),
    Code(
        "E113",
        told("More than the limits"),
        told(
            "There are more rows, columns, cells or characters than answers to a form can "
            "have. Mostly something stands, or is formatted, far below or beside the table."
        ),
        told("Copy the table into a new workbook and save that."),
    ),
    Code(
        "E114",
        told("Damaged workbook"),
        told("The file does not hold what a workbook must hold; often a download broke off."),
        told("Download it again, or open it in a spreadsheet program and save it again."),
    ),
    Code(
        "N107",
        told("Kind of file"),
        told("What the file is by its content, where its name says something else."),
        told("Nothing needs doing; a fitting name keeps people from being misled."),
    ),
    Code(
        "N108",
        told("Letters lost"),
        told(
            "Question marks stand within words: an earlier program could not write letters "
            "such as č, đ or ŋ. They cannot be brought back from this file, and names and "
            "options may differ from what people wrote."
        ),
        told("Download the answers again as .xlsx, or as CSV in UTF-8."),
    ),
    Code(
        "N109",
        told("Empty cells left out at the end of rows"),
        told(
            "Excel leaves out the last cells of rows in a text file where sixteen rows in turn "
            "have none. They are taken as empty."
        ),
        told("Nothing, if the last columns may be empty there. Workbooks have no such rows."),
    ),
    Code(
        "N110",
        told("Hidden sheet"),
        told("Forms and macros keep their own notes on hidden sheets, so these are not read."),
        told("If answers stand there, show the sheet in a spreadsheet program and save."),
    ),
    Code(
        "N111",
        told("Digits lost"),
        told(
            "Spreadsheets keep 15 digits of a number. Longer ids become equal to one another, "
            "or look like 1.2E+10."
        ),
        told(
            "Download the answers again without opening them in a spreadsheet program, or as "
            ".xlsx with ids as texts."
        ),
    ),
    Code(
        "N112",
        told("Workbook of another kind"),
        told(
            "Of .xls, .xlsb and .ods only the values are read: rows and columns that are "
            "hidden, struck out or coloured are not told from others, and errors look empty."
        ),
        told("Save the workbook as .xlsx if looks mean anything in it."),
    ),
)
