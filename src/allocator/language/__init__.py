"""Sentences in more than one language: English in the code, others from gettext catalogues.

A sentence is made by `told`: it is English text that remembers its pattern and values, so
that `say` can put it into another language later, wherever it has travelled meanwhile.
"""

from allocator.language.lists import both, either
from allocator.language.phrases import LANGUAGES
from allocator.language.speaker import Speaker, say
from allocator.language.told import Told, joined, told, told_of

__all__ = [
    "LANGUAGES",
    "Speaker",
    "Told",
    "both",
    "either",
    "joined",
    "say",
    "told",
    "told_of",
]
