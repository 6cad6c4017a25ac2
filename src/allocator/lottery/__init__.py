"""The fair draw: a table of tickets, the ticket drawn, and the claims about both."""

from allocator.lottery.claims import LeastWorst, Lottery
from allocator.lottery.counts import Chance, chances, expected
from allocator.lottery.table import Drawn, Table, draw, read_table, table_of

__all__ = [
    "Chance",
    "Drawn",
    "LeastWorst",
    "Lottery",
    "Table",
    "chances",
    "draw",
    "expected",
    "read_table",
    "table_of",
]
