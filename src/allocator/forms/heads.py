"""What the header of one column says: an option, a rank, a refusal, or a question only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.forms.listing import WEAK
from allocator.forms.normal import normal, untagged
from allocator.forms.ordinals import rank_in, rank_of, rankless
from allocator.forms.refusals import asks_for_refusals

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from allocator.forms.options import Options

LONGEST = 600
NUMBER = re.compile(r"\d+\b(?!\.\d)")
SQUARE = re.compile(r"(.*?)\s*\[(.*)\]\s*[*:]?\s*", re.DOTALL)
ROUND = re.compile(r"(.*?)\s*\((.*)\)\s*[*:]?\s*", re.DOTALL)
SIGN = re.compile(r">>|(?<=\s)[-–—|/→>](?=\s)|[:.|_?;](?=\s|\S)|\s")
STRONG = re.compile(r">>|(?<=\s)[-–—|/→>](?=\s)|[:.|_?;]")
INDEX = re.compile(
    r"(.*?\S)\s*(?:\[(\d{1,2})\]|[._](\d{1,2})|(?<=[^\W\d])(\d{1,2})|\((\d{1,2})\))"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What a header says.

    Attributes
    ----------
    parts
        The header, top to bottom.
    sessions
        Ids of the sessions that it names; several where they are several rounds'.
    rank
        The rank that it states.
    index
        A number at its end that may be a rank, or tell equal questions apart.
    refusal
        Whether it asks what a person cannot or will not attend.
    asked
        The header without the option.
    question
        The part of that nearest to the option, normal: columns of one question have the same.
    stem
        The header without rank and number, normal.
    clue
        What may tell the round.
    """

    parts: tuple[str, ...]
    sessions: tuple[str, ...] = ()
    rank: int | None = None
    index: int | None = None
    refusal: bool = False
    asked: str = ""
    question: str = ""
    stem: str = ""
    clue: str = ""

    @property
    def text(self) -> str:
        """The header as one text, as written."""
        return " – ".join(self.parts)

    def is_named_by(self, sessions: Sequence[str]) -> bool:
        """Tell whether a cell repeats the option of the header, perhaps without its round."""
        return bool(self.sessions) and set(self.sessions) <= set(sessions)


def head_of(
    parts: Sequence[str], options: Options, others: Container[str] = frozenset()
) -> Head:
    """Return what a header says.

    Parameters
    ----------
    parts
        Its cells, top to bottom, as written.
    options
        Texts that name sessions.
    others
        The lowest parts of all headers: one that is another with a number behind it is
        that question again, as Microsoft Forms writes equal questions.
    """
    seen = [_one_line(part) for part in parts]
    again = _again(parts[-1].strip(), others) if parts else None
    if again:
        seen[-1] = _one_line(again[0])
    rank, index, stem = _rank(seen)
    named, at, rest = _option(seen, options)
    optionless = _without(seen, at, rest) if named else tuple(seen)
    return Head(
        parts=tuple(parts),
        sessions=named,
        rank=rank,
        index=again[1] if again else index,
        refusal=rank is None and asks_for_refusals(" – ".join(optionless)),
        asked=" – ".join(optionless),
        question=_nearest(optionless, at),
        stem=_nearest(seen, len(seen) - 1) if again else stem,
        clue=" – ".join(seen),
    )


def _again(text: str, others: Container[str]) -> tuple[str, int] | None:
    """Return the header that this one repeats, and its number; None if it repeats none."""
    for length in (1, 2):
        base, number = text[:-length], text[-length:]
        if base in others and number.isdecimal() and int(number) > 1:
            return base, int(number)
    return None


def _one_line(text: str) -> str:
    lines = (" ".join(line.split()) for line in untagged(text).splitlines())
    whole = " | ".join(filter(None, lines))
    half = LONGEST // 2
    return whole if len(whole) <= LONGEST else f"{whole[:half]} … {whole[-half:]}"


def _option(parts: Sequence[str], options: Options) -> tuple[tuple[str, ...], int, str]:
    """Return the sessions that a header names, in which part, and the rest of that part."""
    for at in reversed(range(len(parts))):
        named, rest = option_in(parts[at], options)
        if named:
            return named, at, rest
    return (), len(parts) - 1, ""


def _nearest(parts: Sequence[str], at: int) -> str:
    """Return the part that says anything beside an option or a rank, normal."""
    around = (*reversed(parts[: at + 1]), *parts[at + 1 :])
    seen = (normal(part).strip(" -:>|.[]()") for part in around)
    return next(filter(None, seen), "")


def option_in(text: str, options: Options) -> tuple[tuple[str, ...], str]:
    """Return the sessions that a header names, and the rest of it.

    The option may be all of it, stand in brackets, or at its end after a sign; a title may
    also stand at its beginning. The longest one counts; a bare number or letter never does.
    """
    found: tuple[str, tuple[str, ...], str] = ("", (), text)
    for option, rest, whole in _places(" ".join(text.split())[-LONGEST:]):
        if len(found[0]) < len(option) <= options.longest and not WEAK.fullmatch(option):
            named = options.find(option) if whole else options.title(option)
            if any(named):
                found = option, named, rest
    return found[1:]


def _places(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield where an option may stand: it, the rest, and whether a code is enough."""
    yield text.replace(" | ", " "), "", True
    for brackets in (SQUARE, ROUND):
        found = brackets.fullmatch(text)
        if found and found[2].strip():
            yield found[2], found[1], True
    for sign in SIGN.finditer(text):
        rest, strong = text[sign.end() :].strip(), bool(sign.group().strip())
        if rest and (strong or not NUMBER.match(rest)):
            yield rest, text[: sign.start()], strong
    for sign in reversed(list(STRONG.finditer(text))):
        yield text[: sign.start()].strip(), text[sign.end() :], False
    for sign in re.finditer(r"\s*[\[(]", text):
        yield text[: sign.start()].strip(), text[sign.start() :], False


def _rank(parts: Sequence[str]) -> tuple[int | None, int | None, str]:
    """Return the rank that a header states, or a number that may be one, and the rest."""
    for at in reversed(range(len(parts))):
        rank = rank_in(parts[at])
        if rank is not None:
            return rank, None, _nearest(_without(parts, at, rankless(parts[at])), at)
    for at in reversed(range(len(parts))):
        if rank_of(parts[at]):
            return None, rank_of(parts[at]), _nearest(_without(parts, at, ""), at)
        found = INDEX.fullmatch(parts[at])
        if found:
            number = next(int(n) for n in found.groups()[1:] if n)
            return None, number, _nearest(_without(parts, at, found[1]), at)
    return None, None, _nearest(parts, len(parts) - 1)


def _without(parts: Sequence[str], at: int, rest: str) -> tuple[str, ...]:
    return (*parts[:at], rest, *parts[at + 1 :])
