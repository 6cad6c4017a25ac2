"""The files of one export: those that were named, and parts of it that lie beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.language import told
from allocator.sheets import read_book

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from allocator.sheets import Book

DATASET = re.compile(r"(.*)dataset", re.IGNORECASE)
PARTS = ("structure", "labels")


def siblings(files: Sequence[Path]) -> list[Path]:
    """Return the structure and labels of a SurveyXact dataset that lie beside it.

    Parameters
    ----------
    files
        The files that were named; only a dataset alone has siblings.
    """
    stem = DATASET.fullmatch(files[0].stem) if len(files) == 1 else None
    if stem is None:
        return []
    wanted = {f"{stem[1]}{part}".casefold() for part in PARTS}
    return sorted(
        path
        for path in files[0].parent.glob(f"*{files[0].suffix}")
        if path.stem.casefold() in wanted and path.is_file()
    )


def read_books(files: Sequence[Path], encoding: str | None) -> tuple[list[Book], list[Finding]]:
    """Read an export.

    Parameters
    ----------
    files
        The files that were named.
    encoding
        Of text files, None to find it out.

    Returns
    -------
    tuple[list[Book], list[Finding]]
        The books, and what was found on the way.
    """
    beside = siblings(files)
    books = [read_book(path, encoding=encoding) for path in (*files, *beside)]
    findings = [finding for book in books for finding in book.findings]
    findings += [
        Finding(path.name, 0, "", told("lies beside the dataset and is read too"), "N756")
        for path in beside
    ]
    return books, findings
