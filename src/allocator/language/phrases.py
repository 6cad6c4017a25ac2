"""Texts that are found by a key: those of the report, and of explanations.

Unlike sentences in the code they stand in catalogues in every language, also in English.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

DOMAINS = ("report", "explain")
LANGUAGES = ("nb", "en")
"""Bokmål first."""


class _Nothing(NullTranslations):
    """Where keys are looked for when no catalogue has them."""

    def gettext(self, message: str) -> str:
        raise KeyError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        raise KeyError(msgid1)


class Phrases:
    """The texts of one domain in one language.

    Parameters
    ----------
    domain
        One of `DOMAINS`.
    lang
        One of `LANGUAGES`.

    Raises
    ------
    ValueError
        If there are no texts in this language.

    Examples
    --------
    >>> phrases("report", "nb")["part"], phrases("report", "en").of("places", 1)
    ('{value} av {whole}', '1 place')
    """

    def __init__(self, domain: str, lang: str) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"no texts in {lang!r}; there are {', '.join(LANGUAGES)}")
        folder = files("allocator.language") / "locale" / lang / "LC_MESSAGES"
        with (folder / f"{domain}.mo").open("rb") as file:
            self._found = GNUTranslations(file)
        self._found.add_fallback(_Nothing())

    def __getitem__(self, key: str) -> str:
        """Return a text; KeyError where there is none."""
        return self._found.gettext(key)

    def get(self, key: str) -> str | None:
        """Return a text, None if there is none."""
        try:
            return self[key]
        except KeyError:
            return None

    def of(self, key: str, number: int) -> str:
        """Return a text whose form a number decides; KeyError where there is none."""
        return self._found.ngettext(key, key, number)


@cache
def phrases(domain: str, lang: str) -> Phrases:
    """Return the texts of a domain in a language; see `Phrases`."""
    return Phrases(domain, lang)
