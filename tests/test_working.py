"""What is told of a stage while it is worked on, and how a terminal shows it."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from allocator.cli import working
from allocator.cli.working import Working, working_line
from allocator.engine import cpsat, lexicographic, news, stage
from allocator.engine.news import News
from allocator.engine.reached import Reached
from allocator.readers import read_instance
from allocator.sample import Shape, write_sample
from allocator.solver import solve

ROOT = Path(__file__).parents[1]
OSLO = ROOT / "instances" / "oslo-2024"


@pytest.fixture(autouse=True)
def every_news(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "PAUSE", 0.0)


def test_bounds_rise_to_what_each_stage_comes_to() -> None:
    heard: list[News] = []
    finished: list[Reached] = []
    solve(read_instance(OSLO).problem, news=heard.append, progress=finished.append)
    assert {type(entry) for entry in finished} == {Reached}
    for n, entry in enumerate(finished, start=1):
        mine = [h for h in heard if h.doing == "bound" and h.stage == entry.name]
        bounds = [h.bound for h in mine if h.bound is not None]
        assert {(h.number, h.stages) for h in mine} == {(n, len(finished))}
        assert bounds == sorted(bounds, reverse=entry.most)
        assert bounds[-1] == entry.value
    assert [h.doing for h in heard[-2:]] == ["meet", "measure"]
    assert all(0 < h.left <= 300 for h in heard[:-1])


def test_a_search_tells_of_better_and_better_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexicographic, "settle", lambda *_: None)
    monkeypatch.setattr(stage, "settle", lambda *_: None)
    monkeypatch.setattr(cpsat, "PATIENCE", 1e-4)
    write_sample(tmp_path / "some", Shape(people=60))
    problem = read_instance(tmp_path / "some").problem
    heard: list[News] = []
    told = solve(problem, "total", news=heard.append)
    silent = solve(problem, "total")
    total = next(s for s in told.stages if s.name == "total")
    mine = [h for h in heard if h.doing == "search" and h.stage == "total"]
    values = [h.value for h in mine if h.value is not None]
    assert values == sorted(values, reverse=True)
    assert values[0] > values[-1] == total.value
    assert mine[-1].gap == 0
    assert told == silent


def shown(news: list[News], monkeypatch: pytest.MonkeyPatch, **how: Any) -> str:
    """Show news that come a second apart, as a console with these properties does."""
    now = [0.0]
    monkeypatch.setattr(working.time, "monotonic", lambda: now[0])
    console = Console(file=StringIO(), width=120, **how)
    with Working(console) as line:
        for entry in news:
            now[0] += 1.0
            line.news(entry)
            line.news(entry)
    file = console.file
    assert isinstance(file, StringIO)
    return file.getvalue()


LAST_LOOK = 1
"""Rich draws the line once more before it takes it away."""
SEARCH = News("search", "squares", 3, 5, 41, 38, 12.3, 250.4)


def test_a_terminal_shows_one_line_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown([SEARCH] * 3, monkeypatch, force_terminal=True)
    line = "stage 3 of 5: squares  value 41  bound 38  gap 3 · 12 s, about 250 s left"
    assert text.count(line) == 3 + LAST_LOOK
    assert text.count("\n") == 1
    assert "Ctrl-C keeps the best so far" in text


def test_what_comes_after_the_solver_is_shown_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "IN_PLACE", 100.0)
    text = shown([SEARCH, News("measure"), News("write")], monkeypatch, force_terminal=True)
    assert text.index("stage 3 of 5") < text.index("measuring") < text.index("writing")


def test_elsewhere_a_plain_line_comes_at_most_every_ten_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert shown([SEARCH] * 9, monkeypatch) == ""
    text = shown([SEARCH] * 35, monkeypatch)
    assert text.splitlines() == [working_line(SEARCH)] * 3
    assert "\x1b" not in text


def test_a_terminal_is_not_told_more_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "IN_PLACE", 2.0)
    text = shown([SEARCH] * 3, monkeypatch, force_terminal=True)
    assert text.count("squares") == 2 + LAST_LOOK


@pytest.mark.parametrize(
    ("news", "words"),
    [
        (News("begin"), "looking for a first allocation"),
        (News("bound", "worst", 2, 5, bound=3), "bounding stage 2 of 5: worst  bound 3"),
        (News("bound", "worst", 2, 5), "bounding stage 2 of 5: worst  bound –"),
        (News("meet", "ties", 5, 5), "meets the bounds of stages 1 to 5 of 5"),
        (News("search", "worst", 2, 5, 4), "value 4  bound –  gap –"),
        (News("write"), "writing and checking the result ..."),
    ],
)
def test_each_kind_of_work_has_its_words(news: News, words: str) -> None:
    assert words in working_line(news)
