"""YAML text to a plain tree, and the lines on which its parts stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    NodeEvent,
    ScalarEvent,
)

from allocator.errors import Finding
from allocator.language import told

DEEPEST = 20
MOST_VALUES = 50_000
KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}(?![^\s:])")
Path = tuple[int | str, ...]


def shown(word: object) -> str:
    """Return a key in quotes if it looks like one: what has a capital may be a name."""
    plain = isinstance(word, str) and KEY.fullmatch(word)
    return told("{name!r}", name=word) if plain else ""


def _column(mark: Any) -> str:
    return told("col {n}", n=mark.column + 1)


def _plain(node: Any) -> Any:
    """Turn the loader's own kinds of mappings and lists into plain ones."""
    if isinstance(node, Mapping):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    return node


class Source(Protocol):
    """The content of an event, and where its parts stand."""

    @property
    def plain(self) -> Any:
        """Mappings, lists and scalars."""

    def at(self, path: Sequence[int | str]) -> tuple[int, str]:
        """Return row and column of the deepest part of a path that exists."""

    def words(self, path: Sequence[int | str]) -> str:
        """Return a path as people say it."""

    def finding(self, file: str, path: Sequence[int | str], message: str, code: str) -> Finding:
        """Return a finding about the deepest part of a path that exists."""


@dataclass(frozen=True)
class Tree:
    """The content of `event.yaml`, with lines and columns.

    Attributes
    ----------
    plain
        Mappings, lists and scalars.
    marked
        The same from the loader, which remembers positions.
    """

    plain: Any
    marked: Any

    def at(self, path: Sequence[int | str]) -> tuple[int, str]:
        """Return line and 'col N' of the deepest part of a path that exists."""
        node, line, column = self.marked, 0, 0
        for part in path:
            if isinstance(node, Mapping) and part in node:
                line, column = node.lc.key(part)  # type: ignore[attr-defined]
            elif isinstance(node, list) and isinstance(part, int):
                line, column = node.lc.item(part)  # type: ignore[attr-defined]
            else:
                continue
            node = node[part]
        return line + 1, told("col {n}", n=column + 1)

    def finding(self, file: str, path: Sequence[int | str], message: str, code: str) -> Finding:
        """Return a finding about the deepest part of a path that exists."""
        return Finding(file, *self.at(path), message, code)

    def words(self, path: Sequence[int | str]) -> str:
        """Return a path as people say it: 'rooms sal-1 seats'."""
        node, said = self.plain, list[str]()
        for at, part in enumerate(path):
            inside = isinstance(node, dict | list)
            known = _has(node, part)
            if known:
                node = node[part]
            if isinstance(part, int):
                said.append(_name(node, part) if known else str(part + 1))
            elif known or (inside and at == len(path) - 1):
                said.append(str(part))
        if len(said) > 2 and said[0] == "rounds" and said[2] == "sessions":
            said = said[2:]  # session ids are unique over the event
        return " ".join(said)


def _has(node: Any, part: int | str) -> bool:
    if isinstance(node, list):
        return isinstance(part, int) and part < len(node)
    return isinstance(node, dict) and part in node


def _name(node: Any, at: int) -> str:
    """Return the id of a list item, else its number."""
    found = node.get("id") if isinstance(node, dict) else None
    return found if isinstance(found, str) and len(found) < 100 else str(at + 1)


def _refused(event: Any) -> str:
    """Return what an event of the parser has that is not permitted, else ''."""
    if isinstance(event, AliasEvent):
        return told(
            "alias {name}: aliases are not permitted, write it out", name=shown(event.anchor)
        )
    if isinstance(event, DocumentStartEvent):
        odd = event.version not in (None, (1, 2)) or event.tags
        return told("directives (%YAML, %TAG) are not permitted") if odd else ""
    if not isinstance(event, NodeEvent):
        return ""
    if event.anchor is not None:
        return told(
            "anchor {name}: anchors are not permitted, write it out", name=shown(event.anchor)
        )
    if getattr(event, "tag", None):
        return told("tags (!...) are not permitted")
    merge = isinstance(event, ScalarEvent) and event.value == "<<"
    return told("merge keys (<<) are not permitted, write it out") if merge else ""


def _scan(file: str, text: str) -> list[Finding]:
    """Find anchors, aliases, tags, directives and depth before anything is built."""
    found, depth = list[Finding](), 0
    for count, event in enumerate(YAML(typ="rt", pure=True).parse(text)):
        why = _refused(event)
        depth += isinstance(event, CollectionStartEvent)
        depth -= isinstance(event, CollectionEndEvent)
        if depth > DEEPEST:
            why = told("nested deeper than the limit of {most}", most=DEEPEST)
        if count > MOST_VALUES:
            why = told("more values than the limit of {most}", most=MOST_VALUES)
        if why:
            mark = event.start_mark
            found.append(Finding(file, mark.line + 1, _column(mark), why, "E302"))
        if depth > DEEPEST or count > MOST_VALUES:
            break
    return found


def _broken(file: str, text: str, trouble: YAMLError) -> Finding:
    """Return a parser's complaint without the text that it quotes."""
    mark = getattr(trouble, "problem_mark", None)
    if not isinstance(trouble, MarkedYAMLError) or mark is None:
        return Finding(file, 0, "", told("is no valid YAML"), "E301")
    line, column = mark.line + 1, _column(mark)
    lines = text.splitlines()
    rest = lines[mark.line][mark.column :] if mark.line < len(lines) else ""
    if isinstance(trouble, DuplicateKeyError):
        word = KEY.match(rest)
        why = told("one key twice in one mapping")
        if word:
            why = told("key {name!r} twice in one mapping", name=word.group())
        return Finding(file, line, column, why, "E303")
    if rest.startswith("\t"):
        why = told("a tab where YAML permits blanks only")
        return Finding(file, line, column, why, "E304")
    why = told("is no valid YAML here; look at indents, quotes and colons")
    if "single document" in str(trouble.context):
        why = told("a second document (---); one is permitted")
    return Finding(file, line, column, why, "E301")


def read_tree(file: str, text: str) -> tuple[Tree | None, list[Finding]]:
    """Read YAML 1.2.

    Parameters
    ----------
    file
        Name for the findings.
    text
        The text of the file.

    Returns
    -------
    tuple[Tree | None, list[Finding]]
        The tree, None if there are findings.
    """
    try:
        found = _scan(file, text)
        if found:
            return None, found
        yaml = YAML(typ="rt", pure=True)
        yaml.allow_duplicate_keys = False
        marked = yaml.load(text)
    except YAMLError as trouble:
        return None, [_broken(file, text, trouble)]
    except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError):
        # the loader trips over a scalar such as the date 2024-13-45
        why = told("a value that cannot be read, such as a date that does not exist")
        return None, [Finding(file, 0, "", why, "E301")]
    if not isinstance(marked, Mapping):
        why = told("must be a mapping with keys such as title, date and rounds")
        return None, [Finding(file, 1, "", why, "E305")]
    return Tree(_plain(marked), marked), []
