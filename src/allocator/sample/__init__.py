"""Made-up instances: an event, people and wishes, the same for the same seed.

Only `Random.random` is used, whose sequence Python keeps from version to version.
"""

from allocator.sample.event import sample_event
from allocator.sample.families import FAMILIES, REAL, Family, named
from allocator.sample.folder import write_sample
from allocator.sample.people import People, sample_people
from allocator.sample.shape import Shape

__all__ = [
    "FAMILIES",
    "REAL",
    "Family",
    "People",
    "Shape",
    "named",
    "sample_event",
    "sample_people",
    "write_sample",
]
