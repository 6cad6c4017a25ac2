"""`allocator export`: lists that people can carry, of a result that was counted again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from allocator.cli.findings import show
from allocator.cli.language import echo, heard
from allocator.cli.leftover import name_leftovers
from allocator.cli.privacy import remind
from allocator.errors import UsageTrouble
from allocator.language import LANGUAGES, told
from allocator.language.lists import both
from allocator.readers.names import hint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.language import Told
    from allocator.lists.held import Held
    from allocator.lists.kinds import Kind

PATH = click.Path(path_type=Path)
MOST_NAMED = 3


class WithKinds(click.Command):
    """A command whose help ends with what it can make."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the kinds, each with its meaning."""
        from allocator.lists.kinds import KINDS

        with formatter.section(heard(told("Kinds"))):
            formatter.write_dl([(kind.name, heard(kind.means)) for kind in KINDS])


@click.command(cls=WithKinds)
@click.argument("result", type=PATH)
@click.option(
    "--to", "names", multiple=True, metavar="KIND", help="What to make; again for more."
)
@click.option("--all", "everything", is_flag=True, help="Make every kind.")
@click.option(
    "--people",
    type=PATH,
    help="Who is who, .xlsx or .csv.  [default: people.xlsx in the inputs, if it is there]",
)
@click.option("--out", type=PATH, help="Folder to make.  [default: RESULT-lists]")
@click.option("--instance", type=PATH, help="Where the inputs are.  [default: as run.log says]")
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="nb",
    show_default=True,
    help="Language of the lists; when stated, also of messages.",
)
@click.option("--force", is_flag=True, help="Keep earlier lists as a backup.")
def export(
    result: Path,
    names: Sequence[str],
    everything: bool,
    people: Path | None,
    out: Path | None,
    instance: Path | None,
    lang: str,
    force: bool,
) -> None:
    """Make lists of RESULT that people can carry: for buses, doors, letters.

    Names come from a people file; without one codes stand. RESULT is counted again first,
    and stays as it is.
    """
    from allocator.language import Speaker
    from allocator.lists.folder import check_lists, lists_folder, write_lists
    from allocator.lists.held import read_held
    from allocator.lists.named import check_names

    chosen = _chosen(names, everything)
    target = out or lists_folder(result)
    check_lists(target, result, force=force)
    name_leftovers(target)
    held = read_held(result, instance=instance, people=people)
    show(check_names(held))
    tr = Speaker(lang)
    made = {kind.name: kind.make(held, tr) for kind in chosen}
    contents = {name: data for files in made.values() for name, data in files.items()}
    write_lists(target, contents, force=force)
    for kind, files in made.items():
        echo(_what(kind, files))
    _conclude(held, target)
    remind(result)


def _chosen(names: Sequence[str], everything: bool) -> list[Kind]:
    """Return the kinds that were asked for, in the order in which they are listed."""
    from allocator.lists.kinds import KINDS

    known = {kind.name: kind for kind in KINDS}
    for name in names:
        if name not in known:
            raise UsageTrouble(
                told(
                    "--to {name}: there is no such kind; there are {names}{hint}",
                    name=name,
                    names=", ".join(known),
                    hint=hint(name, known),
                )
            )
    if not names and not everything:
        raise UsageTrouble(
            told("say what to make: --all, or --to and one of {names}", names=", ".join(known))
        )
    return [kind for kind in KINDS if everything or kind.name in names]


def _what(kind: str, files: Mapping[str, bytes]) -> Told:
    """Say which files a kind has become."""
    if not files:
        return told("{kind}: nothing to list", kind=kind)
    first = min(files)
    if len(files) > MOST_NAMED:
        return told("{kind}: {n} files, the first {name}", kind=kind, n=len(files), name=first)
    return told("{kind}: {names}", kind=kind, names=both(sorted(files)))


def _conclude(held: Held, target: Path) -> None:
    """Say whose names they hold, where they are, and what becomes of them."""
    if held.people_file is None:
        echo(told("No people file: codes stand instead of names. Give one with --people."))
    else:
        echo(told("Names from {file}.", file=held.people_file))
    echo(told("Lists: {folder}", folder=target))
    if held.delete_after is None:
        echo(told("Next: print them; delete them after the event."))
    else:
        echo(told("Next: print them; delete them after {day:%Y-%m-%d}.", day=held.delete_after))
