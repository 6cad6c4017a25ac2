"""From the values of an explanation to sentences in bokmål or English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from allocator.explainer.dials import SEATS
from allocator.language import moments
from allocator.language.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.explainer.values import Clause, Explanation, Reason, WayOut

SHOWN = 12
"""Ids that a list shows before it says how many more there are."""
MOMENT = re.compile(r"(?:(\d{4}-\d\d-\d\d) )?(\d\d:\d\d)")
REASONS = 12
"""Reasons that are told before it is said how many more there are."""


def in_sentences(explanation: Explanation, lang: str) -> list[str]:
    """Return an explanation in sentences; see `Explanation.sentences`."""
    return list(_Teller(lang).lines(explanation))


@dataclass(frozen=True)
class Count:
    """A number as people read it, `f"{n:seat/seats}"` with its word."""

    number: int
    gap: str = ","

    def __format__(self, words: str) -> str:
        """Return the number, with the word for one or for many."""
        told = f"{self.number:,}".replace(",", self.gap if abs(self.number) > 9999 else "")
        one, _, many = words.partition("/")
        return f"{told} {one if self.number == 1 else many}" if words else told


@dataclass(frozen=True)
class Names:
    """A list of ids as people read it; `f"{n:it is/they are}"` is the word alone."""

    names: tuple[str, ...]
    last: str = "and"
    more: str = "{n} more"

    def __format__(self, words: str) -> str:
        """Return the ids, or the word for one or for many."""
        if words:
            one, _, many = words.partition("/")
            return one if len(self.names) == 1 else many
        shown = list(self.names[:SHOWN])
        if len(self.names) > SHOWN:
            shown.append(self.more.format(n=len(self.names) - SHOWN))
        head, tail = shown[:-1], "".join(shown[-1:])
        return f"{', '.join(head)} {self.last} {tail}" if head else tail


class _Teller:
    """Says clauses in one language."""

    def __init__(self, lang: str) -> None:
        self.lang, self.texts = lang, phrases("explain", lang)

    def lines(self, explanation: Explanation) -> Iterator[str]:
        """Yield the sentences of an explanation."""
        seconds = f"{explanation.seconds:g}"
        if explanation.exists is not False:
            key = "exists" if explanation.exists else "unknown"
            yield self.text(key).format(seconds=seconds)
            return
        if not explanation.reasons:
            yield self.text("not_isolated").format(seconds=seconds)
            return
        yield self.text("none")
        for reason in explanation.reasons[:REASONS]:
            yield from self.reason(reason)
        if (rest := len(explanation.reasons) - REASONS) > 0:
            yield self.text("more_reasons").format(n=self.count(rest))
        yield from self.ways(explanation.ways_out, complete=explanation.complete)
        if not explanation.complete:
            yield self.text("cut").format(seconds=seconds)

    def text(self, *keys: str) -> str:
        """Return a text of the catalogue."""
        return self.texts[".".join(keys)]

    def reason(self, reason: Reason) -> Iterator[str]:
        """Yield a because-sentence, or a sentence and a line for each session."""
        claim = self.filled("reason", reason)
        if not reason.because:
            yield claim
        elif reason.kind == "no day":
            yield claim
            yield from map(self.line, reason.because)
        else:
            clauses = [self.filled("clause", clause) for clause in reason.because]
            yield self.text("because").format(because=self.joined(clauses), claim=claim)

    def line(self, excluded: Clause) -> str:
        """Say why a session is excluded."""
        because: Sequence[Clause] = getattr(excluded, "because", ())
        clauses = [self.filled("clause", clause) for clause in because]
        own = bool(because) and all(c.sessions[:1] == excluded.sessions for c in because)
        return f"  {'' if own else f'{excluded.sessions[0]}: '}{self.joined(clauses)}"

    def ways(self, found: Sequence[WayOut], *, complete: bool) -> Iterator[str]:
        """Yield the ways out, those that differ by the place alone on one line."""
        if found:
            yield self.text("proposals")
        elif complete:
            yield self.text("no_way")
        together: dict[object, list[WayOut]] = {}
        for k, way in enumerate(found):
            key = (way.kind, way.amount) if way.kind in SEATS else k
            together.setdefault(key, []).append(way)
        for ways in together.values():
            yield f"  – {self.way(ways[0]) if len(ways) == 1 else self.any_of(ways)}"

    def any_of(self, ways: Sequence[WayOut]) -> str:
        """Say a seat more in one of several places."""
        places = [*(p for w in ways for p in (*w.sessions, *w.words.values()))]
        values = self.values(ways[0]) | {"places": self.names(tuple(places))}
        return self.text("way", f"any of {ways[0].kind}").format(**values)

    def way(self, way: WayOut) -> str:
        """Say one way out."""
        if way.kind == "exceptions" and len(way.rules) == 1:
            known = self.texts.get(f"exception.{way.rules[0]}")
            if known is not None:
                return known.format(**self.values(way))
        return self.filled("way", way)

    def filled(self, table: str, clause: Clause) -> str:
        """Return the text of a clause with its values."""
        return self.text(table, clause.kind).format(**self.values(clause))

    def values(self, clause: Clause) -> dict[str, Any]:
        """Return everything that a text may name."""
        people, sessions = clause.people, clause.sessions
        found: dict[str, Any] = {
            "session": sessions[0] if sessions else "",
            "sessions": self.names(sessions),
            "others": self.names(sessions[1:]),
            "person": people[0] if people else "",
            "other_person": people[1] if len(people) > 1 else "",
            "people": self.names(people),
            "rule_text": self.rule(clause, *clause.rules[:1]),
            "rule_texts": self.joined([self.quoted(clause, r) for r in clause.rules]),
        }
        found |= {name: self.word(word) for name, word in clause.words.items()}
        found["ids"] = self.phrase("ids", people=found["people"]) if people else ""
        found["example"] = self.example(clause) if people else ""
        for name, phrase in (("round", "in_round"), ("about", "about_text")):
            key, word = phrase.removesuffix("_text"), clause.words.get(name)
            found[phrase] = self.phrase(key, **{name: word}) if word else ""
        if found["about_text"] and "more" in clause.numbers:
            words = {"about": clause.words["about"], "more": clause.numbers["more"]}
            found["about_text"] = self.phrase("about_some", **words)
        found |= {name: self.count(number) for name, number in clause.numbers.items()}
        return found | self.of_way(clause)

    def of_way(self, clause: Clause) -> dict[str, Any]:
        """Return what only a way out has."""
        amount, value = getattr(clause, "amount", None), getattr(clause, "value", None)
        if amount is None:
            return {}
        found: dict[str, Any] = {"amount": self.count(amount)}
        if value is not None:
            found |= {"value": self.count(value), "was": self.count(value + amount)}
        parts = [self.way(part) for part in getattr(clause, "parts", ())]
        return found | {"parts": self.joined(parts)}

    def example(self, clause: Clause) -> str:
        """Return for whom a change will do, and where it is made if one file says it."""
        people = self.names(clause.people)
        where = self.texts.get(f"where.{clause.rules[0]}") if len(clause.rules) == 1 else None
        if where is None:
            return self.phrase("example", people=people)
        return self.phrase("example_where", people=people, where=where)

    def phrase(self, key: str, **values: object) -> str:
        """Return a part of a sentence."""
        return self.text("phrase", key).format(**values)

    def rule(self, clause: Clause, name: str = "") -> str:
        """Return what people call a rule of a clause; a foreign one says its sentence."""
        return self.texts.get(f"rules.{name}") or clause.words.get("sentence", name)

    def quoted(self, clause: Clause, name: str) -> str:
        """Return the same in quotation marks."""
        return self.phrase("quoted", text=self.rule(clause, name))

    def word(self, word: str) -> str:
        """Return a word; a time of the day, or a moment, as the language writes it."""
        found = MOMENT.fullmatch(word)
        if not found:
            return word
        day, time = found.groups()
        said = moments.figures(self.lang, time)
        known = day and moments.short_day(self.lang, date.fromisoformat(day))
        return f"{said} ({known})" if known else said

    def count(self, number: int) -> Count:
        """Return a number as the language writes it."""
        return Count(number, "\u00a0" if self.lang == "nb" else ",")

    def names(self, names: tuple[str, ...]) -> Names:
        """Return a list of ids."""
        return Names(names, self.text("and"), self.text("more"))

    def joined(self, parts: Sequence[str]) -> str:
        """Return parts of a sentence in one."""
        head, tail = parts[:-1], "".join(parts[-1:])
        return f"{', '.join(head)} {self.text('and')} {tail}" if head else tail
