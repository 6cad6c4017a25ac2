"""Readers: from a folder with three files, four or five, to an `Instance`."""

from allocator.readers.event_schema import event_schema
from allocator.readers.instance import Instance, read, read_instance

__all__ = ["Instance", "event_schema", "read", "read_instance"]
