"""Impossible is an answer: why no allocation exists, and the cheapest ways out."""

from __future__ import annotations

from allocator.explainer.answer import TIME_LIMIT, explain
from allocator.explainer.values import Clause, Explanation, Reason, WayOut

__all__ = ["TIME_LIMIT", "Clause", "Explanation", "Reason", "WayOut", "explain"]
