"""The report as one accessible page in one file: no network, no script."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from allocator.fairness.records import MIN_CELL
from allocator.reporting import tables
from allocator.reporting.alts import ALTS
from allocator.reporting.charts import drawn, picture
from allocator.reporting.page import Picture, Section, Tile
from allocator.reporting.shown import small, wish_table
from allocator.reporting.texts import texts
from allocator.reporting.verdict import verdict

if TYPE_CHECKING:
    from jinja2 import Template

    from allocator.lottery import Lottery
    from allocator.reporting.page import Table
    from allocator.reporting.texts import Texts
    from allocator.solution import Solution

GLOSSARY = ("regret", "wish", "best", "bound", "proven")


def render_html(result: Solution, lang: str = "nb") -> str:
    """Return the fairness report as one self-contained HTML file.

    It names no person and shows no figure about one to four people.

    Parameters
    ----------
    result
        The answer with its claims and its fairness numbers.
    lang
        "nb" or "en".

    Returns
    -------
    str
        A whole HTML document.
    """
    words, event = texts(lang), result.problem.event
    facts = words(
        "page.facts" if event.place else "page.facts_short",
        date=words.day(event.date),
        place=event.place,
        people=words.people(result.fairness.people),
    )
    return _template().render(
        words=words,
        title=tables.named(words, event.title),
        facts=facts,
        verdict=verdict(words, result),
        tiles=_tiles(words, result),
        sections=_sections(words, result),
        least=MIN_CELL,
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("allocator.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2")


def _tiles(words: Texts, result: Solution) -> tuple[Tile, ...]:
    found = result.fairness
    firsts, wishes = words.count(found.firsts), words.count(found.wishes)

    def told(text: str) -> str:
        return "–" if small(found.with_wishes) else text

    return (
        Tile(
            told(words.percent(found.firsts, found.wishes)),
            words("tiles.firsts"),
            words("tiles.firsts_note", firsts=told(firsts), wishes=told(wishes)),
        ),
        Tile(
            words.count(found.all_first),
            words("tiles.all_first"),
            words("tiles.all_first_note", people=words.count(found.with_wishes)),
        ),
        Tile(
            told(words.whole(found.worst)),
            words("tiles.worst"),
            words("tiles.worst_note", people=words.people(found.at_worst)),
        ),
        Tile(
            told(words.decimal(found.mean, 2)),
            words("tiles.mean"),
            words("tiles.mean_note"),
        ),
        Tile(
            words.count(found.with_wishes),
            words("tiles.heard"),
            words("tiles.heard_note", people=words.people(found.people)),
        ),
    )


def _sections(words: Texts, result: Solution) -> tuple[Section, ...]:
    pictures = {name: _picture(words, result, name) for name in drawn(result)}

    def section(key: str, table: Table | None, *paragraphs: str, wide: bool = False) -> Section:
        empty = words.maybe(f"{key}.none")
        said = paragraphs if table is not None or empty is None else (empty,)
        heading = words(f"{key}.heading")
        shown = pictures.get(key) if table is not None else None
        return Section(key, heading, said, shown, table, wide=wide)

    return (
        section(
            "wishes",
            tables.wishes(words, result),
            *_about_wishes(words, result),
            wide=True,
        ),
        section("regrets", tables.regrets(words, result), *_about_regrets(words, result)),
        section("demand", tables.demand(words, result), words("demand.text"), wide=True),
        section("buses", tables.buses(words, result), words("buses.text")),
        section("groups", tables.groups(words, result), _about_groups(words)),
        section(
            "alternatives",
            tables.alternatives(words, result),
            *_about_alternatives(words, result),
            wide=True,
        ),
        section("stages", tables.stages(words, result), words("stages.text")),
        section("assumed", tables.assumed(words, result), words("assumed.text")),
        section("chance", None, *_about_chance(words, result)),
        Section(
            "glossary",
            words("glossary.heading"),
            (),
            terms=tuple(
                (words(f"glossary.{term}"), words(f"glossary.{term}_text")) for term in GLOSSARY
            ),
        ),
    )


def _picture(words: Texts, result: Solution, name: str) -> Picture:
    data = b64encode(picture(result, name, words.lang, "svg")).decode()
    return Picture(f"data:image/svg+xml;base64,{data}", ALTS[name](words, result))


def _about_wishes(words: Texts, result: Solution) -> tuple[str, ...]:
    table = wish_table(result.fairness)
    pooled = any(first < last for first, last in table.spans)
    note = (words("wishes.pooled", least=MIN_CELL),) if pooled else ()
    return (words("wishes.text"), *note)


def _about_regrets(words: Texts, result: Solution) -> tuple[str, ...]:
    said, event = [words("regrets.text")], result.problem.event
    if event.wish_costs or any(r.weight != 1 for r in event.rounds):
        said.append(words("regrets.weights"))
    if floors := result.fairness.floors:
        said.append(words("regrets.floors", people=words.count(floors)))
    return tuple(said)


def _about_groups(words: Texts) -> str:
    return words("groups.text", least=MIN_CELL, other=words("groups.other"))


def _about_alternatives(words: Texts, result: Solution) -> tuple[str, ...]:
    ways = result.fairness.alternatives
    draws = max((way.draws for way in ways), default=0)
    said = (words("alternatives.text", draws=words.whole(draws)),)
    left = any(way.unplaced for way in ways)
    return (*said, words("alternatives.unplaced")) if left else said


def _about_chance(words: Texts, result: Solution) -> tuple[str, ...]:
    source = "given" if result.seed_source == "given" else "derived"
    seed = words(f"chance.{source}", seed=result.seed)
    if result.lottery:
        return (*_about_lottery(words, result.lottery), seed)
    doubt = () if result.proven else (words("chance.unproven"),)
    return (words("chance.text"), *doubt, seed)


def _about_lottery(words: Texts, lottery: Lottery) -> tuple[str, ...]:
    said = words(
        "chance.fair",
        tickets=words.whole(lottery.table.total),
        allocations=words.whole(len(lottery.table.tickets)),
        expected=words.decimal(float(lottery.worst_expected), 2),
        ticket=words.whole(lottery.drawn.ticket),
    )
    return (said,) if lottery.proven else (said, words("chance.fair_unproven"))
