"""What else could have been decided: questions asked again of a result, each proven."""

from __future__ import annotations

from allocator.whatif.compare import comparison

__all__ = ["comparison"]
