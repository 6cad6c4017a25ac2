"""The five numbers on the first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.reporting.page import Tile
from allocator.reporting.shown import small

if TYPE_CHECKING:
    from allocator.reporting.texts import Texts
    from allocator.solution import Solution


def tiles(words: Texts, result: Solution) -> tuple[Tile, ...]:
    """Return who has a day, the worst, first wishes, the mean, and the price of fairness."""
    found = result.fairness

    def told(text: str) -> str:
        return "–" if small(found.with_wishes) else text

    placed = found.people - sum(o.gaps > 0 for o in result.outcomes)
    return (
        Tile(
            words.whole(placed),
            words("tiles.placed"),
            words("tiles.placed_note", people=words.people(found.people)),
        ),
        Tile(
            told(words.whole(found.worst)),
            words("tiles.worst"),
            words("tiles.worst_note", people=words.people(found.at_worst)),
        ),
        Tile(
            told(words.percent(found.firsts, found.wishes)),
            words("tiles.firsts"),
            words(
                "tiles.firsts_note",
                firsts=told(words.count(found.firsts)),
                wishes=told(words.count(found.wishes)),
            ),
        ),
        Tile(
            told(words.decimal(found.mean, 2)),
            words("tiles.mean"),
            told(_random(words, result)),
        ),
        _last(words, result, told=not small(found.with_wishes)),
    )


def _random(words: Texts, result: Solution) -> str:
    found = result.fairness
    for way in found.alternatives:
        if way.name == "random order" and found.with_wishes:
            mean = words.decimal(way.total / found.with_wishes, 2)
            return words("tiles.mean_note", random=mean)
    return words("tiles.mean_alone")


def _last(words: Texts, result: Solution, *, told: bool) -> Tile:
    """Return the price of fairness where D* is proven, else how many had all first wishes."""
    found, compared = result.fairness, result.comparison
    if compared and compared.least_total == compared.least_bound and told:
        more = found.total - compared.least_total
        total, least = words.whole(found.total), words.whole(compared.least_total)
        note = words("tiles.price_note", total=total, least=least)
        return Tile(words.whole(more), words("tiles.price"), note)
    note = words("tiles.all_first_note", people=words.count(found.with_wishes))
    return Tile(words.count(found.all_first), words("tiles.all_first"), note)
