"""`allocator sample`: a made-up instance of a family, of any size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from allocator.cli.language import echo, heard
from allocator.cli.setup import PATH
from allocator.language import told

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("out", type=PATH)
@click.option(
    "--family",
    default="real",
    show_default=True,
    help="real, skewed, parties, plan, many-rounds or topics.",
)
@click.option(
    "--people",
    type=click.IntRange(1, 200_000),
    help="[default: 220; many-rounds 41, topics 135]",
)
@click.option(
    "--rounds", help="Sessions a round.  [default: 5,5,7; many-rounds 6 x 15, topics 5 x 26]"
)
@click.option(
    "--skew", type=float, help="How much people agree.  [default: 0.8; skewed 2, the exponent]"
)
@click.option("--spare", type=float, default=0.05, show_default=True)
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--event", type=PATH, help="Wishes for this event.")
@click.option("--force", is_flag=True, help="Keep an earlier folder as a backup.")
def sample(
    out: Path,
    family: str,
    people: int | None,
    rounds: str | None,
    skew: float | None,
    spare: float,
    seed: int,
    event: Path | None,
    force: bool,
) -> None:
    """Make up an instance in OUT: an event, attendees, wishes.

    \b
    real         two rounds of workshops, then visits by bus or on foot
    skewed       the same event, but most people want the same few sessions
    parties      the same event; a fifth of the people belong together
    plan         rooms, buses and departures are to be chosen too
    many-rounds  six rounds of fifteen small sessions
    topics       topics that run in every round, wished for whenever they run
    """  # noqa: D301
    from allocator.sample import named, write_sample

    kind = named(family)
    shape = kind.shaped(people=people, rounds=_sizes(rounds), skew=skew, spare=spare, seed=seed)
    write_sample(out, shape, family=kind, event_file=event, force=force)
    made = {"out": out, "n": shape.people}
    echo(told("{out}: {n} made-up people.\nNext: allocator solve {out}", **made))


def _sizes(rounds: str | None) -> tuple[int, ...] | None:
    if rounds is None:
        return None
    try:
        return tuple(int(part) for part in rounds.split(","))
    except ValueError:
        why = heard(told("must look like 5,5,7"))
        raise click.BadParameter(why, param_hint="--rounds") from None
