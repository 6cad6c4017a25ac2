"""Suggestions for option texts that are no session's: never taken without a yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.language import told

if TYPE_CHECKING:
    from allocator.forms.answer import Understood
    from allocator.importing.counting import Ask
    from allocator.problem import Event


def ask_for_aliases(understood: Understood, event: Event, ask: Ask) -> dict[str, str]:
    """Ask about each suggestion until one is confirmed.

    Parameters
    ----------
    understood
        Has the texts that are no session's, and what may be meant.
    event
        Has the sessions.
    ask
        Puts the question; no is the default.

    Returns
    -------
    dict[str, str]
        Session id by text, of what was confirmed.
    """
    confirmed = dict[str, str]()
    for unknown in understood.unknown:
        for id_ in unknown.nearest:
            question = told(
                "The form has «{text}», the event does not. Is it {id} «{title}»?",
                text=" ".join(unknown.text.split()),
                id=id_,
                title=event.session[id_].title,
            )
            if ask(question, False):
                confirmed[unknown.text] = id_
                break
    return confirmed
