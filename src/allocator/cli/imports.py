"""`allocator import`: a form export, our tidy files or public ballots become an instance."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from allocator.cli.ballots import import_ballots
from allocator.cli.findings import show
from allocator.cli.imported import conclude, say_understood
from allocator.cli.language import echo, heard
from allocator.cli.memory import rare_collections
from allocator.cli.questions import confirmed
from allocator.errors import InputRefused, UsageTrouble
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from allocator.errors import Finding
    from allocator.importing import Request

KINDS = (
    "test",
    "cancelled",
    "not-coming",
    "waiting",
    "unknown-status",
    "unfinished",
    "hidden",
    "struck",
    "coloured",
    "nameless",
    "unregistered",
)
"""Kinds of doubtful answers; a test holds them to `allocator.importing.doubts`."""
PATH = click.Path(path_type=Path)
BALLOTS = ("seats", "drop", "weights", "seed")
FORMS = (".csv", ".txt", ".tsv", ".xlsx", ".xls", ".ods")
"""How files are called that are no ballots."""


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=PATH)
@click.option("--event", type=PATH, help="event.yaml of the event that the form is about.")
@click.option("--out", type=PATH, help="The folder to write.  [default: that of --event]")
@click.option("--people", type=PATH, help="A list of registrations: all on it get a place.")
@click.option("--aliases", type=PATH, help="A table of codes, or of other texts, for options.")
@click.option("--form", type=PATH, help="Decisions to read.  [default: form.yaml of --out]")
@click.option("--sheet", default="", help="The sheet of a workbook that has the answers.")
@click.option("--encoding", help="Encoding of text files, if it is not recognised.")
@click.option(
    "--leave-out",
    multiple=True,
    type=click.Choice(KINDS),
    help="Doubtful answers that shall not count.",
)
@click.option(
    "--keep",
    multiple=True,
    type=click.Choice((*KINDS, "last", "first")),
    help="Doubtful answers that shall count; or which answer of a person does.",
)
@click.option(
    "--same-email",
    type=click.Choice(("one", "several")),
    help="Different names on one e-mail: one person, or several.",
)
@click.option(
    "--contradiction",
    type=click.Choice(("wish", "refusal")),
    help="What counts where somebody wishes for a session and refuses it.  [default: wish]",
)
@click.option("--yes", is_flag=True, help="Ask nothing; take what is usual.")
@click.option("--dry-run", is_flag=True, help="Write nothing.")
@click.option("--json", "as_json", is_flag=True, help="import.json on stdout.")
@click.option("--force", is_flag=True, help="Keep earlier files as backups.")
@click.option("--seats", help="Ballots: seats of every alternative, 19, or one a round: 9,9,6.")
@click.option("--drop", help="Ballots: numbers of alternatives to leave out, such as 9 or 3,9.")
@click.option("--weights", help="Ballots: what a level counts in each round, such as 1,1,2.")
@click.option(
    "--seed", type=click.IntRange(0, 2**63 - 1), help="Ballots: decides among equals."
)
def import_files(files: tuple[Path, ...], **options: Any) -> None:
    """Make an instance from FILES: a form export as it was downloaded, for --event.

    Also our own attendees.csv and preferences.csv, and without --event public ballots:
    PrefLib's .soc .soi .toc .toi .cat, and JSON with prefs and capacity.
    """
    if options["event"] is None:
        ballots = {name: options[name] for name in (*BALLOTS, "force")}
        try:
            import_ballots(files, _out(options), **ballots)
        except InputRefused:
            _hint_at_event(files)
            raise
        return
    for name in BALLOTS:
        if options[name] is not None:
            why = heard(told("goes without --event only"))
            raise click.BadParameter(why, param_hint=f"--{name}")
    with rare_collections():
        _import_form(files, options)


def _out(options: dict[str, Any]) -> Path:
    out = options["out"]
    if isinstance(out, Path):
        return out
    raise UsageTrouble(
        told("say with --event for which event the form is, or with --out where ballots go")
    )


def _hint_at_event(files: tuple[Path, ...]) -> None:
    """Say what forms need, where a file looks like one."""
    if any(file.suffix.casefold() in FORMS for file in files):
        echo(
            told("If this is the export of a form: say with --event for which event."), err=True
        )


def _import_form(files: tuple[Path, ...], options: dict[str, Any]) -> None:
    from allocator.importing import import_from, record_text, write_import

    event: Path = options["event"]
    out: Path = options["out"] or (event if event.is_dir() else event.parent)
    imported = import_from(_request(files, out, options))
    notices = [finding for finding in imported.findings if not finding.stops]
    if options["as_json"]:
        click.echo(record_text(imported), nl=False)
    show(_people_first(notices))
    if imported.refused:
        raise InputRefused(imported.findings)
    force = options["force"]
    written = None if options["dry_run"] else write_import(imported, out, force=force)
    if not options["as_json"]:
        say_understood(imported)
        conclude(imported, out, written)


def _request(files: tuple[Path, ...], out: Path, options: dict[str, Any]) -> Request:
    from allocator.importing import Request
    from allocator.importing.decisions import Decisions
    from allocator.importing.doubts import Doubt

    kept = set(options["keep"])
    order = [word for word in options["keep"] if word in ("last", "first")]
    said = Decisions(
        sheet=options["sheet"],
        leave_out=frozenset(map(Doubt, options["leave_out"])),
        keep=frozenset(map(Doubt, kept - {"last", "first"})),
        same_email=options["same_email"] or "",
        keep_answer=order[-1] if order else "",
        contradiction=options["contradiction"] or "",
    )
    twice = said.leave_out & said.keep
    if twice:
        kinds = ", ".join(sorted(kind.value for kind in twice))
        raise UsageTrouble(told("both --keep and --leave-out: {kinds}", kinds=kinds))
    names = ("event", "form", "people", "aliases", "encoding")
    named = {name: options[name] for name in names}
    return Request(files=files, out=out, said=said, ask=_asks(options), **named)


def _asks(options: dict[str, Any]) -> Callable[[str, bool], bool] | None:
    """Return how questions are put; None where nobody sits at a terminal."""
    silent = options["yes"] or options["as_json"]
    if silent or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None

    return confirmed


def _people_first(findings: list[Finding]) -> list[Finding]:
    """Return notices, those about who counts before those about single cells."""
    return sorted(findings, key=lambda f: not "N740" <= f.code <= "N759")
