"""Comparing texts: what people would call the same text becomes the same text."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
BLOCK_TAG = re.compile(r"</?(?:br|p|div|li|ul|ol|td|tr|h[1-6])\b[^<>]*>", re.IGNORECASE)
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
MORE_QUOTES = '"`´′″‵‹›«»'
MORE_DASHES = "−˗⁃"
SHORT = 200
VARIATION = range(0xFE00, 0xFE10)


class _Alike(dict[int, "str | int | None"]):
    """For `str.translate`: dashes, quotes and invisible characters, found when first met."""

    def __missing__(self, code: int) -> str | int | None:
        self[code] = found = self._found(chr(code), code)
        return found

    @staticmethod
    def _found(letter: str, code: int) -> str | int | None:
        category = unicodedata.category(letter)
        if category == "Pd" or letter in MORE_DASHES:
            return "-"
        if category in ("Pi", "Pf") or letter in MORE_QUOTES:
            return "'"
        return None if category == "Cf" or code in VARIATION else code


ALIKE = _Alike()


def untagged(text: str) -> str:
    """Return a text without HTML entities and tags.

    >>> untagged("<b>Jeg deltar p&aring;</b>: alder <18"), untagged("R&D; AT&T")
    ('Jeg deltar på: alder <18', 'R&D; AT&T')
    """
    if "&" in text:
        text = ENTITY.sub(lambda found: html.unescape(found.group()), text)
    if "<" in text:
        text = TAG.sub("", BLOCK_TAG.sub(" ", text))
    return text


def normal(text: str) -> str:
    """Return a text as it is compared; people always see the original.

    One Unicode form, blanks collapsed, HTML gone, dashes and quotes alike, invisible
    characters dropped, case folded.

    >>> normal("  Buss 6 \u2013 B\u00e6rums\u00a0Verk ") == normal("buss 6 - BÆRUMS Verk")
    True
    """
    return _kept(text) if len(text) <= SHORT else _normal(text)


def _normal(text: str) -> str:
    seen = unicodedata.normalize("NFKC", untagged(text).translate(ALIKE)).casefold()
    return " ".join(unicodedata.normalize("NFKC", seen).split())


_kept = lru_cache(maxsize=60_000)(_normal)
