"""PrefLib files: complete and incomplete orders with or without ties, and categories.

The format (`.soc .soi .toc .toi .cat`) is that of Mattei, Walsh, "PrefLib: a library for
preferences", ADT 2013, in its present form: header lines "# KEY: value", then lines
"count: 1,2,{3,4}". In `.cat` files each place is a category, such as yes, maybe, no.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain

from allocator.errors import Finding
from allocator.readers.ballots.ballot import Ballot, Poll

HEADER = re.compile(r"#\s*(?P<key>[^:]+?)\s*:\s*(?P<value>.*)")
NAME = re.compile(r"(ALTERNATIVE|CATEGORY) NAME ([0-9]+)")
PLACE = r"(?:[0-9]+|\{\s*(?:[0-9]+(?:\s*,\s*[0-9]+)*)?\s*\})"
ORDER = re.compile(rf"(?P<count>[0-9]+)\s*:\s*(?P<order>{PLACE}(?:\s*,\s*{PLACE})*)?\s*,?")
STRICT, COMPLETE = ("soc", "soi"), ("soc", "toc")
NO = ("no", "nei")
LARGEST_COUNT = 200_000


@dataclass
class _Reading:
    """One pass over the lines."""

    file: str
    header: dict[str, str] = field(default_factory=dict)
    names: dict[str, dict[int, str]] = field(
        default_factory=lambda: {"ALTERNATIVE": {}, "CATEGORY": {}}
    )
    ballots: list[Ballot] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def say(self, row: int, told: str, code: str) -> None:
        """Keep a finding."""
        self.findings.append(Finding(self.file, row, "", told, code))

    @property
    def kind(self) -> str:
        """Such as "soc"; "cat" where there are categories."""
        return self.header.get("DATA TYPE", "cat" if self.names["CATEGORY"] else "")

    @property
    def refusing(self) -> bool:
        """Whether the last category is a no."""
        categories = self.names["CATEGORY"]
        return bool(categories) and categories[max(categories)].casefold() in NO


def is_preflib(text: str) -> bool:
    """Tell whether a text begins with a header as PrefLib writes it."""
    return any(HEADER.fullmatch(line.strip()) for line in text.splitlines()[:3])


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
    for row, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip().removeprefix("\ufeff")
        if stripped.startswith("#"):
            _head(reading, stripped)
        elif stripped:
            _order(reading, row, stripped)
    _count(reading)
    if reading.findings:
        return [], reading.findings
    title = reading.header.get("TITLE") or file
    alternatives = dict(sorted(reading.names["ALTERNATIVE"].items()))
    return [Poll(file, title, alternatives, tuple(reading.ballots))], []


def _head(reading: _Reading, line: str) -> None:
    match = HEADER.fullmatch(line)
    if match is None:
        return
    key, value = match["key"].upper(), match["value"].strip()
    named = NAME.fullmatch(key)
    if named:
        number = int(named[2])
        reading.names[named[1]][number] = value or f"{named[1].capitalize()} {number}"
    else:
        reading.header[key] = value


def _order(reading: _Reading, row: int, line: str) -> None:
    match = ORDER.fullmatch(line)
    if match is None:
        told = 'is no order: must look like "3: 1,2,{4,5}", a count and then alternatives'
        reading.say(row, told, "E602")
        return
    count = int(match["count"])
    if not 1 <= count <= LARGEST_COUNT:
        reading.say(row, f"the count must be 1..{LARGEST_COUNT}", "E602")
        return
    places = re.findall(PLACE, match["order"] or "")
    tiers = [tuple(int(n) for n in re.findall(r"[0-9]+", place)) for place in places]
    if _told(reading, row, tiers):
        return
    whole = len(tiers) == len(reading.names["CATEGORY"])
    refused = tiers.pop() if reading.refusing and whole else ()
    ballot = Ballot(tuple(tier for tier in tiers if tier), frozenset(refused))
    reading.ballots += [ballot] * count


def _told(reading: _Reading, row: int, tiers: list[tuple[int, ...]]) -> bool:
    """Say what is wrong with an order; tell whether something is."""
    before, known = len(reading.findings), reading.names["ALTERNATIVE"]
    named = list(chain.from_iterable(tiers))
    for number in sorted(set(named) - known.keys()):
        reading.say(row, f"names alternative {number}, which the header does not", "E603")
    for number in sorted({n for n in named if named.count(n) > 1}):
        reading.say(row, f"names alternative {number} twice", "E604")
    if reading.kind in STRICT and any(len(tier) > 1 for tier in tiers):
        reading.say(row, f"has a tie, but the type {reading.kind} has none", "E605")
    if reading.kind in COMPLETE and set(named) < known.keys():
        told = f"leaves alternatives out, but the type {reading.kind} is complete"
        reading.say(row, told, "E605")
    if reading.kind == "cat" and len(tiers) > len(reading.names["CATEGORY"]):
        reading.say(row, "has more places than there are categories", "E605")
    return len(reading.findings) > before


def _count(reading: _Reading) -> None:
    """Hold the numbers of the header against what is there."""
    wrong_rows = any(finding.row for finding in reading.findings)
    counted = {
        "NUMBER ALTERNATIVES": len(reading.names["ALTERNATIVE"]),
        "NUMBER VOTERS": len(reading.ballots),
        "NUMBER CATEGORIES": len(reading.names["CATEGORY"]),
    }
    for key, found in counted.items():
        said = reading.header.get(key, "")
        if said.isdecimal() and int(said) != found and not wrong_rows:
            reading.say(0, f"{key} says {said}, there are {found}", "E606")
    if not reading.ballots and not wrong_rows:
        reading.say(0, "holds no orders", "E606")
