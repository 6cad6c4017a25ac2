"""What an import is asked to do, and what was decided before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from allocator.importing.decisions import FORM, Decisions, read_decisions
from allocator.sheets.files import read_files
from allocator.sheets.text import decode

if TYPE_CHECKING:
    from pathlib import Path

    from allocator.errors import Finding
    from allocator.importing.counting import Ask

LARGEST = 1_000_000


@dataclass(frozen=True)
class Request:
    """What an import is asked to do.

    Attributes
    ----------
    files
        The export.
    event
        `event.yaml`, or a folder with it.
    out
        Where the instance shall be: people of an earlier import there keep their codes.
    form
        Decisions to read; None takes `form.yaml` of `out`, if it is there.
    people
        A list of registrations.
    aliases
        A table of codes or other texts for options.
    encoding
        Of text files, None to find it out.
    said
        Decisions that go before those of the file.
    ask
        Puts open questions to a person; None if nobody can be asked.
    """

    files: tuple[Path, ...]
    event: Path
    out: Path | None = None
    form: Path | None = None
    people: Path | None = None
    aliases: Path | None = None
    encoding: str | None = None
    said: Decisions = field(default_factory=Decisions)
    ask: Ask | None = None

    def decisions(self) -> tuple[Decisions, list[Finding]]:
        """Return what was decided before and now, and what is wrong with the file.

        Raises
        ------
        FileTrouble
            If a file that was named cannot be read.
        """
        path = self.form or (self.out / FORM if self.out else None)
        if path is None or (self.form is None and not path.exists()):
            return self.said, []
        raw = read_files(path.parent, {path.name: LARGEST})[path.name]
        findings, before = raw.findings(), Decisions()
        if not findings:
            text, findings = decode(path.name, raw.data)
            if text is not None:
                before, more = read_decisions(path.name, text)
                findings += more
        return _together(before, self.said), findings


def _together(before: Decisions, said: Decisions) -> Decisions:
    """Return earlier decisions with new ones, which go first."""
    return replace(
        before,
        sheet=said.sheet or before.sheet,
        columns={**before.columns, **said.columns},
        aliases={**before.aliases, **said.aliases},
        statuses={**before.statuses, **said.statuses},
        leave_out=(before.leave_out - said.keep) | said.leave_out,
        keep=(before.keep - said.leave_out) | said.keep,
        same_email=said.same_email or before.same_email,
        keep_answer=said.keep_answer or before.keep_answer,
        contradiction=said.contradiction or before.contradiction,
    )
