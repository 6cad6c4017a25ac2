"""The report as one accessible page in one file: no network, no script."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from allocator.fairness.records import MIN_CELL
from allocator.objectives import OBJECTIVES
from allocator.reporting import comparison_tables, paragraphs, proof_tables, tables
from allocator.reporting.alts import ALTS
from allocator.reporting.charts import drawn, picture
from allocator.reporting.page import Picture, Section
from allocator.reporting.texts import texts
from allocator.reporting.tiles import tiles
from allocator.reporting.verdict import verdict

if TYPE_CHECKING:
    from jinja2 import Template

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
    first = _first_picture(result)
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
        tiles=tiles(words, result),
        picture=_picture(words, result, first) if first else None,
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


def _sections(words: Texts, result: Solution) -> tuple[Section, ...]:
    first = _first_picture(result)
    pictures = {name: _picture(words, result, name) for name in drawn(result) if name != first}

    def section(
        key: str,
        table: Table | None,
        said: tuple[str, ...],
        *,
        wide: bool = False,
        names: tuple[tuple[str, str], ...] = (),
    ) -> Section:
        empty = words.maybe(f"{key}.none")
        what = words.maybe(f"{key}.what")
        return Section(
            key=key,
            heading=words(f"{key}.heading"),
            paragraphs=said if table is not None or empty is None else (empty,),
            picture=pictures.get(key) if table is not None else None,
            table=table,
            what=(what,) if what else (),
            names=names,
            wide=wide,
        )

    about, found = paragraphs, result.comparison
    compared = (
        section(
            "frontier",
            comparison_tables.frontier(words, result),
            about.about_frontier(words, result),
            wide=True,
            names=_notions(words),
        ),
    )
    gain = (section("gain", None, about.about_gain(words, result)),)
    return (
        *(compared if found else ()),
        section(
            "wishes", tables.wishes(words, result), about.about_wishes(words, result), wide=True
        ),
        section("regrets", tables.regrets(words, result), about.about_regrets(words, result)),
        section(
            "demand", tables.demand(words, result), about.about_demand(words, result), wide=True
        ),
        section("buses", tables.buses(words, result), (words("buses.text"),)),
        section("lorenz", comparison_tables.lorenz(words, result), (words("lorenz.text"),)),
        section("groups", tables.groups(words, result), about.about_groups(words), wide=True),
        section("envy", None, about.about_envy(words, result)),
        *(gain if found else ()),
        section(
            "alternatives",
            tables.alternatives(words, result),
            about.about_alternatives(words, result),
            wide=True,
        ),
        section(
            "answers",
            comparison_tables.answers(words, result),
            about.about_answers(words, result),
        ),
        section("assumed", proof_tables.assumed(words, result), (words("assumed.text"),)),
        section("stages", proof_tables.stages(words, result), (words("stages.text"),)),
        section("chance", None, about.about_chance(words, result)),
        Section(
            "glossary",
            words("glossary.heading"),
            (),
            terms=tuple(
                (words(f"glossary.{term}"), words(f"glossary.{term}_text")) for term in GLOSSARY
            ),
        ),
    )


def _notions(words: Texts) -> tuple[tuple[str, str], ...]:
    """Return the ideas of fairness in plain words."""
    kinds = [o.name.partition(" ") for o in OBJECTIVES]
    return tuple(
        (words.notion(f"{first} {dial}".strip()), words(f"notion.{first}.text"))
        for first, _, dial in kinds
    )


def _first_picture(result: Solution) -> str | None:
    """Return the chart of the first page: the frontier, or else the regrets."""
    shown = drawn(result)
    return next((name for name in ("frontier", "regrets") if name in shown), None)


def _picture(words: Texts, result: Solution, name: str) -> Picture:
    data = b64encode(picture(result, name, words.lang, "svg")).decode()
    return Picture(f"data:image/svg+xml;base64,{data}", ALTS[name](words, result))
