"""`allocator import` without an event: public preference data become an instance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from allocator.cli.findings import show
from allocator.cli.language import echo, heard
from allocator.language import told, told_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def import_ballots(
    files: Sequence[Path],
    out: Path,
    *,
    seats: str | None,
    drop: str | None,
    weights: str | None,
    seed: int | None,
    force: bool,
) -> None:
    """Make an instance from files of public preference data, each a round or several.

    PrefLib's .soc .soi .toc .toi .cat, and JSON with prefs and capacity.
    """
    from allocator.readers.ballots import ballot_texts
    from allocator.readers.instance import read_instance
    from allocator.writers.folder import check_target, whole_folder, write

    check_target(out, force=force)
    numbers = _numbers("--seats", seats)
    texts = ballot_texts(
        *files,
        seats=numbers[0] if len(numbers) == 1 else numbers or None,
        drop=_numbers("--drop", drop),
        weights=_numbers("--weights", weights) or None,
        seed=seed,
    )
    with whole_folder(out, force=force) as partial:
        for name, text in texts.files.items():
            write(partial / name, text)
        found = read_instance(partial)
    show([*texts.notices, *found.notices])
    problem = found.problem
    echo(
        told(
            "{people} people, {with_wishes} with wishes, {sessions} sessions in {rounds}.\n"
            "Files: {event}, attendees.csv, preferences.csv\n"
            "Next: allocator solve {out}",
            people=len(problem.attendees),
            with_wishes=len(problem.wishes),
            sessions=len(problem.event.sessions),
            rounds=told_of(len(problem.event.rounds), "{n} round", "{n} rounds"),
            event=out / "event.yaml",
            out=out,
        )
    )


def _numbers(option: str, text: str | None) -> list[int]:
    try:
        return [int(part) for part in text.split(",")] if text else []
    except ValueError:
        why = heard(told("must be whole numbers with commas between"))
        raise click.BadParameter(why, param_hint=option) from None
