"""The command line: `allocator check | solve | verify | sample | objectives`.

Everything heavy is imported inside the commands; messages go to stderr, results to stdout.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from allocator import __version__
from allocator.cli.audit import audit
from allocator.cli.check import check
from allocator.cli.codes import codes
from allocator.cli.export import export
from allocator.cli.findings import show, show_refusal, show_some
from allocator.cli.imports import import_files
from allocator.cli.init import init
from allocator.cli.language import echo, give_language, heard, spoken
from allocator.cli.leftover import name_leftovers
from allocator.cli.notions import objectives
from allocator.cli.privacy import pseudonymise, purge, remind, what_is_left
from allocator.cli.progress import conclude, draw_line, stopped_by_signals, tell_of_an_end
from allocator.cli.sample import sample
from allocator.cli.setup import setup
from allocator.cli.streams import printable_json, sturdy_streams, without_collector
from allocator.errors import AllocatorError, InputRefused, Interrupted, SelfCheckFailed
from allocator.language import told, told_of

GIGABYTE = 10**9


class People(click.Group):
    """A group whose commands end with one line and an exit code, never a traceback.

    All of them take `--lang`.
    """

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a command, and let it speak the languages that there are."""
        give_language(cmd)
        super().add_command(cmd, name)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run as a program, whatever has become of its streams."""
        with sturdy_streams(), without_collector():
            return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; turn our errors into lines and exit codes."""
        try:
            return super().invoke(ctx)
        except AllocatorError as error:
            if ctx.params.get("debug"):
                raise
            _explain(error)
            sys.exit(error.exit_code)
        except KeyboardInterrupt:
            echo(told("interrupted, nothing written"), err=True)
            sys.exit(Interrupted.exit_code)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            name = type(error).__name__
            echo(told("internal error, our bug ({name}); see --debug", name=name), err=True)
            sys.exit(1)


def _explain(error: AllocatorError) -> None:
    if isinstance(error, InputRefused):
        show_refusal(error)
    elif isinstance(error, SelfCheckFailed):
        show_some(error.complaints)
        n = len(error.complaints)
        failed = told_of(
            n, "self-check failed: {n} complaint", "self-check failed: {n} complaints"
        )
        echo(failed, err=True)
    else:
        echo(error.sentence, err=True)


@click.group(cls=People, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="fair-days")
@click.option("--debug", is_flag=True, help="Show tracebacks (they may hold values).")
def main(debug: bool) -> None:
    """Give every attendee of an event a fair day, proven optimal."""


@main.command()
@click.argument("instance", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Result folder.  [default: reports/<instance>]",
)
@click.option(
    "--objective",
    default="balanced",
    show_default=True,
    help="Notion of fairness, see `allocator objectives`.",
)
@click.option(
    "--delta",
    type=click.FloatRange(0),
    help="Per cent that fairness may cost, for the objective budgeted.  [default: 2]",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    help="Decides among equals.  [default: follows from the inputs]",
)
@click.option(
    "--draw",
    type=click.Choice(["seeded", "fair"]),
    default="seeded",
    show_default=True,
    help="How equals are decided: seeded costs, or a lottery with fair chances.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(0, min_open=True),
    default=300.0,
    show_default=True,
    help="Deterministic seconds for all searches.",
)
@click.option(
    "--compare-limit",
    type=click.FloatRange(0),
    help="Deterministic seconds for comparing with other notions; 0 for none.  "
    "[default: 60; 0 above 20,000 people]",
)
@click.option(
    "--memory",
    type=click.FloatRange(0, min_open=True),
    help="Gigabytes that the solver may take; beyond them it ends.  [default: no limit]",
)
@click.option(
    "--lang",
    type=click.Choice(["nb", "en"]),
    default="nb",
    show_default=True,
    help="Language of the report; when stated, also of messages.",
)
@click.option("--json", "as_json", is_flag=True, help="result.json on stdout.")
@click.option("--force", is_flag=True, help="Keep an earlier result as a backup.")
@click.option(
    "--accept-unproved",
    is_flag=True,
    help="Write, as not proven, what a second solver contradicts.",
)
@click.option("--encoding", help="Encoding of the CSV files, if it is not recognised.")
def solve(
    instance: Path,
    out: Path | None,
    objective: str,
    delta: float | None,
    seed: int | None,
    draw: str,
    time_limit: float,
    compare_limit: float | None,
    memory: float | None,
    lang: str,
    as_json: bool,
    force: bool,
    accept_unproved: bool,
    encoding: str | None,
) -> None:
    """Solve INSTANCE: a proven, verified result with a fairness report."""
    from rich.console import Console

    from allocator.cli.working import Working
    from allocator.pipeline import MOST_COMPARED, compared_unasked, solve_instance

    console = Console(stderr=True)
    target = out or Path("reports") / instance.resolve().name
    name_leftovers(target)
    with stopped_by_signals() as stop, Working(console) as working:
        found, solution = solve_instance(
            instance,
            target,
            objective=_dialled(objective, delta),
            seed=seed,
            draw=draw,
            time_limit=time_limit,
            compare_limit=compare_limit,
            lang=lang,
            explained_in=spoken(),
            force=force,
            accept_unproved=accept_unproved,
            encoding=encoding,
            progress=working.finished,
            news=working.news,
            working=working.comparing,
            stop=stop,
            apart=True,
            memory=None if memory is None else memory * GIGABYTE,
        )
    if solution.lottery:
        console.print(draw_line(solution.lottery, solution.seconds["draw"]), highlight=False)
    show(found.notices)
    tell_of_an_end(solution)
    if compare_limit is None and not compared_unasked(found.problem):
        left = told(
            "not compared with other notions, as there are more than {n} people: "
            "--compare-limit 60 does it",
            n=MOST_COMPARED,
        )
        echo(left, err=True)
    if as_json:
        text = (target / "result.json").read_text(encoding="utf-8")
        click.echo(printable_json(text), nl=False)
    else:
        conclude(target, solution)
    if not solution.proven:
        sys.exit(5)


def _dialled(objective: str, delta: float | None) -> str:
    if delta is None:
        return objective
    if objective != "budgeted":
        why = heard(told("goes with --objective budgeted"))
        raise click.BadParameter(why, param_hint="--delta")
    return f"budgeted {delta:.10g} %"


@main.command()
@click.argument("result", type=click.Path(path_type=Path))
@click.option(
    "--instance",
    type=click.Path(path_type=Path),
    help="Where the inputs are.  [default: as run.log says]",
)
def verify(result: Path, instance: Path | None) -> None:
    """Count RESULT again from its files and inputs, without the solver."""
    from allocator.verifier import verify as count_again

    found = count_again(result, instance=instance)
    if found.gone:
        echo(what_is_left(found))
        return
    remind(result)
    echo(
        told(
            "{places} places against {rules} rules: no breach. {stages} stages counted again: "
            "{proven}.",
            places=found.places,
            rules=len(found.rules),
            stages=found.stages,
            proven=told("proven") if found.proven else told("NOT all proven"),
        )
    )


main.add_command(audit)
main.add_command(check)
main.add_command(codes)
main.add_command(import_files)
main.add_command(objectives)
main.add_command(init)
main.add_command(setup)
main.add_command(sample)
main.add_command(pseudonymise)
main.add_command(purge)
main.add_command(export)
