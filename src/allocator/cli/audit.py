"""`allocator audit`: what could be held against a notion of fairness, tried out."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from allocator.cli.language import heard
from allocator.language import told

if TYPE_CHECKING:
    from allocator.whatif import StrategyAudit


@click.command()
@click.argument("instance", type=click.Path(path_type=Path))
@click.option("--strategy", is_flag=True, help="Could people gain by another list?")
@click.option("--objective", default="balanced", show_default=True, help="Notion of fairness.")
@click.option(
    "--people",
    type=click.IntRange(1),
    default=30,
    show_default=True,
    help="Size of the seeded sample.",
)
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON on stdout.")
def audit(instance: Path, strategy: bool, objective: str, people: int, as_json: bool) -> None:
    """Try out on INSTANCE what people could do against a notion of fairness.

    For organisers, after the event: the answer tells nobody which lie works, or for whom.
    """
    from rich.console import Console
    from rich.progress import Progress

    from allocator.objectives import named
    from allocator.readers import read_instance
    from allocator.whatif import strategy_audit

    if not strategy:
        raise click.UsageError(heard(told("say what to audit: --strategy")))
    notion, problem = named(objective), read_instance(instance).problem
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(heard(told("people who try to lie")), total=people)
        found = strategy_audit(
            problem,
            notion,
            people=people,
            progress=lambda done, of: bar.update(task, completed=done, total=of),
        )
    click.echo(json.dumps(asdict(found), indent=2) if as_json else heard(in_words(found)))


def in_words(found: StrategyAudit) -> str:
    """Say what an audit found, and no more than it found."""
    if not found.people:
        return told("Nobody has a wish, so nobody can misstate one.")
    return told(
        "Knowing everybody else's wishes and the draw, {gained} of {people} people could have "
        "gained by one of the lies tried under {objective}; by {mean_gain:.2f} points on "
        "average over all, by {largest_gain} at most.\n"
        "Without any lie, {lucky} of them had a better day with another seed ({mean_luck:.2f} "
        "points on average): luck in ties looks like gain.\n"
        "{tried} lies were tried ({names}), each in every round with a wish: a lower bound, "
        "other lies were not tried. Without such knowledge we know of no better advice than "
        "the truth.",
        **asdict(found),
        names=", ".join(found.lies),
    )
