"""Codes instead of persons, and the end of what names them."""

from allocator.privacy.pseudonymise import Pseudonymised, pseudonymise
from allocator.privacy.purge import Purge, plan_purge, purge

__all__ = ["Pseudonymised", "Purge", "plan_purge", "pseudonymise", "purge"]
