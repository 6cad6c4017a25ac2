"""Shim until the package is renamed."""

from allocator.report import *  # noqa: F403
