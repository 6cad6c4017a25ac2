"""Workbooks of lists: one sheet a list, and an overview that leads to each."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from allocator.lists.all_lists import all_lists, door_lists, manifests
from allocator.lists.formats import formats
from allocator.lists.margins import alarm, confidential
from allocator.lists.material import Material
from allocator.lists.one_line import shortened
from allocator.lists.overview import overview
from allocator.lists.sheet import Pen, set_up_page
from allocator.lists.tabs import tab_names
from allocator.writers.xlsx import workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.language import Speaker
    from allocator.lists.held import Held
    from allocator.lists.listing import Listing

SMALL = "&8 "
"""A size, with a blank: a digit that follows would be taken for a part of it."""
BOLD = '&"Arial,Bold"&9 '
MOST_LIST = 60
"""Letters of a list's title in a header, which has 255 in all as well."""
MOST_TITLE = 50
"""Letters of the event in a footer, which has 255 in all, codes and doubled marks too."""


def lists_workbook(held: Held, tr: Speaker) -> Mapping[str, bytes]:
    """Return one workbook with an overview and every list, waiting lists under them."""
    material = Material(held, tr)
    front = overview(material)
    book = book_of(material, (*front, *all_lists(material)), linked=len(front))
    return {tr("lists.xlsx"): book}


def manifests_workbook(held: Held, tr: Speaker) -> Mapping[str, bytes]:
    """Return one workbook with a sheet a bus and walk; nothing if nobody travels."""
    material = Material(held, tr)
    found = manifests(material, waiting=False)
    return {tr("bus-lists.xlsx"): book_of(material, found)} if found else {}


def doors_workbook(held: Held, tr: Speaker) -> Mapping[str, bytes]:
    """Return one workbook with a sheet a session indoors; nothing if there is none."""
    material = Material(held, tr)
    found = door_lists(material, waiting=False)
    return {tr("door-lists.xlsx"): book_of(material, found)} if found else {}


def book_of(material: Material, listings: Sequence[Listing], *, linked: int = 0) -> bytes:
    """Return a workbook with a sheet a list.

    Parameters
    ----------
    material
        The result.
    listings
        In the order of the sheets.
    linked
        How many of the first lists lead to the others, by the keys of their rows; the
        others lead back to the first.
    """
    names = tab_names([listing.short for listing in listings])
    targets = {listing.key: name for listing, name in zip(listings, names, strict=True)}
    into = BytesIO()
    with workbook(into, title=material.held.event.title) as book:
        look = formats(book)
        for at, (listing, name) in enumerate(zip(listings, names, strict=True)):
            sheet = book.add_worksheet(name)
            leads = targets if at < linked else {}
            pen = Pen(sheet, listing, look, leads)
            pen.draw(alarm(material))
            set_up_page(pen, _footer(material, name), _header(material, listing))
            if linked and at:
                pen.back_to(names[0])
    return into.getvalue()


def _header(material: Material, listing: Listing) -> str:
    """Return what stands over every page: which list it is, and what nobody may miss."""
    said = (shortened(listing.title, MOST_LIST), alarm(material))
    return f"&L{BOLD}" + "\n".join(_literal(text) for text in said if text)


def _footer(material: Material, name: str) -> str:
    tr = material.tr
    pages = tr("Page {page} of {pages}", page="&P", pages="&N")
    right = f"{name} · {shortened(material.held.event.title, MOST_TITLE)}"
    texts = {"L": _literal(confidential(material)), "C": pages, "R": _literal(right)}
    return "".join(f"&{side}{SMALL}{text}" for side, text in texts.items())


def _literal(text: str) -> str:
    """Return a text as headers and footers take it: an ampersand stands there twice."""
    return text.replace("&", "&&")
