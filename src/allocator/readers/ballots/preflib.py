"""PrefLib files: complete and incomplete orders with or without ties, and categories.

The format (`.soc .soi .toc .toi .cat`) is that of Mattei, Walsh, "PrefLib: a library for
preferences", ADT 2013, in its present form: header lines "# KEY: value", then lines
"count: 1,2,{3,4}". In `.cat` files each place is a category, such as yes, maybe, no.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain

from allocator.errors import Finding
from allocator.language import told
from allocator.readers.ballots.ballot import MOST_PEOPLE, Ballot, Poll
from allocator.sheets.text import LINE_END

NUMBER = r"[0-9]{1,9}"
HEADER = re.compile(r"# ?(?P<key>[^:]+?) ?:(?P<value>.*)")
NAME = re.compile(rf"(ALTERNATIVE|CATEGORY) NAME ({NUMBER})")
PLACE = rf"(?:{NUMBER}|\{{ ?(?:{NUMBER}(?: ?, ?{NUMBER})* ?)?\}})"
ORDER = re.compile(rf"(?P<count>{NUMBER}) ?:(?: ?(?P<order>{PLACE}(?: ?, ?{PLACE})*))?(?: ?,)?")
KINDS = ("soc", "soi", "toc", "toi", "cat")
STRICT, COMPLETE = ("soc", "soi"), ("soc", "toc")
NO = ("no", "nei")


@dataclass
class _Reading:
    """One pass over the lines; header values keep their rows."""

    file: str
    header: dict[str, tuple[int, str]] = field(default_factory=dict)
    names: dict[str, dict[int, str]] = field(
        default_factory=lambda: {"ALTERNATIVE": {}, "CATEGORY": {}}
    )
    kind: str = ""
    people: int = 0
    unread: bool = False
    ballots: list[Ballot] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def say(self, row: int, why: str, code: str) -> None:
        """Keep a finding."""
        self.findings.append(Finding(self.file, row, "", why, code))

    @property
    def refusing(self) -> bool:
        """Whether the last category is a no."""
        categories = self.names["CATEGORY"]
        return bool(categories) and categories[max(categories)].casefold() in NO


def is_preflib(text: str) -> bool:
    """Tell whether a text begins with a header as PrefLib writes it."""
    first = LINE_END.split(text.lstrip(), maxsplit=1)[0]
    return HEADER.fullmatch(" ".join(first.split())) is not None


def read_preflib(file: str, text: str) -> tuple[list[Poll], list[Finding]]:
    """Read one PrefLib file.

    Parameters
    ----------
    file
        Name for the findings.
    text
        The text of the file.

    Returns
    -------
    polls : list of Poll
        One, or none where the file is refused.
    findings : list of Finding
        All of them, with their lines.
    """
    reading = _Reading(file)
    texts = (" ".join(line.split()) for line in LINE_END.split(text))
    lines = [(row, line) for row, line in enumerate(texts, start=1) if line]
    for row, line in lines:
        if line.startswith("#"):
            _head(reading, row, line)
    if not _kind(reading):
        return [], reading.findings
    for row, line in lines:
        if not line.startswith("#"):
            _order(reading, row, line)
    _count(reading)
    if reading.findings:
        return [], sorted(reading.findings)
    _, title = reading.header.get("TITLE", (0, ""))
    alternatives = dict(sorted(reading.names["ALTERNATIVE"].items()))
    return [Poll(file, title or file, alternatives, tuple(reading.ballots))], []


def _head(reading: _Reading, row: int, line: str) -> None:
    match = HEADER.fullmatch(line)
    if match is None:
        return
    key, value = match["key"].upper(), match["value"].strip()
    named = NAME.fullmatch(key)
    if named is None:
        reading.header[key] = row, value
        return
    what, number = named[1], int(named[2])
    if number in reading.names[what]:
        again = told("alternative {n} has a name already", n=number)
        if what == "CATEGORY":
            again = told("category {n} has a name already", n=number)
        reading.say(row, again, "E614")
    reading.names[what][number] = value or f"{what.capitalize()} {number}"


def _kind(reading: _Reading) -> bool:
    """Take the type of the file, the broadest if it says none; tell whether it is known."""
    broadest = "cat" if reading.names["CATEGORY"] else "toi"
    row, said = reading.header.get("DATA TYPE", (0, ""))
    reading.kind = said.casefold() or broadest
    if reading.kind in KINDS:
        return True
    why = told("DATA TYPE must be one of {names}", names=", ".join(KINDS))
    reading.say(row, why, "E611")
    return False


def _order(reading: _Reading, row: int, line: str) -> None:
    match = ORDER.fullmatch(line)
    count = int(match["count"]) if match else 0
    if match is None or count == 0:
        why = told(
            'is no order: must look like "3: 1,2,{{4,5}}", a count and then alternatives'
        )
        reading.say(row, why, "E612")
        reading.unread = True
        return
    places = re.findall(PLACE, match["order"] or "")
    tiers = [tuple(int(n) for n in re.findall(NUMBER, place)) for place in places]
    _judge(reading, row, tiers)
    reading.people += count
    whole = len(tiers) == len(reading.names["CATEGORY"])
    refused = tiers.pop() if reading.refusing and whole else ()
    ballot = Ballot(tuple(tier for tier in tiers if tier), frozenset(refused))
    if reading.people <= MOST_PEOPLE:
        reading.ballots += [ballot] * count


def _judge(reading: _Reading, row: int, tiers: list[tuple[int, ...]]) -> None:
    """Say what is wrong with an order."""
    known = reading.names["ALTERNATIVE"]
    named = Counter(chain.from_iterable(tiers))
    for number in sorted(named.keys() - known.keys()):
        why = told("names alternative {n}, which the header does not", n=number)
        reading.say(row, why, "E613")
    for number in sorted(n for n, times in named.items() if times > 1):
        reading.say(row, told("names alternative {n} twice", n=number), "E614")
    if reading.kind in COMPLETE and not known.keys() <= named.keys():
        why = told(
            "leaves alternatives out, but the type {name} is complete", name=reading.kind
        )
        reading.say(row, why, "E615")
    if reading.kind == "cat":
        if len(tiers) > len(reading.names["CATEGORY"]):
            reading.say(row, told("has more places than there are categories"), "E615")
    elif () in tiers:
        reading.say(row, told("has an empty place, which only categories may have"), "E615")
    if reading.kind in STRICT and any(len(tier) > 1 for tier in tiers):
        why = told("has a tie, but the type {name} has none", name=reading.kind)
        reading.say(row, why, "E615")


def _count(reading: _Reading) -> None:
    """Hold the numbers of the header against what is there."""
    counted = {
        "NUMBER ALTERNATIVES": len(reading.names["ALTERNATIVE"]),
        "NUMBER CATEGORIES": len(reading.names["CATEGORY"]),
        "NUMBER VOTERS": reading.people,
    }
    if reading.unread:
        del counted["NUMBER VOTERS"]
    for key, found in counted.items():
        row, said = reading.header.get(key, (0, str(found)))
        if not re.fullmatch(NUMBER, said):
            reading.say(row, told("{key} must be a whole number", key=key), "E616")
        elif int(said) != found:
            why = told("{key} says {said}, there are {n}", key=key, said=said, n=found)
            reading.say(row, why, "E616")
    if reading.people > MOST_PEOPLE:
        why = told("{n} people; the limit is {most}", n=reading.people, most=MOST_PEOPLE)
        reading.say(0, why, "E619")
    if not reading.people and not reading.unread:
        reading.say(0, told("holds no orders"), "E616")
