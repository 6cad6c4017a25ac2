"""Write a small good instance into a folder: four people, talks, two visits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

EVENT = """\
title: A small day
date: 2024-09-27
timezone: Europe/Oslo
place: Hotel, Main street 1
transfer_minutes: 10
same_theme: forbid
seed: 2024
rooms:
  - {id: sal-1, title: Room 1, seats: 20, assumed: [seats, title]}
  - {id: sal-2, title: Room 2, seats: 30}
buses:
  - {id: bus-1, title: Bus 1, seats: 40, assumed: [seats]}
rounds:
  - id: R1
    title: Talks
    start: 09:00
    end: 10:20
    sessions:
      - id: R1-1
        theme: "1"
        title: Water
        room: sal-1
        speakers: [{name: Kari Testperson, attendee: S01, group: Town}, Ola Prøve]
      - {id: R1-2, theme: "2", title: Streets, room: sal-2, contributions: [A, B]}
      - {id: R1-3, theme: "3", title: Art, seats: 10}
  - id: R2
    title: More talks
    start: 10:40
    end: 12:00
    sessions:
      - {id: R2-2, theme: "2", title: Streets again, room: sal-2}
      - {id: R2-1, theme: "1", title: Water again, room: sal-1}
      - {id: R2-3, theme: "3", title: Art again, seats: 10}
  - id: V
    title: Visits
    weight: 2
    sessions:
      - id: V1
        title: Park
        district: East
        walking: true
        departure: {by: foot, leaves: 12:45, drop_off: Park, returns: 15:00,
                    return_place: Park, back: 15:25}
        start: 13:10
        seats: 30
        assumed: [start]
      - id: V2
        title: Harbour
        departure: {by: bus, bus: bus-1, leaves: 12:30, drop_off: Quay,
                    returns: 15:00, return_place: Quay}
        start: 12:50
assumed_notes: ["Visits take place in rain too"]
"""
ATTENDEES = """\
attendee_id,group,fixed,arrives,leaves,needs
S01,Town,R1-1,,,
A03,,,,,
A01,Town,,08:30,17:00,cannot_walk_far
A02,Village,,,,
"""
PREFERENCES = """\
attendee_id,session_id,rank
A02,R1-1,1
A02,R1-2,2
A02,R2-3,1
A02,V1,refused
A01,R1-3,1
A01,R2-1,refused
S01,V2,1
"""
TOGETHER = """\
relation,one,other,round
together,A02,A01,V
apart,A01,A03,
"""


def write_instance(
    folder: Path,
    event: str | bytes | None = EVENT,
    attendees: str | bytes | None = ATTENDEES,
    preferences: str | bytes | None = PREFERENCES,
    together: str | bytes | None = None,
) -> Path:
    """Write the three files, or four (None leaves one out), and return the folder."""
    files = {
        "event.yaml": event,
        "attendees.csv": attendees,
        "preferences.csv": preferences,
        "together.csv": together,
    }
    for name, content in files.items():
        if content is not None:
            data = content.encode() if isinstance(content, str) else content
            (folder / name).write_bytes(data)
    return folder
