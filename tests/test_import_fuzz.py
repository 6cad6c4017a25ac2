"""Mutated exports, all the way: an instance that can be read, or findings that say why not.

ALLOCATOR_FUZZ=2000 makes as many mutations and prints the slowest and the most memory.
"""

from __future__ import annotations

import os
import random
import resource
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from allocator.errors import AllocatorError
from allocator.importing import Request, import_from, write_import
from allocator.readers import read
from import_support import EVENT, SAMPLES
from test_sheets_fuzz import mutated

if TYPE_CHECKING:
    from pathlib import Path

MUTATIONS = int(os.environ.get("ALLOCATOR_FUZZ", "60"))
SECONDS, KILOBYTES = 2.0, 500_000
EXPORTS = sorted(
    path
    for path in SAMPLES.iterdir()
    if path.name[:2].isdigit() and path.name[:2] != "15" and "codebook" not in path.name
)


def imported(data: bytes, name: str, folder: Path) -> None:
    """Import bytes as a file; what is written is an instance that can be read."""
    export = folder / name
    export.write_bytes(data)
    with suppress(AllocatorError):
        found = import_from(Request((export,), EVENT, out=folder / "out"))
        if found.refused:
            assert all(finding.place for finding in found.findings)
            return
        write_import(found, folder / "out")
        read(folder / "out")


@pytest.mark.parametrize("part", range(4))
def test_a_mutated_export_is_an_instance_or_findings(part: int, tmp_path: Path) -> None:
    dice, slowest = random.Random(part), (0.0, "")
    for number in range(MUTATIONS // 4):
        path = EXPORTS[dice.randrange(len(EXPORTS))]
        data = mutated(path.read_bytes(), dice)
        folder = tmp_path / str(number)
        folder.mkdir()
        begin = time.process_time()
        imported(data, path.name, folder)
        slowest = max(slowest, (time.process_time() - begin, path.name))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if MUTATIONS > 60:
        print(f"{MUTATIONS // 4} mutations, slowest {slowest}, {memory} kB in all")
        assert slowest[0] < SECONDS
        assert memory < KILOBYTES
