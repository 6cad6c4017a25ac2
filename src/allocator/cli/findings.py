"""Findings in the terminal: one a line, the first ones, in its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.cli.language import echo
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.errors import Finding, InputRefused

SHOWN = 20
"""What is shown before it is said how much more there is."""


def show(findings: Sequence[Finding]) -> None:
    """Show findings, one a line."""
    show_some([finding.sentence for finding in findings])


def show_some(sentences: Sequence[str]) -> None:
    """Show the first of many sentences, and how many more there are."""
    for sentence in sentences[:SHOWN]:
        echo(sentence, err=True)
    if len(sentences) > SHOWN:
        echo(told("... and {n} more", n=len(sentences) - SHOWN), err=True)


def show_refusal(refused: InputRefused) -> None:
    """Show what stops, how much it is, and where to read more about the first of it."""
    stopping = [finding for finding in refused.findings if finding.stops]
    show(stopping)
    echo(refused.sentence, err=True)
    for finding in stopping[:1]:
        echo(
            told("What a code means and what to do: allocator codes {code}", code=finding.code),
            err=True,
        )
