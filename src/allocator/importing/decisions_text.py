"""form.yaml as text: what was understood and decided, for an organiser to correct."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

from allocator.forms.answer import Role
from allocator.importing.decisions import KINDS, NO_WISH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from allocator.forms.answer import Column
    from allocator.forms.codebook import CodeRow
    from allocator.importing.imported import Imported

LONGEST_KEY = 900
"""YAML takes keys of at most 1,024 characters on one line."""

TOP = """\
# How `allocator import` reads this form. What stands here goes before what the program
# understands by itself: change it and import again. Every word is explained in docs/import.md.
"""
COLUMNS = """\
# What each column is. For wishes: ranks (1 is best), ratings (more is better), answers (yes,
# maybe, no), ticks, or wishes where the cells say which. Others: group | needs wheelchair |
# needs cannot_walk_far | arrives | leaves | languages | fixed | priority | unused
"""
ALIASES = """\
# Option texts that are not written as in event.yaml: the id of the session, or: no wish
"""
CODES = """\
# What codes in the answers stand for, by question
"""


def quoted(text: str) -> str:
    r"""Return a text in double quotes, invisible characters as escapes.

    >>> quoted('Hvor\u00a0"enig"\n')
    '"Hvor\\u00a0\\"enig\\"\\n"'
    """
    return "".join(map(_visible, json.dumps(text, ensure_ascii=False)))


def _visible(letter: str) -> str:
    if letter == " " or unicodedata.category(letter)[0] not in "CZ":
        return letter
    code = ord(letter)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def word_of(column: Column, stated: Mapping[str, str]) -> str:
    """Return the word of form.yaml for what a column is.

    Parameters
    ----------
    column
        The column.
    stated
        Words of columns that are only ever stated, by header.
    """
    detail = stated.get(column.header)
    if detail:
        return detail
    names = {Role.WISH: _kind(column), Role.REFUSAL: "cannot"}
    word = names.get(column.role, column.role.value.replace("_", " "))
    return f"{word} {column.round_id}" if column.role in names and column.round_id else word


def _kind(column: Column) -> str:
    return next((word for word, scale in KINDS.items() if scale is column.scale), "wishes")


def _columns(columns: Iterable[Column], stated: Mapping[str, str]) -> Iterator[str]:
    """Yield a line a column; columns of one header that differ cannot be told apart."""
    words: dict[str, set[str]] = {}
    for column in columns:
        words.setdefault(column.header, set()).add(word_of(column, stated))
    for header, found in words.items():
        if not header.strip() or len(quoted(header)) > LONGEST_KEY:
            continue
        if len(found) > 1:
            yield f"  # several columns: {quoted(header)}\n"
        else:
            yield f"  {quoted(header)}: {found.pop()}\n"


def _mapping(key: str, comment: str, words: Mapping[str, str]) -> Iterator[str]:
    if words:
        yield f"{comment}{key}:\n"
        yield from (f"  {quoted(text)}: {word}\n" for text, word in words.items())


def _codes(rows: Iterable[CodeRow]) -> Iterator[str]:
    by_question: dict[str, dict[str, str]] = {}
    for question, code, text in rows:
        if question:
            by_question.setdefault(question, {})[code] = text
    if by_question:
        yield f"{CODES}codes:\n"
    for question, texts in by_question.items():
        yield f"  {quoted(question)}:\n"
        yield from (f"    {quoted(code)}: {quoted(text)}\n" for code, text in texts.items())


def _list(key: str, words: Iterable[str]) -> Iterator[str]:
    listed = ", ".join(sorted(words))
    if listed:
        yield f"{key}: [{listed}]\n"


def decisions_text(imported: Imported) -> str:
    """Return form.yaml.

    Parameters
    ----------
    imported
        What was understood, and decided.
    """
    understood, decisions = imported.understood, imported.decisions
    aliases = {text: id_ or NO_WISH for text, id_ in decisions.aliases.items()}
    parts = [
        TOP,
        f"form: {quoted(understood.file)}\n",
        f"sheet: {quoted(understood.sheet)}\n" if understood.sheet else "",
        COLUMNS,
        "columns:\n",
        *_columns(imported.columns, decisions.details()),
        *_mapping("aliases", ALIASES, aliases),
        *_codes(decisions.codes),
        *_mapping("statuses", "", {k: v.value for k, v in decisions.statuses.items()}),
        *_list("leave_out", (kind.value for kind in decisions.leave_out)),
        *_list("keep", (kind.value for kind in decisions.keep)),
    ]
    said = {
        "same_email": decisions.same_email,
        "keep_answer": decisions.keep_answer,
        "contradiction": decisions.contradiction,
    }
    return "".join(parts) + "".join(f"{key}: {word}\n" for key, word in said.items() if word)
