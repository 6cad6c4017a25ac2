"""A process that solves a small instance once, then is killed in the middle of many writings.

`python killed_runs.py INSTANCE FOLDER POINTS` prints one JSON object a killed child: what it
was doing, and what its parent found afterwards. Forked children share what was worked out.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from pathlib import Path

from allocator import pipeline
from allocator.errors import AllocatorError
from allocator.language import Speaker
from allocator.lists.folder import write_lists
from allocator.lists.held import read_held
from allocator.lists.kinds import KINDS
from allocator.reporting import charts, front
from allocator.verifier import verify
from allocator.writers.folder import leftovers, sha256

TOUCHES = {"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.link", "os.chmod"}


class Killer:
    """Kills its own process at the n-th touch of a folder; counts them where n is 0."""

    def __init__(self, folder: Path, at: int) -> None:
        self.folder, self.at, self.seen = str(folder), at, 0
        sys.addaudithook(self)

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in TOUCHES and str(arguments[0]).startswith(self.folder):
            self.seen += 1
            if self.seen == self.at:
                os.kill(os.getpid(), signal.SIGKILL)


def child(work, folder: Path, at: int) -> int:
    """Do the work in a child that is killed at a touch; return how many touches it made."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        killer = Killer(folder, at)
        try:
            work()
        except AllocatorError as error:
            os._exit(error.exit_code)
        os.write(writing, str(killer.seen).encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(pid, 0)
    with os.fdopen(reading) as told:
        return int(told.read() or 0)


def hashes(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): sha256(p)
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != "run.log"
    }


def after(target: Path, whole: dict[str, str]) -> dict[str, object]:
    """Say what is there after a kill, and put the folder back as it was."""
    places = [target, *sorted(target.parent.glob(f"{target.name}.bak-*"))]
    intact = [p.name for p in places if p.is_dir() and hashes(p) == whole]
    left = sorted(p.name for p in target.parent.iterdir() if ".partial-" in p.name)
    rejected = []
    for name in left:
        try:
            verify(target.parent / name)
        except AllocatorError as error:
            rejected.append(error.exit_code)
    named = sorted(p.name for p in leftovers(target))
    return {"intact": intact, "left": left, "rejected": rejected, "named": named}


def main() -> None:
    instance, folder, points = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    result, lists = folder / "result", folder / "lists"
    solutions: dict[str, object] = {}
    solve = pipeline.solve
    pipeline.solve = lambda problem, *_, **__: solutions.setdefault(  # type: ignore[assignment]
        "it", solutions.get("it") or solve(problem)
    )
    drawn, picture = dict[tuple[str, ...], bytes](), charts.picture

    def once(result, *what: str) -> bytes:
        return drawn.get(what) or drawn.setdefault(what, picture(result, *what))

    charts.picture = front.picture = once
    pipeline.solve_instance(instance, result, compare_limit=0)
    held = read_held(result, instance=instance)
    contents: dict[str, bytes] = {}
    for kind in KINDS:
        contents |= kind.make(held, Speaker("nb"))
    write_lists(lists, contents, force=False)
    works = {
        result: lambda: pipeline.solve_instance(instance, result, compare_limit=0, force=True),
        lists: lambda: write_lists(lists, contents, force=True),
    }
    for target, work in works.items():
        whole = hashes(target)
        touches = child(work, folder, 0)
        for n in range(points):
            at = 1 + n * (touches - 1) // (points - 1)
            child(work, folder, at)
            print(json.dumps({"target": target.name, "at": at, **after(target, whole)}))
            restore(target)
    print(json.dumps({"touches": touches}))


def restore(target: Path) -> None:
    for path in sorted(target.parent.iterdir()):
        if ".partial-" in path.name:
            shutil.rmtree(path)
        elif path.name.startswith(f"{target.name}.bak-") and not target.exists():
            path.rename(target)
        elif path.name.startswith(f"{target.name}.bak-"):
            shutil.rmtree(path)


if __name__ == "__main__":
    main()
