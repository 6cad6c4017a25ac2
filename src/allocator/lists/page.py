"""All lists as one page to print: no network, no script, a page break before each list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from allocator.lists.all_lists import all_lists
from allocator.lists.listing import Column, Holds
from allocator.lists.margins import alarm, confidential
from allocator.lists.material import Material
from allocator.lists.overview import overview

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment

    from allocator.language import Speaker
    from allocator.lists.held import Held
    from allocator.lists.listing import Fact, Listing, Section

UPRIGHT = 6
"""Columns that stand side by side on A4 upright."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A list as the template takes it."""

    listing: Listing

    @property
    def wide(self) -> bool:
        """Whether it stands on A4 across."""
        return len(self.listing.columns) > UPRIGHT


def page_files(held: Held, say: Speaker) -> Mapping[str, bytes]:
    """Return the page to print, and the same as a PDF where the extra `pdf` is there."""
    return {say("print.html"): render_page(Material(held, say)).encode()}


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
    say, event = material.say, material.held.event
    front, lists = overview(material), all_lists(material)
    return _templates().get_template("lists.html.j2").render(
        lang=say.lang,
        title=say("Lists for {event}", event=event.title),
        event=event.title,
        kind=say("Lists to print"),
        skip=say("Skip to the lists"),
        confidential=confidential(material),
        alarm=alarm(material),
        pages=_pages(say),
        front=front,
        lists=lists,
        anchors={listing.key: f"list-{n}" for n, listing in enumerate((*front, *lists))},
        css=css_string,
        wide=_wide,
        heading=_heading,
    )


def _wide(listing: Listing) -> bool:
    return len(listing.columns) > UPRIGHT


def _heading(listing: Listing) -> int:
    """Return the number of the column that says whom or what a row is about."""
    return next(n for n, c in enumerate(listing.columns) if c.holds is Holds.TEXT)


def _pages(say: Speaker) -> str:
    """Return the number of a page as CSS content."""
    before, between, after = say("Page {page} of {pages}", page="\0", pages="\0").split("\0")
    counters = "counter(page)", "counter(pages)"
    parts = css_string(before), counters[0], css_string(between), counters[1], css_string(after)
    return " ".join(parts)


def css_string(text: str) -> str:
    r"""Return a text as CSS takes it, whatever it holds.

    >>> css_string('A "b"</style>')
    '"A\\000020\\000022b\\000022\\00003c\\00002fstyle\\00003e"'
    """
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in text) + '"'


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
