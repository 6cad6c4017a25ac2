"""Form exports as they were downloaded: found by content, read into wishes."""

from allocator.forms.answer import (
    Answer,
    Column,
    Layout,
    Role,
    Stated,
    Understood,
    Unknown,
    Wish,
)
from allocator.forms.codebook import CodeRow, read_codebook
from allocator.forms.reading import understand

__all__ = [
    "Answer",
    "CodeRow",
    "Column",
    "Layout",
    "Role",
    "Stated",
    "Understood",
    "Unknown",
    "Wish",
    "read_codebook",
    "understand",
]
