"""Words, numbers, dates and times of the report in Norwegian bokmål and English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from allocator.fairness.records import MIN_CELL
from allocator.language import moments
from allocator.language.phrases import Phrases, phrases
from allocator.reporting.shown import small

if TYPE_CHECKING:
    from collections.abc import Sequence


LARGE = 10_000
"""Of so large a number nobody reads the decimals."""


@dataclass(frozen=True)
class Texts:
    """The texts of one language.

    Attributes
    ----------
    lang
        "nb" or "en".
    entries
        Texts by key; names in braces are filled in.
    """

    lang: str
    entries: Phrases

    def __call__(self, key: str, **values: object) -> str:
        """Return a text with its values filled in."""
        return self.entries[key].format(**values)

    def of(self, key: str, number: int, **values: object) -> str:
        """Return a text whose form a number decides, with its values filled in."""
        return self.entries.of(key, number).format(**values)

    def maybe(self, key: str) -> str | None:
        """Return a text, None if there is none."""
        return self.entries.get(key)

    def count(self, value: float) -> str:
        """Return a count with thin gaps between thousands; small ones are not told."""
        return self("fewer", least=MIN_CELL) if small(value) else self.whole(value)

    def whole(self, value: float) -> str:
        """Return a whole number with gaps between thousands."""
        separator = "\u00a0" if self.lang == "nb" else ","
        sign = "−" if value < 0 else ""
        return sign + f"{abs(round(value)):,}".replace(",", separator)

    def decimal(self, value: float, digits: int = 1) -> str:
        """Return a number with a few digits; whole and large ones without."""
        if float(value).is_integer() or abs(value) >= LARGE:
            return self.whole(value)
        text = f"{value:.{digits}f}"
        return text.replace(".", ",") if self.lang == "nb" else text

    def short(self, value: float) -> str:
        """Return the number at a mark of a scale."""
        text = f"{value:.10g}"
        return text.replace(".", ",") if self.lang == "nb" else text

    def percent(self, part: float, whole: float = 1.0) -> str:
        """Return a share in whole per cent; nearly all is not all."""
        share = 100 * part / whole if whole else 0.0
        told = round(share)
        if 99 < share < 100:
            told = 99
        gap = "\u00a0" if self.lang == "nb" else ""
        less = "< " if 0 < share < 0.5 else ""
        return f"{less}{max(told, 1) if less else told}{gap}%"

    def people(self, value: int) -> str:
        """Return such as "12 people"; small numbers are not told."""
        return self("people", count=self.count(value))

    def part(self, value: int, whole: int) -> str:
        """Return such as "50 of 60"; neither part of the whole is told where it is small."""
        if small(value):
            return self.count(value)
        if small(whole - value):
            return self("nearly_all", whole=self.whole(whole))
        return self("part", value=self.whole(value), whole=self.whole(whole))

    def points(self, value: int) -> str:
        """Return such as "2 points"."""
        return self.of("points", value, count=self.whole(value))

    def places(self, value: int) -> str:
        """Return such as "2 places"."""
        return self.of("places", value, count=self.whole(value))

    def signed(self, value: float | None, digits: int) -> str:
        """Return a number with its sign, a dash where there is none."""
        if value is None:
            return "–"
        told = round(value, digits)
        sign = "+" if told > 0 else "−" if told < 0 else ""
        text = f"{abs(told):.{digits}f}"
        return sign + (text.replace(".", ",") if self.lang == "nb" else text)

    def notion(self, name: str) -> str:
        """Return what people call a notion of fairness; unknown ones keep their name."""
        return self.about_notion(name, "name") or name

    def about_notion(self, name: str, what: str) -> str:
        """Return what a notion is after ("text") or may cost ("cost"); else nothing."""
        first, _, dial = name.partition(" ")
        return (self.maybe(f"notion.{first}.{what}") or "").format(dial=self.dial(dial))

    def dial(self, text: str) -> str:
        """Return the dial of a notion, such as "2.5 %", as people write it."""
        if self.lang == "nb":
            return text.replace(".", ",").replace(" %", "\u00a0%")
        return text.replace(" %", "%")

    def day(self, value: date) -> str:
        """Return a date in full."""
        return moments.day(self.lang, value)

    def days(self, all_of_them: Sequence[date]) -> str:
        """Return the days of an event in full: the one, or the first and the last."""
        ends = dict.fromkeys((all_of_them[0], all_of_them[-1]))
        return " – ".join(self.day(day) for day in ends)

    def clock(self, value: str) -> str:
        """Return a time such as "12:35", or "2027-04-15 12:35", as people write it."""
        day, _, time = value.rpartition(" ")
        said = moments.clock(self.lang, time).replace(" ", "\u00a0")
        return f"{self.short_day(date.fromisoformat(day))} {said}" if day else said

    def short_day(self, value: date) -> str:
        """Return a day without its year."""
        return moments.short_day(self.lang, value)

    def hours(self, start: str, end: str) -> str:
        """Return a span of time on one day such as "12:35–15:25"."""
        return f"{self.clock(start)}–{moments.figures(self.lang, end.rpartition(' ')[2])}"

    def clock_mark(self, minutes: int) -> str:
        """Return minutes since midnight as a time at a mark of a scale."""
        hours, rest = divmod(minutes, 60)
        return moments.figures(self.lang, f"{hours % 24:02d}:{rest:02d}")

    def ordinal(self, number: int) -> str:
        """Return such as "2nd wish"."""
        known = self.maybe(f"wish.{number}")
        return known or self("wish.other", number=number)

    def span(self, first: int, last: int, top: int) -> str:
        """Return the name of a pooled span of levels.

        Parameters
        ----------
        first, last
            Levels, both included.
        top
            The last level of all: a span up to it has no upper end to tell.
        """
        if first == last:
            return self.whole(first)
        if last == top:
            return self("or_more", level=first)
        return f"{first}–{last}"

    def wishes(self, first: int, last: int, outside: int) -> str:
        """Return the name of a span of kinds of wishes, see `shown.WishTable`."""
        if first == last:
            return self.kind(first, outside)
        if last >= outside and first > 0:
            return self("wish.further_down", kind=self.kind(first, outside))
        if first == 0:
            return self("wish.best", kind=self.kind(last, outside))
        return self("wish.between", first=first + 1, last=last + 1)

    def kind(self, kind: int, outside: int) -> str:
        """Return the name of one kind of wish."""
        if kind < outside:
            return self.ordinal(kind + 1)
        return self("wish.outside" if kind == outside else "wish.refused")


@cache
def texts(lang: str) -> Texts:
    """Return the texts of a language.

    Parameters
    ----------
    lang
        "nb" or "en".

    Raises
    ------
    ValueError
        If there are no texts in this language.
    """
    return Texts(lang, phrases("report", lang))
