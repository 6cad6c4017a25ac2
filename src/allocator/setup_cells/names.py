"""Names of sheets, columns and words, in any language and with any capitals."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, TypeVar

from allocator.language import LANGUAGES, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

T = TypeVar("T")
AROUND = re.compile(r"[\s:*]+$")


def same(text: str) -> str:
    """Return a name for comparing.

    >>> same(" Time\u00a0zone: "), same("TITTEL *")
    ('time zone', 'tittel')
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return AROUND.sub("", " ".join(plain.split()))


def known(names: Iterable[tuple[T, str]], keys: Mapping[T, str] | None = None) -> dict[str, T]:
    """Return what may be written for things, for comparing, and which thing it is.

    Parameters
    ----------
    names
        Things and their names, each understood in every language.
    keys
        What programs call them, understood as well; a name of a thing goes before.
    """
    found = {same(key): thing for thing, key in (keys or {}).items()}
    for thing, name in names:
        found |= {same(say(name, lang)): thing for lang in LANGUAGES}
    return found
