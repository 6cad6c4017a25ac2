"""Ranks as people and tools write them: 1, 1., 1st choice, Førstevalg, Prioritet 1."""

from __future__ import annotations

import re
from functools import lru_cache

from allocator.forms.normal import normal
from allocator.forms.presets import alternatives, words

BY_WORD = {word: rank for rank in range(1, 11) for word in words(f"rank{rank}")}

_NOUN = alternatives(words("rank_nouns"))
_BEFORE = alternatives(words("rank_nouns") | words("rank_before"))
_WORD = alternatives(BY_WORD)
_PART = alternatives(words("round_words"))
NUMBER_NOUN = re.compile(
    rf"(?:(?<![\w.,])(?P<d>\d{{1,3}})(?P<dot> ?(?:\.|st|nd|rd|th|[:-]?[ea])[ -]?| ?- ?| )"
    rf"(?:{_NOUN})(?!\w))"
)
NOUN_NUMBER = re.compile(
    rf"(?<!\w)(?:{_BEFORE}) ?(?:nr\.?|no\.?|#|:|-|\()? ?(?P<d>\d{{1,3}})(?![\w:]|[.,]\d)"
    rf"(?! ?\.? ?(?:{_PART})(?!\w))"
)
NOUN_NUMBER_COLON = re.compile(rf"(?<!\w)(?:{_NOUN}) ?(?P<d>\d{{1,3}})(?=:(?!\d))")
WORD_NOUN = re.compile(rf"(?<!\w)(?P<w>{_WORD})[ -]?(?:{_NOUN})(?!\w)")
BARE = re.compile(r"(?:#|nr\.? ?)?(?P<d>\d{1,9})(?: ?[.):]|st|nd|rd|th|[.,]0+)?", re.ASCII)
LEADING = re.compile(r"\s*(?:#|nr\.? ?)?(\d{1,3}) ?[.):] ?(?=\S)", re.ASCII | re.IGNORECASE)
BEST = re.compile(r" ?\(?(?:(?:helst|best|høyest|top|most preferred|lowest|lavest|sist)\b)?\)?")


@lru_cache(maxsize=20_000)
def rank_in(text: str) -> int | None:
    """Return the rank of which a header speaks, None if it speaks of none.

    >>> rank_in("Runde 1 – 2. valg"), rank_in("Førstevalg i runde 2"), rank_in("Rank 3")
    (2, 1, 3)
    >>> rank_in("Valg av verksted, 1. runde"), rank_in("Ønske 1. runde"), rank_in("Runde 1")
    (None, None, None)
    """
    found = _last(normal(text))
    if found is None:
        return None
    word = found.groupdict().get("w")
    return BY_WORD[word] if word else int(found["d"])


def rankless(text: str) -> str:
    """Return a header, normal, without the rank of which it speaks.

    >>> rankless("Runde 1 [2. valg]"), rankless("Runde 1")
    ('runde 1 []', 'runde 1')
    """
    seen = normal(text)
    found = _last(seen)
    return seen[: found.start()] + seen[found.end() :] if found else seen


def _last(text: str) -> re.Match[str] | None:
    """Return where a normal text speaks of a rank; the last place where it does."""
    found = [
        match
        for pattern in (NUMBER_NOUN, NOUN_NUMBER, NOUN_NUMBER_COLON, WORD_NOUN)
        for match in pattern.finditer(text)
        if _fits(text, match)
    ]
    return max(found, key=lambda match: match.end(), default=None)


def _fits(text: str, found: re.Match[str]) -> bool:
    """Tell whether a number belongs to the word after it: "Dag 1 valg 2" says 2, not 1."""
    dot = found.groupdict().get("dot")
    if dot is None or dot.strip(" -"):
        return True
    before = text[: found.start()].rstrip()
    return not before or before[-1] in "[(-:>.|/_"


@lru_cache(maxsize=20_000)
def rank_of(text: str) -> int | None:
    """Return the rank that is all a cell says, None if it says anything else.

    >>> [rank_of(t) for t in ("1", "2.", "3. valg", "Førstevalg", "2nd", "1. prioritet")]
    [1, 2, 3, 1, 2, 1]
    >>> [rank_of(t) for t in ("0", "1.5", "1_000", "\u0663", "1A", "Runde 1", "-1")]
    [0, None, None, None, None, None, None]
    """
    bare = BARE.fullmatch(text.strip().casefold())
    if bare:
        return int(bare["d"])
    seen = normal(text)
    for pattern in (NUMBER_NOUN, NOUN_NUMBER, WORD_NOUN):
        found = pattern.match(seen)
        if found and BEST.fullmatch(seen, found.end()):
            word = found.groupdict().get("w")
            return BY_WORD[word] if word else int(found["d"])
    return BY_WORD.get(seen)


def numbered(text: str) -> tuple[int | None, str]:
    """Return the rank that is written before an option, and the option.

    >>> numbered("2) Water"), numbered("1. valg: Streets"), numbered("Parks")
    ((2, 'Water'), (1, 'Streets'), (None, ''))
    """
    head, sign, rest = text.partition(":")
    rank = rank_of(head) if sign and rest.strip() else None
    if rank is not None:
        return rank, rest.strip()
    leading = LEADING.match(text)
    if leading:
        return int(leading.group(1)), text[leading.end() :].strip()
    return None, ""
