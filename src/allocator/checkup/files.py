"""The files that a check writes for people: a page, and a workbook with marked cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.checkup.copies import copies_of
from allocator.checkup.marked import marked
from allocator.checkup.page import render
from allocator.errors import UsageTrouble
from allocator.language import told
from allocator.writers.several import Content, write_several

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from allocator.checkup.values import Checkup


def write_files(
    found: Checkup,
    *,
    html: Path | None = None,
    xlsx: Path | None = None,
    lang: str = "nb",
    encoding: str | None = None,
    force: bool = False,
) -> list[str]:
    """Write a page, a workbook with marked cells, or both.

    Parameters
    ----------
    found
        The check.
    html, xlsx
        Where to write; None leaves it out. The workbook holds names: mode 0600.
    lang
        "nb" or "en".
    encoding
        Of the text files, as it was given for the check.
    force
        Keep earlier files as `<name>.bak-<n>` instead of refusing.

    Returns
    -------
    list of str
        Names of what was written.

    Raises
    ------
    FileTrouble
        If a file exists and `force` is not set, or cannot be written.
    UsageTrouble
        If a file has a name that belongs to another kind of file, or is one that was
        checked.
    """
    contents: dict[Path, dict[str, Content]] = {}
    if html is not None:
        _check_name(html, ".html", found.sources)
        page = Content(render(found, lang).encode())
        contents.setdefault(html.parent, {})[html.name] = page
    if xlsx is not None:
        _check_name(xlsx, ".xlsx", found.sources)
        book = marked(found, copies_of(found, encoding), lang)
        contents.setdefault(xlsx.parent, {})[xlsx.name] = Content(book, private=True)
    for folder, files in contents.items():
        write_several(folder, files, force=force)
    return [str(path) for path in (html, xlsx) if path is not None]


def _check_name(path: Path, suffix: str, sources: Sequence[Path]) -> None:
    """Refuse a name that would mislead, or take the place of an input."""
    if path.suffix.casefold() != suffix:
        raise UsageTrouble(told("{name}: name it {suffix}", name=path.name, suffix=suffix))
    if path.resolve() in {source.resolve() for source in sources}:
        raise UsageTrouble(told("{name}: is what is checked", name=path.name))
