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

    from allocator.problem import Problem


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
    _conclude(found.problem, out)


def _conclude(problem: Problem, out: Path) -> None:
    rounds, sessions = len(problem.event.rounds), len(problem.event.sessions)
    result = told(
        "{people}, {with_wishes} with wishes, {sessions} in {rounds}.",
        people=told_of(len(problem.attendees), "{n} person", "{n} people"),
        with_wishes=len(problem.wishes),
        sessions=told_of(sessions, "{n} session", "{n} sessions"),
        rounds=told_of(rounds, "{n} round", "{n} rounds"),
    )
    echo(result)
    echo(told("Files: {event}, attendees.csv, preferences.csv", event=str(out / "event.yaml")))
    echo(told("Next: allocator solve {out}", out=str(out)))


def _numbers(option: str, text: str | None) -> list[int]:
    try:
        return [int(part) for part in text.split(",")] if text else []
    except ValueError:
        why = heard(told("must be whole numbers with commas between"))
        raise click.BadParameter(why, param_hint=option) from None
