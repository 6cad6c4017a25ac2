"""Codes instead of persons, and the end of what names them."""
