"""Putting sentences, dates and times into a language."""

from __future__ import annotations

from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from string import Formatter
from typing import TYPE_CHECKING

from allocator.language import moments
from allocator.language.phrases import DOMAINS
from allocator.language.told import Told, told, told_of

if TYPE_CHECKING:
    from datetime import date, datetime


@cache
def _catalogue(lang: str) -> NullTranslations:
    """Return all catalogues of sentences of a language, one after the other."""
    whole = NullTranslations()
    folder = files("allocator.language") / "locale" / lang / "LC_MESSAGES"
    if not folder.is_dir():
        return whole
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        domain, _, kind = entry.name.partition(".")
        if kind == "mo" and domain not in DOMAINS:
            with entry.open("rb") as file:
                whole.add_fallback(GNUTranslations(file))
    return whole


class _Quoting(Formatter):
    """Fills in what `str.format` does, but a text with !r stands in «guillemets»."""

    def convert_field(self, value: object, conversion: str | None) -> object:
        """Quote a text, with what cannot be seen as escapes."""
        if conversion == "r" and isinstance(value, str):
            seen = (c if c.isprintable() else ascii(c)[1:-1] for c in value)
            return f"«{''.join(seen)}»"
        return super().convert_field(value, conversion)


@lru_cache(4096)
def _translated(pattern: str, lang: str) -> str:
    """Return a pattern in a language: long lists say the same ones for every person."""
    return _catalogue(lang).gettext(pattern)


def say(text: str, lang: str) -> str:
    """Return a sentence in a language; text without a pattern stays as it is.

    What a pattern quotes with !r stands between «» in bokmål.

    Parameters
    ----------
    text
        What `told` or `told_of` made, or any text.
    lang
        One of `LANGUAGES`.
    """
    if not isinstance(text, Told) or not text.pattern:  # "" names the head of a catalogue
        return text
    if text.many:
        pattern = _catalogue(lang).ngettext(text.pattern, text.many, text.number)
    else:
        pattern = _translated(text.pattern, lang)
    values = {k: say(v, lang) if isinstance(v, str) else v for k, v in text.values.items()}
    return pattern.format(**values) if lang == "en" else _Quoting().format(pattern, **values)


class Speaker:
    """Texts, dates and times of one language.

    Parameters
    ----------
    lang
        One of `LANGUAGES`.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, pattern: str, /, **values: object) -> str:
        """Return a text; see `told`."""
        return say(told(pattern, **values), self.lang)

    def of(self, number: int, one: str, many: str, /, **values: object) -> str:
        """Return a text whose form a number decides; see `told_of`."""
        return say(told_of(number, one, many, **values), self.lang)

    def day(self, value: date) -> str:
        """Return a date in full: fredag 27. september 2024, or Friday 27 September 2024."""
        return moments.day(self.lang, value)

    def short_day(self, value: date) -> str:
        """Return a date in figures: 27.09.2024, or 27 Sep 2024."""
        return moments.short_day(self.lang, value)

    def clock(self, value: datetime) -> str:
        """Return a time of day: kl. 12.35, or 12:35."""
        return moments.clock(self.lang, f"{value:%H:%M}")

    def span(self, start: datetime, end: datetime) -> str:
        """Return from when until when: kl. 10.30–11.45, or 10:30–11:45."""
        return moments.span(self.lang, f"{start:%H:%M}", f"{end:%H:%M}")
