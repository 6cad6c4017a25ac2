"""The layouts in which wishes stand in a table, and how each is read.

L1 and L2 are `cells` (options in the cells), L3 and L4 `grids` (a column an option), L5 is
`long` (a row for each person and option), L6 `ballots` (counted, without persons).
"""
