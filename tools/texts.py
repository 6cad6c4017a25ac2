"""Catalogues: what is said in src, its bokmål in .po files, compiled to .mo beside them.

`python tools/texts.py` (or `make texts`) adds new sentences with an empty translation, drops
those that are said no more, and compiles. It ends with 1 while translations are missing.
"""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import phrases
from catalogues import Plain, folder, forms, missing, read, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog, Message

SOURCE = Path(__file__).parents[1] / "src" / "allocator"

SENTENCE = re.compile(r"(.*\.)?(told|tr|Speaker\(.*\))")
COUNTED = re.compile(r"(.*\.)?(told_of|tr\.of|Speaker\(.*\)\.of)")
"""How functions that take sentences are called: a `Speaker` always has the name `tr`."""

DOMAINS = {
    "checkup": "checkup",
    "cli": "command",
    "cli/check.py": "checkup",
    "cli/export.py": "lists",
    "cli/imports.py": "imports",
    "cli/imported.py": "imports",
    "cli/guessing": "setup",
    "cli/init.py": "setup",
    "cli/privacy.py": "letters",
    "cli/setup.py": "setup",
    "codes": "codes",
    "codes/checkup.py": "checkup",
    "codes/forms.py": "forms",
    "codes/imports.py": "imports",
    "codes/lists.py": "lists",
    "codes/privacy.py": "letters",
    "codes/setup.py": "setup",
    "codes/sheets.py": "sheets",
    "forms": "forms",
    "forms/guess": "setup",
    "importing": "imports",
    "lists": "lists",
    "lists/letters": "letters",
    "privacy": "letters",
    "readers/event_document.py": "setup",
    "readers/event_file.py": "imports",
    "readers/people_file.py": "imports",
    "readers/setup_book": "setup",
    "setup_cells": "setup",
    "reporting/management.py": "letters",
    "sheets": "sheets",
    "sheets/files.py": "findings",
    "sheets/text.py": "findings",
    "verifier": "letters",
    "writers/file.py": "letters",
    "writers/folder.py": "letters",
    "writers/leftovers.py": "letters",
    "writers/people_file.py": "imports",
    "writers/event_text.py": "setup",
    "writers/setup_book.py": "setup",
    "writers/several.py": "imports",
}
"""The catalogue of a new sentence by the longest beginning of where it is said."""

OTHERS = "findings"

MAKERS = ("language/told.py", "language/speaker.py")
"""Where sentences are made of what is passed on."""


@dataclass(frozen=True)
class Said:
    """A sentence as it stands in the code.

    Attributes
    ----------
    file
        Path below src/allocator.
    line
        Counted from 1.
    pattern
        The sentence; for one, where a number decides.
    many
        The sentence for many, "" where no number decides.
    """

    file: str
    line: int
    pattern: str
    many: str = ""

    @property
    def id(self) -> str | tuple[str, str]:
        """The message id as Babel has it."""
        return (self.pattern, self.many) if self.many else self.pattern

    @property
    def domain(self) -> str:
        """The catalogue that it goes to when it is new."""
        fitting = [place for place in DOMAINS if self.file.startswith(place)]
        return DOMAINS[max(fitting, key=len)] if fitting else OTHERS


def said_in(file: str, code: str) -> Iterator[Said]:
    """Yield every sentence of a source file.

    Parameters
    ----------
    file
        Path below src/allocator.
    code
        Its text.

    Raises
    ------
    ValueError
        If a sentence is not a literal: no catalogue could hold it.

    Examples
    --------
    >>> [s.id for s in said_in("x.py", 'told("no {a}", a=1); tr.of(n, "one", "many")')]
    ['no {a}', ('one', 'many')]
    """
    for node in ast.walk(ast.parse(code)):
        places = _places(node.func) if isinstance(node, ast.Call) else ()
        if places:
            given = dict(enumerate(node.args))
            texts = [p.value for i in places if isinstance(p := given.get(i), ast.Constant)]
            if len(texts) < len(places):
                raise ValueError(f"{file}, line {node.lineno}: a sentence that is no literal")
            yield Said(file, node.lineno, *texts)


def _places(function: ast.expr) -> tuple[int, ...]:
    """Return at which places a function takes sentences."""
    called = ast.unparse(function)
    if COUNTED.fullmatch(called):
        return (1, 2)
    return (0,) if SENTENCE.fullmatch(called) else ()


def all_said() -> list[Said]:
    """Return every sentence of the package, in the order of files and lines."""
    files = {p.relative_to(SOURCE).as_posix(): p for p in sorted(SOURCE.rglob("*.py"))}
    return [
        said
        for name, path in files.items()
        if name not in MAKERS
        for said in said_in(name, path.read_text(encoding="utf-8"))
    ]


def sentences() -> dict[str, Catalog]:
    """Return the bokmål of all sentences, a catalogue by domain."""
    domains = (path.stem for path in sorted(folder("nb").glob("*.po")))
    return {domain: read("nb", domain) for domain in domains if domain not in phrases.DOMAINS}


def update(found: dict[str, Catalog], said: list[Said]) -> None:
    """Give each domain what is said in its files, and nothing else.

    A sentence that is said in several domains stands in each of them; what one of them, or
    the one that it leaves, has as its bokmål is taken over.

    Parameters
    ----------
    found
        Catalogues by domain; changed in place.
    said
        Every sentence of the package.
    """
    ids = {s.pattern: s.id for s in sorted(said, key=lambda s: bool(s.many))}
    known = {_key(m): m.string for c in found.values() for m in c if all(forms(m.string))}
    for domain in {*found, *(sentence.domain for sentence in said)}:
        own, before = Plain("nb"), found.get(domain, Plain("nb"))
        for id_ in (ids[s.pattern] for s in said if s.domain == domain):
            there, string = before.get(id_), known.get(forms(id_))
            if there is not None and _key(there) == forms(id_) and all(forms(there.string)):
                string = there.string
            own.add(id_, string, user_comments=getattr(there, "user_comments", ()))
        found[domain] = own


def _key(message: Message) -> tuple[str, ...]:
    return forms(message.id)


def main() -> int:
    """Update and compile all catalogues; say what has no translation yet."""
    found = sentences()
    update(found, all_said())
    bare = phrases.update()
    for domain, catalogue in found.items():
        write("nb", domain, catalogue)
        bare += missing(catalogue)
    for id_ in bare:
        print(f"no bokmål: {id_}")
    return 1 if bare else 0


if __name__ == "__main__":
    sys.exit(main())
