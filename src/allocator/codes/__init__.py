"""What every code of a finding means and how it is mended, one file an area."""
