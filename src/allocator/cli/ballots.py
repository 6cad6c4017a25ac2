"""`allocator import`: public preference data become an ordinary instance."""

from __future__ import annotations

from pathlib import Path

import click

from allocator.cli.findings import show
from allocator.cli.language import echo, heard
from allocator.language import told, told_of


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="The folder to make."
)
@click.option("--seats", help="Seats of every alternative: 19, or one a round: 9,9,6.")
@click.option("--drop", help="Numbers of alternatives to leave out, such as 9 or 3,9.")
@click.option("--weights", help="What a level counts in each round, such as 1,1,2.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="Decides among equals.")
@click.option("--force", is_flag=True, help="Keep an earlier folder as a backup.")
def import_ballots(
    files: tuple[Path, ...],
    out: Path,
    seats: str | None,
    drop: str | None,
    weights: str | None,
    seed: int | None,
    force: bool,
) -> None:
    """Make an instance from FILES of public preference data, each a round or several.

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
    show((*texts.notices, *found.notices))
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
