"""Pages as tagged PDF, where the extra `pdf` is there: the same bytes every time."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

VARIANT = "pdf/ua-1"
"""PDF/UA-1 (ISO 14289-1): tagged, with table headers and language."""


def pdf_possible() -> bool:
    """Tell whether WeasyPrint and the libraries it needs are there."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):  # OSError: Pango is missing
        return False
    return True


@dataclass(frozen=True)
class LaidOut:
    """A page of HTML, laid out on paper.

    Attributes
    ----------
    document
        Of WeasyPrint.
    identifier
        Follows from the page alone.
    """

    document: Any
    identifier: bytes

    @property
    def pages(self) -> int:
        """Number of pages."""
        return len(self.document.pages)

    def pdf(self) -> bytes:
        """Return the whole PDF file."""
        written = self.document.write_pdf(pdf_variant=VARIANT, pdf_identifier=self.identifier)
        assert isinstance(written, bytes)
        return written


def laid_out(page: str) -> LaidOut:
    """Lay a page of HTML out on paper; nothing outside it is fetched.

    Parameters
    ----------
    page
        A whole HTML document. `pdf_possible` must hold.
    """
    import weasyprint

    inside_only = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    html = weasyprint.HTML(string=page, url_fetcher=inside_only)
    identifier = sha256(page.encode()).hexdigest()[:32].encode()
    document = html.render(pdf_variant=VARIANT, pdf_identifier=identifier)
    return LaidOut(document, identifier)
