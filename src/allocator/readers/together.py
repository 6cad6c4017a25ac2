"""together.csv: who is to be kept together, and who apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allocator.language import either, told
from allocator.problem import Pair
from allocator.readers.names import hint
from allocator.readers.people import composed, key
from allocator.readers.table import Row, Table, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.errors import Finding
    from allocator.problem import Event
    from allocator.readers.people import People

TOGETHER, APART = RELATIONS = ("together", "apart")


@dataclass
class Pairs:
    """What together.csv says.

    Attributes
    ----------
    together, apart
        Sorted, each pair once, `one` before `other`; a pair said of all rounds stands for
        what is said of it in one of them.
    findings
        What was found.
    """

    together: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    findings: list[Finding] = field(default_factory=list)


def read_pairs(file: str, text: str, event: Event | None, people: People) -> Pairs:
    """Read together.csv.

    Parameters
    ----------
    file
        Name for the findings.
    text
        The text of the file.
    event
        Has the rounds; None where event.yaml was refused, then they are not looked up.
    people
        What attendees.csv says.

    Returns
    -------
    Pairs
        Pairs and findings.
    """
    table = read_table(file, text, ("relation", "one", "other"), ("round",))
    by_key = {key(id_): id_ for id_ in people.row}
    said: dict[str, set[Pair]] = {relation: set() for relation in RELATIONS}
    again = 0
    for row in table.rows:
        relation = _relation(table, row)
        pair = _pair(table, row, people, by_key)
        round_id = _round(table, row, event)
        if relation is None or pair is None or round_id is None:
            continue
        found = Pair(*pair, round_id)
        again += found in said[relation]
        said[relation].add(found)
    kept = {relation: _covering(pairs) for relation, pairs in said.items()}
    again += sum(len(said[relation]) - len(kept[relation]) for relation in RELATIONS)
    if again:
        seen = told("rows that say again what another row says: {n}; they count once", n=again)
        table.say(0, "", seen, "N435")
    return Pairs(kept[TOGETHER], kept[APART], table.findings)


def _relation(table: Table, row: Row) -> str | None:
    said = row["relation"].casefold()
    if said in RELATIONS:
        return said
    why = told("must be {words}", words=either(RELATIONS))
    table.say(row.number, "relation", why, "E431")
    return None


def _pair(
    table: Table, row: Row, people: People, by_key: Mapping[str, str]
) -> tuple[str, str] | None:
    """Return the two people of a row in the order of their ids, None where it is refused."""
    good = True
    for column in ("one", "other"):
        why = _wrong_id(composed(row[column]), people, by_key)
        if why:
            table.say(row.number, column, why, "E432")
        good &= not why
    one, other = sorted(composed(row[column]) for column in ("one", "other"))
    if good and one == other:
        table.say(row.number, "other", told("the same person as in column one"), "E433")
        good = False
    return (one, other) if good else None


def _wrong_id(id_: str, people: People, by_key: Mapping[str, str]) -> str:
    """Return why an id is refused, "" where it is not."""
    if not id_:
        return told("id is empty")
    if id_ in people.row or not people.whole:  # perhaps the person stands in a row not read
        return ""
    near = by_key.get(key(id_))
    if near is None:
        return told("not in attendees.csv")
    return told(
        "not in attendees.csv; row {row} there differs only by case or invisible characters",
        row=people.row[near],
    )


def _round(table: Table, row: Row, event: Event | None) -> str | None:
    """Return the round of a row, "" for all of them, None where there is no such round."""
    said = composed(row["round"])
    if not said or event is None or said in event.offer:
        return said
    why = told("no such round{hint}", hint=hint(said, event.offer))
    table.say(row.number, "round", why, "E434")
    return None


def _covering(pairs: set[Pair]) -> tuple[Pair, ...]:
    """Return the pairs without those that are said of all rounds as well."""
    everywhere = {(p.one, p.other) for p in pairs if not p.round_id}
    return tuple(
        sorted(p for p in pairs if not p.round_id or (p.one, p.other) not in everywhere)
    )
