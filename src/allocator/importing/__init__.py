"""From a form export to an instance: what was understood, who counts, and the files."""

from allocator.importing.imported import Imported
from allocator.importing.record import record, record_text
from allocator.importing.request import Request
from allocator.importing.run import import_from
from allocator.importing.written import write_import

__all__ = ["Imported", "Request", "import_from", "record", "record_text", "write_import"]
