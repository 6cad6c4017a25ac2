"""event.yaml: limits of groups, exclusions, prerequisites, classes; and checks across files."""

from allocator.codes.code import Code
from allocator.language import told

CODES = (
    Code(
        "E152",
        told("Too large for exact solving"),
        told(
            "Costs, weights or seats are so large that their sums could not be computed "
            "exactly, and nothing could be proven. It is found when solving begins."
        ),
        told("Use larger units of money, or smaller weights; only their ratios matter."),
    ),
    Code(
        "E350",
        told("No such session"),
        told(
            "A limit, an exclusion or a prerequisite names a session that the event does not "
            "have."
        ),
        told("Write the id of a session."),
    ),
    Code(
        "E351",
        told("Limit that says nothing"),
        told(
            "A limit for a group has neither at_least nor at_most, asks for more than it "
            "allows, or stands there twice."
        ),
        told("Correct the limit, or take it away."),
    ),
    Code(
        "E352",
        told("Exclusion of one"),
        told(
            "An exclusion needs at least two different sessions, of which nobody attends two."
        ),
        told("Name the sessions, each once."),
    ),
    Code(
        "E353",
        told("Prerequisite in no earlier round"),
        told(
            "A session builds on another one that is not in an earlier round, so nobody could "
            "attend both in that order."
        ),
        told("Correct the ids, or move a session."),
    ),
    Code(
        "E354",
        told("Class twice"),
        told("A priority class stands twice in the list; its place in the order is not clear."),
        told("Delete one of them."),
    ),
    Code(
        "E601",
        told("Speaker without a fixed place"),
        told(
            "A speaker who attends is not in attendees.csv, or has no fixed place in the own "
            "session, and could be put elsewhere."
        ),
        told("Add the person to attendees.csv with the session in the column fixed."),
    ),
    Code(
        "E602",
        told("Weights too large"),
        told(
            "Weights and costs are so large that sums could not be computed exactly, and "
            "nothing could be proven."
        ),
        told("Use smaller weights; only their ratios matter."),
    ),
    Code(
        "E603",
        told("Too large to solve"),
        told("So many people and possible days do not fit into memory."),
        told("Split the event, or have fewer sessions in a round."),
    ),
    Code(
        "N604",
        told("Group of nobody"),
        told(
            "A limit speaks of a group that nobody in attendees.csv belongs to; perhaps it is "
            "spelled otherwise there."
        ),
        told("Compare the spelling in both files."),
    ),
    Code(
        "N605",
        told("Class of nobody"),
        told(
            "Nobody in attendees.csv belongs to this priority class; perhaps it is spelled "
            "otherwise there."
        ),
        told("Compare the spelling in both files."),
    ),
)
