"""What one person said of sessions and themes, and what it comes to in a round."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allocator.readers.values import REFUSAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from allocator.offer import Session


@dataclass
class Said:
    """Wishes for the sessions of one round, or for themes.

    Attributes
    ----------
    ranks
        Session id or theme to a number (the smaller, the better) and the row it stands in.
    refused
        Session id or theme to its row.
    """

    ranks: dict[str, tuple[int, int]] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)

    @property
    def values(self) -> set[int]:
        """The numbers given."""
        return {better for better, _ in self.ranks.values()}

    def speaks_of(self, name: str) -> bool:
        """Tell whether a session or theme was mentioned."""
        return name in self.ranks or name in self.refused

    def contradicts(self, name: str, better: int) -> bool:
        """Tell whether a further mention would both rank and refuse."""
        return name in (self.ranks if better == REFUSAL else self.refused)

    def note(self, name: str, better: int, row: int) -> None:
        """Keep a mention that contradicts nothing; of two the better one counts."""
        if better == REFUSAL:
            self.refused.setdefault(name, row)
        elif name not in self.ranks or better < self.ranks[name][0]:
            self.ranks[name] = (better, row)


@dataclass
class Voice:
    """One person's rows: own words on sessions, by round id, and words on themes."""

    rounds: dict[str, Said] = field(default_factory=dict)
    themes: Said = field(default_factory=Said)


def spread(offer: Iterable[Session], own: Said, themes: Said) -> Said:
    """Return what a person said of a round, each theme said of all its sessions.

    Parameters
    ----------
    offer
        The sessions of the round.
    own
        Words on sessions themselves; they go before words on their theme.
    themes
        Words on themes.
    """
    if not (themes.ranks or themes.refused):
        return own
    whole = Said(dict(own.ranks), dict(own.refused))
    for session in offer:
        theme = session.theme
        if theme is None or own.speaks_of(session.id):
            continue
        if theme in themes.ranks:
            whole.ranks[session.id] = themes.ranks[theme]
        elif theme in themes.refused:
            whole.refused[session.id] = themes.refused[theme]
    return whole


def irregularities(
    said: Said, beside: Set[int] = frozenset(), elsewhere: Set[int] = frozenset()
) -> Iterator[tuple[str, int]]:
    """Yield ties and gaps in the ranks of one list, each with its row.

    Parameters
    ----------
    said
        The list: one round's sessions, or the themes.
    beside
        Ranks that themes have in the same round: equal ones tie.
    elsewhere
        Ranks that stand in another list of the person: no gap is where they are.
    """
    seen = set(beside)
    if not seen and said.values == set(range(1, len(said.ranks) + 1)):
        return
    for rank, row in sorted(said.ranks.values()):
        if rank in seen:
            yield "tie", row
        elif rank > 1 and rank - 1 not in seen | elsewhere:
            yield "gap", row
        seen.add(rank)
