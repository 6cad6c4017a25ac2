"""preferences.csv: what people wish for."""

from allocator.codes.code import Code
from allocator.language import told

CODES = (
    Code(
        "E501",
        told("Named twice"),
        told(
            "One person has named a session or theme twice, and the event asks to refuse that."
        ),
        told(
            "Keep one of the rows; or let irregular_ranks be report, then the better one "
            "counts."
        ),
    ),
    Code(
        "E502",
        told("Equal ranks"),
        told(
            "One person has given a rank twice in a round, and the event asks to refuse that."
        ),
        told("Correct the ranks; or let irregular_ranks be report, then they are a tie."),
    ),
    Code(
        "E503",
        told("Gap in the ranks"),
        told("One person has left out a rank, and the event asks to refuse that."),
        told("Correct the ranks; or let irregular_ranks be report, then the gap is closed."),
    ),
    Code(
        "E510",
        told("Not an attendee"),
        told("A wish is from somebody who is not in attendees.csv, so nobody would get it."),
        told("Add the person to attendees.csv, or correct the id."),
    ),
    Code(
        "E511",
        told("No such session"),
        told(
            "A wish is for a session or theme that the event does not have. The nearest names "
            "are suggested and never taken: session 4 is no bad spelling of 5."
        ),
        told("Write the id of a session, as in event.yaml."),
    ),
    Code(
        "E512",
        told("Rank that cannot be"),
        told(
            "A rank is a whole number from 1 to the number of sessions that can be named, or "
            "the word refused."
        ),
        told("Correct the cell."),
    ),
    Code(
        "E513",
        told("Ranked and refused"),
        told(
            "One person has both ranked and refused the same session or theme; which of the "
            "two is meant cannot be known."
        ),
        told("Delete one of the rows, after asking if need be."),
    ),
    Code(
        "E515",
        told("Rating that is none"),
        told("A rating is a number, more is better; or the word refused; or empty."),
        told("Correct the cell."),
    ),
    Code(
        "E516",
        told("Answer that is none"),
        told("An answer is yes, maybe or no (ja, kanskje, nei), or empty."),
        told("Correct the cell."),
    ),
    Code(
        "E517",
        told("Moment that is none"),
        told(
            "When the answer came cannot be read; it only counts in the comparison with first "
            "come, first served."
        ),
        told("Write such as 2024-09-01T12:30, or leave the cell empty."),
    ),
    Code(
        "N500",
        told("No wishes"),
        told(
            "Nobody has said anything, so any allocation that obeys the rules is as good as "
            "any other."
        ),
        told("Check that it is the right file."),
    ),
    Code(
        "N501",
        told("Named twice"),
        told("Some people have named a session or theme twice. The better of the two counts."),
        told("Nothing, if that is fair; irregular_ranks: refuse in event.yaml lists the rows."),
    ),
    Code(
        "N502",
        told("Equal ranks"),
        told(
            "Some people have given one rank twice in a round. The sessions are equally good "
            "to them."
        ),
        told("Nothing, if that is fair; irregular_ranks: refuse in event.yaml lists the rows."),
    ),
    Code(
        "N503",
        told("Gaps in the ranks"),
        told("Some people have left out a rank. The wishes below move up."),
        told("Nothing, if that is fair; irregular_ranks: refuse in event.yaml lists the rows."),
    ),
    Code(
        "N504",
        told("Wishes beside a fixed place"),
        told(
            "Some people wish for sessions in a round in which they have a fixed place, as "
            "speakers do. These wishes do not count."
        ),
        told("Nothing, if the fixed places are right."),
    ),
    Code(
        "N505",
        told("Many refusals"),
        told(
            "Somebody has refused more than a third of a round. Such refusals count as not "
            "mentioned, or saying no would be a way to win."
        ),
        told("Nothing; or let refusals be forbid in event.yaml, then each refusal is a rule."),
    ),
)
