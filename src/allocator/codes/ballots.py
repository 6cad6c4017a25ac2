"""Public preference data: PrefLib files, and JSON."""

from allocator.codes.code import Code
from allocator.language import told

CODES = (
    Code(
        "E611",
        told("Unknown format"),
        told(
            "The file is in no format of preference data that is known, or its DATA TYPE is "
            "none."
        ),
        told("Use PrefLib's soc, soi, toc, toi or cat, or JSON with prefs."),
    ),
    Code(
        "E612",
        told("Cannot be read"),
        told("A line, or a part of a JSON document, does not have the form that it must have."),
        told("Correct what stands at the place that is named."),
    ),
    Code(
        "E613",
        told("Alternative that is not declared"),
        told("An order names an alternative that the header, or the capacities, do not have."),
        told("Declare it, or correct the number."),
    ),
    Code(
        "E614",
        told("Twice"),
        told("An alternative stands twice in one order, or a number or key is declared twice."),
        told("Delete one of them."),
    ),
    Code(
        "E615",
        told("Order that its type forbids"),
        told(
            "An order has a tie, leaves something out, or has an empty or surplus place, and "
            "the type of the file forbids that."
        ),
        told("Correct the order, or the type."),
    ),
    Code(
        "E616",
        told("Numbers that do not fit"),
        told(
            "The header counts otherwise than the lines, or there are no orders at all; part "
            "of the file may be missing."
        ),
        told("Download the file again, or correct the numbers."),
    ),
    Code(
        "E617",
        told("Rounds of unlike size"),
        told(
            "Every round has the same people in the same order; these have unlike numbers of "
            "people."
        ),
        told("Choose files of the same people."),
    ),
    Code(
        "E618",
        told("Alternatives without seats"),
        told("Preference data mostly do not say how many people an alternative takes."),
        told("Say it with --seats."),
    ),
    Code(
        "E619",
        told("Too many"),
        told("There are more people or wishes than the limit."),
        told("Take a part of the data."),
    ),
)
