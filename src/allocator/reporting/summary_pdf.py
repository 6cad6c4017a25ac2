"""The management summary: page one as one tagged A4 page, where the extra `pdf` is there."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from allocator.errors import UsageTrouble
from allocator.fairness.records import MIN_CELL
from allocator.language import told
from allocator.reporting.front import front
from allocator.reporting.html import templates
from allocator.reporting.texts import texts

if TYPE_CHECKING:
    from allocator.solution import Solution

HOW_TO = told('summary.pdf needs the extra "pdf" (pip install "fair-days[pdf]") and Pango')
SIZES = (10.0, 9.5, 9.0, 8.0, 7.0, 6.0)
"""Sizes of type, in points, tried until everything stands on one page: titles can be long."""


def pdf_possible() -> bool:
    """Tell whether WeasyPrint and the libraries it needs are there."""
    try:
        _weasyprint()
    except UsageTrouble:
        return False
    return True


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
    weasyprint = _weasyprint()
    words = texts(lang)
    parts = {"words": words, "front": front(words, result), "least": MIN_CELL}
    template = templates().get_template("summary.html.j2")
    for size in SIZES:
        page = template.render(**parts, size=size)
        html = weasyprint.HTML(string=page, url_fetcher=_inside_only(weasyprint))
        identifier = sha256(page.encode()).hexdigest()[:32].encode()
        document = html.render(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
        if len(document.pages) == 1:
            break
    written = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    assert isinstance(written, bytes)
    return written


def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError):  # OSError: Pango is missing
        raise UsageTrouble(HOW_TO) from None
    return weasyprint


def _inside_only(weasyprint: Any) -> Any:
    """Return what fetches pictures: those inside the page, nothing else."""
    return weasyprint.urls.URLFetcher(allowed_protocols=("data",))
