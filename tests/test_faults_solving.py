"""Faults while solving, checking and writing: rows of the table of faults, by number."""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Event as Flag
from typing import TYPE_CHECKING, Any

import pytest

from allocator import pipeline, solver
from allocator.certificate import SCALE
from allocator.engine import ahead, cpsat, lexicographic, settling, stage
from allocator.errors import (
    AllocatorError,
    FileTrouble,
    Interrupted,
    LimitReached,
    SelfCheckFailed,
    UsageTrouble,
)
from allocator.pipeline import solve_instance
from allocator.readers import read_instance
from allocator.sample import Shape, write_sample
from allocator.solver import solve
from allocator.verifier import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from allocator.engine.budget import Budget
    from allocator.engine.program import Program
    from allocator.engine.reached import Reached
    from allocator.objectives.protocol import Stage

ROOT = Path(__file__).parents[1]
TINY = ROOT / "instances" / "tiny"
OSLO = ROOT / "instances" / "oslo-2024"


def hashes(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != "run.log"
    }


def nothing_new(folder: Path) -> bool:
    return not any(".partial-" in p.name for p in folder.iterdir())


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "allocator.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload,no-any-return]


# 77: the solver calls the model invalid: our own mistake, exit 1


def test_77_an_invalid_model_is_our_bug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    from allocator.cli import main

    def broken(*_: object, **__: object) -> object:
        raise RuntimeError("CP-SAT calls the model invalid")

    monkeypatch.setattr(pipeline, "solve", broken)
    out = tmp_path / "out"
    done = CliRunner().invoke(main, ["solve", str(TINY), "--out", str(out)])
    assert done.exit_code == 1
    assert "our bug" in done.output
    assert "Traceback" not in done.output
    assert not out.exists()
    assert nothing_new(tmp_path)


def test_77_an_invalid_model_is_never_read_as_a_result(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from ortools.sat.python import cp_model

    from allocator.engine.budget import Budget
    from allocator.engine.program import program

    model = solver.build_model(read_instance(TINY).problem)
    part = program(model.regret, model.permitted, model.rows, ())
    assert cpsat.decide(part, Budget(10.0)).proven
    monkeypatch.setattr(cpsat, "_solve_interruptibly", lambda *_: cp_model.MODEL_INVALID)
    with pytest.raises(RuntimeError, match="invalid"):
        cpsat.decide(part, Budget(10.0))


# 78: the self-check finds a breach: exit 8, nothing on disk


def test_78_a_breach_in_our_own_result_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = pipeline.write_result

    def flipped(folder: Path, *rest: object) -> None:
        honest(folder, *rest)  # type: ignore[arg-type]
        path = folder / "assignments.csv"
        path.write_bytes(path.read_bytes().replace(b"P6,R1,W1", b"P6,R1,W2"))

    monkeypatch.setattr(pipeline, "write_result", flipped)
    with pytest.raises(SelfCheckFailed, match="fixed places") as failed:
        solve_instance(TINY, tmp_path / "out")
    assert failed.value.exit_code == 8
    assert not (tmp_path / "out").exists()
    assert nothing_new(tmp_path)


# 79: a second solver finds better: exit 8, or 5 with --accept-unproved


@pytest.fixture
def lying_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds are never met, CP-SAT calls the hint optimal: only HiGHS can object."""
    real = cpsat.decide

    def idle(*_: object) -> None:
        return None

    def lie(
        program: Program, budget: Budget, hint: np.ndarray | None, *more: Any
    ) -> cpsat.Decided:
        if hint is None:
            return real(program, budget, hint, *more)
        return cpsat.Decided(hint, True)

    for place in (stage, lexicographic):
        monkeypatch.setattr(place, "settle", idle)
    monkeypatch.setattr(stage, "NARROW", 4 * SCALE)
    monkeypatch.setattr(settling, "decide", lie)


@pytest.mark.usefixtures("lying_solver")
def test_79_a_second_solver_that_finds_better_refuses_the_result(tmp_path: Path) -> None:
    with pytest.raises(SelfCheckFailed, match="second solver found better") as failed:
        solve_instance(OSLO, tmp_path / "out", objective="total")
    assert failed.value.exit_code == 8
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("lying_solver")
def test_79_accepted_it_is_written_as_not_proven(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _, solution = solve_instance(
        OSLO, out, objective="total", accept_unproved=True, compare_limit=0
    )
    assert not solution.proven
    assert json.loads((out / "result.json").read_text(encoding="utf-8"))["proven"] is False
    assert "IKKE BEVIST" in (out / "report.html").read_text(encoding="utf-8").upper()
    assert not verify(out, instance=OSLO).proven


# 81: other hash seed, locale, time zone: identical files


def test_81_environment_does_not_matter(tmp_path: Path) -> None:
    places = [
        ("0", "C", "UTC"),
        ("1", "nb_NO.UTF-8", "America/New_York"),
        ("2", "tr_TR", "Asia/Tokyo"),
    ]
    found = []
    for number, (seed, locale, zone) in enumerate(places):
        out = tmp_path / f"out{number}"
        environment = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone}
        done = run("solve", str(TINY), "--out", str(out), env=environment)
        assert done.returncode == 0, done.stderr
        found.append(hashes(out))
    assert found[0] == found[1] == found[2]


# 82: shuffled rows: identical allocation


def shuffled(source: Path, target: Path) -> None:
    shutil.copytree(source, target)
    for name in ("attendees.csv", "preferences.csv"):
        head, *rows = (source / name).read_text(encoding="utf-8").splitlines()
        random.Random(4).shuffle(rows)
        (target / name).write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


@pytest.mark.parametrize("objective", ["balanced", "total", "leximin"])
def test_82_shuffled_rows_give_the_identical_allocation(tmp_path: Path, objective: str) -> None:
    shuffled(OSLO, tmp_path / "oslo")
    first = solve(read_instance(OSLO).problem, objective)
    second = solve(read_instance(tmp_path / "oslo").problem, objective)
    assert first.seed == second.seed
    assert first.allocation == second.allocation


# 83: one person; one session; no visits; 5,000 people


@pytest.mark.parametrize(
    "shape",
    [
        Shape(people=1, rounds=(5, 5, 7), seed=1),
        Shape(people=3, rounds=(1, 1), seed=1),
        Shape(people=40, rounds=(4, 4), seed=1),
    ],
    ids=["one person", "one session a round", "few rounds"],
)
def test_83_small_events_work(tmp_path: Path, shape: Shape) -> None:
    write_sample(tmp_path / "small", shape)
    _, solution = solve_instance(tmp_path / "small", tmp_path / "out", lang="en")
    assert solution.proven


def test_83_five_thousand_people_are_read_and_modelled(tmp_path: Path) -> None:
    write_sample(tmp_path / "large", Shape(people=5000, seed=1))
    problem = read_instance(tmp_path / "large").problem
    model = solver.build_model(problem)
    assert model.permitted.any(axis=1).all()


# 84: the clock jumps back: only the monotonic clock is used


def test_84_the_clock_that_can_jump_back_is_never_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import time

    honest = time.time

    def jumps() -> float:
        assert not sys._getframe(1).f_globals["__name__"].startswith("allocator")  # noqa: SLF001
        return honest()

    monkeypatch.setattr(time, "time", jumps)
    assert solve(read_instance(TINY).problem).proven


# 85, 86: the target exists, is a file, is read-only, is a loop: found before solving


@pytest.fixture
def never_solves(monkeypatch: pytest.MonkeyPatch) -> None:
    def solved(*_: object, **__: object) -> object:
        raise AssertionError("a bad target must be found before solving")

    monkeypatch.setattr(pipeline, "solve", solved)


def existing(folder: Path) -> Path:
    (folder / "out").mkdir()
    (folder / "out" / "keep.txt").write_text("mine", encoding="utf-8")
    return folder / "out"


def a_file(folder: Path) -> Path:
    (folder / "out").write_text("mine", encoding="utf-8")
    return folder / "out"


def below_a_file(folder: Path) -> Path:
    return a_file(folder) / "deeper"


def a_loop(folder: Path) -> Path:
    (folder / "loop").symlink_to(folder / "loop")
    return folder / "loop" / "out"


@pytest.mark.usefixtures("never_solves")
@pytest.mark.parametrize("prepare", [existing, a_file, below_a_file, a_loop])
def test_85_86_bad_targets(tmp_path: Path, prepare: Callable[[Path], Path]) -> None:
    target = prepare(tmp_path)
    before = hashes(tmp_path)
    with pytest.raises(FileTrouble) as refused:
        solve_instance(TINY, target)
    assert refused.value.exit_code == 7
    assert hashes(tmp_path) == before


def test_85_force_keeps_a_backup(tmp_path: Path) -> None:
    target = existing(tmp_path)
    solve_instance(TINY, target, force=True)
    assert (tmp_path / "out.bak-1" / "keep.txt").read_text(encoding="utf-8") == "mine"
    assert (target / "result.json").exists()


# 87: the disk is full in any of the files: cleaned away


@pytest.mark.parametrize("limit", [200, 3_000, 20_000, 60_000])
def test_87_a_full_disk_leaves_nothing(tmp_path: Path, limit: int) -> None:
    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = run("solve", str(TINY), "--out", str(tmp_path / "out"), preexec_fn=full)
    assert done.returncode == 7, done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


# 92: no display, cache of matplotlib not writable


def test_92_no_display_and_no_cache(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "DISPLAY"}
    environment |= {"MPLCONFIGDIR": "/proc/nowhere", "HOME": "/nonexistent"}
    done = run("solve", str(TINY), "--out", str(tmp_path / "out"), env=environment)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "report.html").exists()


# 95: canaries in every personal field never leave


def test_95_canaries_stay_out(tmp_path: Path) -> None:
    copy, canary = tmp_path / "copy", "Xqzcanary"
    shutil.copytree(TINY, copy)
    people = (copy / "attendees.csv").read_text(encoding="utf-8").splitlines()
    head, *rows = people
    rows = [f"{row},{canary}-{i}" for i, row in enumerate(rows)]
    text = "\n".join([f"{head},name", *rows]) + "\n"
    (copy / "attendees.csv").write_text(text, encoding="utf-8")
    done = run("solve", str(copy), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert canary not in done.stdout + done.stderr
    for path in (tmp_path / "out").rglob("*"):
        assert path.is_dir() or canary.encode() not in path.read_bytes(), path.name


def test_95_a_refused_input_does_not_repeat_values(tmp_path: Path) -> None:
    copy, canary = tmp_path / "copy", "Xqzcanary"
    shutil.copytree(TINY, copy)
    with (copy / "preferences.csv").open("a", encoding="utf-8") as file:
        file.write(f"{canary},W1,1\nP1,W1,{canary}\n")
    done = run("check", str(copy))
    assert done.returncode == 3
    assert canary not in done.stdout + done.stderr


# limits, seeds, notions


def test_a_tiny_limit_finds_nothing_or_says_not_proven() -> None:
    problem = read_instance(OSLO).problem
    try:
        proven = solve(problem, time_limit=1e-6).proven
    except LimitReached:
        proven = False
    assert not proven
    assert LimitReached.exit_code == 6


@pytest.mark.parametrize("seed", [-1, 2**63, 2**70])
def test_53_a_bad_seed_is_refused(seed: int) -> None:
    with pytest.raises(UsageTrouble):
        solve(read_instance(TINY).problem, seed=seed)
    assert run("solve", str(TINY), "--seed", str(seed)).returncode == 2


def test_an_unknown_objective_is_named() -> None:
    with pytest.raises(UsageTrouble, match="balanced, total, leximin"):
        solve(read_instance(TINY).problem, "balancd")


def test_every_error_has_its_own_exit_code() -> None:
    codes = [error.exit_code for error in AllocatorError.__subclasses__()]
    assert len(set(codes)) == len(codes)


# 70, 72: stopped early, a complete and checked result says which stages are not proven


@pytest.mark.parametrize("last", ["refused", "worst"])
def test_72_stopped_early_the_best_so_far_is_written_and_checked(
    tmp_path: Path, last: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, stop, real = tmp_path / "out", Flag(), ahead.reached_of

    def ends_after(stage: Stage, *found: Any) -> Reached:
        if stage.name == last:
            stop.set()
        return real(stage, *found)

    monkeypatch.setattr(ahead, "reached_of", ends_after)
    _, solution = solve_instance(OSLO, out, stop=stop)
    document = json.loads((out / "result.json").read_text(encoding="utf-8"))
    assert document["proven"] is solution.proven is False
    assert verify(out, instance=OSLO).proven is False


def test_73_stopped_before_anything_is_found_nothing_is_written(tmp_path: Path) -> None:
    stop = Flag()
    stop.set()
    with pytest.raises(Interrupted) as interrupted:
        solve_instance(OSLO, tmp_path / "out", stop=stop)
    assert interrupted.value.exit_code == 130
    assert list(tmp_path.iterdir()) == []
