"""Files of any kind as sheets of text cells: encodings, delimiters, workbooks, guards."""

from allocator.sheets.book import Book, Line, Sheet, address, letters
from allocator.sheets.reading import book_of, read_book

__all__ = ["Book", "Line", "Sheet", "address", "book_of", "letters", "read_book"]
