"""Texts that look like the name of a person, where no header says that they are."""

from __future__ import annotations

import re

SMALL = "(?:av|af|von|van|der|den|de|da|di|la|le|el|al|bin|og|y)"
PART = r"(?:[^\W\d_]\.|[^\W\d_]+(?:['’´`-][^\W\d_]+)*)"
NAME = re.compile(rf"{PART},?(?: {SMALL}| {PART}){{1,5}}")


def looks_like_a_name(text: str) -> bool:
    """Tell whether a text is two words or more, each but small ones with a capital.

    >>> looks_like_a_name("Fatima El Amrani"), looks_like_a_name("Torstein O'Neill")
    (True, True)
    >>> looks_like_a_name("Gult = ikke betalt"), looks_like_a_name("Antall svar")
    (False, False)
    """
    seen = " ".join(text.split())
    if not NAME.fullmatch(seen):
        return False
    words = [word for word in seen.split() if not re.fullmatch(SMALL, word)]
    return len(words) > 1 and all(word[0] == word[0].upper() for word in words)
