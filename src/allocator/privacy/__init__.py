"""Codes instead of persons, and the end of what names them."""

from allocator.privacy.pseudonymise import Pseudonymised, pseudonymise

__all__ = ["Pseudonymised", "pseudonymise"]
