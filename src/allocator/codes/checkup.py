"""What the findings of a check's own counting mean."""

from __future__ import annotations

from allocator.codes.code import Code
from allocator.language import told

CODES: tuple[Code, ...] = (
    Code(
        "N850",
        told("More people than seats"),
        told(
            "A round has fewer seats than people. Somebody would have to go without, so no "
            "allocation can obey all rules."
        ),
        told(
            "Find a larger room, one more session or one more bus, or let people stay away "
            "with `staying_away: true` in event.yaml."
        ),
    ),
    Code(
        "N851",
        told("A session that nobody wishes for"),
        told(
            "Nobody has wished for the session. It is filled all the same where seats are "
            "scarce, with people who wanted something else. A title that the form wrote in "
            "another way looks just like this."
        ),
        told(
            "Look whether the form had the session, and under which text. If it is simply not "
            "wanted, consider leaving it out."
        ),
    ),
    Code(
        "N852",
        told("Fewer wishes than the smallest size"),
        told(
            "Fewer people wish for the session than it must have. It is held, so others will "
            "be placed there without having wished for it."
        ),
        told(
            "Lower `smallest`, or write `may_be_cancelled: true` and let the plan decide "
            "whether it is held."
        ),
    ),
)
