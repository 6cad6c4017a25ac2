"""Whether anything obeys all rules of an instance; no solver is loaded where it need not be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.checkup.existence import an_allocation
from allocator.errors import Explained
from allocator.readers import read_instance

if TYPE_CHECKING:
    from pathlib import Path

    from allocator.explainer import Explanation
    from allocator.readers import Instance


def check_instance(
    folder: str | Path, *, encoding: str | None = None, lang: str = "nb"
) -> tuple[Instance, Explanation | None]:
    """Read an instance and tell whether any allocation obeys all rules.

    Parameters
    ----------
    folder, encoding
        As for `read_instance`.
    lang
        Language of the explanation: "nb" or "en".

    Returns
    -------
    instance : Instance
        What was read, with its notices.
    explanation : Explanation or None
        None where an allocation was built without a solver; else what the explainer found:
        that one exists, or that this is not known in time.

    Raises
    ------
    FileTrouble, InputRefused
        As `read_instance`.
    Explained
        If no allocation exists.
    """
    instance = read_instance(folder, encoding=encoding)
    if an_allocation(instance.problem) is not None:
        return instance, None
    from allocator.explainer import explain

    found = explain(instance.problem)
    if found.exists is False:
        raise Explained(found.sentences(lang))
    return instance, found
