"""The engine in a child process: its crash costs nothing that was found before."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from random import Random
from threading import Event as Flag
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

import allocator
from allocator import apart, baselines, deciding
from allocator.cli import main
from allocator.cli.progress import stopped_by_signals
from allocator.engine import child, lexicographic, stage
from allocator.engine.child import Ended, in_child
from allocator.engine.news import Desk, News
from allocator.errors import (
    Explained,
    Finding,
    Infeasible,
    InputRefused,
    LimitReached,
    SelfCheckFailed,
)
from allocator.language import say, told
from allocator.objectives import named, stages_of
from allocator.objectives.stages import before_the_draw
from allocator.processes import beside
from allocator.recount import recount, wrong_values
from allocator.solver import build_model
from allocator.verifier import verify
from allocator.whatif import apart as whatif_apart
from allocator.whatif.apart import compared_apart
from allocator.whatif.compare import compared
from draws_plan import with_open_plan
from support import breaches, draw_problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from allocator.engine.reached import Reached
    from allocator.objectives.protocol import Stage
    from allocator.solution import Solution

ROOT = Path(__file__).parents[1]
TINY = ROOT / "instances" / "tiny"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="what is patched is forked")


def after(number: int, act: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let something happen in the child when it has told of so many incumbents."""
    keep, parent, count = Desk.keep, os.getpid(), [0]

    def told(desk: Desk, choice: object) -> None:
        keep(desk, choice)  # type: ignore[arg-type]
        count[0] += 1
        if os.getpid() != parent and count[0] == number:
            act()

    monkeypatch.setattr(Desk, "keep", told)


def die(number: int = signal.SIGKILL) -> Callable[[], None]:
    return lambda: os.kill(os.getpid(), number)


def forget() -> None:
    raise MemoryError


def poor_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the engine begin with an allocation that is not the best, and search."""
    monkeypatch.setattr(lexicographic, "settle", lambda *_: None)
    monkeypatch.setattr(stage, "settle", lambda *_: None)


def command(out: Path, *more: str) -> Result:
    arguments = ["solve", str(TINY), "--out", str(out), "--compare-limit", "0", *more]
    return CliRunner().invoke(main, [*arguments, "--lang", "en"])


def recounted(solution: Solution) -> list[str]:
    """Count a solution's claims again, without a solver."""
    stages = stages_of(named(solution.objective), solution.problem)
    stages = before_the_draw(stages) if solution.lottery else stages
    model, claims = build_model(solution.problem), solution.stages
    wrong = wrong_values(stages, claims, solution.outcomes)
    return [*recount(model, {s.name: s for s in stages}, claims), *wrong]


# the same answer


@pytest.mark.parametrize("draw", ["seeded", "fair"])
@pytest.mark.parametrize("objective", ["balanced", "leximin", "budgeted"])
def test_apart_the_answer_is_the_same(objective: str, draw: str) -> None:
    problem = allocator.read(TINY)
    heard: list[News] = []
    here = allocator.solve(problem, objective, draw=draw)
    there = allocator.solve(problem, objective, draw=draw, apart=True, news=heard.append)
    assert here == there
    assert {entry.doing for entry in heard} >= {"bound", "meet"}


def test_where_nothing_forks_the_answer_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "can_fork", lambda: False)
    problem = allocator.read(TINY)
    assert allocator.solve(problem, apart=True) == allocator.solve(problem)


def test_a_process_with_threads_does_not_fork() -> None:
    assert child.can_fork()
    done = Flag()
    other = threading.Thread(target=done.wait)
    other.start()
    assert not child.can_fork()
    done.set()
    other.join()


# a child that dies


def test_76_a_killed_solver_leaves_the_best_so_far(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    poor_first(monkeypatch)
    after(1, die(), monkeypatch)
    done = command(tmp_path / "out")
    assert done.exit_code == 5, done.output
    said = [line for line in done.stderr.splitlines() if "ended unexpectedly" in line]
    assert len(said) == 1
    assert "NOT PROVEN best" in said[0]
    assert "Traceback" not in done.output
    document = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    assert document["proven"] is False
    assert verify(tmp_path / "out", instance=TINY).proven is False
    assert "solver ended" in (tmp_path / "out" / "run.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("ends", "why"),
    [(die(signal.SIGUSR1), "signal"), (forget, "memory was short"), (die(), "killed")],
)
@pytest.mark.parametrize("objective", ["leximin", "budgeted"])
def test_76_whatever_ends_it_the_rest_can_be_recounted(
    ends: Callable[[], None], why: str, objective: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    poor_first(monkeypatch)
    after(1, ends, monkeypatch)
    problem = allocator.read(TINY)
    solution = allocator.solve(problem, objective, apart=True)
    assert why in solution.ended
    assert not solution.proven
    assert recounted(solution) == []


@pytest.mark.parametrize("draw", ["seeded", "fair"])
def test_76_what_was_proven_stays_proven(draw: str, monkeypatch: pytest.MonkeyPatch) -> None:
    problem, parent, real = allocator.read(TINY), os.getpid(), lexicographic.reached_of
    whole = {claim.name: claim for claim in allocator.solve(problem).stages}

    def ends_at_firsts(stage: Stage, *found: Any) -> Reached:
        if stage.name == "firsts" and os.getpid() != parent:
            die()()
        return real(stage, *found)

    poor_first(monkeypatch)
    monkeypatch.setattr(lexicographic, "reached_of", ends_at_firsts)
    heard: list[Reached] = []
    solution = allocator.solve(problem, draw=draw, apart=True, progress=heard.append)
    proven = {c.name: c.value for c in solution.stages if c.status == "proven"}
    assert [entry.name for entry in heard] == ["worst", "squares"]
    assert {"worst", "squares"} <= set(proven)
    assert all(whole[name].value == value for name, value in proven.items())
    assert "killed" in solution.ended
    assert not solution.proven
    assert recounted(solution) == []


def test_76_a_draw_that_ends_leaves_what_the_stages_proved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parent, real = os.getpid(), deciding.fair_draw

    def ends(*arguments: object, proven: bool) -> object:
        if os.getpid() != parent:
            die()()
        return real(*arguments, proven=proven)  # type: ignore[arg-type]

    monkeypatch.setattr(deciding, "fair_draw", ends)
    solution = allocator.solve(allocator.read(TINY), draw="fair", apart=True)
    assert {claim.status for claim in solution.stages} == {"proven"}
    assert solution.lottery is not None
    assert not solution.lottery.proven
    assert not solution.proven
    assert "killed" in solution.ended


@pytest.mark.parametrize("number", [1, 2, 3])
def test_76_with_an_open_plan(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    after(number, die(), monkeypatch)
    ended = 0
    for seed in range(8):
        rng = Random(seed)
        problem = with_open_plan(rng, draw_problem(rng, 6, (2, 3, 3), seed, 0.2), 0.2)
        try:
            solution = allocator.solve(problem, apart=True)
        except Infeasible:
            continue
        assert recounted(solution) == []
        assert not breaches(solution.problem, solution.allocation)
        assert solution.plan is not None
        if solution.ended:
            whole = {claim.name: claim for claim in allocator.solve(problem).stages}
            for claim in takewhile(lambda claim: claim.status == "proven", solution.stages):
                assert claim.value == whole[claim.name].value
            ended += 1
    assert ended


@pytest.mark.parametrize("ends", [die(), forget])
def test_76_before_anything_is_found_nothing_is_written(
    ends: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "keep", lambda *_: ends())
    done = command(tmp_path / "out")
    assert done.exit_code == LimitReached.exit_code, done.output
    assert done.stderr.count("\n") == 1
    assert "before any allocation was found" in done.stderr
    assert list(tmp_path.iterdir()) == []


# Ctrl-C


def interrupt(times: int, then: float) -> None:
    for _ in range(times):
        os.kill(os.getppid(), signal.SIGINT)
        time.sleep(0.5)
    time.sleep(then)


def test_73_an_interrupt_keeps_the_best(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    poor_first(monkeypatch)
    after(1, lambda: interrupt(1, 0.0), monkeypatch)
    done = command(tmp_path / "out")
    assert done.exit_code == 5, done.output
    assert "ended unexpectedly" not in done.stderr
    assert "NOT PROVEN best" in done.stdout
    assert verify(tmp_path / "out", instance=TINY).proven is False


def test_73_a_second_interrupt_keeps_the_best_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    poor_first(monkeypatch)
    after(1, lambda: interrupt(2, 600.0), monkeypatch)
    with stopped_by_signals() as stop:
        solution = allocator.solve(allocator.read(TINY), apart=True, stop=stop)
    assert not solution.proven
    assert solution.ended == ""
    assert recounted(solution) == []


def test_73_two_interrupts_before_anything_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "decide", lambda *_: interrupt(2, 600.0))
    done = command(tmp_path / "out")
    assert done.exit_code == 130, done.output
    assert list(tmp_path.iterdir()) == []


def test_a_child_does_not_outlive_its_parent() -> None:
    script = (
        "import os, time\n"
        "from threading import Event\n"
        "from allocator.engine.child import in_child\n"
        "def work(say, stop):\n"
        "    say(os.getpid())\n"
        "    time.sleep(600)\n"
        "in_child(work, lambda pid: print(pid, flush=True), lambda: None, Event())\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        os.kill(pid, 0)
        parent.kill()
    for _ in range(100):
        if not alive(pid):
            return
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("the child lives on")


def alive(pid: int) -> bool:
    """Tell whether a process runs; one that only waits to be buried does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1]
    except OSError:
        return False
    return state.split()[0] != "Z"


# what passes between them


def nothing(*_: object) -> None:
    pass


def test_an_error_of_the_child_is_raised_with_its_traceback() -> None:
    def work(*_: object) -> None:
        raise Infeasible([told("there are no attendees")])

    with pytest.raises(Infeasible) as raised:
        in_child(work, nothing, nothing, Flag())
    assert say(raised.value.reasons[0], "nb") != "there are no attendees"
    assert "in work" in raised.value.__notes__[0]


def test_an_answer_that_cannot_be_sent_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="pickle"):
        in_child(lambda *_: lambda: None, nothing, nothing, Flag())


def test_an_exit_is_an_end() -> None:
    with pytest.raises(Ended) as ended:
        in_child(lambda *_: os._exit(3), nothing, nothing, Flag())
    assert ended.value.why == "exit code 3"


@pytest.mark.parametrize(
    "error",
    [
        InputRefused([Finding("event.yaml", 0, "", told("row {n}", n=3), "E1")]),
        Infeasible([told("row {n}", n=3)]),
        Explained([told("row {n}", n=3)]),
        SelfCheckFailed([told("row {n}", n=3)]),
        LimitReached(told("row {n}", n=3)),
    ],
)
def test_errors_travel(error: allocator.AllocatorError) -> None:
    there = pickle.loads(pickle.dumps(error))
    assert type(there) is type(error)
    assert say(there.sentence, "nb") == say(error.sentence, "nb")


def test_while_a_child_is_silent_the_time_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    now, heard = [10.0], list[News]()
    monkeypatch.setattr(apart.time, "monotonic", lambda: now[0])
    ear = apart.Ear(Desk(heard.append), None)
    ear.idle()
    ear.hear(News("search", "squares", seconds=5.0, left=20.0))
    now[0] += 3.0
    ear.idle()
    assert [(entry.seconds, entry.left) for entry in heard] == [(5.0, 20.0), (8.0, 17.0)]


# the comparison


def test_apart_the_comparison_is_the_same() -> None:
    solution = allocator.solve(allocator.read(TINY))
    heard: list[str] = []
    assert compared_apart(solution, 60.0, heard.append) == compared(solution, 60.0)
    assert say(heard[0], "nb") == "minste sum"


def test_76_a_comparison_that_ends_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whatif_apart, "comparison", lambda *_, **__: die()())
    solution = allocator.solve(allocator.read(TINY))
    there = compared_apart(solution, 60.0)
    assert "killed" in there.ended
    assert there == replace(solution, ended=there.ended)
    assert there.proven


# memory


@pytest.mark.skipif(sys.platform != "linux", reason="the system must limit memory")
def test_with_too_little_memory_the_best_so_far_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    poor_first(monkeypatch)
    after(1, lambda: np.empty(2**28), monkeypatch)
    problem = allocator.read(TINY)
    plenty = allocator.solve(problem, apart=True, memory=2**33)
    short = allocator.solve(problem, apart=True, memory=2**30)
    assert plenty.proven
    assert "memory was short" in short.ended
    assert not short.proven


# --- work beside our own --------------------------------------------------------------


def test_work_beside_comes_back_whatever_becomes_of_the_copy() -> None:
    here = os.getpid()

    def dies_elsewhere() -> int:
        if os.getpid() != here:
            os._exit(3)
        return 42

    assert beside(lambda: os.getpid() != here)()
    assert beside(dies_elsewhere)() == 42


def test_what_goes_wrong_beside_is_told_here() -> None:
    def wrong() -> int:
        raise ValueError("wrong")

    with pytest.raises(ValueError, match="wrong"):
        beside(wrong)()


def test_simpler_ways_are_the_same_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = allocator.read(TINY)
    here = allocator.solve(problem).fairness
    monkeypatch.setattr(baselines, "MANY", 1)
    assert allocator.solve(problem).fairness == here
