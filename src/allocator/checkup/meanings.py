"""What a code means, looked up where it is described."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from allocator import codes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.codes.code import Code


@cache
def meanings() -> Mapping[str, Code]:
    """Return every code that is described, by code."""
    areas = (import_module(f"allocator.codes.{m.name}") for m in iter_modules(codes.__path__))
    return {c.code: c for area in areas for c in getattr(area, "CODES", ())}
