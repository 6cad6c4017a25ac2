"""How often Python looks for circles of objects that nobody needs any more."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

RARELY = 50_000
"""New objects between two looks."""


@contextmanager
def rare_collections() -> Iterator[None]:
    """Look rarely while a large file is read: it becomes many objects and hardly a circle."""
    first, *others = gc.get_threshold()
    gc.set_threshold(max(first, RARELY), *others)
    try:
        yield
    finally:
        gc.set_threshold(first, *others)
