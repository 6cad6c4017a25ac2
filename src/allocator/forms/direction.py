"""Whether a small number is a first wish, or a large one is much interest.

The words of the question decide, also those beside the numbers ("1 = best", "5 - Very");
where there are none, what people wrote does: each number once from 1 on is a ranking, many
equal ones on a scale are ratings. Where words say nothing clear, or rows say the opposite,
nobody guesses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allocator.forms.normal import normal
from allocator.forms.ordinals import rank_of
from allocator.forms.presets import alternatives, speaks_of, words
from allocator.forms.scales import LABELLED, Scale, likert

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Evidence = list[tuple[int, bool]]

_BEST, _WORST = (alternatives(words(name)) for name in ("best_end", "worst_end"))
BEST = re.compile(rf"(?<!\w)(?:{_BEST})(?!\w)")
WORST = re.compile(rf"(?<!\w)(?:{_WORST})(?!\w)")
_IS = r"(?:=|er|is|betyr|means|som)"
EXPLAINED = re.compile(
    rf"(?<![\w.,/])(\d{{1,2}}) ?(?:{_IS}(?!\w)|(?<=\d) ?\((?=[^\d)]+\)(?: ?(?:-|til|to)|$)))"
    r"([^\d;,()]+)"
    r"|(?:fra|from|til|to) (\d{1,2}) ?\(([^()]+)\)"
)
TURNED = re.compile(rf"(?<!\w)({_BEST}|{_WORST}) ?(?:=|er|is) ?(\d{{1,2}})(?!\w)")
_NUMBER = r"(?:tall\w*|number\w*|verdi\w*|value\w*|poeng\w*|score\w*|karakter\w*)"
LARGE = re.compile(rf"(?:høy\w*|stør\w*|high\w*|larg\w*) {_NUMBER}(.{{1,40}})")
SMALL = re.compile(rf"(?:lav\w*|low\w*|mindre|minste?|small\w*) {_NUMBER}(.{{1,40}})")
OFTEN, SELDOM = 0.5, 0.2
WIDE = 4
"""The least largest number of a scale; ties of smaller numbers may be anything."""
FIRM = 6
"""From so many numbers beside another one on, rows contradict the words of a question."""


def number_in(text: str) -> int | None:
    """Return the number that a cell is, alone, as a rank, or with a label beside it.

    >>> number_in("2"), number_in("2. valg"), number_in("1 (helst)"), number_in("Ja")
    (2, 2, 1, None)
    """
    rank = rank_of(text)
    labelled = LABELLED.fullmatch(text.strip()) if rank is None else None
    return int(labelled[1]) if labelled else rank


def direction(
    asked: str, texts: Iterable[str], rankings: Sequence[Sequence[Sequence[int]]]
) -> Scale | None:
    """Return how the numbers of a question are meant, None where nobody can tell.

    Parameters
    ----------
    asked
        The question, without the option.
    texts
        The different texts of its cells.
    rankings
        One or more ways to look at the rows, such as all columns together and each round
        for itself: of each row the numbers that it holds.
    """
    evidence = [*_explained(asked), *_labels(texts)]
    rows = [row for way in rankings for row in way]
    if evidence:
        return _end(evidence, {n for row in rows for n in row if n})
    if EXPLAINED.search(normal(asked)):
        return None
    ranking, rating = speaks_of("ranking", asked), speaks_of("rating", asked)
    said = {(True, False): Scale.RANK, (False, True): Scale.RATING}.get((ranking, rating))
    shown, firm = _shown(rankings)
    if said is None:
        zeros = any(0 in row for row in rows)
        return None if zeros and shown is Scale.RANK else shown
    return None if firm and shown not in (None, said) else said


def _explained(asked: str) -> Evidence:
    """Return which numbers a question calls the best or the worst."""
    seen = normal(asked)
    found: Evidence = []
    for one, label, other, bracketed in EXPLAINED.findall(seen):
        found += _judged(int(one or other), label or bracketed)
    for label, number in TURNED.findall(seen):
        found += _judged(int(number), label)
    for pattern, number in ((LARGE, 99), (SMALL, 1)):
        for label in pattern.findall(seen):
            found += _judged(number, label)
    return found


def _labels(texts: Iterable[str]) -> Evidence:
    """Return which numbers are called so in the cells; "1 - first choice" is the best."""
    found: Evidence = []
    for text in texts:
        labelled = LABELLED.fullmatch(text.strip())
        if labelled is None or rank_of(text) is not None:
            continue
        number, label = int(labelled[1]), labelled[2].rstrip(") ")
        ordinal = rank_of(label)
        if ordinal is not None:
            found.append((number, ordinal == 1))
        else:
            found += _judged(number, label)
    return found


def _judged(number: int, label: str) -> Evidence:
    seen = normal(label).strip(" .!-")
    step = likert().get(seen)
    if step is not None:
        return [] if step == "3" else [(number, step > "3")]
    if WORST.search(seen):
        return [(number, False)]
    return [(number, True)] if BEST.search(seen) else []


def _end(evidence: Evidence, numbers: set[int]) -> Scale | None:
    """Return at which end of the numbers the best is."""
    best = [number for number, good in evidence if good]
    worst = [number for number, good in evidence if not good]
    if best and worst:
        small, large = max(best) < min(worst), min(best) > max(worst)
    else:
        known = numbers | set(best) | set(worst)
        middle = (min(known) + max(known)) / 2
        mean = sum(best or worst) / len(best or worst)
        small, large = (mean < middle, mean > middle)[:: 1 if best else -1]
    return Scale.RANK if small else Scale.RATING if large else None


def _shown(rankings: Sequence[Sequence[Sequence[int]]]) -> tuple[Scale | None, bool]:
    """Return what rows show, rankings if any way to look at them does, and whether firmly."""
    seen = [_of_rows([[n for n in row if n] for row in way]) for way in rankings]
    ranks = [found for found in seen if found[0] is Scale.RANK]
    return (ranks or seen or [(None, False)])[-1]


def _of_rows(rows: Sequence[Sequence[int]]) -> tuple[Scale | None, bool]:
    several = [row for row in rows if len(row) > 1]
    if not several:
        return None, False
    firm = sum(len(row) - 1 for row in several) >= FIRM
    ranks = sum(sorted(row) == list(range(1, len(row) + 1)) for row in several)
    ties = sum(len(set(row)) < len(row) or 1 not in row for row in several)
    if ranks >= OFTEN * len(several) and ties <= SELDOM * len(several):
        return Scale.RANK, firm
    wide = max(max(row) for row in several) >= WIDE
    return (Scale.RATING if ties > OFTEN * len(several) and wide else None), firm
