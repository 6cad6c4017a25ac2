"""Give every attendee of an event a fair day, proven optimal."""

__version__ = "0.1.0"
