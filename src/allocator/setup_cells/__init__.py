"""The workbook that says an event, `oppsett.xlsx`: its sheets, its columns, its cells.

Written by `writers.setup_book` and read by `readers.setup_book`, which share these words.
"""

from allocator.setup_cells.layout import EVENT, PEOPLE, RULE, TABLES, Field, Table
from allocator.setup_cells.names import known, same

__all__ = ["EVENT", "PEOPLE", "RULE", "TABLES", "Field", "Table", "known", "same"]
