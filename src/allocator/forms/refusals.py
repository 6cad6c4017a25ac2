"""Headers that ask what people cannot or will not attend."""

from __future__ import annotations

import re

from allocator.forms.normal import normal
from allocator.forms.presets import alternatives, speaks_of, words

_GO = alternatives(words("attending"))
_NOT = "(?:ikke|ikkje|inte|not)"
_WHO = "(?:du|jeg|eg|jag|you|i)"
ALWAYS = re.compile(rf"(?<!\w)(?:{alternatives(words('refusing'))})(?!\w)")
CANNOT = re.compile(
    rf"(?<!\w)(?:kan|vil|ønsker|ønskjer|ynskjer)(?: {_WHO})?(?: helst)? {_NOT}"
    rf"(?: å)? ?(?:{_GO}|[-:>.\[(|?]|$)"
    rf"|(?<!\w)(?:cannot|can ?not|can't|can {_WHO} not|unable to|not able to|won't)"
    rf" ?(?:{_GO}|[-:>.\[(|?]|$)"
)

ASIDE = re.compile(r"\([^()]*\)")


def asks_for_refusals(question: str) -> bool:
    """Tell whether a question asks for what people do not want, or cannot attend.

    An explanation of a ranking may hold such words too, and asks for the opposite.

    >>> asks_for_refusals("Kan ikke –"), asks_for_refusals("Hvilke kan du ikke delta på?")
    (True, True)
    >>> asks_for_refusals("Ranger (du kan ikke velge samme to ganger)")
    False
    >>> asks_for_refusals("Tick what you want to attend (leave blank what you do not want)")
    False
    """
    seen = normal(question)
    if speaks_of("ordering", seen):
        return False
    beside = ASIDE.sub(" ", seen)
    if beside != seen and speaks_of("wanting", beside) and not _refuses(beside):
        return False
    return _refuses(seen)


def _refuses(seen: str) -> bool:
    return ALWAYS.search(seen) is not None or CANNOT.search(seen) is not None
