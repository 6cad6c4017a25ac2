"""The management summary: page one as one tagged A4 page, where the extra `pdf` is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.errors import UsageTrouble
from allocator.fairness.records import MIN_CELL
from allocator.language import told
from allocator.reporting.front import front
from allocator.reporting.html import templates
from allocator.reporting.pdf import laid_out, pdf_possible
from allocator.reporting.texts import texts

if TYPE_CHECKING:
    from allocator.solution import Solution

HOW_TO = told('summary.pdf needs the extra "pdf" (pip install "fair-days[pdf]") and Pango')
SIZES = (10.0, 9.5, 9.0, 8.0, 7.0, 6.0)
"""Sizes of type, in points, tried until everything stands on one page: titles can be long."""


def render_summary(result: Solution, lang: str = "nb") -> bytes:
    """Return the management summary as a PDF of one A4 page, the same bytes every time.

    It is tagged as PDF/UA-1 (ISO 14289-1) asks, names no person and shows no figure about
    one to four people.

    Parameters
    ----------
    result
        The answer with its claims and its fairness numbers.
    lang
        "nb" or "en".

    Returns
    -------
    bytes
        A whole PDF file.

    Raises
    ------
    UsageTrouble
        If the extra `pdf`, or a library it needs, is not there.
    """
    if not pdf_possible():
        raise UsageTrouble(HOW_TO)
    words = texts(lang)
    parts = {"words": words, "front": front(words, result), "least": MIN_CELL}
    template = templates().get_template("summary.html.j2")
    for size in SIZES:
        laid = laid_out(template.render(**parts, size=size))
        if laid.pages == 1:
            break
    return laid.pdf()
