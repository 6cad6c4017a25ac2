"""The report as one accessible page in one file: no network, no script."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from allocator.fairness.records import MIN_CELL
from allocator.reporting.front import front
from allocator.reporting.sections import sections
from allocator.reporting.texts import texts

if TYPE_CHECKING:
    from allocator.solution import Solution


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
    words = texts(lang)
    first = front(words, result)
    return (
        templates()
        .get_template("report.html.j2")
        .render(
            words=words,
            front=first,
            sections=sections(words, result, shown=first.shown),
            least=MIN_CELL,
            planned=result.plan is not None,
        )
    )


@cache
def templates() -> Environment:
    """Return the templates of the report."""
    return Environment(
        loader=PackageLoader("allocator.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
