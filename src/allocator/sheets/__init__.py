"""Files of any kind as sheets of text cells: encodings, delimiters, workbooks, guards."""
