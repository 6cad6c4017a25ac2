"""`result.json` itself: whether it is whole, ours, and what the question makes it say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allocator.errors import SelfCheckFailed
from allocator.language import told
from allocator.verifier.written import read_json
from allocator.writers.documents import facts_of, json_text, own_digest, versions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from allocator.language import Told
    from allocator.problem import Problem

NAME = "result.json"
NEEDED = (
    "stages",
    "proven",
    "status",
    "objective",
    "seed",
    "draw",
    "inputs",
    "outputs",
    "problem_sha256",
    "versions",
    "delete_after",
    "sha256",
)


def read_document(folder: Path) -> dict[str, Any]:
    """Read `result.json`.

    Raises
    ------
    FileTrouble
        If there is none.
    SelfCheckFailed
        If it is no JSON any more, or lacks what every result of this version has.
    """
    result = read_json(folder / NAME)
    if not isinstance(result, dict):
        raise SelfCheckFailed([told("result.json: is no result any more")])
    lacks = [key for key in NEEDED if key not in result]
    if lacks:
        told_of_it = told("result.json: lacks {keys}", keys=", ".join(lacks))
        raise SelfCheckFailed([told_of_it, *other_version(result)])
    return result


def other_version(result: dict[str, Any]) -> tuple[Told, ...]:
    """Say so where another version wrote a result: numbers may be counted otherwise."""
    said, ours = result.get("versions"), versions()["fair-days"]
    wrote = str(said.get("fair-days")) if isinstance(said, dict) else ours
    if wrote == ours:
        return ()
    return (
        told(
            "result.json: version {old} of allocator wrote it, and this is {new}: verify it "
            "with that version, or solve again",
            old=wrote,
            new=ours,
        ),
    )


def edited(folder: Path, result: dict[str, Any]) -> Iterator[Told]:
    """Yield a complaint where `result.json` is not the file that was written."""
    if result["sha256"] != own_digest(result):
        yield told("result.json: was edited after it was written")
    elif (folder / NAME).read_bytes() != json_text(result).encode():
        yield told(
            "result.json: was saved again in another form: line ends, blanks, order of keys"
        )


def wrong_facts(result: dict[str, Any], problem: Problem) -> Iterator[Told]:
    """Yield a complaint for each fact that the inputs state otherwise."""
    for key, right in facts_of(problem).items():
        if result.get(key) != right:
            yield told("result.json: {key} is not what the inputs say", key=key)
