"""What rounds and sessions are called: by the codes of the form, else by numbers of our own."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from allocator.forms.guess.hints import TIMES
from allocator.forms.guess.options import code_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from allocator.forms.guess.found import Option, Question

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
SHORT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,19}")
AUTO = "auto"
LONGEST_TITLE = 40


def named(questions: Sequence[Question], prefix: str = "R") -> tuple[Question, ...]:
    """Return questions with ids and titles for the rounds and sessions that they make.

    Rounds keep short names of their own, else they are numbered. The codes of a round's
    options are the ids of its sessions where every option has one and no other round has
    any of them.

    Parameters
    ----------
    questions
        In the order of the rounds.
    prefix
        Of the numbers.
    """
    own = [question.title for question in questions]
    fit = all(map(SHORT.fullmatch, own)) and len(set(own)) == len(own)
    ids = own if fit else [f"{prefix}{at}" for at in range(1, len(own) + 1)]
    titles = _titles(own)
    codes = Counter(code for q in questions for o in q.options if (code := _code(o)[0]))
    return tuple(
        replace(question, id=id_, name=title, options=_options(question, id_, codes))
        for question, id_, title in zip(questions, ids, titles, strict=True)
    )


def _titles(questions: Sequence[str]) -> list[str]:
    """Return what stands before a colon, without times, where that tells rounds apart."""
    short = [TIMES.sub("", text.partition(": ")[0]).strip(" -–") for text in questions]
    good = len(set(short)) == len(short) and all(0 < len(t) <= LONGEST_TITLE for t in short)
    return short if good else list(questions)


def _options(question: Question, round_id: str, codes: Counter[str]) -> tuple[Option, ...]:
    found = [_code(option) for option in question.options]
    if all(ID.fullmatch(code) and code != AUTO and codes[code] == 1 for code, _ in found):
        return _given(question.options, found)
    numbers = [(f"{round_id}-{n}", o.text) for n, o in enumerate(question.options, start=1)]
    return _given(question.options, numbers)


def _given(options: Iterable[Option], names: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    pairs = zip(options, names, strict=True)
    return tuple(replace(option, id=id_, title=title) for option, (id_, title) in pairs)


def _code(option: Option) -> tuple[str, str]:
    """Return code and title; what is a code alone has no other title than itself."""
    if "code" in option.details:
        return option.details["code"], option.text
    code, title = code_of(option.text)
    return code, title or option.text


def slug(text: str) -> str:
    """Return an id made of a text.

    >>> slug("Sal A"), slug("Bærums Verk"), slug("Økern")
    ('sal-a', 'baerums-verk', 'okern')
    """
    plain = text.casefold().replace("æ", "ae").replace("ø", "o").replace("å", "a")
    letters = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60] or "x"
