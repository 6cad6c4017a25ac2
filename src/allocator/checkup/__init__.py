"""Everything that `check` tells of inputs: findings, counts, demand against seats.

Nothing heavy is loaded: no solver, no data frames, no charts.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from allocator.checkup.instance import check_instance
from allocator.checkup.values import Checkup
from allocator.errors import UsageTrouble
from allocator.language import told

if TYPE_CHECKING:
    import os

__all__ = ["Checkup", "check"]


def check(
    path: str | os.PathLike[str],
    event: str | os.PathLike[str] | None = None,
    *,
    people: str | os.PathLike[str] | None = None,
    aliases: str | os.PathLike[str] | None = None,
    encoding: str | None = None,
) -> Checkup:
    """Check inputs without solving.

    Parameters
    ----------
    path
        A folder of inputs, or a form export as it was downloaded.
    event
        For an export: `event.yaml` of what the form is about. Without it structure and
        people are looked at, not wishes.
    people, aliases
        For an export: a list of registrations, and other texts for options.
    encoding
        Of text files; None finds it out.

    Returns
    -------
    Checkup
        Findings, counts, and whether an allocation exists; also where the input is refused.

    Raises
    ------
    FileTrouble
        If something is missing or cannot be read.
    UsageTrouble
        If an event is given for a folder, which has its own, or the file holds ballots.

    Examples
    --------
    >>> import allocator
    >>> found = allocator.check("instances/tiny")
    >>> found.exit_code, found.counts.people.people
    (0, 6)
    """
    target = Path(path)
    others = [None if name is None else Path(name) for name in (event, people, aliases)]
    if not target.is_dir():
        from allocator.checkup.export import check_export

        stated, registered, texts = others
        return check_export(target, stated, people=registered, aliases=texts, encoding=encoding)
    if any(other is not None for other in others):
        raise UsageTrouble(told("a folder has its own event; --event goes with a form export"))
    return check_instance(target, encoding=encoding)
