"""Everything that `check` tells of inputs: findings, counts, demand against seats."""
