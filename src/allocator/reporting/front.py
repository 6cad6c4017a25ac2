"""Page one, for a director: two sentences, five numbers, one picture."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from allocator.reporting.alts import ALTS
from allocator.reporting.charts import drawn, picture
from allocator.reporting.grid import named
from allocator.reporting.hidden import few_lose, nearly_all
from allocator.reporting.page import Front, Picture, Tile
from allocator.reporting.shown import small
from allocator.reporting.verdict import firsts_share, verdict

if TYPE_CHECKING:
    from allocator.fairness.records import Fairness
    from allocator.reporting.texts import Texts
    from allocator.solution import Solution

FIRST_CHOICE = ("frontier", "regrets")
"""The one picture: the first of these that there is."""


def front(words: Texts, result: Solution) -> Front:
    """Return page one.

    Parameters
    ----------
    words
        The texts.
    result
        The answer with its claims and its fairness numbers.
    """
    event, there = result.problem.event, drawn(result)
    shown = next((name for name in FIRST_CHOICE if name in there), "")
    facts = words(
        "page.facts" if event.place else "page.facts_short",
        date=words.days(event.days),
        place=event.place,
        people=words.people(result.fairness.people),
    )
    return Front(
        title=named(words, event.title),
        facts=facts,
        verdict=verdict(words, result),
        tiles=_tiles(words, result),
        picture=drawing(words, result, shown) if shown else None,
        shown=shown,
    )


def drawing(words: Texts, result: Solution, name: str) -> Picture:
    """Return a chart as a data address, with what it says."""
    data = b64encode(picture(result, name, words.lang, "svg")).decode()
    return Picture(f"data:image/svg+xml;base64,{data}", ALTS[name](words, result))


def _tiles(words: Texts, result: Solution) -> tuple[Tile, ...]:
    found = result.fairness

    def seen(text: str) -> str:
        return "–" if small(found.with_wishes) or small(found.wishes) else text

    mean = "–" if few_lose(found) else seen(words.decimal(found.mean, 2))
    return (
        _placed(words, result),
        Tile(
            seen(words.whole(found.worst)),
            words("tiles.worst"),
            words("tiles.worst_note", people=words.people(found.at_worst)),
        ),
        Tile(
            seen(firsts_share(words, found)),
            words("tiles.firsts"),
            _firsts(words, found),
        ),
        Tile(
            mean,
            words("tiles.mean"),
            words("tiles.mean_note"),
        ),
        _cost(words, result),
    )


def _firsts(words: Texts, found: Fairness) -> str:
    """Say how many first wishes came true, unless that tells of a few who had none."""
    few = small(found.wishes) or small(found.with_wishes)
    near = small(found.wishes - found.firsts) or any(nearly_all(found, r) for r in found.rounds)
    if few or near:
        return ""
    return words(
        "tiles.firsts_note", firsts=words.count(found.firsts), wishes=words.whole(found.wishes)
    )


def _placed(words: Texts, result: Solution) -> Tile:
    """Say whether everybody has a place in every round."""
    left = sum(o.gaps > 0 for o in result.outcomes)
    people, heard_of = result.fairness.people, result.fairness.with_wishes
    heard = words("tiles.heard_of", part=words.part(heard_of, people))
    if not left:
        return Tile(
            words("tiles.placed_all"), words("tiles.placed", people=words.people(people)), heard
        )
    return Tile(words.count(left), words("tiles.left"), heard)


def _cost(words: Texts, result: Solution) -> Tile:
    """Return what fairness costs, else what chance would have done instead."""
    found, compared = result.fairness, result.comparison
    if small(found.with_wishes):
        return Tile("–", words("tiles.heard"), words("tiles.heard_note"))
    if few_lose(found):
        return Tile("–", words("tiles.cost" if compared else "tiles.heard"), "")
    if compared is not None:
        least, extra = compared.least_bound, found.total - compared.least_bound
        note = "tiles.cost_note" if least == compared.least_total else "tiles.cost_unproven"
        if not extra:
            note = "tiles.cost_nothing"
        return Tile(
            _against(words, found.total, least),
            words("tiles.cost_plan" if result.plan else "tiles.cost"),
            words(note, extra=words.points(extra)),
        )
    chance = [way for way in found.alternatives if way.name == "random order"]
    if chance:
        note = words("tiles.chance_note", draws=words.whole(chance[0].draws))
        return Tile(_against(words, found.total, chance[0].total), words("tiles.chance"), note)
    return Tile(words.count(found.with_wishes), words("tiles.heard"), words("tiles.heard_note"))


def _against(words: Texts, here: float, there: float) -> str:
    return words("tiles.against", here=words.whole(here), there=words.whole(there))
