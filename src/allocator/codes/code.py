"""What a finding's code means, said once for the documentation and for every report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allocator.language import Told


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding.

    Attributes
    ----------
    code
        Such as "E204"; "N..." stops nothing.
    title
        A few words, such as "Column twice".
    means
        Why it matters: one or two sentences.
    mend
        What to do: one or two sentences.
    """

    code: str
    title: Told
    means: Told
    mend: Told
