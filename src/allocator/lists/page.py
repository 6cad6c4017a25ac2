"""All lists as one page to print: no network, no script, a page break before each list."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from allocator.lists.all_lists import all_lists
from allocator.lists.listing import Holds
from allocator.lists.margins import alarm, confidential
from allocator.lists.material import Material
from allocator.lists.one_line import shortened
from allocator.lists.overview import overview
from allocator.lists.paper import ACROSS, paper_of, widths
from allocator.reporting.pdf import laid_out, pdf_possible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment

    from allocator.language import Speaker
    from allocator.lists.held import Held
    from allocator.lists.listing import Listing

MOST_ROWS = 3000
"""With more rows laying out a PDF takes minutes; the page itself takes any number."""
MOST_TITLE = 60
"""Letters of the event at the foot of a page."""
GAP = "\0"


def page_files(held: Held, tr: Speaker) -> Mapping[str, bytes]:
    """Return the page to print; the same as a PDF where that can be, see `MOST_ROWS`."""
    material = Material(held, tr)
    page = render_page(material)
    files = {tr("print.html"): page.encode()}
    if pdf_possible() and rows_to_print(held) <= MOST_ROWS:
        files[tr("print.pdf")] = laid_out(page).pdf()
    return files


def rows_to_print(held: Held) -> int:
    """Return about how many rows all lists have, waiting lists aside."""
    return len(held.problem.attendees) + sum(map(len, held.attending.values()))


def render_page(material: Material) -> str:
    """Return all lists as one self-contained HTML page.

    Parameters
    ----------
    material
        The result.

    Returns
    -------
    str
        A whole HTML document. On paper each list begins a page of its own; who it is
        confidential for, and until when, stands at the foot of every page.
    """
    tr, event = material.tr, material.held.event
    front, lists = overview(material), all_lists(material)
    page = _templates().get_template("lists.html.j2")
    return page.render(
        lang=tr.lang,
        title=tr("Lists for {event}", event=event.title),
        event=event.title,
        kind=tr("Lists to print"),
        skip=tr("Skip to the lists"),
        confidential=confidential(material),
        alarm=alarm(material),
        pages=_pages(tr),
        foot=shortened(event.title, MOST_TITLE),
        front=front,
        lists=lists,
        anchors={listing.key: f"list-{n}" for n, listing in enumerate((*front, *lists))},
        css=css_string,
        across=_across,
        shares=_shares,
        first_text=_first_text,
    )


def _across(listing: Listing) -> bool:
    """Tell whether a list needs A4 across."""
    return paper_of(listing) == ACROSS


def _shares(listing: Listing) -> list[float]:
    """Return the width of each column as a share of the page, in per cent."""
    wanted = widths(listing, paper_of(listing).letters)
    return [round(100 * width / sum(wanted), 2) for width in wanted]


def _first_text(listing: Listing) -> int:
    """Return at which place a row says whom or what it is about."""
    return next(n for n, c in enumerate(listing.columns) if c.holds is Holds.TEXT)


def _pages(tr: Speaker) -> Markup:
    """Return the number of a page as CSS content."""
    before, between, after = tr("Page {page} of {pages}", page=GAP, pages=GAP).split(GAP)
    parts = (before, "counter(page)"), (between, "counter(pages)"), (after, "")
    return Markup(" ").join(Markup(f"{css_string(text)} {counter}") for text, counter in parts)


def css_string(text: str) -> Markup:
    r"""Return a text as CSS takes it, whatever it holds.

    >>> print(css_string('A"</style>'))
    "A\000022\00003c\00002fstyle\00003e"
    """
    plain = "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in text)
    return Markup(f'"{plain}"')


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("allocator.lists"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
