"""What else could have been decided: questions asked again of a result, each proven."""

from __future__ import annotations

from allocator.whatif.compare import comparison
from allocator.whatif.strategy import StrategyAudit, strategy_audit

__all__ = ["StrategyAudit", "comparison", "strategy_audit"]
