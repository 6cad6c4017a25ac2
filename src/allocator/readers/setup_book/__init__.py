"""`oppsett.xlsx`: an event from a workbook, with the cell in every finding."""

from allocator.readers.setup_book.reading import SetupRead, read_setup_book

__all__ = ["SetupRead", "read_setup_book"]
