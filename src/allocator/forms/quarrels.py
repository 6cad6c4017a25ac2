"""Where one person's words do not go together: kept as written, and told."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from allocator.forms.scales import Scale
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.forms.notes import Notes
    from allocator.forms.said import Said

TWICE = told("the same option twice in one answer; the better mention counts")
TIE = told("the same rank twice in one answer; the options tie")
GAP = told("the rank before this one is missing; the gap is closed")
BOTH = told("is wished for, and the same person says no to it")

IN_ORDER = [str(rank) for rank in range(1, 200)]


def say_quarrels(said: Sequence[Said], rounds: Mapping[str, str], notes: Notes) -> None:
    """Tell of an option twice, a rank twice, a gap, and a wish for something refused.

    Parameters
    ----------
    said
        All words of one answer.
    rounds
        Round id by session id.
    notes
        Takes what is found.
    """
    refused = {word.session_id for word in said if word.scale is None}
    seen: set[str] = set()
    ranked: defaultdict[str, list[Said]] = defaultdict(list)
    for word in said:
        if word.scale is None:
            continue
        if word.session_id in seen:
            notes.say("N725", TWICE, word.place)
        if word.session_id in refused and word.value != "no":
            notes.say("N708", BOTH, word.place)
        seen.add(word.session_id)
        if word.scale is Scale.RANK:
            ranked["" if word.across else rounds[word.session_id]].append(word)
    for words in ranked.values():
        if [word.value for word in words] != IN_ORDER[: len(words)]:
            _say_of_ranks(words, notes)


def _say_of_ranks(words: Sequence[Said], notes: Notes) -> None:
    """Tell of ranks that stand twice in different cells, and of ranks that are missing."""
    by_rank: dict[int, Said] = {}
    for word in words:
        first = by_rank.setdefault(int(word.value), word)
        if first.place != word.place and first.session_id != word.session_id:
            notes.say("N706", TIE, word.place)
    if len(by_rank) == max(by_rank):
        return
    for rank, word in sorted(by_rank.items()):
        if rank > 1 and rank - 1 not in by_rank and not word.listed:
            notes.say("N707", GAP, word.place)
