"""Names in Norwegian order, the same on every machine."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LAST = {"æ": "{", "ø": "|", "å": "}"}
"""What follows z, as the characters that follow it in ASCII."""
MARKED = {"a\u0308": "æ", "o\u0308": "ø", "a\u030a": "å"}
"""Letters whose mark counts: ä and ö as their Norwegian neighbours, and å."""
AS = {
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ł": "l",
    "ŋ": "n",
    "œ": "oe",
    "ß": "ss",
    "ŧ": "t",
    "þ": "th",
}
"""Letters that stand as others do and that no Unicode form takes apart."""
PARTICLES = frozenset({"al", "de", "del", "den", "der", "di", "du", "la", "le", "van", "von"})
"""Small words that belong to the family name that follows them."""


def collation_key(text: str) -> str:
    """Return a key by which texts sort in Norwegian order.

    a to z, then æ, ø, å; `aa` counts as å, ä as æ, ö as ø. Other marks do not count, nor do
    capitals; hyphens are blanks, apostrophes and full stops are nothing. Letters of other
    alphabets follow å.

    Parameters
    ----------
    text
        A name.

    Examples
    --------
    >>> names = ["Åse", "Øyvind", "Aasland", "Čáhppesčohkka", "Dahl", "Ærlig", "Zahl", "Cole"]
    >>> sorted(names, key=collation_key)
    ['Čáhppesčohkka', 'Cole', 'Dahl', 'Zahl', 'Ærlig', 'Øyvind', 'Åse', 'Aasland']
    >>> sorted(["Bergan", "Berg-Hansen", "Berg", "Öberg", "Ødegård"], key=collation_key)
    ['Berg', 'Berg-Hansen', 'Bergan', 'Öberg', 'Ødegård']
    """
    plain = unicodedata.normalize("NFC", text).casefold().replace("aa", "å")
    return " ".join("".join(_letter(c) for c in plain).split())


@lru_cache(1 << 12)
def _letter(character: str) -> str:
    """Return what a character of a folded text counts as, perhaps nothing."""
    parts = unicodedata.normalize("NFKD", AS.get(character, character))
    letters = [MARKED.get(parts[0] + mark, "") for mark in parts[1:]]
    found = next(filter(None, letters), parts)
    bare = [c for c in found if not unicodedata.combining(c)]
    return "".join(LAST.get(c, c) if c.isalnum() else _between(c) for c in bare)


def _between(character: str) -> str:
    """Return a blank for what parts words, nothing for what does not."""
    parts = unicodedata.category(character) in {"Zs", "Pd", "Cc"} or character in "/,;&+"
    return " " if parts else ""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the two parts of a list.

    Attributes
    ----------
    family
        By which it is sorted; all of it where there is one word.
    given
        The rest.
    """

    family: str
    given: str

    @property
    def key(self) -> tuple[str, ...]:
        """Sorts names in Norwegian order; equal keys are equal names."""
        return (collation_key(self.family), collation_key(self.given), self.family, self.given)

    @classmethod
    def of(cls, text: str) -> Name:
        """Take a name apart.

        What stands before a comma is the family name, else the last word is, with small
        words such as "van der" before it. A double family name without a hyphen needs the
        comma.

        >>> Name.of("Ingunn Aasland-Dahl"), Name.of("Anna van der Berg")
        (Name(family='Aasland-Dahl', given='Ingunn'), Name(family='van der Berg', given='Anna'))
        >>> Name.of("Pedersen Gjestad, Ole Martin"), Name.of("Madonna")
        (Name(family='Pedersen Gjestad', given='Ole Martin'), Name(family='Madonna', given=''))
        """
        family, comma, given = text.partition(",")
        if comma and family.strip() and given.strip():
            return cls(" ".join(family.split()), " ".join(given.split()))
        words = text.replace(",", " ").split()
        at = max(len(words) - 1, 0)
        while at > 1 and words[at - 1] in PARTICLES:
            at -= 1
        return cls(" ".join(words[at:]), " ".join(words[:at]))
