"""form.yaml: what an organiser has decided about a form, so that nothing is asked twice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from allocator.errors import Finding
from allocator.forms.answer import Role, Stated
from allocator.forms.scales import Scale
from allocator.importing.doubts import Doubt
from allocator.importing.identity import folded
from allocator.importing.statuses import Standing
from allocator.language import told
from allocator.readers.event_tree import Tree, read_tree, shown
from allocator.readers.schema_words import ID_PATTERN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from allocator.forms.codebook import CodeRow

Word = TypeVar("Word")

FORM = "form.yaml"
NO_WISH = "no wish"
"""Stands for a session where an option text is no wish at all."""

ROLES = {role.value.replace("_", " "): role for role in Role} | {
    "wishes": Role.WISH,
    "cannot": Role.REFUSAL,
    **dict.fromkeys(("ranks", "ratings", "answers", "ticks"), Role.WISH),
}
"""Words for columns that forms are understood by, also without being told."""

DETAILS = (
    "group",
    "needs wheelchair",
    "needs cannot_walk_far",
    "arrives",
    "leaves",
    "languages",
    "fixed",
    "priority",
)
"""Words for columns that are only ever stated: they are taken over into attendees.csv."""

KINDS = {scale.value + "s": scale for scale in (Scale.RANK, Scale.RATING, Scale.ANSWER)} | {
    "ticks": Scale.BOX
}
"""Words for columns of wishes that also say how these are meant."""

OF_A_ROUND = re.compile(rf"(wishes|cannot|{'|'.join(KINDS)})\s+(.+)")
ID = re.compile(ID_PATTERN)
CHOICES = {
    "same_email": ("one", "several"),
    "keep_answer": ("last", "first"),
    "contradiction": ("wish", "refusal"),
}


def round_in(word: str) -> str:
    """Return the round that a word of a column names, "" where it names none.

    >>> round_in("wishes R1"), round_in("email")
    ('R1', '')
    """
    found = OF_A_ROUND.fullmatch(word)
    return found[2] if found else ""


class ByHeader(Mapping[str, Word]):
    """Words by header, however case and blanks of the header are written.

    Parameters
    ----------
    words
        By header, as an organiser wrote it.

    Examples
    --------
    >>> "E-POST " in ByHeader({"E-post": Role.EMAIL})
    True
    """

    def __init__(self, words: Mapping[str, Word]) -> None:
        self._words = {folded(header): word for header, word in words.items()}

    def __getitem__(self, header: str) -> Word:
        return self._words[folded(header)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


@dataclass(frozen=True)
class Decisions:
    """What is decided about a form.

    Attributes
    ----------
    sheet
        Name of the sheet with the answers; "" lets the contents decide.
    columns
        Word for what a column is, by header.
    aliases
        Session id by option text; "" says that it is no wish.
    codes
        Question, code and text, for forms whose answers are codes.
    statuses
        What status words say, by word as written.
    leave_out, keep
        Kinds of doubtful answers that do not count, or do.
    same_email
        Different names on one e-mail are "one" person or "several"; "" is open.
    keep_answer
        Of several answers the "last" or the "first"; "" lets times decide.
    contradiction
        Of a session both wished for and refused the "wish" or the "refusal" counts; "" is
        open, and the wish counts meanwhile: nothing that was said is lost.
    """

    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[CodeRow, ...] = ()
    statuses: Mapping[str, Standing] = field(default_factory=dict)
    leave_out: frozenset[Doubt] = frozenset()
    keep: frozenset[Doubt] = frozenset()
    same_email: str = ""
    keep_answer: str = ""
    contradiction: str = ""

    def stated(self) -> Stated:
        """Return what these decisions say about columns and options."""
        roles, rounds, scales = dict[str, Role](), dict[str, str](), dict[str, Scale]()
        for header, word in self.columns.items():
            round_id = round_in(word)
            if round_id:
                rounds[header] = round_id
            role = word.removesuffix(round_id).strip() if round_id else word
            roles[header] = ROLES.get(role, Role.UNUSED)
            if role in KINDS:
                scales[header] = KINDS[role]
        by_header = ByHeader(roles), ByHeader(rounds), ByHeader(scales)
        return Stated(self.sheet, *by_header, self.aliases)

    def details(self) -> Mapping[str, str]:
        """Return the words of columns that are taken over, by header."""
        return ByHeader({h: word for h, word in self.columns.items() if word in DETAILS})


@dataclass
class _Reading:
    """Reads form.yaml and collects what is wrong with it."""

    file: str
    tree: Tree
    findings: list[Finding] = field(default_factory=list)

    def say(self, path: tuple[int | str, ...], message: str) -> None:
        row, column = self.tree.at(path)
        self.findings.append(Finding(self.file, row, column, message, "E747"))

    def value(self, key: str) -> object:
        return self.tree.plain.get(key)

    def choice(self, key: str) -> str:
        said = self.value(key)
        if said is None:
            return ""
        if said not in CHOICES[key]:
            words = " | ".join(CHOICES[key])
            self.say((key,), told("{key} must be one of: {words}", key=key, words=words))
        return str(said)

    def kinds(self, key: str) -> frozenset[Doubt]:
        said = self.value(key)
        listed = said if isinstance(said, list) else [] if said is None else [said]
        known = set(Doubt)
        for at, word in enumerate(listed):
            if word not in known:
                kinds = ", ".join(known_word.value for known_word in Doubt)
                self.say((key, at), told("{key} must list: {words}", key=key, words=kinds))
        return frozenset(kind for kind in Doubt if kind.value in listed)

    def words(self, key: str, good: Callable[[str], bool], rule: str) -> dict[str, str]:
        said = self.value(key)
        if said is None:
            return {}
        if not isinstance(said, Mapping):
            self.say((key,), told("{key} must be a mapping of texts", key=key))
            return {}
        for text, word in said.items():
            if not isinstance(text, str) or not isinstance(word, str) or not good(word):
                self.say((key, text), rule)
        return {str(text): str(word) for text, word in said.items()}

    def codes(self) -> tuple[CodeRow, ...]:
        said = self.value("codes")
        rows: list[CodeRow] = []
        for question, texts in said.items() if isinstance(said, Mapping) else ():
            for code, text in texts.items() if isinstance(texts, Mapping) else ():
                rows.append((str(question), str(code), str(text)))
        if said is not None and not rows:
            self.say(("codes",), told("must be texts by code, by question"))
        return tuple(rows)


def _good_column(word: str) -> bool:
    return word in ROLES or word in DETAILS or bool(ID.fullmatch(round_in(word)))


def _good_alias(word: str) -> bool:
    return word == NO_WISH or bool(ID.fullmatch(word))


def _unknown_keys(reading: _Reading) -> None:
    known = (
        "form",
        "sheet",
        "columns",
        "aliases",
        "codes",
        "statuses",
        "leave_out",
        "keep",
        *CHOICES,
    )
    for key in reading.tree.plain:
        if key not in known:
            words = ", ".join(known)
            message = told("unknown key {key}; known: {words}", key=shown(key), words=words)
            reading.say((key,), message)


def read_decisions(file: str, text: str) -> tuple[Decisions, list[Finding]]:
    """Read form.yaml.

    Parameters
    ----------
    file
        Name for the findings.
    text
        The text of the file.

    Returns
    -------
    tuple[Decisions, list[Finding]]
        What is decided, and what is wrong with the file.
    """
    tree, findings = read_tree(file, text)
    if tree is None:
        return Decisions(), findings
    reading = _Reading(file, tree)
    _unknown_keys(reading)
    columns = reading.words(
        "columns",
        _good_column,
        told(
            "must be one of: {words}; or wishes and a round, such as: wishes R1",
            words=", ".join((*ROLES, *DETAILS)),
        ),
    )
    aliases = reading.words(
        "aliases", _good_alias, told("must be the id of a session, or: {word}", word=NO_WISH)
    )
    standings = reading.words(
        "statuses",
        lambda word: word in set(Standing),
        told("must be one of: {words}", words=", ".join(s.value for s in Standing)),
    )
    sheet = reading.value("sheet")
    decided = Decisions(
        sheet=sheet if isinstance(sheet, str) else "",
        columns=columns,
        aliases={text: "" if id_ == NO_WISH else id_ for text, id_ in aliases.items()},
        codes=reading.codes(),
        statuses={
            text: Standing(word) for text, word in standings.items() if word in set(Standing)
        },
        leave_out=reading.kinds("leave_out"),
        keep=reading.kinds("keep"),
        same_email=reading.choice("same_email"),
        keep_answer=reading.choice("keep_answer"),
        contradiction=reading.choice("contradiction"),
    )
    for kind in decided.leave_out & decided.keep:
        reading.say(("keep",), told("{kind} is both left out and kept", kind=kind.value))
    return decided, reading.findings
