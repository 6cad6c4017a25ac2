"""Sentences that remember their pattern and their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Told(str):
    """English text made of a pattern and values, for `allocator.language.say`.

    Attributes
    ----------
    pattern
        The message id in the catalogues, with names in braces.
    many
        The pattern for a number other than one; "" where no number decides.
    number
        The number that decides.
    values
        What stands for the names; they may be sentences themselves.
    """

    pattern: str
    many: str
    number: int
    values: Mapping[str, object]


def told(pattern: str, /, **values: object) -> Told:
    """Return a sentence.

    Parameters
    ----------
    pattern
        English, with names in braces; a literal, so that catalogues can be checked.
    values
        What stands for the names.

    Examples
    --------
    >>> told("no column {name!r}", name="rank")
    "no column 'rank'"
    """
    return _made(pattern, "", 1, values)


def told_of(number: int, one: str, many: str, /, **values: object) -> Told:
    """Return a sentence whose form a number decides; its name in the patterns is `n`.

    Parameters
    ----------
    number
        How many.
    one, many
        English patterns for one and for any other number.
    values
        What stands for further names.

    Examples
    --------
    >>> told_of(2, "{n} row is hidden", "{n} rows are hidden")
    '2 rows are hidden'
    """
    return _made(one, many, number, {"n": number, **values})


def joined(sentences: Iterable[str], between: str = "; ") -> Told:
    """Return several sentences in one, each said in its language.

    Parameters
    ----------
    sentences
        What `told` made, or any text.
    between
        What stands between them, in every language.

    Examples
    --------
    >>> joined([told("row {n}", n=3), "rank"], ", ")
    'row 3, rank'
    """
    values = {f"_{at}": sentence for at, sentence in enumerate(sentences)}
    return _made(between.join(f"{{{name}}}" for name in values), "", 1, values)


def _made(pattern: str, many: str, number: int, values: Mapping[str, object]) -> Told:
    chosen = many if many and number != 1 else pattern
    sentence = Told(chosen.format(**values))
    sentence.pattern, sentence.many = pattern, many
    sentence.number, sentence.values = number, values
    return sentence
