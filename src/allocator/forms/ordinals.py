"""Ranks as people and tools write them: 1, 1., 1st choice, Førstevalg, Prioritet 1."""

from __future__ import annotations

import re
from functools import lru_cache

from allocator.forms.normal import normal

# what a rank is a rank of; in Norwegian, English, Danish and Swedish
NOUNS = (
    "valg val valget valet ønske ønsket ynske önskemål ønskje prioritet prioritering "
    "priori prio pri choice choices priority preference pref wish pick rank rang rangering "
    "plass plassering"
).split()
# these say a rank only when a number follows: "Alternativ 1", never "1 alternativ"
BEFORE_ONLY = ("alternativ", "option", "nr", "nummer", "no", "number", "ranking", "plass nr")
WORDS = (
    ("første", "fyrste", "først", "fyrst", "første-", "primær", "första", "förstahands")
    + ("first", "primary", "top"),
    ("andre", "annet", "anna", "anden", "andet", "andra", "andrahands", "sekundær")
    + ("second", "secondary", "nest"),
    ("tredje", "tertiær", "tredjehands", "third"),
    ("fjerde", "fjärde", "fourth"),
    ("femte", "fifth"),
    ("sjette", "sjätte", "sixth"),
    ("sjuende", "syvende", "sjunde", "seventh"),
    ("åttende", "åttande", "ottende", "åttonde", "eighth"),
    ("niende", "niande", "nionde", "ninth"),
    ("tiende", "tiande", "tionde", "tenth"),
)
BY_WORD = {word: rank for rank, words in enumerate(WORDS, start=1) for word in words}
PARTS = "runde|runda|rundar|round|økt|bolk|sesjon|session|dag|day|parallell|del|pulje|slot"

_NOUN = "|".join(sorted(NOUNS, key=len, reverse=True))
_BEFORE = "|".join(sorted((*NOUNS, *BEFORE_ONLY), key=len, reverse=True))
_WORD = "|".join(sorted(BY_WORD, key=len, reverse=True))
NUMBER_NOUN = re.compile(
    rf"(?:(?<![\w.,])(?P<d>\d{{1,3}})(?P<dot> ?(?:\.|st|nd|rd|th|[:-]?[ea])[ -]?| ?- ?| )"
    rf"(?:{_NOUN})(?!\w))"
)
NOUN_NUMBER = re.compile(
    rf"(?<!\w)(?:{_BEFORE}) ?(?:nr\.?|no\.?|#|:|-|\()? ?(?P<d>\d{{1,3}})(?![\w:]|[.,]\d)"
    rf"(?! ?\.? ?(?:{PARTS})(?!\w))"
)
WORD_NOUN = re.compile(rf"(?<!\w)(?P<w>{_WORD})[ -]?(?:{_NOUN})(?!\w)")
BARE = re.compile(r"(?:#|nr\.? ?)?(?P<d>\d{1,9})(?: ?[.):]|st|nd|rd|th|[.,]0+)?", re.ASCII)
LEADING = re.compile(r"\s*(?:#|nr\.? ?)?(\d{1,3}) ?[.):] ?(?=\S)", re.ASCII | re.IGNORECASE)
BEST = re.compile(r" ?\(?(?:(?:helst|best|høyest|top|most preferred|lowest|lavest|sist)\b)?\)?")


@lru_cache(maxsize=100_000)
def rank_in(text: str) -> int | None:
    """Return the rank of which a header speaks, None if it speaks of none.

    >>> rank_in("Runde 1 – 2. valg"), rank_in("Førstevalg i runde 2"), rank_in("Rank 3")
    (2, 1, 3)
    >>> rank_in("Valg av verksted, 1. runde"), rank_in("Ønske 1. runde"), rank_in("Runde 1")
    (None, None, None)
    """
    seen = normal(text)
    found: list[tuple[int, int]] = []
    for pattern in (NUMBER_NOUN, NOUN_NUMBER):
        found += [(m.end(), int(m["d"])) for m in pattern.finditer(seen) if _fits(seen, m)]
    found += [(m.end(), BY_WORD[m["w"]]) for m in WORD_NOUN.finditer(seen)]
    return max(found)[1] if found else None


def _fits(text: str, found: re.Match[str]) -> bool:
    """Tell whether a number belongs to the word after it: "Dag 1 valg 2" says 2, not 1."""
    dot = found.groupdict().get("dot")
    if dot is None or dot.strip(" -"):
        return True
    before = text[: found.start()].rstrip()
    return not before or before[-1] in "[(-:>.|/_"


@lru_cache(maxsize=100_000)
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
