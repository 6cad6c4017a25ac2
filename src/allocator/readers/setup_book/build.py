"""From rows of texts to the tree that event.yaml would give."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from allocator.language import either, told
from allocator.readers.setup_book.cells import Cells, Spot
from allocator.setup_cells import EVENT, RULE, known, same
from allocator.setup_cells.kinds import ID_LIST
from allocator.setup_cells.layout import BUSES, ROOMS, ROUNDS, RULES, SESSIONS, SPEAKERS
from allocator.setup_cells.quotes import unquoted
from allocator.setup_cells.round_sheets import ROUND, SESSION
from allocator.setup_cells.rule_sheet import BELONGS, EXCLUSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from allocator.errors import Finding
    from allocator.readers.event_tree import Path
    from allocator.readers.setup_book.grids import Grid, Text
    from allocator.setup_cells import Field, Table

    Row = dict[str, Text]

AUTO = "auto"


class Builder:
    """Puts an event together from the sheets.

    Parameters
    ----------
    file
        Name for the findings.
    grids
        Rows of the sheets by key.

    Attributes
    ----------
    cells
        The content, and where it stands.
    findings
        What was found.
    """

    def __init__(self, file: str, grids: Mapping[str, Grid]) -> None:
        self.file, self.grids = file, grids
        self.cells = Cells()
        self.findings: list[Finding] = []

    def build(self) -> Cells:
        """Read all sheets."""
        for row in self._rows(EVENT):
            self.cells.plain |= self._mapping(EVENT, row, ())
        self._home((), EVENT)
        for table in (ROOMS, BUSES, ROUNDS):
            self._list(table)
        self._sessions()
        self._speakers()
        self._rules()
        return self.cells

    def say(self, spot: Spot, message: str, code: str) -> None:
        """Add a finding about a cell."""
        self.findings.append(spot.finding(self.file, message, code))

    def _rows(self, table: Table) -> list[Row]:
        return self.grids[table.key].rows if table.key in self.grids else []

    def _home(self, path: Path, table: Table) -> None:
        """Let what has no cell stand at the top of a sheet."""
        if table.key in self.grids:
            self.cells.spots.setdefault(path, Spot(self.grids[table.key].sheet, (1, 1)))

    def _list(self, table: Table) -> None:
        self._home((table.key,), table)
        for row in self._rows(table):
            self._append(table, row, (table.key,))

    def _append(self, table: Table, row: Row, path: Path) -> None:
        """Add a row to the list at a path."""
        held = self._at(path)
        place: Path = (*path, len(held))
        held.append(self._mapping(table, row, place))

    def _at(self, path: Path) -> list[Any]:
        """Return the list at a path; it is made where it is not there."""
        node: Any = self.cells.plain
        for part in path[:-1]:
            node = node[part]
        held: list[Any] = node.setdefault(path[-1], [])
        return held

    def _mapping(self, table: Table, row: Row, path: Path) -> dict[str, Any]:
        """Return what a row says, nested as event.yaml has it; note its cells."""
        found: dict[str, Any] = {}
        spots = self.cells.spots
        if path and row:
            spots[path] = next(iter(row.values())).spot
        for column in table.fields:
            if column.path not in row or column.path.startswith(">"):
                continue
            text, keys = row[column.path], column.path.split(".")
            for n in range(1, len(keys)):
                spots.setdefault((*path, *keys[:n]), text.spot)
            spots[*path, *keys] = text.spot
            if text.text.strip():
                inner = found
                for key in keys[:-1]:
                    inner = inner.setdefault(key, {})
                inner[keys[-1]] = self._value(table, column, text, (*path, *keys))
        return found

    def _value(self, table: Table, column: Field, text: Text, path: Path) -> Any:
        value = column.kind.read(text.text)
        if column.words:
            words = {**column.also, **known(column.words.items(), _keys(column.words))}
            if same(text.text) in words:
                return words[same(text.text)]
            self.cells.refused.add(path)
            what = told("must be {words}", words=either(column.words.values()))
            self.say(text.spot, what, "E366")
        if column.path.endswith("assumed"):
            names = table.within(column.path.removesuffix("assumed"))
            words = known(names.items(), {key: key for key in names})
            return [words.get(same(name), name) for name in value]
        return self._coded(column.offers, text.text, value) if column.offers else value

    def _coded(self, key: str, text: str, value: Any) -> Any:
        """Return codes of a sheet where its titles are written."""
        codes = by_title(self.grids[key].rows) if key in self.grids else {}
        if isinstance(value, str) or same(text) in codes:
            return codes.get(same(text), value)
        return [codes.get(same(word), word) for word in value]

    def _sessions(self) -> None:
        """Put each session into its round."""
        rounds = {r.get("id"): at for at, r in reversed([*enumerate(self._at(("rounds",)))])}
        for row in self._rows(SESSIONS):
            at = self._belongs(row, ROUND, rounds, ROUNDS)
            if at is not None:
                self._append(SESSIONS, row, ("rounds", at, "sessions"))
        for at, round_ in enumerate(self.cells.plain["rounds"]):
            round_.setdefault("sessions", [])
            self.cells.spots.setdefault(
                ("rounds", at, "sessions"), self.cells.spot(("rounds", at))
            )

    def _speakers(self) -> None:
        """Put each speaker into the session."""
        sessions: dict[Any, Path] = {}
        for r, round_ in enumerate(self.cells.plain["rounds"]):
            for s, session in enumerate(round_["sessions"]):
                sessions.setdefault(session.get("id"), ("rounds", r, "sessions", s))
        for row in self._rows(SPEAKERS):
            path = self._belongs(row, SESSION, sessions, SESSIONS)
            if path is None:
                continue
            self._append(SPEAKERS, row, (*path, "speakers"))
            speakers = self._at((*path, "speakers"))
            if speakers[-1].keys() == {"name"}:
                speakers[-1] = speakers[-1]["name"]

    def _belongs(self, row: Row, column: str, known_: Mapping[Any, Any], of: Table) -> Any:
        """Return where a row belongs; None, with a finding, where that is not known."""
        text = row.get(column)
        if text is None:
            return None
        id_ = self._coded(of.key, text.text, text.text.strip())
        if id_ in known_:
            return known_[id_]
        near = get_close_matches(id_, [k for k in known_ if isinstance(k, str)], n=1)
        hint = told("; did you mean {name!r}?", name=near[0]) if near else ""
        what = told("is empty; it takes a code of the sheet {name!r}", name=of.name)
        if id_:
            what = told("no such code in the sheet {name!r}{hint}", name=of.name, hint=hint)
        self.say(text.spot, what, "E365")
        return None

    def _rules(self) -> None:
        for row in self._rows(RULES):
            first = row.get(RULE)
            kinds = known(RULES[RULE].words.items(), _keys(RULES[RULE].words))
            kind = kinds.get(same(first.text)) if first else None
            if kind is None:
                if first:
                    words = either(RULES[RULE].words.values())
                    self.say(first.spot, told("must be {words}", words=words), "E366")
                continue
            self._rule(str(kind), row)

    def _rule(self, kind: str, row: Row) -> None:
        for path, text in row.items():
            if path not in (RULE, *BELONGS[kind]) and text.text.strip():
                what = told("does not belong to this kind of rule; leave it empty")
                self.say(text.spot, what, "E370")
        own = {path: text for path, text in row.items() if path in BELONGS[kind]}
        if kind != EXCLUSION:
            self._append(RULES, own, (kind,))
            return
        held = self._at((kind,))
        cell = own.get("session")
        if cell:
            self.cells.spots[kind, len(held)] = cell.spot
        held.append(ID_LIST.read(cell.text) if cell else [])


def by_title(rows: Iterable[Row]) -> dict[str, str]:
    """Return the codes of those rows of a sheet whose titles can mean nothing else.

    Parameters
    ----------
    rows
        With codes and titles.
    """
    said = [[row[path].text.strip() for path in ("id", "title") if path in row] for row in rows]
    pairs = [(pair[0], same(unquoted(pair[1]))) for pair in said if len(pair) > 1]
    titles = Counter(title for _, title in pairs)
    taken = {same(id_): id_ for id_, _ in pairs} | {AUTO: AUTO, "": ""}
    return {t: id_ for id_, t in pairs if titles[t] == 1 and taken.get(t, id_) == id_}


def _keys(words: Iterable[Any]) -> dict[Any, str]:
    """Return what programs call words: true and false for truths."""
    return {word: str(word).lower() for word in words}
