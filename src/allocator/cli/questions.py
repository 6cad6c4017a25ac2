"""Questions that are answered by yes or no, in either language."""

from __future__ import annotations

import click

from allocator.cli.language import heard
from allocator.language import told

YES, NO = ("y", "yes", "j", "ja"), ("n", "no", "nei")


def confirmed(question: str, default: bool) -> bool:
    """Put a question until the answer is yes or no.

    Parameters
    ----------
    question
        As it is put.
    default
        What an empty answer means.
    """
    choice = told("Y/n") if default else told("y/N")
    asked = f"{heard(question)} [{heard(choice)}]"
    while True:
        answer = click.prompt(asked, default="", show_default=False, err=True)
        word = answer.strip().casefold()
        if word in ("", *YES, *NO):
            return word in YES if word else default
