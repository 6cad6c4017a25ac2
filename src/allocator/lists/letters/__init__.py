"""Letters, calendars and badges: what each person gets, and nothing of anybody else."""
