"""Codes and other texts for options that an organiser has stated, in a file or before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.forms.codebook import read_codebook
from allocator.forms.options import Options
from allocator.importing.decisions import FORM, round_in
from allocator.importing.source import short
from allocator.language import told
from allocator.sheets import read_book

if TYPE_CHECKING:
    from pathlib import Path

    from allocator.forms.codebook import CodeRow
    from allocator.importing.decisions import Decisions
    from allocator.problem import Event


def with_codes(
    decisions: Decisions, path: Path | None, event: Event, encoding: str | None
) -> tuple[Decisions, list[Finding]]:
    """Take the codes of a file into what was decided.

    A text that stands for an option in any question, not for a code of one, also counts
    where it stands among others in a cell.

    Parameters
    ----------
    decisions
        What was decided before.
    path
        A table of question, code and text, or of what is written and the session; None
        where there is no new one.
    event
        Has the sessions.
    encoding
        Of a text file, None to find it out.

    Returns
    -------
    tuple[Decisions, list[Finding]]
        The decisions, and what was found in the file and in earlier ones.
    """
    rows, findings = decisions.codes, list[Finding]()
    if path is not None:
        book = read_book(path, encoding=encoding)
        found, said = read_codebook(book)
        findings = [*book.findings, *said]
        rows = tuple(dict.fromkeys((*rows, *found)))
    aliases, nameless = _everywhere(rows, event)
    if path is not None:
        findings += [_no_session(path.name, text) for text in nameless]
    return replace(decisions, codes=rows, aliases={**aliases, **decisions.aliases}), findings


def of_the_event(decisions: Decisions, event: Event) -> tuple[Decisions, list[Finding]]:
    """Return decisions without what speaks of sessions and rounds that there are not.

    Parameters
    ----------
    decisions
        What was decided.
    event
        Has the sessions and rounds.

    Returns
    -------
    tuple[Decisions, list[Finding]]
        What can be used, and a finding for what cannot.
    """
    rounds = {round_.id for round_ in event.rounds}
    aliases = {
        t: id_ for t, id_ in decisions.aliases.items() if not id_ or id_ in event.session
    }
    columns = {h: w for h, w in decisions.columns.items() if round_in(w) in ("", *rounds)}
    strangers = [id_ for t, id_ in decisions.aliases.items() if t not in aliases]
    unknown = [round_in(w) for h, w in decisions.columns.items() if h not in columns]
    messages = [
        *(told("aliases: the event has no session {id}", id=id_) for id_ in strangers),
        *(told("columns: the event has no round {id}", id=id_) for id_ in unknown),
    ]
    findings = [Finding(FORM, 0, "", message, "E747") for message in dict.fromkeys(messages)]
    return replace(decisions, aliases=aliases, columns=columns), findings


def _everywhere(rows: tuple[CodeRow, ...], event: Event) -> tuple[dict[str, str], list[str]]:
    """Return session ids by texts that belong to no question, and texts without a session."""
    options = Options(event)
    aliases, nameless = dict[str, str](), list[str]()
    for question, written, meant in rows:
        ids = () if question else options.find(meant)
        if len(ids) == 1:
            aliases[written] = ids[0]
        elif not question:
            nameless.append(meant)
    return aliases, nameless


def _no_session(file: str, text: str) -> Finding:
    message = told("«{text}» names no session of the event, or several", text=short(text))
    return Finding(file, 0, "", message, "N759")
