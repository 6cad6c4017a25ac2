"""What a terminal shows while the solver works: one line in place, or few plain lines."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from rich.live import Live
from rich.text import Text

from allocator.cli.language import heard
from allocator.cli.progress import line
from allocator.language import joined, told

if TYPE_CHECKING:
    from typing import Self

    from rich.console import Console

    from allocator.engine.news import News
    from allocator.engine.reached import Reached
    from allocator.language import Told

IN_PLACE = 0.25
"""Seconds between two looks of the line of a terminal."""
PLAIN = 10.0
"""Seconds between two lines where nobody sees them change."""
AFTER = {
    "measure": told("measuring how fair it is ..."),
    "write": told("writing and checking the result ..."),
}
"""What is shown when the solver is done."""


class Working:
    """Shows what is worked on; no thread runs beside it, so that processes can fork.

    Parameters
    ----------
    console
        Where it is shown: in place in a terminal, else as plain lines.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._hint = told("Ctrl-C keeps the best so far")
        self._live = Live(console=console, auto_refresh=False, transient=True)
        self._in_place = console.is_interactive
        self._shown = -math.inf if self._in_place else time.monotonic()
        self._comparing = False

    def __enter__(self) -> Self:
        """Begin with the reading of the files."""
        if self._in_place:
            self._live.start()
            self._draw(told("reading ..."))
        return self

    def __exit__(self, *_: object) -> None:
        """Leave no line behind."""
        if self._in_place:
            self._live.stop()

    def finished(self, reached: Reached) -> None:
        """Show what a stage came to, on a line that stays."""
        self._console.print(line(reached), highlight=False, soft_wrap=True)

    def news(self, news: News) -> None:
        """Show what is known of a stage, unless something was shown a moment ago."""
        now = time.monotonic()
        if self._in_place and news.doing in AFTER:
            self._draw(AFTER[news.doing])
            return
        if now - self._shown < (IN_PLACE if self._in_place else PLAIN):
            return
        self._shown = now
        if self._in_place:
            self._draw(joined((working_line(news), self._hint), " · "))
        else:
            plain = heard(working_line(news))
            self._console.print(plain, highlight=False, soft_wrap=True)

    def comparing(self, what: str) -> None:
        """Show a piece of the comparison: each in a terminal, else that it began."""
        if self._in_place:
            self._draw(told("comparing: {what}. {hint}", what=what, hint=self._hint))
        elif not self._comparing:
            began = told("comparing with other notions and plans ... (--compare-limit 0: not)")
            self._console.print(heard(began))
        self._comparing = True

    def _draw(self, text: str) -> None:
        shown = Text(heard(text), no_wrap=True, overflow="ellipsis")
        self._live.update(shown, refresh=True)


def working_line(news: News) -> Told:
    """Say on one line what is known of a stage that is not finished, or what comes after."""
    if news.doing in AFTER:
        return AFTER[news.doing]
    since = told("{n} s, about {left} s left", n=round(news.seconds), left=round(news.left))
    return joined((_at(news), since), " · ")


def _at(news: News) -> Told:
    n, of = news.number, news.stages
    if news.doing == "begin":
        return told("looking for a first allocation")
    if news.doing == "meet":
        return told(
            "looking for an allocation that meets the bounds of stages 1 to {n} of {of}",
            n=n,
            of=of,
        )
    if news.doing == "bound":
        return told(
            "bounding stage {n} of {of}: {stage}  bound {bound}",
            n=n,
            of=of,
            stage=news.stage,
            bound=_known(news.bound),
        )
    return told(
        "stage {n} of {of}: {stage}  value {value}  bound {bound}  gap {gap}",
        n=n,
        of=of,
        stage=news.stage,
        value=_known(news.value),
        bound=_known(news.bound),
        gap=_known(news.gap),
    )


def _known(number: int | None) -> str:
    return "–" if number is None else str(number)
