"""`allocator pseudonymise | purge`: codes instead of people, and the end of names."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from allocator.cli.findings import show
from allocator.cli.language import echo
from allocator.cli.leftover import name_leftovers
from allocator.cli.questions import confirmed
from allocator.errors import UsageTrouble
from allocator.language import told, told_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.language import Told
    from allocator.privacy import Purge
    from allocator.verifier import Verified

PATH = click.Path(path_type=Path)


@click.command()
@click.argument("instance", type=PATH)
@click.option("--out", type=PATH, required=True, help="The folder to make.")
@click.option("--groups", is_flag=True, help="Give groups codes too.")
@click.option("--map", "people_map", type=PATH, help="Write which code is whom, into an .xlsx.")
@click.option("--force", is_flag=True, help="Keep an earlier folder as a backup.")
@click.option("--encoding", help="Encoding of the CSV files, if it is not recognised.")
def pseudonymise(
    instance: Path,
    out: Path,
    groups: bool,
    people_map: Path | None,
    force: bool,
    encoding: str | None,
) -> None:
    """Copy INSTANCE with codes in place of people, for those who need no names."""
    from allocator.privacy import pseudonymise as copied

    name_leftovers(out)
    found = copied(
        instance, out, groups=groups, people_map=people_map, force=force, encoding=encoding
    )
    show(found.notices)
    echo(told_of(found.people, "{n} person has a code.", "{n} people have codes."))
    if people_map is None:
        echo(told("Which code is whom is written nowhere, and nobody can tell any more."))
    else:
        echo(
            told(
                "Which code is whom: {path}. Keep it apart; allocator export takes it as "
                "--people.",
                path=people_map,
            )
        )
    echo(told("Next: allocator solve {path}", path=out))


@click.command()
@click.argument("results", metavar="RESULT...", nargs=-1, required=True, type=PATH)
@click.option(
    "--lists",
    type=PATH,
    multiple=True,
    help="Folder of lists, besides the one beside the result.",
)
@click.option("--map", "people_maps", type=PATH, multiple=True, help="A people map.")
@click.option("--people", is_flag=True, help="The people file of the inputs too.")
@click.option("--inputs", is_flag=True, help="All files about people in the inputs too.")
@click.option("--instance", type=PATH, help="Where the inputs are.  [default: as run.log says]")
@click.option("--dry-run", is_flag=True, help="Only show what would be deleted.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def purge(
    results: Sequence[Path],
    lists: Sequence[Path],
    people_maps: Sequence[Path],
    people: bool,
    inputs: bool,
    instance: Path | None,
    dry_run: bool,
    yes: bool,
) -> None:
    """Delete what names people of RESULT: lists, maps, and tables with a row a person.

    The report and result.json stay; purge.log says what went, and when.
    """
    from allocator.lists.folder import lists_folder
    from allocator.privacy import plan_purge
    from allocator.privacy import purge as delete

    maps = list(people_maps)
    plans = []
    for result in results:
        folders = dict.fromkeys((lists_folder(result), *(f.resolve() for f in lists)))
        plans.append(
            plan_purge(
                result,
                lists=folders,
                people_maps=maps,
                instance=instance,
                people=people,
                inputs=inputs,
            )
        )
        lists, maps = (), []
    if not _shown(plans) or dry_run:
        return
    _agreed(yes)
    for plan in plans:
        delete(plan)
    echo(told("Deleted. The report stays; purge.log in the result says what went."))


def _shown(plans: Sequence[Purge]) -> bool:
    """Show what is to be deleted, and what nobody knows; tell whether there is anything."""
    doomed = [thing for plan in plans for thing in plan.doomed]
    for thing in doomed:
        echo(told("delete {what}", what=thing.said))
    for path in (path for plan in plans for path in plan.strangers):
        echo(told("left: {path} is no file of ours; does it name people?", path=path), err=True)
    if not doomed:
        echo(told("There is nothing to delete."))
    return bool(doomed)


def _agreed(yes: bool) -> None:
    """Ask; where nobody can be asked, only --yes is an answer.

    Raises
    ------
    UsageTrouble
        If nobody agrees.
    """
    if yes:
        return
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageTrouble(told("nothing was deleted: --yes deletes without being asked"))
    if not confirmed(told("Delete all this? It cannot be undone."), False):
        raise UsageTrouble(told("nothing was deleted"))


def remind(result: Path) -> None:
    """Remind those who keep names for longer than they meant to, on the terminal only.

    Parameters
    ----------
    result
        A result, as it was named.
    """
    from datetime import date

    from allocator.verifier.written import read_json

    said = read_json(result / "result.json").get("delete_after")
    if said is not None and date.today() > date.fromisoformat(said):
        echo(
            told(
                "Lists with names were to be deleted after {day}: allocator purge {path}",
                day=said,
                path=result,
            ),
            err=True,
        )


def what_is_left(found: Verified) -> Told:
    """Say what can be verified of a result that was purged."""
    return told(
        "Purged: {files} are gone, so places and stages cannot be counted again. What is left "
        "is as it was written.",
        files=", ".join(found.gone),
    )
