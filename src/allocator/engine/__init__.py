"""The engine: prices, prune, decide, certify. The only place that knows a solver."""
